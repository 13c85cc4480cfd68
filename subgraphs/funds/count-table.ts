import { codedError } from '../../core/errors/coded-error.ts';
import {
  isLargeEnough,
  protectCells,
  RawCount,
  type Cell,
  type ProtectedCount,
} from '../kit/disclosure/protected-count.ts';
import type { VoucherDimension } from '../../schema/generated/funds.ts';

/** The dimensions of a table in their fixed order, each with its values. */
export type Axes = ReadonlyMap<VoucherDimension, readonly string[]>;

/** The count of one fund for one combination of values, in the order of the axes. */
export interface CountedKeys {
  readonly keys: readonly string[];
  readonly count: RawCount;
}

interface ProtectedTable {
  readonly axes: Axes;
  countOf(keys: readonly string[]): ProtectedCount;
}

const CELLS_MAX = 20_000;

/**
 * Adds up the counts of the funds and protects every cell, also an empty one, because a missing row
 * would say "none". A value that is not on its axis gets a row only when its count is large enough;
 * otherwise the row would disclose that somebody has that value.
 */
export function protectTable(
  counted: readonly CountedKeys[],
  expected: Axes,
  unavailable: ReadonlySet<string>,
): ProtectedTable {
  const sums = new Map<string, CountedKeys>();
  for (const { keys, count } of counted) {
    const sum = sums.get(textOf(keys))?.count.plus(count) ?? count;
    sums.set(textOf(keys), { keys, count: sum });
  }
  const large = [...sums.values()].filter(({ count }) => isLargeEnough(count));
  const axes: Axes = new Map(
    [...expected].map(([dimension, values], at) => {
      const seen = large.map(({ keys }) => keys[at] ?? '').toSorted();
      return [dimension, [...new Set([...values, ...seen])]];
    }),
  );
  const fundAt = [...axes.keys()].indexOf('FUND');
  const isMissing = (keys: readonly string[]) =>
    fundAt === -1 ? unavailable.size > 0 : unavailable.has(keys[fundAt] ?? '');
  const cells = combinationsOf([...axes.values()], CELLS_MAX).map((keys): Cell => {
    const count = sums.get(textOf(keys))?.count ?? new RawCount(0);
    return { keys, count: isMissing(keys) ? null : count };
  });
  const counts = protectCells(cells);
  const places = new Map(cells.map(({ keys }, index) => [textOf(keys), index]));
  return {
    axes,
    countOf: (keys) => {
      const count = counts[places.get(textOf(keys)) ?? -1];
      if (count === undefined) throw new Error('Cannot find a cell of this table');
      return count;
    },
  };
}

/** Every combination of one value per axis; throws `ARGUMENT_INVALID` when there are too many. */
export function combinationsOf(
  axes: readonly (readonly string[])[],
  max: number,
): readonly (readonly string[])[] {
  const size = axes.reduce((product, axis) => product * axis.length, 1);
  if (size > max) {
    throw codedError(
      'ARGUMENT_INVALID',
      `Cannot count ${size} cells at once: name a programme, or group by fewer dimensions`,
    );
  }
  return axes.reduce<readonly (readonly string[])[]>(
    (rows, axis) => rows.flatMap((row) => axis.map((value) => [...row, value])),
    [[]],
  );
}

const textOf = (keys: readonly string[]) => JSON.stringify(keys);
