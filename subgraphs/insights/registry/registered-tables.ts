/** The tables of a release: each entry of the registry for each of its programmes, and the cells that they have. */
import { quartersBetween } from '../../kit/statistics/quarters.ts';
import { stepsUpTo } from './check-registry.ts';
import {
  OTHER,
  PROGRAMME,
  TO_DATE,
  TOTAL,
  type RecordSet,
  type Registry,
  type TableEntry,
} from './registry.ts';

export interface TableDimension {
  readonly id: string;
  readonly sensitive: boolean;
  /**
   * The codes that rows have, `TOTAL` last, each with the codes of a record that it counts; `TOTAL` has none, because
   * it counts every record.
   */
  readonly members: ReadonlyMap<string, ReadonlySet<string> | null>;
}

/** One table of a release. */
export interface RegisteredTable {
  /** `<programme or all>.<id of the entry>`. */
  readonly id: string;
  readonly entry: TableEntry;
  readonly programme: string | null;
  readonly recordSet: RecordSet;
  readonly dimensions: readonly TableDimension[];
  /** Closed quarters that have rows, oldest first; none where the table has rows to date alone. */
  readonly quarters: readonly string[];
  /** The quarters in which a record can have a step of the table. */
  readonly window: readonly string[];
  /** For each of its steps the quarters in which a record can have it: all of the window, or the first ones. */
  readonly windowOfStep: ReadonlyMap<string, readonly string[]>;
}

/** One number of a table. */
export interface Cell {
  readonly step: string;
  /** A quarter, or `to-date`. */
  readonly period: string;
  /** A code for each dimension of the table, or `TOTAL`. */
  readonly codes: readonly string[];
}

/** Every table of the release of a quarter, in the order of the registry. */
export function tablesOf(registry: Registry, release: string): readonly RegisteredTable[] {
  return registry.tables.flatMap((entry) =>
    (entry.programmes === 'all' ? [null] : entry.programmes).map((programme) =>
      tableOf(registry, entry, programme, release),
    ),
  );
}

function tableOf(
  registry: Registry,
  entry: TableEntry,
  programme: string | null,
  release: string,
): RegisteredTable {
  const recordSet = registry.recordSets[entry.recordSet];
  if (recordSet === undefined) throw new Error(`Cannot find record set "${entry.recordSet}"`);
  const windowOfStep = new Map(
    entry.steps.map((step) => [
      step,
      windowOf(registry, programme, release, { recordSet: entry.recordSet, step }),
    ]),
  );
  // All of them begin in the same quarter.
  const window = [...windowOfStep.values()].reduce((one, other) =>
    other.length > one.length ? other : one,
  );
  return {
    id: `${programme ?? 'all'}.${entry.id}`,
    entry,
    programme,
    recordSet,
    dimensions: entry.dimensions.map(({ dimension, only }) =>
      entry.answer === undefined
        ? dimensionOf(registry, dimension, only)
        : withoutSums(dimensionOf(registry, dimension, only)),
    ),
    quarters: entry.quarters ? window : [],
    window,
    windowOfStep,
  };
}

/** A step of a record set. */
export interface StepName {
  readonly recordSet: string;
  readonly step: string;
}

/**
 * The quarters of a programme up to a release, in which its records can have a step; without a programme, the quarters
 * since the first one began.
 */
export function windowOf(
  registry: Registry,
  programme: string | null,
  release: string,
  { recordSet, step }: StepName,
): readonly string[] {
  const all = Object.values(registry.programmes).map(({ quarters }) => quarters);
  const from = all.map((one) => one.from).toSorted()[0] ?? release;
  const { quarters: run = { from }, lastQuarters = {} } =
    (programme === null ? undefined : registry.programmes[programme]) ?? {};
  const to = lastQuarters[recordSet]?.[step] ?? run.to;
  return quartersBetween(run.from, to !== undefined && to < release ? to : release);
}

/** A yes or no of several groups together is none of those that the source decided. */
function withoutSums({ members, ...dimension }: TableDimension): TableDimension {
  const own = [...members].filter(([code, of]) => of?.size === 1 && of.has(code));
  return { ...dimension, members: new Map(own) };
}

function dimensionOf(
  registry: Registry,
  id: string,
  only: readonly string[] | undefined,
): TableDimension {
  const dimension = registry.dimensions[id];
  if (dimension === undefined) throw new Error(`Cannot find dimension "${id}"`);
  const all = dimension.categories.map(({ code }) => code);
  const listed = only ?? all;
  const others = all.filter((code) => !listed.includes(code));
  const groups = dimension.groups.filter(({ of }) => of.every((code) => listed.includes(code)));
  return {
    id,
    sensitive: dimension.sensitive,
    members: new Map<string, ReadonlySet<string> | null>([
      ...listed.map((code) => [code, new Set([code])] as const),
      ...(others.length > 0 ? [[OTHER, new Set(others)] as const] : []),
      ...groups.map(({ code, of }) => [code, new Set(of)] as const),
      [TOTAL, null],
    ]),
  };
}

/** The codes of a dimension of a table that are neither the total nor a group of others. */
export function categoriesOf({ dimensions }: RegisteredTable, at: number): readonly string[] {
  const members = [...(dimensions[at]?.members ?? [])];
  const isGroup = (of: ReadonlySet<string>) =>
    members.some(
      ([, other]) =>
        other !== null && other.size < of.size && [...other].every((code) => of.has(code)),
    );
  return members.flatMap(([code, of]) => (of === null || isGroup(of) ? [] : [code]));
}

/**
 * Every cell of a table: steps, then the quarters of the step with `to-date` last, then codes in the order of each
 * dimension.
 */
export function* cellsOf(table: RegisteredTable): Generator<Cell> {
  const codes = table.dimensions.reduce<readonly (readonly string[])[]>(
    (rows, { members }) => rows.flatMap((row) => [...members.keys()].map((code) => [...row, code])),
    [[]],
  );
  for (const step of table.entry.steps) {
    const quarters = table.entry.quarters ? (table.windowOfStep.get(step) ?? []) : [];
    for (const period of [...quarters, TO_DATE]) {
      for (const one of codes) yield { step, period, codes: one };
    }
  }
}

/**
 * The step that shares of a step are of: of the steps before it in the table, the last that every record with it has.
 * Undefined for the first one. Expired vouchers are a share of the issued ones, also where redeemed stands between them.
 */
export function stepBefore(
  { recordSet, entry }: RegisteredTable,
  step: string,
): string | undefined {
  const before = stepsUpTo(recordSet, step).slice(0, -1);
  return entry.steps.findLast((one) => before.includes(one));
}

/** The key of a cell within its table. */
export const cellKey = ({ step, period, codes }: Cell): string =>
  [step, period, ...codes].join('|');

/**
 * Which records a cell counts: those that have the step in one of the quarters, and one of the values of each
 * attribute. Cells of several tables that count the same records have the same text, `key`.
 */
export interface Predicate {
  readonly recordSet: string;
  readonly step: string;
  readonly quarters: ReadonlySet<string>;
  readonly where: ReadonlyMap<string, ReadonlySet<string>>;
  readonly key: string;
}

export function predicateOf(table: RegisteredTable, { step, period, codes }: Cell): Predicate {
  const quarters = period === TO_DATE ? (table.windowOfStep.get(step) ?? []) : [period];
  const where = new Map<string, ReadonlySet<string>>();
  if (table.programme !== null) where.set(PROGRAMME, new Set([table.programme]));
  for (const [attribute, values] of Object.entries(table.entry.where)) {
    where.set(attribute, new Set(values));
  }
  for (const [at, { id, members }] of table.dimensions.entries()) {
    const counted = members.get(codes[at] ?? TOTAL);
    const already = where.get(id);
    if (counted)
      where.set(
        id,
        already === undefined ? counted : new Set([...counted].filter((code) => already.has(code))),
      );
  }
  const sorted = [...where].toSorted(([one], [other]) => (one < other ? -1 : 1));
  const { recordSet } = table.entry;
  return {
    recordSet,
    step,
    quarters: new Set(quarters),
    where,
    key: JSON.stringify([
      recordSet,
      step,
      [quarters[0], quarters.at(-1)],
      ...sorted.map(([name, values]) => [name, ...[...values].toSorted()]),
    ]),
  };
}

/** The smallest count of a cell that is shown: a higher one where its records are chosen by a sensitive attribute. */
export function minimumOf(
  { policy, dimensions }: Registry,
  table: RegisteredTable,
  { codes }: Pick<Cell, 'codes'>,
): number {
  const isSensitive =
    Object.keys(table.entry.where).some((name) => dimensions[name]?.sensitive) ||
    table.dimensions.some(
      ({ sensitive, members }, at) => sensitive && members.get(codes[at] ?? TOTAL) !== null,
    );
  return isSensitive ? policy.sensitiveMinimum : policy.minimum;
}
