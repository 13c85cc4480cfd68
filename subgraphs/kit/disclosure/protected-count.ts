import { eachInTurns, mapInTurns } from '../turns/in-turns.ts';
import { POLICY } from './policy.ts';

let read: (count: RawCount) => number;

/**
 * A count of records before protection. It can be added and protected; its value cannot be read or
 * serialized.
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

export type DisclosureStatus = 'ROUNDED' | 'SUPPRESSED' | 'SOURCE_UNAVAILABLE';

declare const protectedMark: unique symbol;

/**
 * A count that may be published. Only `protectCells` makes one: the mark exists in no other file.
 */
export interface ProtectedCount {
  readonly [protectedMark]: true;
  readonly value: number | null;
  readonly status: DisclosureStatus;
  readonly roundedTo: number | null;
  readonly lowerBound: number | null;
  readonly upperBound: number | null;
  readonly threshold: number;
  /**
   * Which records are missing, in Dutch and English; null for every hidden cell, so that all look
   * alike.
   */
  readonly reason: string | null;
}

/** One cell of a table before it is protected; `null` when a partner that feeds it is unavailable. */
export interface Cell {
  readonly keys: readonly string[];
  readonly count: RawCount | null;
}

/** In a row of at most this many cells one can be calculated from the others by hand. */
const ROW_OF_FEW = 4;

/** Whether a count reaches the threshold. A smaller count is published like zero. */
export function isLargeEnough(count: RawCount): boolean {
  return read(count) >= POLICY.threshold;
}

/**
 * Protects the cells of one table, in order: small numbers are hidden; where a short row has exactly
 * one hidden cell its smallest neighbour is hidden with it; the rest is rounded. A cell must be
 * protected in the same table every time it is shown, otherwise one table shows what another hides.
 */
export async function protectCells(
  cells: readonly Cell[],
  signal?: AbortSignal,
): Promise<readonly ProtectedCount[]> {
  const statuses = cells.map(({ count }): DisclosureStatus => {
    if (count === null) return 'SOURCE_UNAVAILABLE';
    return isLargeEnough(count) ? 'ROUNDED' : 'SUPPRESSED';
  });
  const rows = await rowsOf(cells, signal);
  await eachInTurns(rows, (row) => hideNeighbour(row, cells, statuses), signal);
  const protectAt = ([index, { count }]: readonly [number, Cell]) =>
    protect(count, statuses[index] ?? 'SUPPRESSED');
  return mapInTurns(cells.entries(), protectAt, signal);
}

function protect(count: RawCount | null, status: DisclosureStatus): ProtectedCount {
  const { threshold, roundTo } = POLICY;
  const value = count === null || status !== 'ROUNDED' ? null : rounded(count);
  return {
    value,
    status,
    roundedTo: value === null ? null : roundTo,
    lowerBound: value === null ? null : Math.max(threshold, value - roundTo / 2),
    upperBound: value === null ? null : value + roundTo / 2 - 1,
    threshold,
    reason: status === 'SOURCE_UNAVAILABLE' ? SOURCE_UNAVAILABLE : null,
  } as ProtectedCount;
}

const SOURCE_UNAVAILABLE =
  'Een fonds geeft geen antwoord, en een lager getal zou misleiden / A fund is unavailable, and a lower number would mislead';

function rounded(count: RawCount): number {
  return Math.round(read(count) / POLICY.roundTo) * POLICY.roundTo;
}

/** Every line of the table along each dimension: the positions of cells that differ in one key only. */
async function rowsOf(
  cells: readonly Cell[],
  signal: AbortSignal | undefined,
): Promise<readonly (readonly number[])[]> {
  const rows = new Map<string, number[]>();
  const dimensions = cells[0]?.keys.length ?? 0;
  for (let dimension = 0; dimension < dimensions; dimension += 1) {
    const addToRow = ([index, { keys }]: readonly [number, Cell]) => {
      const others = JSON.stringify([dimension, ...keys.toSpliced(dimension, 1)]);
      const row = rows.get(others);
      if (row) row.push(index);
      else rows.set(others, [index]);
    };
    await eachInTurns(cells.entries(), addToRow, signal);
  }
  return [...rows.values()];
}

/**
 * The neighbour is chosen by rounded values, which are public, so that the choice discloses
 * nothing. Cells of an unavailable partner do not count, because an outage must not show what is
 * hidden.
 */
function hideNeighbour(
  row: readonly number[],
  cells: readonly Cell[],
  statuses: DisclosureStatus[],
): void {
  const hidden = row.filter((index) => statuses[index] === 'SUPPRESSED');
  if (row.length > ROW_OF_FEW || hidden.length !== 1) return;
  const sizeAt = (index: number) => {
    const count = cells[index]?.count;
    return count ? rounded(count) : Number.POSITIVE_INFINITY;
  };
  const [smallest] = row
    .filter((index) => statuses[index] === 'ROUNDED')
    .toSorted((a, b) => sizeAt(a) - sizeAt(b));
  if (smallest !== undefined) statuses[smallest] = 'SUPPRESSED';
}
