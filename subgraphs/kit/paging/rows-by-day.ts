/**
 * The order of lists of records about persons: by a day that the records show, or by nothing, and then by encrypted id.
 * An order of the partner's own, such as that of its numbers, would be the same for every client and purpose, so that
 * two of them could join their lists by position.
 */
import { compareText } from '../../../core/structures/compare-text.ts';
import type { Position, RowKey } from './cursor.ts';
import type { Direction, PagedRow, PlacedRow } from './merge-pages.ts';

/**
 * A partner cannot order by encrypted id, so the rows of a day are read and sorted here: at most so many at once. Of a
 * day with more, each thousand in the partner's own order is sorted.
 */
const GROUP_MAX = 1_000;

/** Rows that are read besides those of the page, to have the whole of its first and its last day. */
const ROWS_BESIDE = 50;

interface DayOrder<Row> {
  readonly direction: Direction;
  /** The most rows that the partner gives at once. */
  readonly readMax: number;
  /** Null where the records have no day that the client sees. */
  readonly dayOf: ((row: Row) => string) | null;
  /** The encrypted id of the record, which is encrypted once however often it is asked for. */
  readonly idOf: (row: Row) => string;
}

/**
 * Reads at most `limit` rows. With `enough` it may leave out the days after that of the row with this number, which
 * nobody asks for.
 */
type ReadAfter<Row> = (
  after: RowKey | undefined,
  limit: number,
  enough: number | null,
) => Promise<readonly Row[]>;

/** The first rows of one partner after a position, which `readAfter` reads in the partner's own order. */
export async function rowsByDay<Row extends PagedRow>(
  start: Position | undefined,
  count: number,
  readAfter: ReadAfter<Row>,
  { direction, readMax, dayOf, idOf }: DayOrder<Row>,
): Promise<readonly (Row & PlacedRow)[]> {
  const [sortValue = '', key = '', lastId] = start ?? [];
  const dayOrNone = dayOf ?? noDay;
  const rows: (Row & PlacedRow)[] = [];
  let group: Row[] = [];
  /** The row before the group; the first group begins with the list where it has no key. */
  let before: RowKey = [sortValue, key];
  let given = lastId;
  const closeGroup = () => {
    for (const row of sortedByDay(group, given, direction, idOf)) {
      rows.push(placedRow(row, dayOrNone(row), before, idOf));
    }
    before = group.at(-1)?.sortKey ?? before;
    given = undefined;
    group = [];
  };

  let after = key === '' ? undefined : before;
  let limit = Math.min(readMax, dayOf === null ? GROUP_MAX : count + ROWS_BESIDE);
  let isEnd = false;
  while (rows.length < count && !isEnd) {
    // Of the first day of a later page the rows up to the last id are left out, so that more days may be needed.
    const enough = rows.length === 0 && lastId === undefined ? count : null;
    const read = await readAfter(after, limit, enough);
    for (const row of read) {
      const [other] = group;
      if (other !== undefined && dayOrNone(other) !== dayOrNone(row)) closeGroup();
      // An id is encrypted to sort its day, so no more days than the page needs.
      if (rows.length >= count) return rows.slice(0, count);
      group.push(row);
      if (group.length === GROUP_MAX) closeGroup();
    }
    isEnd = read.length < limit;
    after = read.at(-1)?.sortKey;
    limit = Math.min(readMax, GROUP_MAX);
  }
  if (isEnd) closeGroup();
  return rows.slice(0, count);
}

const noDay = () => '';

/** The rows of one day after an id. The only row of a day has no id until somebody needs it. */
function sortedByDay<Row>(
  group: readonly Row[],
  after: string | undefined,
  direction: Direction,
  idOf: (row: Row) => string,
): readonly Row[] {
  if (group.length <= 1 && after === undefined) return group;
  const sign = direction === 'ASC' ? 1 : -1;
  return group
    .map((row) => ({ row, id: idOf(row) }))
    .filter(({ id }) => after === undefined || sign * compareText(id, after) > 0)
    .toSorted((a, b) => sign * compareText(a.id, b.id))
    .map(({ row }) => row);
}

function placedRow<Row extends PagedRow>(
  row: Row,
  sortValue: string,
  before: RowKey,
  idOf: (row: Row) => string,
): Row & PlacedRow {
  const tie = () => idOf(row);
  return { ...row, sortValue, tie, position: () => [before[0], before[1], tie()] };
}

/** Compares records by a day, then by encrypted id: for lists that are given whole. */
export function byDayThenId<Model extends { readonly id: string }>(
  dayOf: (model: Model) => string | null | undefined,
): (a: Model, b: Model) => number {
  return (a, b) => compareText(dayOf(a) ?? '', dayOf(b) ?? '') || compareText(a.id, b.id);
}

/** Compares records without a day that the client sees. */
export const byId = byDayThenId(() => null);
