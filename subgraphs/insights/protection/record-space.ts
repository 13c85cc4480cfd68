/**
 * The records that the registry allows, as rows of small numbers: for each attribute the place of its code, for each
 * step the place of its quarter, and -1 for none. Who reads a release knows the rules of the registry, so an invented
 * record obeys all of them.
 */
import { PROGRAMME, type Registry } from '../registry/registry.ts';
import type { Figure } from './figures.ts';
import type { QuarterWindows } from './quarter-windows.ts';
import type { Random } from './random.ts';

export type RecordValues = Int16Array;

/** The records that a figure counts. */
export interface Counted {
  /** The column of its step. */
  readonly step: number;
  /** For each quarter, 1 where it counts. */
  readonly quarters: Uint8Array;
  /** For each condition its column and, for each code, 1 where it counts. */
  readonly where: readonly { readonly column: number; readonly codes: Uint8Array }[];
}

export interface RecordSpace {
  /** Attributes, then steps. */
  readonly columns: readonly string[];
  /** For each column the codes, or the quarters, that a value is the place of. */
  readonly codes: readonly (readonly string[])[];
  countedBy(figure: Pick<Figure, 'step' | 'quarters' | 'where'>): Counted;
  /** A record with the first step alone; null when the registry allows none. */
  smallest(random: Random): RecordValues | null;
  /** Changes a record so that a figure counts it; false when this attempt makes no allowed record. */
  admit(values: RecordValues, counted: Counted, random: Random): boolean;
  /** Mends what a change of one value broke; false when the registry does not allow the record. */
  settle(values: RecordValues, random: Random): boolean;
  /** Whether the registry allows any record that the figure counts. */
  isPossible(counted: Counted): boolean;
}

export function isCounted(values: RecordValues, { step, quarters, where }: Counted): boolean {
  if (quarters[values[step] ?? -1] !== 1) return false;
  for (const { column, codes } of where) if (codes[values[column] ?? -1] !== 1) return false;
  return true;
}

/** Attempts to draw a value that is allowed. */
const DRAWS = 8;

export function createRecordSpace(
  registry: Registry,
  recordSetId: string,
  windows: QuarterWindows,
): RecordSpace {
  const recordSet = registry.recordSets[recordSetId];
  if (recordSet === undefined) throw new Error(`Cannot find record set "${recordSetId}"`);
  const attributeNames = Object.keys(recordSet.attributes);
  const stepNames = Object.keys(recordSet.steps);
  const attributes = attributeNames.length;
  const columns = [...attributeNames, ...stepNames];
  const columnOf = new Map(columns.map((name, at) => [name, at]));
  const column = (name: string) => columnOf.get(name) ?? -1;
  const codes = [
    ...attributeNames.map((name) =>
      (registry.dimensions[name]?.categories ?? []).map(({ code }) => code),
    ),
    ...stepNames.map(() => windows.all),
  ];
  const first = attributes;
  const knownAt = attributeNames.map((name) => {
    const step = recordSet.attributes[name]?.knownAt;
    return step === undefined ? first : column(step);
  });
  const after = columns.map((name) => column(recordSet.steps[name]?.after ?? ''));
  const excluded = columns.map((name) =>
    stepNames.flatMap((other) =>
      recordSet.steps[name]?.excludes.includes(other) ||
      recordSet.steps[other]?.excludes.includes(name)
        ? [column(other)]
        : [],
    ),
  );
  const impossible = recordSet.impossible.map((rule) =>
    Object.entries(rule).map(([name, listed]) => ({
      column: column(name),
      codes: maskOf(codes[column(name)] ?? [], new Set(listed)),
    })),
  );
  const programme = column(PROGRAMME);
  const everyQuarter = new Uint8Array(windows.all.length).fill(1);
  /** By programme, and then by the column of the step. */
  const programmeQuarters = (codes[programme] ?? []).map((code) =>
    columns.map((step) => maskOf(windows.all, windows.of(code, { recordSet: recordSetId, step }))),
  );
  const quartersOf = (values: RecordValues, step: number) =>
    programmeQuarters[values[programme] ?? -1]?.[step] ?? everyQuarter;

  /** A quarter that the mask and the window allow, not before `from` nor after `to`; -1 when there is none. */
  const drawQuarter = (
    window: Uint8Array,
    mask: Uint8Array | null,
    from: number,
    to: number,
    random: Random,
  ): number => {
    const count = to - from + 1;
    if (count <= 0) return -1;
    const start = random.below(count);
    for (let at = 0; at < count; at += 1) {
      const quarter = from + ((start + at) % count);
      if (window[quarter] === 1 && (mask === null || mask[quarter] === 1)) return quarter;
    }
    return -1;
  };

  const isImpossible = (values: RecordValues) =>
    impossible.some((rule) => rule.every((part) => part.codes[values[part.column] ?? -1] === 1));

  const lastQuarter = windows.all.length - 1;

  const settle = (values: RecordValues, random: Random): boolean => {
    for (let step = first; step < columns.length; step += 1) {
      const own = values[step] ?? -1;
      if (own < 0) continue;
      const window = quartersOf(values, step);
      const before = after[step] ?? -1;
      const earliest = before < 0 ? 0 : (values[before] ?? -1);
      if (earliest < 0) values[step] = -1;
      else if (own < earliest || window[own] !== 1) {
        values[step] = drawQuarter(window, null, earliest, lastQuarter, random);
      }
    }
    if ((values[first] ?? -1) < 0) return false;
    for (let step = first; step < columns.length; step += 1) {
      if ((values[step] ?? -1) < 0) continue;
      for (const other of excluded[step] ?? []) if ((values[other] ?? -1) >= 0) return false;
    }
    for (let at = 0; at < attributes; at += 1) {
      const isKnown = (values[knownAt[at] ?? first] ?? -1) >= 0;
      if (!isKnown) values[at] = -1;
      else if ((values[at] ?? -1) < 0) values[at] = random.below(codes[at]?.length ?? 1);
    }
    for (let draw = 0; isImpossible(values); draw += 1) {
      if (draw === DRAWS) return false;
      const rule = impossible.find((parts) =>
        parts.every((part) => part.codes[values[part.column] ?? -1] === 1),
      );
      // Columns that no figure asks for are changed here; those that a figure asks for come back in `admit`.
      const part = rule?.[random.below(rule.length)];
      if (part !== undefined) values[part.column] = random.below(codes[part.column]?.length ?? 1);
    }
    return (values[programme] ?? -1) < 0 || stepsAreOpen(values);
  };

  const stepsAreOpen = (values: RecordValues) => {
    for (let step = first; step < columns.length; step += 1) {
      const quarter = values[step] ?? -1;
      if (quarter >= 0 && quartersOf(values, step)[quarter] !== 1) return false;
    }
    return true;
  };

  const chainTo = (step: number): readonly number[] =>
    step < 0 ? [] : [...chainTo(after[step] ?? -1), step];

  const unset = (values: RecordValues, step: number) => {
    values[step] = -1;
    for (let later = step + 1; later < columns.length; later += 1) {
      const before = after[later] ?? -1;
      if (before >= 0 && (values[before] ?? -1) < 0) values[later] = -1;
    }
  };

  const admit = (values: RecordValues, counted: Counted, random: Random): boolean => {
    for (const condition of counted.where) {
      if (condition.codes[values[condition.column] ?? -1] !== 1) {
        values[condition.column] = drawCode(condition.codes, random);
      }
    }
    const window = quartersOf(values, counted.step);
    const chain = chainTo(counted.step);
    for (const step of chain) {
      for (const other of excluded[step] ?? []) {
        if ((values[other] ?? -1) >= 0) unset(values, other);
      }
    }
    let quarter = values[counted.step] ?? -1;
    if (counted.quarters[quarter] !== 1 || window[quarter] !== 1) {
      quarter = drawQuarter(window, counted.quarters, 0, lastQuarter, random);
      if (quarter < 0) return false;
      values[counted.step] = quarter;
    }
    let latest = quarter;
    for (const step of chain.toReversed().slice(1)) {
      const own = values[step] ?? -1;
      const open = quartersOf(values, step);
      if (own < 0 || own > latest || open[own] !== 1) {
        values[step] = drawQuarter(open, null, 0, latest, random);
      }
      latest = values[step] ?? -1;
      if (latest < 0) return false;
    }
    return settle(values, random) && isCounted(values, counted);
  };

  return {
    columns,
    codes,
    admit,
    settle,
    countedBy: (figure) => ({
      step: column(figure.step),
      quarters: maskOf(windows.all, figure.quarters),
      where: [...figure.where].map(([name, listed]) => ({
        column: column(name),
        codes: maskOf(codes[column(name)] ?? [], listed),
      })),
    }),
    smallest(random) {
      const values = new Int16Array(columns.length).fill(-1);
      for (let draw = 0; draw < DRAWS; draw += 1) {
        values.fill(-1);
        for (let at = 0; at < attributes; at += 1) {
          if (knownAt[at] === first) values[at] = random.below(codes[at]?.length ?? 1);
        }
        values[first] = drawQuarter(quartersOf(values, first), null, 0, lastQuarter, random);
        if ((values[first] ?? -1) >= 0 && settle(values, random)) return values;
      }
      return null;
    },
    isPossible(counted) {
      const set = new Set(chainTo(counted.step));
      const clash = [...set].some((step) => (excluded[step] ?? []).some((one) => set.has(one)));
      if (clash) return false;
      const given = new Map(counted.where.map((one) => [one.column, one.codes]));
      const isKnown = (at: number) => set.has(knownAt[at] ?? first);
      if ([...given.keys()].some((at) => !isKnown(at))) return false;
      const rules = impossible.filter((rule) => rule.every((part) => isKnown(part.column)));
      const free = [
        ...new Set([programme, ...given.keys(), ...rules.flat().map((one) => one.column)]),
      ];
      const values = new Int16Array(columns.length).fill(-1);
      // The earlier steps may be in the first quarter of the programme, which is in the window of each.
      const search = (at: number): boolean => {
        if (isImpossible(values)) return false;
        const next = free[at];
        if (next === undefined) {
          const window = quartersOf(values, counted.step);
          return counted.quarters.some((one, quarter) => one === 1 && window[quarter] === 1);
        }
        if (next < 0) return search(at + 1);
        for (let code = 0; code < (codes[next]?.length ?? 0); code += 1) {
          if (given.get(next)?.[code] === 0) continue;
          values[next] = code;
          if (search(at + 1)) return true;
        }
        values[next] = -1;
        return false;
      };
      return search(0);
    },
  };
}

function maskOf(all: readonly string[], listed: ReadonlySet<string>): Uint8Array {
  return Uint8Array.from(all, (one) => (listed.has(one) ? 1 : 0));
}

function drawCode(mask: Uint8Array, random: Random): number {
  const start = random.below(mask.length);
  for (let at = 0; at < mask.length; at += 1) {
    const code = (start + at) % mask.length;
    if (mask[code] === 1) return code;
  }
  return -1;
}
