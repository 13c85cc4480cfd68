/**
 * The step that sees true counts: each figure becomes its rounded value, or nothing where its count is below the
 * minimum. Whatever comes after this step depends on its result alone, so that nothing that is published can tell
 * which small count was hidden.
 */
import { categoriesOf, cellKey, type RegisteredTable } from '../registry/registered-tables.ts';
import { TOTAL, type Registry } from '../registry/registry.ts';
import { rounded, type Figure, type TableCell } from './figures.ts';

/** Throws when a cell of the table has no count. Figures that were published before keep what they have. */
export function redact(
  tables: readonly {
    readonly table: RegisteredTable;
    readonly cells: readonly TableCell[];
    readonly counts: ReadonlyMap<string, number>;
  }[],
): void {
  const seen = new Map<Figure, number>();
  for (const { table, cells, counts } of tables) {
    for (const { cell, figure } of cells) {
      const count = counts.get(cellKey(cell));
      if (count === undefined) throw new Error(`Cannot find a count of table ${table.id}`);
      // Two sources may count the same records differently; the lower count decides whether it is small.
      if (!figure.isFixed) seen.set(figure, Math.min(count, seen.get(figure) ?? Infinity));
    }
  }
  for (const [figure, count] of seen) {
    figure.value = count < figure.minimum ? null : rounded(count);
    figure.isHidden = figure.value === null;
  }
}

/**
 * Hides a split by a sensitive dimension where nearly all of a row has one category: the row would then tell it of
 * each person in it.
 */
export function hideGroups(
  { policy }: Registry,
  table: RegisteredTable,
  cells: readonly TableCell[],
): void {
  for (const split of sensitiveSplits(table, cells)) {
    const total = split.total.value;
    if (total === null) continue;
    const isOneGroup = split.figures.some((own) => {
      // What the others leave of the total tells of a category that is hidden later.
      const others = split.categories.filter((one) => one !== own);
      const left = others.reduce((rest, { value }) => rest - (value ?? Infinity), total);
      return Math.max(own.value ?? 0, left) * 100 >= policy.groupPercent * total;
    });
    if (!isOneGroup) continue;
    for (const figure of split.figures) if (!figure.isFixed) figure.isHidden = true;
  }
}

interface Split {
  readonly total: Figure;
  /** Of groups too. */
  readonly figures: readonly Figure[];
  readonly categories: readonly Figure[];
}

function sensitiveSplits(table: RegisteredTable, cells: readonly TableCell[]): readonly Split[] {
  const at = table.dimensions.findIndex(({ sensitive }) => sensitive);
  if (at < 0) return [];
  const codes = categoriesOf(table, at);
  const rows = new Map<string, { total: Figure | null; figures: Figure[]; categories: Figure[] }>();
  for (const { cell, figure } of cells) {
    const code = cell.codes[at] ?? TOTAL;
    const key = cellKey({ ...cell, codes: cell.codes.with(at, TOTAL) });
    const row = rows.get(key) ?? { total: null, figures: [], categories: [] };
    if (code === TOTAL) row.total = figure;
    else row.figures.push(figure);
    if (codes.includes(code)) row.categories.push(figure);
    rows.set(key, row);
  }
  return [...rows.values()].flatMap(({ total, ...split }) =>
    total === null ? [] : [{ total, ...split }],
  );
}
