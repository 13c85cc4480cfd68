/** Of which step a share is: the graph says "the step before", and two steps may have the same one before them. */
import { codeOf, STEP, stepsOf, type Category, type StatisticsRow } from './table.ts';

/**
 * For each step the earlier step of which its shares are, by its code. A step is left out when no earlier one fits
 * all visible shares, and when it has none.
 */
export function shareBases(rows: readonly StatisticsRow[]): ReadonlyMap<string, Category> {
  const steps = stepsOf(rows);
  const cells = new Map(rows.map((row) => [cellOf(row, codeOf(row, STEP) ?? ''), row]));
  const bases = new Map<string, Category>();
  for (const [index, step] of steps.entries()) {
    const shared = rows.filter(
      (row) => codeOf(row, STEP) === step.code && (row.share?.percent ?? null) !== null,
    );
    const earlier = steps.slice(0, index).toReversed();
    const base = earlier.find(({ code }) =>
      shared.every((row) => isShareOf(row, cells.get(cellOf(row, code)))),
    );
    if (shared.length > 0 && base !== undefined) bases.set(step.code, base);
  }
  return bases;
}

/** A text for the cell of a row at another step. */
function cellOf({ keys }: StatisticsRow, step: string): string {
  return keys.map(({ dimension, code }) => (dimension === STEP ? step : code)).join(' ');
}

function isShareOf({ count, share }: StatisticsRow, base: StatisticsRow | undefined): boolean {
  const of = base?.count.value ?? null;
  if (of === null || of === 0 || count.value === null) return false;
  return Math.abs((100 * count.value) / of - (share?.percent ?? Number.NaN)) <= 0.5;
}

/** The value of a row's base; null when the base is unknown or hidden. */
export function baseValue(
  rows: readonly StatisticsRow[],
  row: StatisticsRow,
  base: Category | undefined,
): number | null {
  if (base === undefined) return null;
  const wanted = cellOf(row, base.code);
  return (
    rows.find((other) => cellOf(other, codeOf(other, STEP) ?? '') === wanted)?.count.value ?? null
  );
}
