/**
 * Partners fail in every way with secrets in their responses, and subgraphs give tampered responses. No
 * secret reaches a client, a log or a file.
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

let harness: CanaryHarness;
let clients: readonly TestClient[];

beforeAll(async () => {
  harness = await startCanaryHarness({ execution: 'usual', deadlineMs: 1_000 });
  clients = await createClients();
}, 120_000);
afterAll(() => harness.stop());

const BOARD = `{ partners { funds { ...Stand } education { ...Stand } uwv { ...Stand }
  guidance { ...Stand } provinces { ...Stand } } } fragment Stand on Partner { state fault }`;

/** Every partner gets a request, but too few to be paused after repeated failures. */
const OPERATIONS: readonly (readonly [client: string, query: string])[] = [
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

async function sendAll(): Promise<readonly TestResponse[]> {
  return await mapConcurrently(OPERATIONS, ([name, query]) =>
    ask(harness.url, clients.find((one) => one.name === name) as TestClient, query),
  );
}

const failAll = (fault: CanaryFault | null) => {
  for (const partner of harness.partners.values()) partner.setFault(fault);
};

/** Sends all operations while all partners fail, then waits until all partners are healthy. */
async function sendDuring(fault: CanaryFault): Promise<readonly TestResponse[]> {
  failAll(fault);
  const responses = await sendAll();
  failAll(null);
  await untilHealthy();
  return responses;
}

/** Repeats a query until every partner responds, paused partners included. */
async function untilHealthy(): Promise<void> {
  const board = async () => (await ask(harness.url, clients[0] as TestClient, BOARD)).text;
  await expect.poll(board, { timeout: 30_000, interval: 100 }).not.toMatch(/SILENT|PAUSED|late/);
}

async function sendTampered(tampering: Tampering): Promise<readonly TestResponse[]> {
  for (const recorder of harness.recorders.values()) recorder.setTampering(tampering);
  const responses = await sendAll();
  for (const recorder of harness.recorders.values()) recorder.setTampering(null);
  return responses;
}

const codesIn = (responses: readonly TestResponse[]) =>
  new Set(responses.flatMap(({ text }) => text.match(/(?<="code":")\w+/g) ?? []));

test('without faults all partners are healthy and no operation gives INTERNAL', async () => {
  await untilHealthy();
  expect(codesIn(await sendAll())).not.toContain('INTERNAL');
}, 60_000);

const FAULTS = CANARY_FAULTS.filter((fault) => fault !== 'odd');

test.each(FAULTS)(
  'all partners with fault "%s": only PARTNER_NO_ANSWER, without secrets from their responses',
  async (fault) => {
    const responses = await sendDuring(fault);
    expect(codesIn(responses)).toEqual(new Set(['PARTNER_NO_ANSWER']));
    expect(findIn(responses, secretsOf(harness, clients))).toEqual([]);
    const withoutFault = [...harness.partners.values()].filter(
      (partner) => !partner.failed().get(fault),
    );
    expect(withoutFault.map(({ id }) => id)).toEqual([]);
  },
  60_000,
);

test('redirects of partners are not followed', () => {
  expect(harness.partners.get('uwv')?.failed().get('redirect')).toBeGreaterThan(0);
  expect(harness.redirectsFollowed()).toBe(0);
});

test('requests and responses between gateway and subgraphs contain no secret during all faults', () => {
  const traffic = [...harness.recorders.values()]
    .flatMap((one) => one.exchanges())
    .map(({ kind, request, response }): SearchedText => ({
      name: kind,
      text: `${request}\n${response}`,
    }));
  expect(traffic.length).toBeGreaterThan(30);
  expect(findIn(traffic, secretsOf(harness, clients))).toEqual([]);
});

test('a value of the wrong type is not quoted in a log', async () => {
  const responses = await sendDuring('odd');
  expect(harness.partners.get('uwv')?.failed().get('odd')).toBeGreaterThan(0);
  expect(findIn(responses, secretsOf(harness, clients))).toEqual([]);
  expect(findIn(harness.texts(), secretsOf(harness, clients))).toEqual([]);
});

test.each(TAMPERINGS)(
  'a subgraph response with %s gives no secret to a client',
  async (tampering) => {
    const responses = await sendTampered(tampering);
    expect(findIn(responses, secretsOf(harness, clients))).toEqual([]);
  },
);

test('control: a secret in the place of a public name is found in the response', async () => {
  const responses = await sendTampered('a leak');
  const found = findIn(responses, secretsOf(harness, clients));
  expect(found).toContainEqual(expect.stringMatching(/^public: .*canary in ".*Kanarie Geelvink/s));
});

test('after all faults no log and no file contains a secret', () => {
  expect(harness.gateway.log()).not.toBe('');
  expect(findIn(harness.texts(), secretsOf(harness, clients))).toEqual([]);
});

test('the heap of the subgraphs contains no citizen number, name or text of a failed partner', async () => {
  await sendPublicRequests(harness.url, 30);
  const strings = await heapStrings(harness.subgraphs.pid, join(harness.folder, 'temporary'));
  expect(strings).toContain('vakgraaf_reader@');
  expect(findIn([{ name: 'heap', text: strings }], valuesOfPartners())).toEqual([]);
}, 120_000);
