import { compareText } from '../../../core/structures/compare-text.ts';
import type { PartnerResults } from '../partners/ask-partner.ts';
import type { Position, Positions, RowKey } from './cursor.ts';
import type { UnavailablePartner } from '../partners/unavailable-partner.ts';

export type Direction = 'ASC' | 'DESC';

/** A row of a paged list: its partner, and its place in that partner's order. */
export interface PagedRow {
  readonly partner: string;
  readonly sortKey: RowKey;
}

/** A row with its place among the rows of all partners. */
export interface PlacedRow {
  readonly partner: string;
  /** What rows are ordered by. */
  readonly sortValue: string;
  /** What decides between two that are equal: a function, because an encrypted id takes long. */
  readonly tie: () => string;
  /** Where the list of its partner continues after it: likewise. */
  readonly position: () => Position;
}

/** One page over many partners. */
export interface MergedPage<Row> {
  readonly rows: readonly Row[];
  /** The positions after the row with this index. */
  readonly positionsAfter: (index: number) => Positions;
  /** The positions after the whole page. */
  readonly endPositions: () => Positions;
  readonly hasNextPage: boolean;
  /** No partner responded, so it is not known whether there are rows. */
  readonly isUnknown: boolean;
  readonly unavailable: readonly UnavailablePartner[];
}

/**
 * Merges the rows of partners (each at most `first + 1` rows after its own position, in order) into
 * one page. An unavailable partner keeps its position, so the next page asks it again; a page that is
 * empty because only unavailable partners are left is the last page, so that a client that reads all
 * pages ends.
 */
export function mergePages<Row extends PlacedRow>(
  results: PartnerResults<readonly Row[]>,
  start: Positions,
  first: number,
  direction: Direction,
): MergedPage<Row> {
  const queues = [...results.arrived.values()].map((rows) => rows.values());
  const heads = queues.map(nextOf);
  const rows: Row[] = [];
  while (rows.length < first) {
    const at = indexOfFirst(heads, direction);
    const row = heads[at];
    const queue = queues[at];
    if (row === undefined || queue === undefined) break;
    heads[at] = nextOf(queue);
    rows.push(row);
  }
  const positionsAfter = (index: number): Positions => {
    const last = new Map(rows.slice(0, index + 1).map((row) => [row.partner, row]));
    return {
      ...start,
      ...Object.fromEntries([...last].map(([partner, row]) => [partner, row.position()])),
    };
  };
  const hasMore = heads.some((head) => head !== undefined);
  // A partner that does not offer the list will not offer it later.
  const isAskedAgain = results.unavailable.some(({ fault }) => fault !== null);
  const mayFollow = isAskedAgain && rows.length > 0;
  return {
    rows,
    positionsAfter,
    endPositions: () => positionsAfter(rows.length - 1),
    hasNextPage: hasMore || mayFollow,
    isUnknown: results.arrived.size === 0 && results.unavailable.length > 0,
    unavailable: results.unavailable,
  };
}

function nextOf<Row>(rows: Iterator<Row>): Row | undefined {
  const { value, done } = rows.next();
  return done ? undefined : value;
}

/** The order within one partner is kept, because a database may sort keys by another collation. */
function indexOfFirst(heads: readonly (PlacedRow | undefined)[], direction: Direction): number {
  let found = -1;
  for (const [index, head] of heads.entries()) {
    const best = heads[found];
    if (head && (best === undefined || isBefore(head, best, direction))) found = index;
  }
  return found;
}

/** In the descending order of the same rows the last comes first. */
function isBefore(a: PlacedRow, b: PlacedRow, direction: Direction): boolean {
  const order = compareText(a.sortValue, b.sortValue) || compareText(a.tie(), b.tie());
  return direction === 'ASC' ? order < 0 : order > 0;
}
