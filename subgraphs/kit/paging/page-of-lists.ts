import { compareText } from '../../../core/structures/compare-text.ts';
import type { PartnerResults } from '../partners/ask-partner.ts';
import { eachInTurns } from '../turns/in-turns.ts';
import type { Position, Positions, RowKey } from './cursor.ts';
import { mergePages, type MergedPage, type PagedRow, type PlacedRow } from './merge-pages.ts';

/** A row of a list that a partner sends whole. */
export interface ListedRow<Item> extends PagedRow, PlacedRow {
  readonly record: Item;
}

interface ListOrder<Item> {
  readonly keyOf: (record: Item) => RowKey;
  readonly isWanted?: (record: Item) => boolean;
  readonly signal?: AbortSignal;
}

/**
 * One page of the wanted records of partners that send their whole list, in the order of the keys; ties by partner.
 */
export async function pageOfLists<Item>(
  { arrived, unavailable }: PartnerResults<readonly Item[]>,
  start: Positions,
  first: number,
  order: ListOrder<Item>,
): Promise<MergedPage<ListedRow<Item>>> {
  const firstRows = new Map<string, readonly ListedRow<Item>[]>();
  for (const [partner, records] of arrived) {
    const rows = await rowsAfter(start[partner], first + 1, partner, records, order);
    firstRows.set(partner, rows);
  }
  return mergePages({ arrived: firstRows, unavailable }, start, first, 'ASC');
}

/** Rows that are held before those that cannot be on the page are dropped. */
const ROWS_HELD = 1_000;

/** The first rows after a key, without sorting the whole list. */
async function rowsAfter<Item>(
  after: Position | undefined,
  count: number,
  partner: string,
  records: readonly Item[],
  { keyOf, isWanted = () => true, signal }: ListOrder<Item>,
): Promise<readonly ListedRow<Item>[]> {
  let rows: { readonly sortKey: RowKey; readonly record: Item }[] = [];
  const keepFirst = () => {
    rows = rows.toSorted((a, b) => compareKeys(a.sortKey, b.sortKey)).slice(0, count);
  };
  const add = (record: Item) => {
    if (!isWanted(record)) return;
    const sortKey = keyOf(record);
    if (after !== undefined && compareKeys(sortKey, after) <= 0) return;
    rows.push({ sortKey, record });
    if (rows.length >= ROWS_HELD) keepFirst();
  };
  await eachInTurns(records, add, signal);
  keepFirst();
  return rows.map(({ sortKey, record }) => ({
    partner,
    sortKey,
    sortValue: sortKey[0],
    tie: () => partner,
    position: () => sortKey,
    record,
  }));
}

function compareKeys(a: RowKey, b: Position): number {
  return compareText(a[0], b[0]) || compareText(a[1], b[1]);
}
