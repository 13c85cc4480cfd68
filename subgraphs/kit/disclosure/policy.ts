/**
 * How counts of records are protected. There is one policy, because two roundings of the same cell
 * together disclose more than either.
 */
export const POLICY = {
  id: 'public/v1',
  /** The smallest number that is shown; below it, zero included, a cell is hidden. */
  threshold: 10,
  roundTo: 10,
  /** Dimensions a table may have beside the quarter; a region in the filter is one of them. */
  dimensionsMax: 2,
} as const;
