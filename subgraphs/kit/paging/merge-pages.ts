import { compareText } from '../../../core/structures/compare-text.ts';
import type { PartnerResults } from '../partners/ask-partner.ts';
import type { Positions, RowKey } from './cursor.ts';
import type { UnavailablePartner } from '../partners/unavailable-partner.ts';

export type Direction = 'ASC' | 'DESC';

/** A row of a paged list: its partner, and its place in that partner's order. */
export interface PagedRow {
  readonly partner: string;
  readonly sortKey: RowKey;
}

/** One page over many partners. */
export interface MergedPage<Row> {
  readonly rows: readonly Row[];
  /** The positions after the row of the same index. */
  readonly positionsAfter: readonly Positions[];
  /** The positions after the whole page. */
  readonly endPositions: Positions;
  readonly hasNextPage: boolean;
  /** No partner responded, so it is not known whether there are rows. */
  readonly isUnknown: boolean;
  readonly unavailable: readonly UnavailablePartner[];
}

/**
 * Merges the rows of partners (each at most `first + 1` rows after its own position, in order) into
 * one page. Ties are ordered by partner, then by the partner's own key. An unavailable partner
 * keeps its position, so the next page asks it again; a page that is empty because only unavailable
 * partners are left is the last page, so that a client that reads all pages ends.
 */
export function mergePages<Row extends PagedRow>(
  results: PartnerResults<readonly Row[]>,
  start: Positions,
  first: number,
  direction: Direction,
): MergedPage<Row> {
  const candidates = [...results.arrived.values()]
    .flatMap((given) => given.map((row, index) => ({ row, index })))
    .toSorted((a, b) => compare(a, b, direction));
  const rows = candidates.slice(0, first).map((candidate) => candidate.row);

  const positionsAfter: Positions[] = [];
  let positions = start;
  for (const row of rows) {
    positions = { ...positions, [row.partner]: row.sortKey };
    positionsAfter.push(positions);
  }
  const hasMore = candidates.length > rows.length;
  // A partner that does not offer the list will not offer it later.
  const isAskedAgain = results.unavailable.some(({ fault }) => fault !== null);
  const mayFollow = isAskedAgain && rows.length > 0;
  return {
    rows,
    positionsAfter,
    endPositions: positions,
    hasNextPage: hasMore || mayFollow,
    isUnknown: results.arrived.size === 0 && results.unavailable.length > 0,
    unavailable: results.unavailable,
  };
}

interface Candidate {
  readonly row: PagedRow;
  readonly index: number;
}

/** Keeps the order within one partner, because a database may sort keys by another collation. */
function compare(a: Candidate, b: Candidate, direction: Direction): number {
  const order =
    compareText(a.row.sortKey[0], b.row.sortKey[0]) || compareText(a.row.partner, b.row.partner);
  if (order === 0) return a.index - b.index;
  return direction === 'ASC' ? order : -order;
}
