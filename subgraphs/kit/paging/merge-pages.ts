import { compareText } from '../../../core/structures/compare-text.ts';
import type { PartnerResults } from '../partners/ask-partner.ts';
import type { Positions, RowKey } from './cursor.ts';
import type { UnavailablePartner } from '../partners/unavailable-partner.ts';

export type Direction = 'ASC' | 'DESC';

/** A row of a list that is walked: the partner it is at, and where it stands in that partner's order. */
export interface PagedRow {
  readonly partner: string;
  readonly sortKey: RowKey;
}

/** One page over many partners. */
export interface MergedPage<Row> {
  readonly rows: readonly Row[];
  /** Where the walk stands after the row of the same index. */
  readonly positionsAfter: readonly Positions[];
  /** Where the walk stands after the whole page. */
  readonly endPositions: Positions;
  readonly hasNextPage: boolean;
  /** Nobody answered: it is not known whether there is anything. */
  readonly isUnknown: boolean;
  readonly unavailable: readonly UnavailablePartner[];
}

/**
 * Merges what partners gave (each at most `first + 1` rows after its own position, in order) into
 * one page. Ties go by partner, then by the partner's own key. A silent partner keeps its position and is asked again by
 * the next page; a page that is empty because only silent partners are left ends the walk, so that
 * a caller who walks to the end stops.
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
  // One that does not offer the list will not offer it later.
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

/** Within one partner its own order stands: a database may sort keys by another collation. */
function compare(a: Candidate, b: Candidate, direction: Direction): number {
  const order =
    compareText(a.row.sortKey[0], b.row.sortKey[0]) || compareText(a.row.partner, b.row.partner);
  if (order === 0) return a.index - b.index;
  return direction === 'ASC' ? order : -order;
}
