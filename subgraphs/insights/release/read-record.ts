/** From the rows of its sources to one record: the steps that it has, each with its quarter, and its codes. */
import { windowOf, type RegisteredTable } from '../registry/registered-tables.ts';
import { PROGRAMME, UNKNOWN, type Registry } from '../registry/registry.ts';
import { ReleaseError } from './release-error.ts';
import { attributesOf, stepsOf, type TableSources } from './table-sources.ts';

/** The values of a row, in the order of the columns that were asked for. */
export type RowValues = readonly (string | null)[];

/** What a table counts of one record. */
export interface CountedRecord {
  /** The quarter of each step that it has. */
  readonly steps: ReadonlyMap<string, string>;
  /** The code of each attribute; null before it is known. */
  readonly codes: ReadonlyMap<string, string | null>;
}

const QUARTER = /^\d{4}Q[1-4]$/;
const DAY_MS = 86_400_000;

/**
 * Reads records of a table. `rows` holds the row of each source in the order of `asks`, and undefined for a source
 * that has none of this record. Null for a record that the table does not count. Throws `ReleaseError` for a value
 * that no registered code stands for.
 */
export function createRecordReader(
  registry: Registry,
  { table, asks }: TableSources,
  release: string,
): (rows: readonly (RowValues | undefined)[]) => CountedRecord | null {
  const { recordSet, programme, entry } = table;
  const steps = stepsOf(table);
  const places = new Map(
    asks.flatMap(({ request }, source) =>
      request.columns.map((column, at) => [`${source} ${column}`, { source, at }] as const),
    ),
  );
  const valueFrom = (source: number, column: string) => {
    const place = places.get(`${source} ${column}`);
    return (rows: readonly (RowValues | undefined)[]): string | null =>
      (place && rows[place.source]?.[place.at]) ?? null;
  };
  const sourceOf = (kind: string) => asks.findIndex((one) => one.kind === kind);
  const readers = steps.map((step) => ({
    step,
    after: recordSet.steps[step]?.after,
    excludes: recordSet.steps[step]?.excludes ?? [],
    value: valueFrom(sourceOf(recordSet.steps[step]?.source ?? ''), step),
  }));

  function stepsOfRecord(
    rows: readonly (RowValues | undefined)[],
    windows: ReadonlyMap<string, ReadonlySet<string>>,
  ): ReadonlyMap<string, string> {
    const told = new Map<string, string>();
    for (const { step, value, after } of readers) {
      const own = value(rows);
      const earlier = after === undefined ? '' : told.get(after);
      if (own === null) continue;
      if (!QUARTER.test(own) || own > release) throw unusable(table, 'step', step);
      if (earlier === undefined) continue;
      // What happened before the step that it follows counts as known from that step on.
      const quarter = own < earlier ? earlier : own;
      // A step outside the window counts in no cell, and neither do those after it.
      if (windows.get(step)?.has(quarter) === true) told.set(step, quarter);
    }
    const steady = new Map<string, string>();
    for (const { step, after, excludes } of readers) {
      const quarter = told.get(step);
      const isExcluded = excludes.some((one) => told.has(one));
      if (quarter === undefined || isExcluded) continue;
      if (after === undefined || steady.has(after)) steady.set(step, quarter);
    }
    return steady;
  }

  const attributes = attributesOf(table).map((name) => ({
    name,
    knownAt: recordSet.attributes[name]?.knownAt,
    code: codeReader(registry, table, name, (kind, column) => valueFrom(sourceOf(kind), column)),
  }));
  const where = Object.entries(entry.where).map(
    ([name, codes]) => [name, new Set<string | null>(codes)] as const,
  );
  const programmeOf = valueFrom(0, PROGRAMME);
  const isAskedFor = places.has(`0 ${PROGRAMME}`);
  const windowsOf = (id: string | null) =>
    new Map(
      steps.map((step) => {
        const name = { recordSet: entry.recordSet, step };
        return [step, new Set(windowOf(registry, id, release, name))] as const;
      }),
    );
  const windows = new Map(Object.keys(registry.programmes).map((id) => [id, windowsOf(id)]));
  const ofNone = windowsOf(null);

  return function readRecord(rows) {
    const belongsTo = isAskedFor ? programmeOf(rows) : programme;
    if (programme !== null && belongsTo !== programme) return null;
    // Also in a table over all programmes, a record falls within the quarters of its own.
    const reached = stepsOfRecord(rows, windows.get(belongsTo ?? '') ?? ofNone);
    if (!entry.steps.some((step) => reached.has(step))) return null;
    const codes = new Map<string, string | null>();
    for (const { name, knownAt, code } of attributes) {
      codes.set(name, knownAt !== undefined && !reached.has(knownAt) ? null : code(rows));
    }
    if (where.some(([name, wanted]) => !wanted.has(codes.get(name) ?? null))) return null;
    return { steps: reached, codes };
  };
}

type Rows = readonly (RowValues | undefined)[];
type ValueFrom = (kind: string, column: string) => (rows: Rows) => string | null;

function codeReader(
  registry: Registry,
  table: RegisteredTable,
  name: string,
  valueFrom: ValueFrom,
): (rows: Rows) => string {
  const attribute = table.recordSet.attributes[name];
  const categories = registry.dimensions[name]?.categories.map(({ code }) => code) ?? [];
  if (attribute === undefined) throw new Error(`Cannot find attribute "${name}"`);
  const { source, daysBetween, otherwise } = attribute;
  const known = new Set(categories);
  const unknown = known.has(UNKNOWN) ? UNKNOWN : undefined;
  if (daysBetween === undefined) {
    const value = valueFrom(source, name);
    return (rows) => {
      const code = value(rows) ?? otherwise;
      if (code !== undefined && known.has(code)) return code;
      if (unknown === undefined) throw unusable(table, 'dimension', name);
      return unknown;
    };
  }
  const [first] = Object.values(table.recordSet.steps);
  const from = valueFrom(first?.source ?? source, daysBetween.from);
  const to = valueFrom(source, daysBetween.to);
  return (rows) => {
    const days = daysFrom(from(rows), to(rows));
    const code =
      days === undefined
        ? (otherwise ?? unknown)
        : categories[daysBetween.limits.filter((limit) => days >= limit).length];
    if (code === undefined) throw unusable(table, 'dimension', name);
    return code;
  };
}

/** Whole days from one day to another; undefined where one of them is unknown, or is no day. */
function daysFrom(first: string | null, second: string | null): number | undefined {
  const days = (Date.parse(second ?? '') - Date.parse(first ?? '')) / DAY_MS;
  return Number.isFinite(days) ? Math.floor(days) : undefined;
}

/** Names the place and never the value, which may be anything that a partner sent. */
function unusable(table: RegisteredTable, what: 'step' | 'dimension', name: string): ReleaseError {
  const { steps, attributes } = table.recordSet;
  const kind = (what === 'step' ? steps[name] : attributes[name])?.source ?? '';
  return new ReleaseError(
    `Cannot make table "${table.id}": "${kind}" gives a value for the ${what} "${name}" that the registry does not have`,
  );
}
