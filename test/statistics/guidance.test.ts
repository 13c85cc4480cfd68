import { afterAll, beforeAll, expect, test } from 'vitest';
import { startCaseSystem } from '../../mocks/guidance/start-case-system.ts';
import type { JsonPartner } from '../../mocks/json-partner.ts';
import { arrangementsOf } from '../../mocks/world/arrangements.ts';
import { createWorld } from '../../mocks/world/create-world.ts';
import {
  CASE_SYSTEM_IDS,
  trajectoriesOf,
  type Trajectory,
} from '../../mocks/world/trajectories.ts';
import {
  partnersAt,
  startSubgraphHarness,
  type SubgraphHarness,
} from '../support/subgraph-harness.ts';
import { askStatistics, STATISTICS_KEYS, table, type Row } from '../support/statistics-client.ts';
import { TEST_DAY } from '../support/test-day.ts';

const world = createWorld({ date: TEST_DAY });
const UNTIL = '2026-09-30';
const PROGRAMME = 'samen-werk-maken-van-werk';

let systems: readonly JsonPartner[];
let guidance: SubgraphHarness;

beforeAll(async () => {
  systems = await Promise.all(CASE_SYSTEM_IDS.map((id) => startCaseSystem(world, { id, port: 0 })));
  const urls = Object.fromEntries(systems.map(({ id, url }) => [id, url]));
  guidance = await startSubgraphHarness(
    'guidance',
    partnersAt(urls),
    ['voucher', 'person', 'coach'],
    { statisticsKeys: STATISTICS_KEYS },
  );
});
afterAll(async () => {
  await guidance.stop();
  await Promise.all(systems.map((one) => one.stop()));
});

const quarterOf = (day: string) => `${day.slice(0, 4)}Q${Math.ceil(Number(day.slice(5, 7)) / 3)}`;

/** What a trajectory of the world has in each column, by the rules of the registry. */
function columnsOf(one: Trajectory): Readonly<Record<string, string | null>> {
  const hasEnded = one.endedOn !== null && one.endedOn <= UNTIL;
  const unrecorded = ['RUNNING', 'UNRECORDED'].includes(one.outcome);
  return {
    started: quarterOf(one.startedOn),
    ended: hasEnded ? quarterOf(one.endedOn) : null,
    programme: one.programme ?? 'UNKNOWN',
    'target-group': one.targetGroup,
    'kind-of-guidance': one.kind,
    region: one.region,
    voucher: one.vouchers.length > 0 ? 'WITH' : 'WITHOUT',
    outcome: hasEnded ? (unrecorded ? 'UNKNOWN' : one.outcome) : null,
    // None of the world takes longer than 135 days.
    'months-to-end': hasEnded ? 'UP_TO_6' : null,
  };
}

function countsOf(
  records: readonly Readonly<Record<string, string | null>>[],
  columns: readonly string[],
): readonly Row[] {
  const counts = new Map<string, number>();
  for (const values of records) {
    const key = JSON.stringify(columns.map((column) => values[column] ?? null));
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return [...counts].map(([key, count]) => [count, ...(JSON.parse(key) as Row)]);
}

const sorted = (rows: readonly Row[] = []) => rows.map((row) => JSON.stringify(row)).toSorted();

const started = trajectoriesOf(world).filter(({ startedOn }) => startedOn <= UNTIL);

test.each([
  { columns: ['programme', 'target-group', 'outcome'] },
  { columns: ['started', 'ended', 'months-to-end'] },
  { columns: ['kind-of-guidance', 'region', 'voucher'] },
])('the counts of all trajectories by $columns equal those of the world', async ({ columns }) => {
  const { tables } = await askStatistics(guidance.url, 'guidance', [
    table('trajectories', columns),
  ]);
  expect(sorted(tables['one'])).toEqual(sorted(countsOf(started.map(columnsOf), columns)));
});

test('each voucher that a trajectory names has one token, whatever its programme', async () => {
  const { tables } = await askStatistics(guidance.url, 'guidance', [
    table('vouchers', ['coach'], { give: 'tokens', programme: 'gelders-vakmanschap' }),
  ]);
  const named = started.flatMap(({ vouchers }) =>
    vouchers.map(({ fund, number }) => `${fund}:${number}`),
  );
  const rows = tables['one'] ?? [];
  expect(new Set(rows.map(([token]) => token)).size).toBe(new Set(named).size);
  expect(rows.length).toBe(new Set(named).size);
  expect(rows.every(([, coach]) => coach === 'WITH')).toBe(true);
});

test('the 2,700 arrangements are counted by their columns, though the other case system keeps none', async () => {
  const columns = ['started', 'arrangement-type', 'employer-size', 'age-group', 'programme'];
  const { tables, head } = await askStatistics(guidance.url, 'guidance', [
    table('arrangements', columns, { programme: PROGRAMME }),
  ]);
  const records = arrangementsOf(world).map((one) => ({
    started: quarterOf(one.startedOn),
    programme: one.programme,
    'arrangement-type': one.type,
    'employer-size': one.employerSize,
    'age-group': one.isYoung ? 'YOUNG' : 'ADULT',
  }));
  expect(sorted(tables['one'])).toEqual(sorted(countsOf(records, columns)));
  expect(head.partners.map(({ id }) => id).toSorted()).toEqual([...CASE_SYSTEM_IDS].toSorted());
});

test('the arrangements of the world are 2,700 at 500 employers, between the second quarter of 2018 and the first of 2020', () => {
  const all = arrangementsOf(world);
  expect(all.length).toBe(2_700);
  expect(new Set(all.map(({ number }) => number)).size).toBe(2_700);
  expect(new Set(all.map(({ employerKvk }) => employerKvk)).size).toBe(500);
  const quarters = all.map(({ startedOn }) => quarterOf(startedOn)).toSorted();
  expect([quarters[0], quarters.at(-1)]).toEqual(['2018Q2', '2020Q1']);
  expect(arrangementsOf(world)).toEqual(all);
});
