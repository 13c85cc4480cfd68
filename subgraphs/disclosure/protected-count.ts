import type { DisclosurePolicy } from './policy.ts';

let read: (count: RawCount) => number;

/**
 * A count from records, which nobody may see as it is. It can be added and protected, and nothing
 * else: it has no value to read, and it refuses to be written down.
 */
export class RawCount {
  readonly #count: number;

  static {
    read = (count) => count.#count;
  }

  constructor(count: number) {
    this.#count = count;
  }

  plus(other: RawCount): RawCount {
    return new RawCount(this.#count + other.#count);
  }

  toJSON(): never {
    throw new Error('Cannot write a count down before it is protected');
  }

  toString(): never {
    return this.toJSON();
  }
}

export type DisclosureStatus =
  'ROUNDED' | 'SUPPRESSED_SMALL' | 'SUPPRESSED_SECONDARY' | 'SOURCE_UNAVAILABLE';

declare const protectedMark: unique symbol;

/** A count that may leave. Only `protectCells` makes one: the mark exists in no other file. */
export interface ProtectedCount {
  readonly [protectedMark]: true;
  readonly value: number | null;
  readonly status: DisclosureStatus;
  readonly roundedTo: number | null;
  readonly lowerBound: number | null;
  readonly upperBound: number | null;
  readonly threshold: number;
  /** Why there is no number, in Dutch and English. */
  readonly reason: string | null;
}

/** One cell of a table before it is protected; `null` when a partner that feeds it is silent. */
export interface Cell {
  readonly keys: readonly string[];
  readonly count: RawCount | null;
}

/** At most so many cells in a row can be worked out from one another by hand. */
const ROW_OF_FEW = 4;

/**
 * Protects the cells of one table, in order: small numbers are hidden; where a short row has exactly
 * one hidden cell its smallest neighbour is hidden with it; the rest is rounded.
 */
export function protectCells(
  cells: readonly Cell[],
  policy: DisclosurePolicy,
): readonly ProtectedCount[] {
  const statuses = cells.map(({ count }): DisclosureStatus => {
    if (count === null) return 'SOURCE_UNAVAILABLE';
    return read(count) < policy.threshold ? 'SUPPRESSED_SMALL' : 'ROUNDED';
  });
  for (const row of rowsOf(cells)) hideNeighbour(row, cells, statuses);
  return cells.map(({ count }, index) => protect(count, statuses[index] ?? 'ROUNDED', policy));
}

function protect(
  count: RawCount | null,
  status: DisclosureStatus,
  { threshold, roundTo }: DisclosurePolicy,
): ProtectedCount {
  if (status !== 'ROUNDED' || count === null) {
    const isSmall = status === 'SUPPRESSED_SMALL';
    return {
      value: null,
      status,
      roundedTo: null,
      lowerBound: isSmall ? 0 : null,
      upperBound: isSmall ? threshold - 1 : null,
      threshold,
      reason: REASONS[status](threshold),
    } as ProtectedCount;
  }
  const value = Math.round(read(count) / roundTo) * roundTo;
  return {
    value,
    status,
    roundedTo: roundTo,
    lowerBound: Math.max(threshold, value - Math.floor(roundTo / 2)),
    upperBound: value + Math.ceil(roundTo / 2) - 1,
    threshold,
    reason: null,
  } as ProtectedCount;
}

const REASONS: Readonly<Record<DisclosureStatus, (threshold: number) => string | null>> = {
  ROUNDED: () => null,
  SUPPRESSED_SMALL: (threshold) =>
    `Minder dan ${threshold}: te klein om te tonen / Fewer than ${threshold}: too small to show`,
  SUPPRESSED_SECONDARY: () =>
    'Verborgen omdat een ander getal er anders uit volgt / Hidden because another number would follow from it',
  SOURCE_UNAVAILABLE: () =>
    'Een bron zwijgt, en een lager getal zou misleiden / A source is silent, and a lower number would mislead',
};

/** Every line of the table along each dimension: the positions of cells that differ in one key only. */
function rowsOf(cells: readonly Cell[]): readonly (readonly number[])[] {
  const dimensions = cells[0]?.keys.length ?? 0;
  return Array.from({ length: dimensions }, (_, dimension) => {
    const rows = new Map<string, number[]>();
    for (const [index, { keys }] of cells.entries()) {
      const others = JSON.stringify(keys.toSpliced(dimension, 1));
      rows.set(others, [...(rows.get(others) ?? []), index]);
    }
    return [...rows.values()];
  }).flat();
}

function hideNeighbour(
  row: readonly number[],
  cells: readonly Cell[],
  statuses: DisclosureStatus[],
): void {
  const hidden = row.filter((index) => statuses[index] !== 'ROUNDED');
  const isAlone = hidden.length === 1 && statuses[hidden[0] ?? -1] === 'SUPPRESSED_SMALL';
  if (row.length < 2 || row.length > ROW_OF_FEW || !isAlone) return;
  const sizeAt = (index: number) => {
    const count = cells[index]?.count;
    return count ? read(count) : Number.POSITIVE_INFINITY;
  };
  const [smallest] = row
    .filter((index) => statuses[index] === 'ROUNDED')
    .toSorted((a, b) => sizeAt(a) - sizeAt(b));
  if (smallest !== undefined) statuses[smallest] = 'SUPPRESSED_SECONDARY';
}
