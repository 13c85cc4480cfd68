import { createWorld } from '../../../mocks/world/create-world.ts';
import { TEST_DAY } from '../../support/test-day.ts';
import { trueRecords } from './true-records.ts';
import { trueTables, type TrueTable } from './true-tables.ts';

/** The releases of the demo, each with the last day of its quarter. */
export const DEMO_RELEASES = { '2026Q2': '2026-06-30', '2026Q3': '2026-09-30' } as const;
export type DemoRelease = keyof typeof DEMO_RELEASES;

/** The true value of every cell of a release of the demo, by id of the table. */
export function oracleOf(release: DemoRelease): ReadonlyMap<string, TrueTable> {
  const world = createWorld({ date: TEST_DAY });
  const tables = trueTables(trueRecords(world, DEMO_RELEASES[release]), release);
  return new Map(tables.map((table) => [table.id, table]));
}
