import { PartnerFault } from '../partners/partner-fault.ts';
import type { RowKey } from './cursor.ts';
import type { Direction, PagedRow } from './merge-pages.ts';

/**
 * A partner's part of a page, when it continues from `after` in the agreed order; else throws
 * `garbled`. A partner that ignores `after` would make a client page for ever. Ties are not
 * checked, because a partner may sort its keys by another collation.
 */
export function checkOrder<Row extends PagedRow>(
  rows: readonly Row[],
  after: RowKey | undefined,
  direction: Direction,
): readonly Row[] {
  let before = after;
  for (const { sortKey } of rows) {
    if (before !== undefined && !isNext(sortKey, before, direction)) {
      throw new PartnerFault('garbled');
    }
    before = sortKey;
  }
  return rows;
}

function isNext(key: RowKey, before: RowKey, direction: Direction): boolean {
  if (key[0] === before[0]) return key[1] !== before[1];
  return key[0] > before[0] === (direction === 'ASC');
}
