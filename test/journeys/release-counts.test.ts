/** The true counts that a release is made from, of every cell, beside those that the oracle takes from the world. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { JSONWebKeySet, JWK } from 'jose';
import { pino } from 'pino';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { projectRoot } from '../../core/config/project-root.ts';
import { demoSecretOf } from '../../mocks/demo-secrets.ts';
import { DEMO_SUBGRAPHS } from '../../mocks/start/demo-parts.ts';
import { createWorld } from '../../mocks/world/create-world.ts';
import { tablesOf } from '../../subgraphs/insights/registry/registered-tables.ts';
import { readRegistry, type SourceKind } from '../../subgraphs/insights/registry/registry.ts';
import {
  createStatisticsClient,
  type StatisticsClient,
} from '../../subgraphs/insights/release/ask-statistics.ts';
import {
  computeTables,
  type CountedTable,
} from '../../subgraphs/insights/release/compute-release.ts';
import { planRelease } from '../../subgraphs/insights/release/plan-release.ts';
import { quarterOfDay } from '../../subgraphs/kit/statistics/quarters.ts';
import { movePartners, readPartners } from '../../subgraphs/partners.ts';
import { startSubgraph, type RunningSubgraph } from '../../subgraphs/start-subgraph.ts';
import { SHARED } from '../support/shared-partners.ts';
import { TEST_DAY } from '../support/test-day.ts';
import { DEMO_RELEASES, oracleOf, type DemoRelease } from '../insights/oracle/oracle.ts';
import { concentrationOf } from '../insights/oracle/true-answers.ts';

const KINDS = ['funds', 'education', 'guidance'] as const satisfies readonly SourceKind[];
const root = projectRoot();
const readKey = (name: string): unknown =>
  JSON.parse(readFileSync(join(root, `mocks/demo-keys/${name}.json`), 'utf8'));
const list = readPartners(join(root, 'subgraphs/partners.yaml'));
const registry = readRegistry();

let subgraphs: readonly RunningSubgraph[];
let client: StatisticsClient;
beforeAll(async () => {
  const partners = movePartners(list, new Map(Object.entries(inject(SHARED))));
  subgraphs = await Promise.all(
    DEMO_SUBGRAPHS.filter(({ kind }) => (KINDS as readonly string[]).includes(kind)).map(
      ({ kind, keys }) =>
        startSubgraph({
          kind: kind as 'funds',
          port: 0,
          isDemo: true,
          partners: {
            ...partners,
            // Long, because test machines stall.
            partners: partners.partners.map((one) => ({ ...one, deadlineMs: 60_000 })),
          },
          gatewayKeys: readKey('gateway.public') as JSONWebKeySet,
          statisticsKeys: readKey('insights.public') as JSONWebKeySet,
          keyFiles: keys.map((domain) => join(root, `mocks/demo-keys/${domain}.key.json`)),
          secretOf: demoSecretOf,
          log: pino({ level: 'silent' }),
        }),
    ),
  );
  const addresses = new Map(KINDS.map((kind, at) => [kind, subgraphs[at]?.url ?? '']));
  client = await createStatisticsClient(addresses, readKey('insights.private') as JWK);
});
afterAll(async () => {
  await client.stop();
  await Promise.all(subgraphs.map((one) => one.stop()));
});

function countsOf(release: DemoRelease): Promise<readonly CountedTable[]> {
  return computeTables({
    registry,
    release,
    tables: planRelease(registry, release, [], false).open,
    keyQuarter: quarterOfDay(new Date().toISOString().slice(0, 10)),
    partners: new Map(
      KINDS.map((kind) => [
        kind,
        list.partners.flatMap((one) => (one.kind === kind ? [one.id] : [])),
      ]),
    ),
    ask: client.ask,
    signal: AbortSignal.timeout(600_000),
  });
}

test.each(Object.keys(DEMO_RELEASES) as DemoRelease[])(
  'every true count of the release %s is that of the oracle, in every cell of every table',
  async (release) => {
    const counted = await countsOf(release);
    const own = counted.flatMap(({ table, counts, answers }) =>
      answers === undefined
        ? [...counts].map(([key, count]) => `${table.id} ${key}: ${count}`)
        : [],
    );
    const expected = [...oracleOf(release)].flatMap(([id, { cells }]) =>
      cells.map(({ keys, count }) => `${id} ${keys.join('|')}: ${count}`),
    );
    expect(expected.length).toBeGreaterThan(900);
    expect(own).toEqual(expected);
  },
  600_000,
);

test('the concentration of employers is that of the oracle in every region', async () => {
  const counted = await countsOf('2026Q3');
  const { table, answers } = counted.find((one) => one.answers !== undefined) ?? {};
  const expected = concentrationOf(
    createWorld({ date: TEST_DAY }),
    table?.programme ?? '',
    DEMO_RELEASES['2026Q3'],
  );
  const regions = [...(table?.dimensions[0]?.members.keys() ?? [])];
  expect(regions.length).toBeGreaterThan(0);
  expect(
    regions.map((region) => [region, answers?.get(`assessed|to-date|${region}`) ?? null]),
  ).toEqual(regions.map((region) => [region, expected.get(region) ?? null]));
}, 600_000);

test('the tables of the release are those of the registry that can be counted', () => {
  const open = planRelease(registry, '2026Q3', [], false).open.map(({ id }) => id);
  const all = tablesOf(registry, '2026Q3').map(({ id }) => id);
  expect(all.filter((id) => !open.includes(id))).toEqual([
    'gelders-vakmanschap.bought-the-year-before',
    'versterken-technische-sector-nh.second-module',
    'gelders-vakmanschap.trajectories-per-coach',
    'versterken-technische-sector-nh.out-of-aviation',
    'all.teachers-by-school',
    'all.benefit-after-training',
    'all.work-after-a-year',
  ]);
});
