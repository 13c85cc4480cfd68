/**
 * Every partner sends along what nobody asked for, every client what nobody should send, and
 * everyone asks everything. What was planted, and every number and name of the world, is then looked
 * for wherever it may not be.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { decodeJwt } from 'jose';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { parseSupergraph } from '../../gateway/planning/supergraph.ts';
import { projectRoot } from '../../core/config/project-root.ts';
import {
  ask,
  sendPublicRequests,
  CLIENT_MARK,
  CLIENT_NUMBER,
  createClients,
  findIds,
  mapConcurrently,
  savedOperations,
} from '../canary/clients.ts';
import type { TestClient, TestResponse } from '../canary/clients.ts';
import { MARK } from '../canary/canaries.ts';
import { CLIENT_MISTAKES, MISTAKEN_TOKEN } from '../canary/client-mistakes.ts';
import { startCanaryHarness, type CanaryHarness } from '../canary/canary-harness.ts';
import { canReadMemory, heapStrings, occurrences, scanMemory } from '../canary/memory.ts';
import { CASE_TYPES, coordinatesOf, generateOperations } from '../canary/generated-operations.ts';
import { TAMPERINGS } from '../canary/recorder.ts';
import { findIn, type SearchedText, type Secrets } from '../canary/find-secrets.ts';
import { CITIZEN_NUMBERS, secretsOf } from '../canary/secrets.ts';

const sdl = readFileSync(join(projectRoot(), 'schema/supergraph.graphql'), 'utf8');
const { apiSchema } = parseSupergraph(sdl);
const asked = new Set<string>();

/** Something of every kind, for those who may. */
const ABOUT_ALL = `{ trainings(first: 2) { nodes { name } } voucherSchemes(first: 2) { nodes { name } }
  pilots(first: 2) { nodes { name } } me { trajectories { kind } employments { hoursPerWeek } } }`;

let house: CanaryHarness;
let askers: readonly TestClient[];
let replies: readonly TestResponse[];
let secrets: Secrets;

beforeAll(async () => {
  house = await startCanaryHarness({ execution: 'usual' });
  askers = await createClients();
  replies = await askEverything();
  secrets = secretsOf(house, askers);
}, 180_000);
afterAll(() => house.stop());

/** The public asks all there is; the others what they may see more of. */
async function askEverything(): Promise<readonly TestResponse[]> {
  const all: TestResponse[] = [];
  for (const asker of askers) {
    const made = generateOperations(apiSchema, await findIds(house.url, asker));
    for (const one of made.flatMap(({ coordinates: asks }) => asks)) asked.add(one);
    const own = made.filter((one) => asker.token === null || one.isAboutPeople);
    const documents = [
      ...savedOperations(),
      ...own.map(({ document }) => ({ document, variables: {} })),
    ];
    all.push(
      ...(await mapConcurrently(documents, ({ document, variables }) =>
        ask(house.url, asker, document, variables),
      )),
    );
  }
  return all;
}

const exchanges = () => [...house.recorders.values()].flatMap((one) => one.exchanges());
const arrived = () => [...house.partners.values()].flatMap((door) => door.requests());

test('every field of the graph was asked for, and case records of every sort came', () => {
  expect(coordinatesOf(apiSchema).filter((one) => !asked.has(one))).toEqual([]);
  const cases = Object.keys(apiSchema.getTypeMap()).filter((name) => CASE_TYPES.test(name));
  const came = typesIn(replies.map(({ data }) => data));
  expect(cases.length).toBeGreaterThan(8);
  expect(cases.filter((name) => !came.has(name))).toEqual([]);
});

test('what was planted spoils no answer: every partner is heard', async () => {
  const { text } = await ask(
    house.url,
    askers[0] as TestClient,
    `{ trainings(first: 100) { nodes { id } } voucherSchemes(first: 100) { nodes { id } }
       pilots(first: 100) { nodes { id grants { id amount { amount } } } } }`,
  );
  expect(text).not.toContain('"errors"');
  for (const province of ['gelderland', 'noord-holland', 'overijssel', 'groningen', 'drenthe']) {
    expect(text).toContain(`"${province}:`);
  }
});

test('no answer holds a citizen number, a name, a number or address of a partner, or a secret', () => {
  expect(findIn(replies, secrets)).toEqual([]);
  expect(findIn(replies, seen('gelders-vakmanschap')).length).toBeGreaterThan(10);
});

test('none of these passes between gateway and subgraph, in either direction', () => {
  const traffic = exchanges().flatMap(
    ({ kind, request, requestHeaders, response }): SearchedText[] => [
      { name: `to ${kind}`, text: `${JSON.stringify(requestHeaders)}\n${request}` },
      { name: `from ${kind}`, text: response },
    ],
  );
  expect(findIn(traffic, secrets)).toEqual([]);
  expect(findIn(traffic, seen('00000099000000001000'))).not.toEqual([]);
});

test('a subgraph hears nothing of a caller but a signed context, a trace and a hash', () => {
  const names = new Set(exchanges().flatMap(({ requestHeaders }) => Object.keys(requestHeaders)));
  const ofHttp = ['accept', 'connection', 'content-length', 'content-type', 'host', 'user-agent'];
  const ours = ['traceparent', 'x-llo-context', 'x-llo-query-hash'];
  expect([...names].filter((name) => !ofHttp.includes(name)).toSorted()).toEqual(ours);
  const contexts = exchanges().flatMap(
    ({ requestHeaders }) => requestHeaders['x-llo-context'] ?? [],
  );
  const claims = new Set(contexts.flatMap((context) => Object.keys(decodeJwt(context))));
  expect([...claims].toSorted()).toEqual([
    'aud',
    'consumer',
    'exp',
    'iat',
    'iss',
    'purpose',
    'scopes',
    'subject',
  ]);
});

test('a partner hears nothing of who asks: no token, no context, no sealed id, no name of ours', () => {
  const names = new Set(arrived().flatMap(({ headers }) => Object.keys(headers)));
  const ofHttp = ['accept', 'connection', 'content-type', 'host', 'if-none-match', 'user-agent'];
  expect([...names].filter((name) => !ofHttp.includes(name)).toSorted()).toEqual([
    'authorization',
    'traceparent',
  ]);
  const told = arrived().map(({ partner, line, headers, body }) => ({
    name: partner,
    text: `${line}\n${JSON.stringify(headers)}\n${body}`,
  }));
  const ours = new Map([
    ...askers.flatMap(({ token }) => (token === null ? [] : [[token, 'token'] as const])),
    ...[...encryptedIds()].map((id) => [id, 'sealed id'] as const),
    ['urn:llo:', 'name of ours'] as const,
    ['0000009900000000', 'organisation that asks'] as const,
    [CLIENT_MARK, 'what a client sent along'] as const,
  ]);
  expect(findIn(told, { words: new Map(), pieces: ours })).toEqual([]);
});

test('a citizen number goes in a body, never in an address, and only where it may be held', () => {
  const words = new Map(CITIZEN_NUMBERS.map((one) => [one, 'citizen number']));
  const tellers = (part: 'line' | 'body') =>
    new Set(
      arrived()
        .filter((one) => findIn([{ name: '', text: one[part] }], { words, pieces: new Map() })[0])
        .map(({ partner }) => partner),
    );
  expect([...tellers('line')]).toEqual([]);
  expect([...tellers('body')].toSorted()).toEqual([
    'alfa-college',
    'aventus',
    'drenthe-college',
    'firda',
    'leerwerkloket-stedenvierkant',
    'noorderpoort',
    'saxion',
    'techniek-academie',
    'uwv',
  ]);
});

test('no log and no file holds any of these', () => {
  expect(findIn(house.texts(), secrets)).toEqual([]);
  expect(findIn(house.texts(), seen('00000099000000001000')).length).toBeGreaterThan(3);
});

test('no other address of the gateway shows any of these', async () => {
  const places = await Promise.all(
    ['/metrics', '/health/live', '/health/ready', '/schema.graphql', '/supergraph.graphql'].map(
      async (name) => ({ name, text: await (await fetch(`${house.url}${name}`)).text() }),
    ),
  );
  const own = new Map([...secrets.pieces].filter(([piece]) => piece !== CLIENT_MARK));
  expect(findIn(places, { ...secrets, pieces: own })).toEqual([]);
});

test('nothing is written but the account of each kind with case records, and the access log', () => {
  const folders = (names: readonly string[]) => new Set(names.map((name) => name.split('/')[1]));
  const logs = new Set(['education', 'funds', 'gateway', 'guidance', 'uwv']);
  expect(folders(house.files())).toEqual(logs);
  expect(house.files().filter((name) => !/^account\/(\w+)\/\1-[\d-]+\.jsonl$/.test(name))).toEqual(
    [],
  );
  const touched = [...house.gateway.wrote(), ...house.subgraphs.wrote()].map((one) =>
    one.replace(house.folder, ''),
  );
  const mine = /^(mkdir|open) \/account\/(\w+)(\/\2-[\d-]+\.jsonl)?$/;
  expect(touched.filter((one) => !mine.test(one))).toEqual([]);
  expect(touched).toContain('mkdir /account/gateway');
});

test.skipIf(process.platform !== 'linux')(
  'no citizen number, no canary and no secret of a partner was ever in the memory of the gateway',
  ({ skip }) => {
    if (!canReadMemory(house.gateway.pid)) skip('This system shows no memory');
    const numbers = new Set(CITIZEN_NUMBERS);
    const found = new Set<string>();
    let hasSeen = false;
    scanMemory(house.gateway.pid, (bytes) => {
      for (const piece of [MARK, 'ynthetisch Persoon', 'demo-only-']) {
        for (const around of occurrences(bytes, piece)) found.add(around);
      }
      for (const around of occurrences(bytes, '9999')) {
        const [number] = around.match(/(?<![\d.])9999\d{5}(?!\d)/g) ?? [];
        if (number !== undefined && numbers.has(number)) found.add(around);
      }
      hasSeen ||= occurrences(bytes, '00000099000000001000').next().done === false;
    });
    expect([...found]).toEqual([]);
    expect(hasSeen).toBe(true);
  },
);

test.each(TAMPERINGS)('a subgraph whose answer has %s is not repeated', async (tampering) => {
  for (const recorder of house.recorders.values()) recorder.setTampering(tampering);
  const told = await mapConcurrently(askers, (asker) => ask(house.url, asker, ABOUT_ALL));
  for (const recorder of house.recorders.values()) recorder.setTampering(null);
  expect(findIn(told, secrets)).toEqual([]);
  expect(findIn([{ name: 'log', text: house.gateway.log() }], secrets)).toEqual([]);
});

test('what a client puts where it should not is in no log and no file, and not kept', async () => {
  const before = house.gateway.log().length + house.subgraphs.log().length;
  await mapConcurrently(
    askers.flatMap((asker) => CLIENT_MISTAKES.map((one) => [asker, ...one] as const)),
    ([asker, query, variables]) => ask(house.url, asker, query, variables),
  );
  const bearer = { name: 'stranger', token: MISTAKEN_TOKEN, subject: null };
  await ask(house.url, bearer, '{ programmes(first: 1) { nodes { id } } }');
  expect(findIn(house.texts(), secrets)).toEqual([]);
  expect(house.gateway.log().length + house.subgraphs.log().length).toBeGreaterThanOrEqual(before);
});

test('afterwards the gateway keeps no record: no sealed id but that of a token that lives, no canary', async () => {
  await sendPublicRequests(house.url, 60);
  const strings = await heapStrings(house.gateway.pid, join(house.folder, 'temporary'));
  const ids = encryptedIds();
  expect(ids.size).toBeGreaterThan(50);
  const kept = new Set(strings.match(/[\w-]{30,}/g)?.filter((one) => ids.has(one)));
  const own = askers.flatMap(({ subject }) => subject ?? []);
  expect([...kept]).toEqual(own);
  // Names of fields remain in the engine's tables; values do not.
  const values = [`${MARK}-`, `${CLIENT_MARK}-`];
  const alive = Buffer.from(strings, 'latin1');
  expect(values.flatMap((value) => [...occurrences(alive, value)])).toEqual([]);
  const names = new RegExp(`${CLIENT_MARK}[A-Z]\\w*${CLIENT_NUMBER}`, 'g');
  expect(strings.match(names) ?? []).toEqual([]);
  expect(askers.filter(({ token }) => token !== null && strings.includes(token))).toEqual([]);
}, 120_000);

/** Ids of case records as the askers got them; the citizen's own is among them. */
function encryptedIds(): ReadonlySet<string> {
  const own = askers.flatMap(({ subject }) => subject ?? []);
  const given = replies.flatMap(({ text }) => text.match(/(?<="id":")[\w-]{30,}(?=")/g) ?? []);
  return new Set([...own, ...given.filter((one) => !/^[0-9a-f-]{36}$/.test(one))]);
}

/** Shows that a search sees what is there. */
const seen = (piece: string): Secrets => ({ words: new Map(), pieces: new Map([[piece, 'seen']]) });

function typesIn(value: unknown, found = new Set<string>()): ReadonlySet<string> {
  if (typeof value !== 'object' || value === null) return found;
  const { __typename: name } = value as { __typename?: unknown };
  if (typeof name === 'string') found.add(name);
  for (const one of Object.values(value)) typesIn(one, found);
  return found;
}
