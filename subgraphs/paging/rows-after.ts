import type { RowKey } from './cursor.ts';
import type { PagedRow } from './merge-pages.ts';

/** For lists that a partner gives whole: its rows in order, from the one after `key` on. */
export function rowsAfter<Row extends PagedRow>(
  rows: readonly Row[],
  key: RowKey | undefined,
): readonly Row[] {
  const sorted = rows.toSorted((a, b) => compareKeys(a.sortKey, b.sortKey));
  return key === undefined ? sorted : sorted.filter((row) => compareKeys(row.sortKey, key) > 0);
}

function compareKeys(a: RowKey, b: RowKey): number {
  const index = a[0] === b[0] ? 1 : 0;
  if (a[index] === b[index]) return 0;
  return a[index] < b[index] ? -1 : 1;
}
