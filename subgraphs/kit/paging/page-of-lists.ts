import { compareText } from '../../../core/structures/compare-text.ts';
import type { PartnerResults } from '../partners/ask-partner.ts';
import type { Positions, RowKey } from './cursor.ts';
import { mergePages, type MergedPage, type PagedRow } from './merge-pages.ts';

/** A row of a list that a partner sends whole. */
export interface ListedRow<Item> extends PagedRow {
  readonly record: Item;
}

/** One page over partners that send their whole list, sorted here by the key of each record. */
export function pageOfLists<Item>(
  results: PartnerResults<readonly Item[]>,
  start: Positions,
  first: number,
  keyOf: (record: Item) => RowKey,
): MergedPage<ListedRow<Item>> {
  const arrived = new Map(
    [...results.arrived].map(([partner, records]) => {
      const rows = records.map((record) => ({ partner, sortKey: keyOf(record), record }));
      return [partner, rowsAfter(rows, start[partner])];
    }),
  );
  return mergePages({ arrived, unavailable: results.unavailable }, start, first, 'ASC');
}

function rowsAfter<Row extends PagedRow>(
  rows: readonly Row[],
  key: RowKey | undefined,
): readonly Row[] {
  const sorted = rows.toSorted((a, b) => compareKeys(a.sortKey, b.sortKey));
  return key === undefined ? sorted : sorted.filter((row) => compareKeys(row.sortKey, key) > 0);
}

function compareKeys(a: RowKey, b: RowKey): number {
  return compareText(a[0], b[0]) || compareText(a[1], b[1]);
}
