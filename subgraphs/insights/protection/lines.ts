/**
 * Which figures are sums of others: a total and its categories, a group and its members, all quarters and each of
 * them, what an earlier release had to date. They hold for any records, so bounds of one figure bound the others.
 */
import { stepsUpTo } from '../registry/check-registry.ts';
import { PROGRAMME, type RecordSet, type Registry } from '../registry/registry.ts';
import type { Figure } from './figures.ts';
import type { QuarterWindows } from './quarter-windows.ts';

/** The parts are disjoint. The whole is their sum, or at least their sum. */
export interface Line {
  readonly whole: number;
  readonly parts: readonly number[];
  readonly isExact: boolean;
}

interface Member {
  readonly at: number;
  readonly codes: ReadonlySet<string>;
}

/**
 * Who has a step and not the next one is part of who has it among more people: the figures `[step of the part, next step
 * of the part, step of the whole, next step of the whole]`, of which the first minus the second is at most the third
 * minus the fourth.
 */
export type Difference = readonly [number, number, number, number];

/** The differences among figures of the steps of one record set, by their places in the list. */
export function differencesOf(
  figures: readonly Figure[],
  recordSet: RecordSet,
  windows: QuarterWindows,
): readonly Difference[] {
  const byPeople = nestedSteps(figures, recordSet, windows).flatMap(({ whole, parts: [next] }) =>
    next === undefined ? [] : [{ step: whole, next, of: figureAt(figures, whole) }],
  );
  const families = new Map<string, typeof byPeople>();
  for (const one of byPeople) {
    const { step, quarters } = one.of;
    const family = JSON.stringify([step, figureAt(figures, one.next).step, [...quarters]]);
    families.set(family, [...(families.get(family) ?? []), one]);
  }
  return [...families.values()].flatMap((members) =>
    members.flatMap((part) =>
      members.flatMap((whole): readonly Difference[] =>
        part !== whole && isLimitedTo(part.of.where, whole.of.where)
          ? [[part.step, part.next, whole.step, whole.next]]
          : [],
      ),
    ),
  );
}

/** Whether records with the first conditions meet the others too. */
const isLimitedTo = (where: Figure['where'], wider: Figure['where']): boolean =>
  [...wider].every(([name, codes]) => {
    const own = where.get(name);
    return own !== undefined && isWithin(own, codes);
  });

/** The lines among figures of one record set, by their places in the list. */
export function linesOf(
  figures: readonly Figure[],
  registry: Registry,
  recordSet: RecordSet,
  windows: QuarterWindows,
): readonly Line[] {
  const lines: Line[] = [];
  for (const attribute of Object.keys(recordSet.attributes)) {
    const all = new Set((registry.dimensions[attribute]?.categories ?? []).map(({ code }) => code));
    const isProgramme = attribute === PROGRAMME;
    const families = new Map<string, Member[]>();
    const familyOf = ({ step, quarters, where }: Figure) =>
      JSON.stringify([
        step,
        // The window of a programme is shorter than that of the sum over programmes.
        isProgramme ? null : [...quarters],
        whereText(where, attribute),
      ]);
    for (const [at, figure] of figures.entries()) {
      const codes = figure.where.get(attribute);
      if (codes === undefined) continue;
      const family = familyOf(figure);
      families.set(family, [...(families.get(family) ?? []), { at, codes }]);
    }
    for (const [at, figure] of figures.entries()) {
      if (!figure.where.has(attribute)) families.get(familyOf(figure))?.push({ at, codes: all });
    }
    for (const members of families.values()) {
      for (const whole of members) {
        const figure = figureAt(figures, whole.at);
        const open = (codes: ReadonlySet<string>) =>
          windows.clip({ ...figure, where: new Map([...figure.where, [attribute, codes]]) });
        const inside = isProgramme
          ? members.filter(({ at, codes }) => isSame(figureAt(figures, at).quarters, open(codes)))
          : members;
        const needed = isProgramme
          ? new Set([...whole.codes].filter((code) => open(new Set([code])).size > 0))
          : whole.codes;
        lines.push(...sumsOf(whole, inside, needed));
      }
    }
  }
  const byWhere = new Map<string, Member[]>();
  for (const [at, figure] of figures.entries()) {
    const family = JSON.stringify([figure.step, whereText(figure.where)]);
    byWhere.set(family, [...(byWhere.get(family) ?? []), { at, codes: figure.quarters }]);
  }
  for (const members of byWhere.values()) {
    for (const whole of members) lines.push(...sumsOf(whole, members, whole.codes));
  }
  return [...lines, ...nestedSteps(figures, recordSet, windows)];
}

/** A record with a step has the step before it, in the same quarter or an earlier one. */
function nestedSteps(
  figures: readonly Figure[],
  recordSet: RecordSet,
  windows: QuarterWindows,
): readonly Line[] {
  const places = new Map<string, number>();
  const keyOf = ({ step, quarters, where }: Pick<Figure, 'step' | 'quarters' | 'where'>) =>
    JSON.stringify([step, [...quarters], whereText(where)]);
  for (const [at, figure] of figures.entries()) places.set(keyOf(figure), at);
  const since = windows.all[0] ?? '';
  return figures.flatMap((figure, at) => {
    const last = [...figure.quarters].at(-1) ?? '';
    const quarters = new Set(windows.all.filter((one) => one >= since && one <= last));
    const isToDate = isSame(windows.clip({ ...figure, quarters }), figure.quarters);
    if (!isToDate) return [];
    return stepsUpTo(recordSet, figure.step)
      .slice(0, -1)
      .flatMap((step) => {
        // The step before may have closed earlier.
        const before = { ...figure, step, quarters };
        const whole = places.get(keyOf({ ...before, quarters: windows.clip(before) }));
        return whole === undefined ? [] : [{ whole, parts: [at], isExact: false }];
      });
  });
}

/**
 * The whole as the sum of the smallest members in it, and as the sum of each larger member and what is left. Where the
 * members do not cover it, it is at least their sum.
 */
function sumsOf(
  whole: Member,
  members: readonly Member[],
  needed: ReadonlySet<string>,
): readonly Line[] {
  const inside = members.filter(
    ({ at, codes }) =>
      at !== whole.at &&
      isWithin(codes, whole.codes) &&
      (codes.size < whole.codes.size || at < whole.at),
  );
  if (inside.length === 0) return [];
  const smallest = inside.filter(
    (one) =>
      !inside.some(
        (other) => other.codes.size < one.codes.size && isWithin(other.codes, one.codes),
      ),
  );
  const seen = new Set<string>();
  const disjoint = smallest.filter(({ codes }) => {
    if ([...codes].some((code) => seen.has(code))) return false;
    for (const code of codes) seen.add(code);
    return true;
  });
  const line = (parts: readonly Member[]): Line => {
    const covered = new Set(parts.flatMap(({ codes }) => [...codes]));
    return {
      whole: whole.at,
      parts: parts.map(({ at }) => at),
      isExact: isWithin(needed, covered),
    };
  };
  const larger = inside.filter((one) => !disjoint.includes(one));
  return [
    line(disjoint),
    ...larger.map((one) =>
      line([
        one,
        ...disjoint.filter(({ codes }) => ![...codes].some((code) => one.codes.has(code))),
      ]),
    ),
  ];
}

const figureAt = (figures: readonly Figure[], at: number): Figure => {
  const figure = figures[at];
  if (figure === undefined) throw new Error('Cannot find a figure of a line');
  return figure;
};

const whereText = (where: Figure['where'], without?: string) =>
  [...where]
    .filter(([name]) => name !== without)
    .toSorted(([one], [other]) => (one < other ? -1 : 1))
    .map(([name, codes]) => [name, ...[...codes].toSorted()]);

const isWithin = (some: ReadonlySet<string>, all: ReadonlySet<string>) =>
  some.size <= all.size && [...some].every((one) => all.has(one));

const isSame = (one: ReadonlySet<string>, other: ReadonlySet<string>) =>
  one.size === other.size && isWithin(one, other);
