import { codedError } from '../../core/errors/coded-error.ts';
import {
  isLargeEnough,
  protectCells,
  RawCount,
  type Cell,
  type ProtectedCount,
} from '../kit/disclosure/protected-count.ts';
import { eachInTurns, mapInTurns } from '../kit/turns/in-turns.ts';
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
export async function protectTable(
  counted: Iterable<CountedKeys>,
  expected: Axes,
  unavailable: ReadonlySet<string>,
  signal?: AbortSignal,
): Promise<ProtectedTable> {
  const sums = new Map<string, CountedKeys>();
  const add = ({ keys, count }: CountedKeys) => {
    const text = textOf(keys);
    sums.set(text, { keys, count: sums.get(text)?.count.plus(count) ?? count });
  };
  await eachInTurns(counted, add, signal);
  const large = [...sums.values()].filter(({ count }) => isLargeEnough(count));
  const axes: Axes = new Map(
    [...expected].map(([dimension, values], at) => {
      const seen = new Set(large.map(({ keys }) => keys[at] ?? ''));
      return [dimension, [...new Set([...values, ...[...seen].toSorted()])]];
    }),
  );
  const fundAt = [...axes.keys()].indexOf('FUND');
  const isMissing = (keys: readonly string[]) =>
    fundAt === -1 ? unavailable.size > 0 : unavailable.has(keys[fundAt] ?? '');
  const places = new Map<string, number>();
  const cellOf = (keys: readonly string[]): Cell => {
    const text = textOf(keys);
    places.set(text, places.size);
    return { keys, count: isMissing(keys) ? null : (sums.get(text)?.count ?? new RawCount(0)) };
  };
  const combinations = combinationsOf([...axes.values()], CELLS_MAX);
  const counts = await protectCells(await mapInTurns(combinations, cellOf, signal), signal);
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
