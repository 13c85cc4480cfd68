/** Which columns a table has, in the order of the fields in the query. */
import type { Cell, Row } from './tables.ts';

export function columnsOf(rows: readonly Row[]): readonly string[] {
  const seen = [...new Set(rows.flatMap((row) => [...row.keys()]))];
  const kept = seen.filter((column) => !isEmptyObjectColumn(column, seen, rows));
  const ranks = prefixRanks(seen);
  return kept.toSorted((a, b) => compareRanks(rankOf(a, ranks), rankOf(b, ranks)));
}

/** `region` is null in one row and another row has `region.name`: the column `region` has no value. */
function isEmptyObjectColumn(
  column: string,
  seen: readonly string[],
  rows: readonly Row[],
): boolean {
  const hasInner = seen.some((other) => other.startsWith(`${column}.`));
  return hasInner && rows.every((row) => isEmpty(row.get(column) ?? null));
}

function isEmpty(cell: Cell): boolean {
  return cell === null || (Array.isArray(cell) && cell.every((entry) => entry === null));
}

/**
 * The order in which each prefix first occurred. A row with an empty `offerings` fixes the place of
 * columns such as `offerings.startDate`, which occur only in a later row.
 */
function prefixRanks(seen: readonly string[]): ReadonlyMap<string, number> {
  const ranks = new Map<string, number>();
  for (const column of seen) {
    for (const prefix of prefixesOf(column)) if (!ranks.has(prefix)) ranks.set(prefix, ranks.size);
  }
  return ranks;
}

function prefixesOf(column: string): readonly string[] {
  const segments = column.split('.');
  return segments.map((_, index) => segments.slice(0, index + 1).join('.'));
}

function rankOf(column: string, ranks: ReadonlyMap<string, number>): readonly number[] {
  return prefixesOf(column).map((prefix) => ranks.get(prefix) ?? 0);
}

function compareRanks(a: readonly number[], b: readonly number[]): number {
  const differs = a.findIndex((rank, index) => rank !== b[index]);
  return differs < 0 ? a.length - b.length : (a[differs] ?? 0) - (b[differs] ?? -1);
}
