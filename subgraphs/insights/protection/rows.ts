/** The rows of a table as they are published, and how much of it is still visible. */
import { categoriesOf, stepBefore, type RegisteredTable } from '../registry/registered-tables.ts';
import { TO_DATE, type Registry } from '../registry/registry.ts';
import type { ReleaseRow } from '../release/release-file.ts';
import { keysOf, type Figure, type TableCell } from './figures.ts';

export function rowsOf(
  { policy }: Registry,
  table: RegisteredTable,
  cells: readonly TableCell[],
): ReleaseRow[] {
  const values = new Map(cells.map(({ cell, figure }) => [keysOf(cell).join('|'), shown(figure)]));
  return cells.map(({ cell, figure }) => {
    const keys = [...keysOf(cell)];
    const before = stepBefore(table, cell.step);
    const value = shown(figure);
    if (before === undefined) return { keys, value };
    const of = values.get([before, cell.period, ...cell.codes].join('|')) ?? null;
    return { keys, value, share: shareOf(value, of, policy.shareDenominatorMin) };
  });
}

const shown = ({ value, isHidden }: Figure) => (isHidden ? null : value);

/** Whole percent; null where a number is hidden, too small to divide by, or not a part of the other. */
function shareOf(value: number | null, of: number | null, denominatorMin: number): number | null {
  if (value === null || of === null || of < denominatorMin || value > of) return null;
  return Math.round((value * 100) / of);
}

/** What is visible of a table, by its published rows; `records` are those of its finest cells. */
export interface Visible {
  readonly cells: number;
  readonly visibleCells: number;
  readonly visibleRecords: number;
}

/** `isShown` says for a figure with a value whether it counts as visible. */
export function visibleOf(
  table: RegisteredTable,
  cells: readonly TableCell[],
  isShown: (figure: Figure) => boolean,
): Visible {
  const visible = cells.filter(({ figure }) => figure.value !== null && isShown(figure));
  const categories = table.dimensions.map((_, at) => categoriesOf(table, at));
  const finest = visible.filter(
    ({ cell }) =>
      cell.step === table.entry.steps[0] &&
      (table.quarters.length === 0 || cell.period !== TO_DATE) &&
      cell.codes.every((code, at) => categories[at]?.includes(code)),
  );
  return {
    cells: cells.length,
    visibleCells: visible.length,
    visibleRecords: finest.reduce((total, { figure }) => total + (figure.value ?? 0), 0),
  };
}
