/**
 * Partners fail in every way that they can, and say too much each time; subgraphs answer what nobody
 * asked. None of it is repeated: not to a client, not to a log, not to a file.
 */
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ask, sendPublicRequests, createClients, mapConcurrently } from '../canary/clients.ts';
import type { TestClient, TestResponse } from '../canary/clients.ts';
import { CANARY_FAULTS } from '../canary/canary-partner.ts';
import type { CanaryFault } from '../canary/canary-partner.ts';
import { startCanaryHarness, type CanaryHarness } from '../canary/canary-harness.ts';
import { heapStrings } from '../canary/memory.ts';
import { TAMPERINGS, type Tampering } from '../canary/recorder.ts';
import { findIn, type SearchedText } from '../canary/find-secrets.ts';
import { secretsOf, valuesOfPartners } from '../canary/secrets.ts';

let house: CanaryHarness;
let askers: readonly TestClient[];

beforeAll(async () => {
  house = await startCanaryHarness({ execution: 'usual', deadlineMs: 1_000 });
  askers = await createClients();
}, 120_000);
afterAll(() => house.stop());

const BOARD = `{ partners { funds { ...Stand } education { ...Stand } uwv { ...Stand }
  guidance { ...Stand } provinces { ...Stand } } } fragment Stand on Partner { state fault }`;

/** Few enough that no partner is left alone for failing too often, and each is asked. */
const QUESTIONS: readonly (readonly [asker: string, query: string])[] = [
  [
    'public',
    `{ voucherSchemes(first: 2) { nodes { name } } trainings(first: 2) { nodes { name } }
       pilots(first: 2) { nodes { name } } }`,
  ],
  [
    'citizen',
    `{ me { id benefitEpisodes { type } employments { id hoursPerWeek } trajectories { kind }
        enrolments { status } jobseekerProfile { hoursPerWeekMin occupations } } }`,
  ],
  ['public', BOARD],
];

async function askAll(): Promise<readonly TestResponse[]> {
  return await mapConcurrently(QUESTIONS, ([name, query]) =>
    ask(house.url, askers.find((one) => one.name === name) as TestClient, query),
  );
}

const failAll = (fault: CanaryFault | null) => {
  for (const door of house.partners.values()) door.setFault(fault);
};

/** All partners fail, everyone asks, and all are well again, which a question to each proves. */
async function askDuring(fault: CanaryFault): Promise<readonly TestResponse[]> {
  failAll(fault);
  const replies = await askAll();
  failAll(null);
  await untilWell();
  return replies;
}

/** A partner that failed is asked again, and one that is left alone is waited for. */
async function untilWell(): Promise<void> {
  const board = async () => (await ask(house.url, askers[0] as TestClient, BOARD)).text;
  await expect.poll(board, { timeout: 30_000, interval: 100 }).not.toMatch(/SILENT|PAUSED|late/);
}

async function askTampered(tampering: Tampering): Promise<readonly TestResponse[]> {
  for (const recorder of house.recorders.values()) recorder.setTampering(tampering);
  const replies = await askAll();
  for (const recorder of house.recorders.values()) recorder.setTampering(null);
  return replies;
}

const codesIn = (replies: readonly TestResponse[]) =>
  new Set(replies.flatMap(({ text }) => text.match(/(?<="code":")\w+/g) ?? []));

test('all partners are well before anything goes wrong', async () => {
  await untilWell();
  expect(codesIn(await askAll())).not.toContain('INTERNAL');
}, 60_000);

const FAULTS = CANARY_FAULTS.filter((fault) => fault !== 'odd');

test.each(FAULTS)(
  'partners that fail as "%s" are named as silent, in no words of theirs',
  async (fault) => {
    const replies = await askDuring(fault);
    expect(codesIn(replies)).toEqual(new Set(['PARTNER_NO_ANSWER']));
    expect(findIn(replies, secretsOf(house, askers))).toEqual([]);
    const spared = [...house.partners.values()].filter((door) => !door.failed().get(fault));
    expect(spared.map(({ id }) => id)).toEqual([]);
  },
  60_000,
);

test('nobody follows a partner that points elsewhere', () => {
  expect(house.partners.get('uwv')?.failed().get('redirect')).toBeGreaterThan(0);
  expect(house.redirectsFollowed()).toBe(0);
});

test('what passed between gateway and subgraphs during all faults holds none of it', () => {
  const traffic = [...house.recorders.values()]
    .flatMap((one) => one.exchanges())
    .map(({ kind, request, response }): SearchedText => ({
      name: kind,
      text: `${request}\n${response}`,
    }));
  expect(traffic.length).toBeGreaterThan(30);
  expect(findIn(traffic, secretsOf(house, askers))).toEqual([]);
});

test('a value that is of the wrong kind is not quoted in a log', async () => {
  const replies = await askDuring('odd');
  expect(house.partners.get('uwv')?.failed().get('odd')).toBeGreaterThan(0);
  expect(findIn(replies, secretsOf(house, askers))).toEqual([]);
  expect(findIn(house.texts(), secretsOf(house, askers))).toEqual([]);
});

test.each(TAMPERINGS)('a subgraph whose answer has %s is not repeated', async (tampering) => {
  const replies = await askTampered(tampering);
  expect(findIn(replies, secretsOf(house, askers))).toEqual([]);
});

test('a canary where a name should be is heard, so that silence means something', async () => {
  const replies = await askTampered('a leak');
  const finds = findIn(replies, secretsOf(house, askers));
  expect(finds).toContainEqual(expect.stringMatching(/^public: .*canary in ".*Kanarie Geelvink/s));
});

test('after every fault no log and no file holds any of it', () => {
  expect(house.gateway.log()).not.toBe('');
  expect(findIn(house.texts(), secretsOf(house, askers))).toEqual([]);
});

test('no subgraph keeps a citizen number, a name, or a word of a partner that failed', async () => {
  await sendPublicRequests(house.url, 30);
  const strings = await heapStrings(house.subgraphs.pid, join(house.folder, 'temporary'));
  expect(strings).toContain('vakgraaf_reader@');
  expect(findIn([{ name: 'heap', text: strings }], valuesOfPartners())).toEqual([]);
}, 120_000);
