/**
 * Somebody who has read every table of some releases and knows the registry, and computes by linear programming what a
 * hidden number can be. Each table is a sheet of unknown numbers, one for each step, quarter and smallest group. Numbers
 * of several sheets that count the same records are equal, and one that counts a part of the records of another is not
 * larger. It shares no code with protection and check.
 */
import { createRequire } from 'node:module';
import type highs from 'highs';
import {
  minimumOf,
  tablesOf,
  type RegisteredTable,
} from '../../../subgraphs/insights/registry/registered-tables.ts';
import type { Registry } from '../../../subgraphs/insights/registry/registry.ts';

/** A number that was read: of a release, a table, and its step, period and codes; null where it is hidden. */
export interface ReadCell {
  readonly release: string;
  readonly table: string;
  readonly keys: readonly string[];
  readonly value: number | null;
}

export interface FoundBounds {
  readonly table: string;
  readonly keys: string;
  readonly minimum: number;
  readonly low: number;
  readonly high: number;
}

export interface Attack {
  /** Hidden numbers that are neither possibly 0 and one below the minimum, nor certainly at least the minimum. */
  readonly leaks: readonly FoundBounds[];
  readonly hidden: number;
  /** Hidden numbers that are certainly at least their minimum. */
  readonly proven: number;
  readonly visible: number;
}

/** A sum of unknown numbers. */
type Sum = readonly number[];
type Codes = ReadonlySet<string>;

interface Sheet {
  readonly table: RegisteredTable;
  /** By attribute, the smallest groups of codes; one group for an attribute that the table fixes. */
  readonly axes: ReadonlyMap<string, readonly Codes[]>;
  readonly groups: readonly ReadonlyMap<string, Codes>[];
  readonly periods: readonly string[];
  /** The unknown number of a step, a period and a group. */
  readonly unknown: (step: string, period: number, group: number) => number;
}

interface Row {
  readonly plus: Sum;
  readonly minus: Sum;
  readonly low: number;
  readonly high: number;
}

const PROGRAMME = 'programme';
const TO_DATE = 'to-date';
/** Numbers are rounded half up to tens. */
const [BELOW, ABOVE] = [5, 4];
/** No number of the demo is larger. */
const UNKNOWN_MAX = 10_000;
const EPSILON = 1e-6;

// Node and vitest disagree about the default export of this CommonJS module.
const load = createRequire(import.meta.url)('highs') as typeof highs.default;

/** Attacks every hidden cell with all cells together. `exact` are counts that somebody knows from elsewhere. */
export async function attackJoinedTables(
  registry: Registry,
  cells: readonly ReadCell[],
  exact: readonly (ReadCell & { readonly value: number })[] = [],
): Promise<Attack> {
  const solver = await load();
  const leaks: FoundBounds[] = [];
  const counts = { hidden: 0, proven: 0, visible: 0 };
  for (const recordSet of Object.keys(registry.recordSets)) {
    const found = attackRecordSet(registry, recordSet, cells, exact, solver);
    leaks.push(...found.leaks);
    counts.hidden += found.hidden;
    counts.proven += found.proven;
    counts.visible += found.visible;
  }
  return { leaks, ...counts };
}

function attackRecordSet(
  registry: Registry,
  recordSet: string,
  cells: readonly ReadCell[],
  exact: readonly (ReadCell & { readonly value: number })[],
  solver: Awaited<ReturnType<typeof load>>,
): Attack {
  const releases = [...new Set(cells.map(({ release }) => release))].toSorted();
  const sheets = new Map<string, Sheet>();
  let unknowns = 0;
  const sheetOf = (release: string, id: string): Sheet | undefined =>
    sheets.get(sheetKeys.get(`${release} ${id}`) ?? '');
  const sheetKeys = new Map<string, string>();
  const read = new Set(cells.map(({ release, table }) => `${release} ${table}`));
  for (const release of releases) {
    for (const table of tablesOf(registry, release)) {
      const id = `${release} ${table.id}`;
      if (table.entry.recordSet !== recordSet || !read.has(id)) continue;
      // A table of the same quarters counts the same in both releases.
      const key = `${table.id} ${table.window.at(-1)}`;
      sheetKeys.set(id, key);
      if (sheets.has(key)) continue;
      const sheet = createSheet(table, unknowns);
      unknowns += table.entry.steps.length * sheet.periods.length * sheet.groups.length;
      sheets.set(key, sheet);
    }
  }
  const all = [...sheets.values()];
  const rows: Row[] = [
    ...all.flatMap((sheet) => rowsWithin(registry, sheet)),
    ...rowsBetween(registry, recordSet, all),
  ];
  const known = (plus: Sum, low: number, high: number) => rows.push({ plus, minus: [], low, high });
  for (const fact of registry.publishedFacts.filter((one) => one.recordSet === recordSet)) {
    const { eq, ge = eq, le = eq, step, until } = fact;
    for (const sheet of all.filter((one) => isOf(one, step, fact.where))) {
      const last = sheet.table.window.at(-1) ?? '';
      const whole = until === undefined || until >= last;
      if (!whole && sheet.table.quarters.length === 0) continue;
      const periods = [...sheet.periods.keys()].filter(
        (at) => whole || (sheet.periods[at] ?? '') <= until,
      );
      const sum = periods.flatMap((at) =>
        [...sheet.groups.keys()].map((group) => sheet.unknown(step, at, group)),
      );
      known(sum, ge ?? 0, le ?? Infinity);
    }
  }
  const hidden = new Map<string, { cell: ReadCell; sum: Sum; minimum: number }>();
  let visible = 0;
  for (const cell of cells) {
    const sheet = sheetOf(cell.release, cell.table);
    if (sheet === undefined) continue;
    const sum = sumOf(sheet, cell.keys);
    const minimum = minimumOf(registry, sheet.table, { codes: cell.keys.slice(2) });
    if (cell.value === null) hidden.set(sum.join(), { cell, sum, minimum });
    else {
      visible += 1;
      known(sum, Math.max(minimum, cell.value - BELOW), cell.value + ABOVE);
    }
  }
  for (const cell of exact) {
    const sheet = sheetOf(cell.release, cell.table);
    if (sheet === undefined) continue;
    const sum = sumOf(sheet, cell.keys);
    hidden.delete(sum.join());
    known(sum, cell.value, cell.value);
  }
  const targets = [...hidden.values()];
  const lines = rows.flatMap(asLines).map((line, at) => ` c${at}: ${line}`);
  const bounds = Array.from({ length: unknowns }, (_, at) => ` 0 <= x${at} <= ${UNKNOWN_MAX}`);
  const solve = (direction: 'Minimize' | 'Maximize', sums: readonly Sum[]): readonly number[] => {
    const problem = [
      direction,
      ` goal: ${goalOf(sums)}`,
      'Subject To',
      ...lines,
      'Bounds',
      ...bounds,
      'End',
    ].join('\n');
    const solution = solver.solve(problem, {
      presolve: 'off',
      simplex_strategy: 4,
      output_flag: false,
    });
    if (solution.Status !== 'Optimal') throw new Error(`Cannot attack: ${solution.Status}`);
    return targets.map(({ sum }) =>
      sum.reduce((total, one) => total + (solution.Columns[`x${one}`]?.Primal ?? 0), 0),
    );
  };
  const extremes = targets.length === 0 ? [] : extremesOf(targets, solve);
  const found = targets.map(({ cell, minimum }, at): FoundBounds => {
    const [low = 0, high = Infinity] = extremes[at] ?? [];
    return { table: cell.table, keys: cell.keys.join(' '), minimum, low, high };
  });
  const proven = found.filter(({ low, minimum }) => low >= minimum - EPSILON);
  const leaks = found.filter(
    ({ low, high, minimum }) =>
      low < minimum - EPSILON && (low > EPSILON || high < minimum - 1 - EPSILON),
  );
  return { leaks, hidden: found.length, proven: proven.length, visible };
}

/**
 * The lowest and the highest value of each target, as far as they matter: nothing is computed below 0 and above one less
 * than the minimum. Each solution settles every target that happens to have such a value in it.
 */
function extremesOf(
  targets: readonly { readonly sum: Sum; readonly minimum: number }[],
  solve: (direction: 'Minimize' | 'Maximize', sums: readonly Sum[]) => readonly number[],
): readonly (readonly [low: number, high: number])[] {
  const lows = targets.map(() => Infinity);
  const highs = targets.map(() => -Infinity);
  const take = (values: readonly number[]) => {
    for (const [at, value] of values.entries()) {
      lows[at] = Math.min(lows[at] ?? value, value);
      highs[at] = Math.max(highs[at] ?? value, value);
    }
  };
  const isOpen = {
    Minimize: (at: number) => (lows[at] ?? 0) > EPSILON,
    Maximize: (at: number) => (highs[at] ?? 0) < (targets[at]?.minimum ?? 0) - 1 - EPSILON,
  };
  for (const direction of ['Minimize', 'Maximize'] as const) {
    const open = () => [...targets.keys()].filter(isOpen[direction]);
    for (let before = Infinity; open().length > 0 && open().length < before;) {
      before = open().length;
      take(
        solve(
          direction,
          open().map((at) => targets[at]?.sum ?? []),
        ),
      );
    }
    for (const at of open()) {
      if (isOpen[direction](at)) take(solve(direction, [targets[at]?.sum ?? []]));
    }
  }
  return targets.map((_, at) => [lows[at] ?? 0, highs[at] ?? 0]);
}

function goalOf(sums: readonly Sum[]): string {
  const times = new Map<number, number>();
  for (const one of sums.flat()) times.set(one, (times.get(one) ?? 0) + 1);
  return [...times].map(([one, count]) => `${count} x${one}`).join(' + ');
}

function asLines({ plus, minus, low, high }: Row): readonly string[] {
  const terms = [...plus.map((one) => `+ x${one}`), ...minus.map((one) => `- x${one}`)].join(' ');
  if (low === high) return [`${terms} = ${low}`];
  return [
    ...(low > -Infinity ? [`${terms} >= ${low}`] : []),
    ...(high < Infinity ? [`${terms} <= ${high}`] : []),
  ];
}

function createSheet(table: RegisteredTable, first: number): Sheet {
  const axes = new Map<string, readonly Codes[]>();
  for (const { id, members } of table.dimensions)
    axes.set(id, smallestGroups([...members.values()]));
  for (const [name, codes] of Object.entries(table.entry.where)) axes.set(name, [new Set(codes)]);
  if (table.programme !== null) axes.set(PROGRAMME, [new Set([table.programme])]);
  const groups = [...axes].reduce<readonly ReadonlyMap<string, Codes>[]>(
    (all, [name, own]) =>
      all.flatMap((group) => own.map((codes) => new Map([...group, [name, codes]]))),
    [new Map()],
  );
  const periods = table.quarters.length > 0 ? table.quarters : [TO_DATE];
  const { steps } = table.entry;
  return {
    table,
    axes,
    groups,
    periods,
    unknown: (step, period, group) =>
      first + (steps.indexOf(step) * periods.length + period) * groups.length + group,
  };
}

/** Whether the total of a sheet counts the records of a published fact. */
function isOf(
  { table, axes }: Sheet,
  step: string,
  where: Readonly<Record<string, readonly string[]>>,
): boolean {
  const fixed = [...axes].filter(([name]) => name === PROGRAMME || name in table.entry.where);
  const conditionsOf = (all: readonly (readonly [string, Iterable<string>])[]) =>
    peopleOf(step, new Map(all.map(([name, codes]) => [name, [...codes].toSorted().join()])));
  return (
    table.entry.steps.includes(step) &&
    conditionsOf(fixed.map(([name, [codes = []]]) => [name, codes])) ===
      conditionsOf(Object.entries(where))
  );
}

/** Codes that are in the same rows of a table. */
function smallestGroups(members: readonly (Codes | null)[]): readonly Codes[] {
  const sets = members.flatMap((one) => one ?? []);
  const byRows = new Map<string, Set<string>>();
  for (const code of new Set(sets.flatMap((one) => [...one]))) {
    const rows = sets.map((one) => Number(one.has(code))).join('');
    byRows.set(rows, (byRows.get(rows) ?? new Set()).add(code));
  }
  return [...byRows.values()];
}

function sumOf({ table, groups, periods, unknown }: Sheet, keys: readonly string[]): Sum {
  const [step = '', period = '', ...codes] = keys;
  const wanted = table.dimensions.map(({ id, members }, at) => ({
    id,
    of: members.get(codes[at] ?? '') ?? null,
  }));
  return [...groups.entries()]
    .filter(([, group]) =>
      wanted.every(
        ({ id, of }) => of === null || [...(group.get(id) ?? [])].every((code) => of.has(code)),
      ),
    )
    .flatMap(([group]) =>
      [...periods.entries()]
        .filter(([, one]) => period === TO_DATE || one === period)
        .map(([at]) => unknown(step, at, group)),
    );
}

/** Steps before a step, the nearest first. */
function stepsBefore(registry: Registry, recordSet: string, step: string): readonly string[] {
  const before = registry.recordSets[recordSet]?.steps[step]?.after;
  return before === undefined ? [] : [before, ...stepsBefore(registry, recordSet, before)];
}

/** A step is reached after the one before it, by at most one of the steps that exclude each other; some groups have no one. */
function rowsWithin(registry: Registry, sheet: Sheet): readonly Row[] {
  const { table, groups, periods, unknown } = sheet;
  const { recordSet, steps } = table.entry;
  const registered = registry.recordSets[recordSet];
  const rows: Row[] = [];
  for (const before of steps) {
    const next = steps.filter(
      (step) =>
        stepsBefore(registry, recordSet, step).find((one) => steps.includes(one)) === before,
    );
    const excludes = (one: string, other: string) =>
      registered?.steps[one]?.excludes.includes(other) === true ||
      registered?.steps[other]?.excludes.includes(one) === true;
    const isExclusive = next.every((one) =>
      next.every((other) => one === other || excludes(one, other)),
    );
    for (const together of isExclusive ? [next] : next.map((one) => [one])) {
      for (const group of together.length > 0 ? groups.keys() : []) {
        for (const last of periods.keys()) {
          const until = [...periods.keys()].slice(0, last + 1);
          rows.push({
            plus: together.flatMap((step) => until.map((at) => unknown(step, at, group))),
            minus: until.map((at) => unknown(before, at, group)),
            low: -Infinity,
            high: 0,
          });
        }
      }
    }
  }
  for (const step of steps) {
    const open = table.windowOfStep.get(step) ?? [];
    const closed = [...periods.keys()].filter((at) => {
      const period = periods[at] ?? '';
      return period !== TO_DATE && !open.includes(period);
    });
    // Nobody has a step after it closed.
    const plus = closed.flatMap((at) =>
      [...groups.keys()].map((group) => unknown(step, at, group)),
    );
    if (plus.length > 0) rows.push({ plus, minus: [], low: 0, high: 0 });
  }
  for (const [at, group] of groups.entries()) {
    const isImpossible = registered?.impossible.some((combination) =>
      Object.entries(combination).every(([name, codes]) => {
        const own = [...(group.get(name) ?? [])];
        return own.length > 0 && own.every((code) => codes.includes(code));
      }),
    );
    if (isImpossible !== true) continue;
    const plus = steps.flatMap((step) =>
      [...periods.keys()].map((period) => unknown(step, period, at)),
    );
    rows.push({ plus, minus: [], low: 0, high: 0 });
  }
  return rows;
}

/** A number that several sheets may have: the conditions of its records, those that hold for every record left out. */
interface Margin {
  readonly step: string;
  /** The first and the last quarter. */
  readonly from: string;
  readonly to: string;
  readonly conditions: ReadonlyMap<string, string>;
  readonly sheets: Set<Sheet>;
  readonly sums: Sum[];
}

const peopleOf = (step: string, conditions: ReadonlyMap<string, string>): string =>
  JSON.stringify([step, ...[...conditions].toSorted(([one], [other]) => (one < other ? -1 : 1))]);

/** Numbers of several sheets: those of the same records, and those of records that others count as well. */
function rowsBetween(
  registry: Registry,
  recordSet: string,
  sheets: readonly Sheet[],
): readonly Row[] {
  const margins = new Map<string, Map<string, Margin>>();
  for (const sheet of sheets) {
    for (const one of marginsOf(registry, sheet)) {
      const people = peopleOf(one.step, one.conditions);
      const spans = margins.get(people) ?? new Map<string, Margin>();
      margins.set(people, spans);
      const found = spans.get(`${one.from} ${one.to}`);
      if (found === undefined) spans.set(`${one.from} ${one.to}`, one);
      else {
        found.sums.push(...one.sums);
        found.sheets.add(sheet);
      }
    }
  }
  const rows: Row[] = [];
  for (const margin of [...margins.values()].flatMap((spans) => [...spans.values()])) {
    const [own = [], ...others] = margin.sums;
    for (const other of others) rows.push({ plus: own, minus: other, low: 0, high: 0 });
    for (const step of [margin.step, ...stepsBefore(registry, recordSet, margin.step)]) {
      for (const conditions of withFewer(margin.conditions)) {
        for (const larger of margins.get(peopleOf(step, conditions))?.values() ?? []) {
          // Whoever has a step may have reached the one before it in any earlier quarter.
          const from = step === margin.step ? margin.from : windowStart(registry, conditions);
          const isLarger = larger !== margin && larger.to >= margin.to && larger.from <= from;
          const isInSheet = [...larger.sheets].some((sheet) => margin.sheets.has(sheet));
          if (!isLarger || isInSheet) continue;
          rows.push({ plus: own, minus: larger.sums[0] ?? [], low: -Infinity, high: 0 });
        }
      }
    }
  }
  return rows;
}

/** The first quarter in which a record with these conditions can have a step. */
function windowStart({ programmes }: Registry, conditions: ReadonlyMap<string, string>): string {
  const own = programmes[conditions.get(PROGRAMME) ?? '']?.quarters.from;
  const all = Object.values(programmes).map(({ quarters }) => quarters.from);
  return own ?? all.toSorted()[0] ?? '';
}

/** These conditions, and all that are met by more records. */
function withFewer(
  conditions: ReadonlyMap<string, string>,
): readonly ReadonlyMap<string, string>[] {
  return [...conditions].reduce<readonly ReadonlyMap<string, string>[]>(
    (all, [name, codes]) => all.flatMap((one) => [one, new Map([...one, [name, codes]])]),
    [new Map()],
  );
}

/** Every sum over one or all groups of each axis, of each quarter and of all together. */
function marginsOf(registry: Registry, sheet: Sheet): readonly Margin[] {
  const { table, axes, groups, periods, unknown } = sheet;
  const choices = [...axes].reduce<readonly ReadonlyMap<string, Codes>[]>(
    (all, [name, own]) =>
      all.flatMap((one) => [
        // A condition that a table always has is part of what its numbers count.
        ...(own.length > 1 ? [one] : []),
        ...own.map((codes) => new Map([...one, [name, codes]])),
      ]),
    [new Map()],
  );
  return table.entry.steps.flatMap((step) =>
    choices.flatMap((choice) => {
      const conditions = new Map(
        [...choice].map(([name, codes]) => [name, [...codes].toSorted().join()]),
      );
      const own = [...groups.entries()].filter(([, group]) =>
        [...choice].every(([name, codes]) => group.get(name) === codes),
      );
      const { quarters, lastQuarters } = registry.programmes[conditions.get(PROGRAMME) ?? ''] ?? {};
      const from = quarters?.from ?? '';
      const to = lastQuarters?.[table.entry.recordSet]?.[step] ?? quarters?.to ?? '';
      const [first = '', last = ''] = [table.window[0], table.window.at(-1)];
      const spans = [
        {
          at: [...periods.keys()],
          // A programme has no records outside its quarters.
          from: from > first ? from : first,
          to: to !== '' && to < last ? to : last,
        },
        ...(table.quarters.length === 0
          ? []
          : periods.map((one, at) => ({ at: [at], from: one, to: one }))),
      ];
      return spans.map(({ at, ...span }): Margin => ({
        step,
        ...span,
        conditions,
        sheets: new Set([sheet]),
        sums: [own.flatMap(([group]) => at.map((period) => unknown(step, period, group)))],
      }));
    }),
  );
}
