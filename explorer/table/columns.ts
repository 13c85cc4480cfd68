/** Which columns a table has, in the order in which the question asked for them. */
import type { Cell, Row } from './flatten.ts';

export function columnsOf(rows: readonly Row[]): readonly string[] {
  const seen = [...new Set(rows.flatMap((row) => [...row.keys()]))];
  const kept = seen.filter((column) => !isShadowOfObject(column, seen, rows));
  const ranks = prefixRanks(seen);
  return kept.toSorted((a, b) => compareRanks(rankOf(a, ranks), rankOf(b, ranks)));
}

/** `region` is null in one row and `region.name` is filled in another: the bare column says nothing. */
function isShadowOfObject(column: string, seen: readonly string[], rows: readonly Row[]): boolean {
  const hasInner = seen.some((other) => other.startsWith(`${column}.`));
  return hasInner && rows.every((row) => isEmpty(row.get(column) ?? null));
}

function isEmpty(cell: Cell): boolean {
  return cell === null || (Array.isArray(cell) && cell.every((entry) => entry === null));
}

/**
 * When each prefix was first seen. A row whose `offerings` is empty shows where they belong, though
 * their columns are met only in a later row.
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
