/** The true value of every cell, from records; written from the comments of the registry alone. */
import { registryText, type TableText } from './registry-text.ts';

/** One record: the code of each attribute, and the quarter of each step that it has. */
export interface TrueRecord {
  readonly codes: Readonly<Record<string, string>>;
  readonly steps: Readonly<Record<string, string | null>>;
}

export type TrueRecords = Readonly<Record<string, readonly TrueRecord[]>>;

export interface TrueCell {
  /** Step, period, and a code or `TOTAL` for each dimension. */
  readonly keys: readonly string[];
  readonly count: number;
  readonly minimum: number;
}

export interface TrueTable {
  readonly id: string;
  readonly entry: TableText;
  readonly programme: string | null;
  readonly cells: readonly TrueCell[];
}

const { programmes, dimensions, recordSets, policy } = registryText;

/** Every table that is counted, with every cell. */
export function trueTables(records: TrueRecords, release: string): readonly TrueTable[] {
  return registryText.tables.flatMap((entry) =>
    isCounted(entry)
      ? programmesOf(entry).map((programme) => ({
          id: `${programme ?? 'all'}.${entry.id}`,
          entry,
          programme,
          cells: cellsOf(entry, programme, records[entry.recordSet] ?? [], release),
        }))
      : [],
  );
}

const programmesOf = ({ programmes: listed }: TableText): readonly (string | null)[] =>
  listed === 'all' ? [null] : listed;

const isCounted = ({ answer, notPublishable, sourceUnavailable, recordSet }: TableText): boolean =>
  (answer ?? notPublishable ?? sourceUnavailable ?? recordSets[recordSet]?.needsLegalBasis) ===
  undefined;

function cellsOf(
  entry: TableText,
  programme: string | null,
  records: readonly TrueRecord[],
  release: string,
): readonly TrueCell[] {
  const counted = records
    .filter(({ codes }) => programme === null || codes['programme'] === programme)
    .map((record) => within(record, entry, release))
    .filter((record) =>
      Object.entries(entry.where ?? {}).every(([name, codes]) =>
        codes.includes(codeOf(record, entry, name) ?? ''),
      ),
    );
  const splits = (entry.dimensions ?? []).map((one) =>
    typeof one === 'string'
      ? { id: one, rows: rowsOf(one) }
      : { id: one.dimension, rows: rowsOf(one.dimension, one.only) },
  );
  const rows = splits.reduce<readonly (readonly string[])[]>(
    (all, { rows: codes }) => all.flatMap((row) => [...codes.keys()].map((code) => [...row, code])),
    [[]],
  );
  return entry.steps.flatMap((step) => {
    const window = windowOf(programme, release, entry.recordSet, step);
    const periods = [...(entry.quarters === true ? window : []), 'to-date'];
    return periods.flatMap((period) =>
      rows.map((row): TrueCell => {
        const matching = counted.filter((record) => {
          const quarter = record.steps[step] ?? null;
          if (quarter === null || !window.includes(quarter)) return false;
          if (period !== 'to-date' && quarter !== period) return false;
          return splits.every(
            ({ id, rows: codes }, at) =>
              codes.get(row[at] ?? '')?.(codeOf(record, entry, id)) === true,
          );
        });
        const isSensitive = splits.some(
          ({ id }, at) => dimensions[id]?.sensitive === true && row[at] !== 'TOTAL',
        );
        return {
          keys: [step, period, ...row],
          count: matching.length,
          minimum: isSensitive ? policy.sensitiveMinimum : policy.minimum,
        };
      }),
    );
  });
}

/** The rows of a dimension: for each code of a row, whether it counts a code of a record. */
function rowsOf(id: string, only?: readonly string[]): ReadonlyMap<string, Counts> {
  const dimension = dimensions[id];
  if (dimension === undefined) throw new Error(`Cannot find dimension "${id}"`);
  const hasRegions = dimension.labourMarketRegions === true;
  if (hasRegions && only === undefined) throw new Error('The oracle does not list every region');
  const all = dimension.categories.map(({ code }) => code);
  const listed = only ?? all;
  const hasOthers = hasRegions || all.some((code) => !listed.includes(code));
  const groups = (dimension.groups ?? []).filter(({ of }) =>
    of.every((code) => listed.includes(code)),
  );
  return new Map<string, Counts>([
    ...listed.map((code): [string, Counts] => [code, (own) => own === code]),
    ...(hasOthers
      ? [['OTHER', (own) => own !== null && !listed.includes(own)] satisfies [string, Counts]]
      : []),
    ...groups.map(({ code, of }): [string, Counts] => [
      code,
      (own) => own !== null && of.includes(own),
    ]),
    ['TOTAL', () => true],
  ]);
}

type Counts = (code: string | null) => boolean;

/** The code of an attribute, once its step is reached. */
function codeOf(
  { codes, steps }: TrueRecord,
  { recordSet }: TableText,
  name: string,
): string | null {
  const knownAt = recordSets[recordSet]?.attributes[name]?.knownAt;
  return knownAt !== undefined && (steps[knownAt] ?? null) === null ? null : (codes[name] ?? null);
}

/** The steps of a record in time: none before the step it follows, none outside the quarters that its programme has for it. */
function within(record: TrueRecord, { recordSet }: TableText, release: string): TrueRecord {
  const steps: Record<string, string | null> = {};
  for (const [name, { after }] of Object.entries(recordSets[recordSet]?.steps ?? {})) {
    const own = record.steps[name] ?? null;
    const before = after === undefined ? '' : (steps[after] ?? null);
    if (own === null || before === null) continue;
    const quarter = own < before ? before : own;
    const window = windowOf(record.codes['programme'] ?? null, release, recordSet, name);
    steps[name] = window.includes(quarter) ? quarter : null;
  }
  return { codes: record.codes, steps };
}

/** The quarters that a programme has for a step, or those since the first programme, up to the release. */
function windowOf(
  programme: string | null,
  release: string,
  recordSet: string,
  step: string,
): readonly string[] {
  const registered = programme === null ? undefined : programmes[programme];
  const own = registered?.quarters;
  const first =
    Object.values(programmes)
      .map(({ quarters }) => quarters.from)
      .toSorted()[0] ?? release;
  const { from, to: end = release } = own ?? { from: first };
  const to = registered?.lastQuarters?.[recordSet]?.[step] ?? end;
  const last = to < release ? to : release;
  const quarters: string[] = [];
  for (let [year, number] = [Number(from.slice(0, 4)), Number(from.slice(5))]; ;) {
    const quarter = `${year}Q${number}`;
    if (quarter > last) return quarters;
    quarters.push(quarter);
    [year, number] = number === 4 ? [year + 1, 1] : [year, number + 1];
  }
}

/** Half up to a multiple of ten; null for a count that no one may see. */
export const roundedOrHidden = ({ count, minimum }: TrueCell): number | null =>
  count < minimum ? null : 10 * Math.floor(count / 10 + 0.5);
