/** How far an attacker can narrow suppressed counts with sums of other counts. */

/** A cell of a table with the range that the attacker knows and its true number. */
export interface KnownCell {
  readonly values: readonly string[];
  readonly low: number;
  readonly high: number;
  readonly truth: number;
  readonly isHidden: boolean;
}

interface Shown {
  readonly lowerBound: number | null;
  readonly upperBound: number | null;
}

/** Assumes that the attacker knows which suppressed cells are below ten, which the API does not say. */
export function knownCell(values: readonly string[], shown: Shown, truth: number): KnownCell {
  const isHidden = shown.lowerBound === null || shown.upperBound === null;
  const most = truth < 10 ? 9 : Number.POSITIVE_INFINITY;
  return {
    values,
    low: shown.lowerBound ?? 0,
    high: shown.upperBound ?? most,
    truth,
    isHidden,
  };
}

const ROUNDS = 30;

/**
 * The suppressed cells below ten of a two-dimensional table, narrowed by its row sums, column sums and
 * total until nothing changes.
 */
export function narrowest(
  table: readonly KnownCell[],
  rows: readonly KnownCell[],
  columns: readonly KnownCell[],
  total: readonly KnownCell[],
): readonly KnownCell[] {
  const cells = [...table, ...rows, ...columns, ...total].map((cell) => ({ ...cell }));
  const inTable = cells.slice(0, table.length);
  const inRows = cells.slice(table.length, table.length + rows.length);
  const inColumns = cells.slice(table.length + rows.length, cells.length - total.length);
  const all = cells.at(-1);
  const sums = [
    ...inRows.map((sum) => ({ sum, parts: partsOf(inTable, 0, sum) })),
    ...inColumns.map((sum) => ({ sum, parts: partsOf(inTable, 1, sum) })),
    ...(all ? [inTable, inRows, inColumns].map((parts) => ({ sum: all, parts })) : []),
  ].filter(({ sum, parts }) => sum.truth === sumOf(parts, 'truth'));
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const { sum, parts } of sums) {
      const [low, high] = [sumOf(parts, 'low'), sumOf(parts, 'high')];
      sum.low = Math.max(sum.low, low);
      sum.high = Math.min(sum.high, high);
      for (const part of parts) {
        const [lowOthers, highOthers] = [low - part.low, sumOf(parts, 'high', part)];
        part.low = Math.max(part.low, sum.low - highOthers);
        part.high = Math.min(part.high, sum.high - lowOthers);
      }
    }
  }
  return cells.filter(({ isHidden, truth }) => isHidden && truth < 10);
}

function partsOf<Cell extends KnownCell>(table: readonly Cell[], at: 0 | 1, sum: KnownCell) {
  return table.filter(({ values }) => values[at] === sum.values[0]);
}

function sumOf(cells: readonly KnownCell[], field: 'low' | 'high' | 'truth', but?: KnownCell) {
  return cells.reduce((sum, cell) => (cell === but ? sum : sum + cell[field]), 0);
}
