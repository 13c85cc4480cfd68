/** How many job seekers one client receives for matching: a page at a time, a maximum a day, and an alarm before. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startUwv } from '../../mocks/uwv/start-uwv.ts';
import type { JsonPartner } from '../../mocks/json-partner.ts';
import { createWorld } from '../../mocks/world/create-world.ts';
import { readPurposes, type Purposes } from '../../core/purposes/purposes.ts';
import { metricsText } from '../../core/metrics/metrics.ts';
import {
  MATCHER,
  NOW,
  partnersAt,
  startSubgraphHarness,
  type SubgraphHarness,
} from '../support/subgraph-harness.ts';
import { TEST_DAY } from '../support/test-day.ts';

let uwv: JsonPartner;
let harness: SubgraphHarness;
let now = NOW;

const VOLUME = { alarmPerHour: 5, alarmPerDay: 12, maxPerResponse: 8, maxPerDay: 20 };
const purposes: Purposes = new Map(
  [...readPurposes()].map(([uri, one]) => [uri, { ...one, volume: VOLUME }]),
);

beforeAll(async () => {
  uwv = await startUwv(createWorld({ date: TEST_DAY }));
  const partners = partnersAt({ uwv: uwv.url });
  harness = await startSubgraphHarness('uwv', partners, ['person'], { purposes, now: () => now });
});
afterAll(async () => {
  await harness.stop();
  await uwv.stop();
});

const page = (first: number, client = MATCHER) =>
  harness.ask(
    client,
    `{ jobseekers(first: ${first}) { nodes { jobseekerProfile { availableFrom } } } }`,
  );
const countOf = async (first: number, client = MATCHER) =>
  ((await page(first, client)).data as { jobseekers: { nodes: unknown[] } }).jobseekers.nodes
    .length;
const refused = (message: string) => ({
  data: null,
  errors: [{ message, extensions: { code: 'RATE_LIMITED' } }],
});
const TOO_MANY_AT_ONCE = refused(
  'Purpose "matching of job seekers" gives at most 8 people in one response: ask for fewer' +
    ' / Doel "matching van werkzoekenden" geeft hooguit 8 personen in één antwoord: vraag er minder',
);
const TOO_MANY_TODAY = refused(
  'Purpose "matching of job seekers" gives a client at most 20 people a day: ask for fewer, or continue tomorrow' +
    ' / Doel "matching van werkzoekenden" geeft een afnemer hooguit 20 personen per dag: vraag er minder, of ga morgen verder',
);
const alarmsIn = (log: string) =>
  log
    .split('\n')
    .filter((line) => line.includes('Unusual number of data subjects'))
    .map((line) => {
      const { consumer, purpose, window, dataSubjects, threshold, ...others } = JSON.parse(
        line,
      ) as Record<string, unknown>;
      expect(Object.keys(others).toSorted()).toEqual(['hostname', 'level', 'msg', 'pid', 'time']);
      return { consumer, purpose, window, dataSubjects, threshold };
    });
const alarm = (window: string, dataSubjects: number, threshold: number) => ({
  consumer: MATCHER.consumer,
  purpose: MATCHER.purpose,
  window,
  dataSubjects,
  threshold,
});

test('a client gets pages until the maximum of the day, with one alarm for each hour and day', async () => {
  expect(await page(9)).toEqual(TOO_MANY_AT_ONCE);
  // Whoever is twice in a response counts once.
  const two =
    '{ a: jobseekers(first: 5) { nodes { id } } b: jobseekers(first: 8) { nodes { id } } }';
  expect(await harness.ask(MATCHER, two)).toMatchObject({ data: { a: {}, b: {} } });
  expect(await countOf(5)).toBe(5);
  expect(alarmsIn(harness.log())).toEqual([alarm('hour', 8, 5), alarm('day', 13, 12)]);
  // What is too much counts for nothing.
  expect(await page(8)).toEqual(TOO_MANY_TODAY);
  expect(await countOf(7)).toBe(7);
  uwv.resetCalls();
  expect(await page(1)).toEqual(TOO_MANY_TODAY);
  expect(uwv.calls()).toBe(0);
  // Another client, and another purpose of the same client, count apart.
  expect(await countOf(1, { ...MATCHER, consumer: '00000099000000009000' })).toBe(1);
  now = new Date(NOW.getTime() + 24 * 3_600_000);
  expect(await countOf(8)).toBe(8);
  expect(alarmsIn(harness.log())).toEqual([
    alarm('hour', 8, 5),
    alarm('day', 13, 12),
    alarm('hour', 8, 5),
  ]);
  const metrics = await metricsText();
  expect(metrics).toContain(
    `vakgraaf_unusual_volume_total{purpose="${MATCHER.purpose}",window="hour"} 2`,
  );
  expect(metrics).toContain(
    `vakgraaf_unusual_volume_total{purpose="${MATCHER.purpose}",window="day"} 1`,
  );
});

test('a request of before midnight that ends after one of the new day does not begin that day again', async () => {
  const client = { ...MATCHER, consumer: '00000099000000008000' };
  const midnight = new Date('2026-12-05T00:00:00Z');
  for (const minutes of [1, -1, 1]) {
    now = new Date(midnight.getTime() + minutes * 60_000);
    expect(await countOf(6, client)).toBe(6);
  }
  expect(await page(6, client)).toEqual(TOO_MANY_TODAY);
});
