/**
 * Bounds that follow from sums, each with the published figures that give it. They find most cells that others give
 * away, long before a search for worlds would, and they are the proofs that a cell holds at least its minimum.
 */
import { TIMES_MAX } from '../release/release-file.ts';
import type { Interval } from './figures.ts';
import type { Difference, Line } from './lines.ts';

/** Integer multipliers of figures whose sum is a bound for any records. */
export type Terms = ReadonlyMap<number, number>;

interface Bound {
  readonly value: number;
  readonly terms: Terms;
}

export interface Bounds {
  readonly low: readonly Bound[];
  readonly high: readonly Bound[];
  /** Figures that no records can have together; none where no sum tells of such. Other bounds are then unfinished. */
  readonly contradiction: readonly number[];
}

/** A bound that more figures give than this is left out: its proof would be long, and it is hardly ever tight. */
const TERMS_MAX = 200;
/** Rounds over all lines; a bound moves through one line in a round. */
const ROUNDS_MAX = 12;

const NONE: Terms = new Map();

export function boundsOf(
  intervals: readonly Interval[],
  lines: readonly Line[],
  differences: readonly Difference[] = [],
): Bounds {
  const low: Bound[] = intervals.map((one, at) =>
    one.low > 0 ? { value: one.low, terms: new Map([[at, 1]]) } : { value: 0, terms: NONE },
  );
  const high: Bound[] = intervals.map((one, at) => ({
    value: one.high,
    terms: one.high === Infinity ? NONE : new Map([[at, 1]]),
  }));
  /** The value of a sum of bounds, with the terms that cancel taken out. */
  const sum = (terms: Terms, isLow: boolean): number => {
    let value = 0;
    for (const [at, times] of terms) {
      const { low: least = 0, high: most = Infinity } = intervals[at] ?? {};
      value += times * (times > 0 === isLow ? least : most);
    }
    return value;
  };
  const combine = (plus: readonly Bound[], minus: readonly Bound[]): Terms | null => {
    const terms = new Map<number, number>();
    for (const [sign, bounds] of [[1, plus] as const, [-1, minus] as const]) {
      for (const bound of bounds) {
        for (const [at, times] of bound.terms) {
          const total = (terms.get(at) ?? 0) + sign * times;
          if (Math.abs(total) > TIMES_MAX) return null;
          if (total === 0) terms.delete(at);
          else terms.set(at, total);
        }
      }
    }
    return terms.size > TERMS_MAX ? null : terms;
  };
  let isChanged = true;
  let contradiction: readonly number[] = [];
  const compare = (at: number) => {
    const [least, most] = [low[at], high[at]];
    if (least === undefined || most === undefined || least.value <= most.value) return;
    contradiction = [...least.terms.keys(), ...most.terms.keys()];
  };
  const raise = (at: number, terms: Terms | null) => {
    if (terms === null) return;
    const value = sum(terms, true);
    if (value > (low[at]?.value ?? 0)) {
      low[at] = { value, terms };
      isChanged = true;
      compare(at);
    }
  };
  const lower = (at: number, terms: Terms | null) => {
    if (terms === null) return;
    const value = sum(terms, false);
    if (value < (high[at]?.value ?? Infinity)) {
      high[at] = { value, terms };
      isChanged = true;
      compare(at);
    }
  };
  const at = (bounds: readonly Bound[], place: number): Bound =>
    bounds[place] ?? { value: 0, terms: NONE };

  for (let round = 0; isChanged && round < ROUNDS_MAX; round += 1) {
    if (contradiction.length > 0) break;
    isChanged = false;
    for (const { whole, parts, isExact } of lines) {
      if (contradiction.length > 0) break;
      const lows = parts.map((part) => at(low, part));
      const highs = parts.map((part) => at(high, part));
      const lowSum = lows.reduce((total, { value }) => total + value, 0);
      const highSum = highs.reduce((total, { value }) => total + value, 0);
      // The cheap sums of values come first: most lines give nothing new.
      if (lowSum > at(low, whole).value) raise(whole, combine(lows, []));
      if (isExact && highSum < at(high, whole).value) lower(whole, combine(highs, []));
      const most = at(high, whole);
      const least = at(low, whole);
      for (const [index, part] of parts.entries()) {
        const own = at(high, part).value;
        if (most.value - (lowSum - (lows[index]?.value ?? 0)) < own) {
          lower(
            part,
            combine(
              [most],
              lows.filter((_, other) => other !== index),
            ),
          );
        }
        if (!isExact) continue;
        const others = highs.filter((_, other) => other !== index);
        if (others.some(({ value }) => value === Infinity)) continue;
        const rest = others.reduce((total, { value }) => total + value, 0);
        if (least.value - rest > at(low, part).value) raise(part, combine([least], others));
      }
    }
    for (const [part, partNext, whole, wholeNext] of differences) {
      if (contradiction.length > 0) break;
      const [highs, lows] = [
        [at(high, whole), at(high, partNext)],
        [at(low, part), at(low, wholeNext)],
      ] as const;
      const most = highs[0].value + highs[1].value;
      const least = lows[0].value + lows[1].value;
      if (most - lows[1].value < at(high, part).value) lower(part, combine(highs, [lows[1]]));
      if (most - lows[0].value < at(high, wholeNext).value) {
        lower(wholeNext, combine(highs, [lows[0]]));
      }
      if (least - highs[1].value > at(low, whole).value) {
        raise(whole, combine(lows, [highs[1]]));
      }
      if (least - highs[0].value > at(low, partNext).value) {
        raise(partNext, combine(lows, [highs[0]]));
      }
    }
  }
  return { low, high, contradiction };
}
