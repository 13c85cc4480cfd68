/** What a release counted in all, for one programme. */
import {
  codeOf,
  PERIOD,
  STEP,
  TO_DATE,
  TOTAL,
  type StatisticsRow,
} from '../../statistics/table.ts';
import type { StatisticsTable } from '../../statistics/table.ts';

export type TopicTable = StatisticsTable & { readonly topic: string };

/** The visible totals of a table until now, one for each of its steps that has one. */
export function totalsOf({ rows, dimensions }: StatisticsTable): readonly StatisticsRow[] {
  return (rows ?? []).filter(
    (row) =>
      codeOf(row, PERIOD) === TO_DATE &&
      row.count.value !== null &&
      row.answer === null &&
      dimensions.every(({ id }) => codeOf(row, id) === TOTAL),
  );
}

/**
 * The tables that tell most, one about each topic: first those that follow something through most steps.
 * A table that has only hidden numbers tells nothing.
 */
export function leadingTables(tables: readonly TopicTable[], most: number): readonly TopicTable[] {
  const best = new Map<string, { readonly table: TopicTable; readonly score: number }>();
  for (const table of tables) {
    if (table.status !== 'PUBLISHED') continue;
    const score = scoreOf(table);
    if (score > (best.get(table.topic)?.score ?? 0)) best.set(table.topic, { table, score });
  }
  return [...best.values()]
    .toSorted((a, b) => b.score - a.score)
    .slice(0, most)
    .map(({ table }) => table);
}

/** The number of steps with a total, then the share of visible rows, which is at most 1. */
function scoreOf(table: StatisticsTable): number {
  const rows = table.rows ?? [];
  const visible = rows.filter(({ count, answer }) => count.value !== null || answer !== null);
  const steps = new Set(totalsOf(table).map((row) => codeOf(row, STEP)));
  return visible.length === 0 ? 0 : 2 * steps.size + visible.length / rows.length;
}
