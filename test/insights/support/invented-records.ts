/** Invented records that a registry allows, and the true counts of its tables over them. */
import {
  cellKey,
  cellsOf,
  predicateOf,
  tablesOf,
  type RegisteredTable,
} from '../../../subgraphs/insights/registry/registered-tables.ts';
import { PROGRAMME, type Registry } from '../../../subgraphs/insights/registry/registry.ts';
import { quartersBetween } from '../../../subgraphs/kit/statistics/quarters.ts';

/** Codes of attributes and quarters of steps, by name. */
export type InventedRecord = ReadonlyMap<string, string>;

export interface InventOptions {
  readonly recordSet: string;
  readonly count: number;
  readonly seed: number;
  /** Quarters up to this one. */
  readonly until: string;
  /** Values that every record has. */
  readonly fixed?: Readonly<Record<string, string>>;
  /** The chance of each later step, in percent. */
  readonly stepPercent?: number;
}

/** A generator of numbers from 0 to 1 for tests: the same for the same seed. */
function numbers(seed: number): () => number {
  let state = (seed * 2_654_435_761) >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return ((state ^ (state >>> 15)) >>> 0) / 2 ** 32;
  };
}

/** Records whose first codes are frequent and whose last ones are rare, as in real lists. */
export function inventRecords(
  registry: Registry,
  { recordSet, count, seed, until, fixed = {}, stepPercent = 60 }: InventOptions,
): readonly InventedRecord[] {
  const set = registry.recordSets[recordSet];
  if (set === undefined) throw new Error(`Cannot find record set "${recordSet}"`);
  const next = numbers(seed);
  const starts = Object.values(registry.programmes).map(({ quarters }) => quarters.from);
  const pick = (codes: readonly string[]) => codes[Math.floor(next() ** 2.2 * codes.length)] ?? '';
  const records: InventedRecord[] = [];
  while (records.length < count) {
    const record = new Map<string, string>();
    for (const attribute of Object.keys(set.attributes)) {
      const codes = registry.dimensions[attribute]?.categories.map(({ code }) => code) ?? [];
      record.set(attribute, fixed[attribute] ?? pick(codes));
    }
    const { quarters: run, lastQuarters } = registry.programmes[record.get(PROGRAMME) ?? ''] ?? {};
    const from = run?.from ?? starts.toSorted()[0] ?? until;
    for (const [name, { after, excludes }] of Object.entries(set.steps)) {
      const to = lastQuarters?.[recordSet]?.[name] ?? run?.to ?? until;
      const window = quartersBetween(from, to < until ? to : until);
      const before = after === undefined ? from : record.get(after);
      const excluded = Object.entries(set.steps).some(
        ([other, step]) =>
          record.has(other) && (excludes.includes(other) || step.excludes.includes(name)),
      );
      if (before === undefined || excluded) continue;
      if (after !== undefined && next() * 100 > stepPercent) continue;
      const open = window.filter((quarter) => quarter >= before);
      const quarter =
        open[Math.floor(next() * (after === undefined ? open.length : Math.min(open.length, 3)))];
      if (quarter !== undefined) record.set(name, quarter);
    }
    for (const [attribute, { knownAt }] of Object.entries(set.attributes)) {
      if (knownAt !== undefined && !record.has(knownAt)) record.delete(attribute);
    }
    const isImpossible = set.impossible.some((rule) =>
      Object.entries(rule).every(([name, codes]) => codes.includes(record.get(name) ?? '')),
    );
    if (!isImpossible && record.has(Object.keys(set.steps)[0] ?? '')) records.push(record);
  }
  return records;
}

export interface CountedTable {
  readonly table: RegisteredTable;
  readonly counts: ReadonlyMap<string, number>;
}

/** The true counts of every table of a release over records of each record set. */
export function countTables(
  registry: Registry,
  release: string,
  records: Readonly<Record<string, readonly InventedRecord[]>>,
): readonly CountedTable[] {
  return tablesOf(registry, release).map((table) => ({
    table,
    counts: new Map(
      [...cellsOf(table)].map((cell) => {
        const { step, quarters, where } = predicateOf(table, cell);
        const counted = (records[table.entry.recordSet] ?? []).filter(
          (record) =>
            quarters.has(record.get(step) ?? '') &&
            [...where].every(([name, codes]) => codes.has(record.get(name) ?? '')),
        );
        return [cellKey(cell), counted.length];
      }),
    ),
  }));
}
