/**
 * Partners and clients send canary values that are not needed, and every client sends all operations.
 * The canaries and all numbers and names in the seeded data are then searched for in responses, logs,
 * files and memory.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { decodeJwt } from 'jose';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { parseSupergraph } from '../../gateway/planning/supergraph.ts';
import { projectRoot } from '../../core/config/project-root.ts';
import {
  ask,
  ASKED_NUMBER,
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
import { CITIZEN_NUMBERS, numbersHeld, secretsOf } from '../canary/secrets.ts';
import { walkPeople } from '../canary/walks.ts';

const sdl = readFileSync(join(projectRoot(), 'schema/supergraph.graphql'), 'utf8');
const { apiSchema } = parseSupergraph(sdl);
const selected = new Set<string>();

/** A few records of every subgraph. */
const ABOUT_ALL = `{ trainings(first: 2) { nodes { name } } voucherSchemes(first: 2) { nodes { name } }
  pilots(first: 2) { nodes { name } } me { trajectories { kind } employments { hoursPerWeek } } }`;

/** With the number in the text; the saved query has it in a variable. */
const BY_NUMBER = `{ voucherByNumber(number: "${ASKED_NUMBER}") { status enrolments { status } } }`;

let harness: CanaryHarness;
let clients: readonly TestClient[];
let responses: readonly TestResponse[];
let secrets: Secrets;

beforeAll(async () => {
  harness = await startCanaryHarness({ execution: 'usual' });
  clients = await createClients();
  responses = await sendEverything();
  secrets = secretsOf(harness, clients);
}, 600_000);
afterAll(() => harness.stop());

/**
 * The public sends every operation, the other clients those about personal data: what the public may have is the same for
 * everyone, and every client asks for some of it in `ABOUT_ALL`.
 */
async function sendEverything(): Promise<readonly TestResponse[]> {
  const all: TestResponse[] = [];
  for (const client of clients) {
    const made = generateOperations(apiSchema, await findIds(harness.url, client));
    for (const one of made.flatMap(({ coordinates }) => coordinates)) selected.add(one);
    const isPublic = client.token === null;
    const own = made.filter((one) => isPublic || one.isAboutPeople);
    const documents = [
      ...savedOperations().filter((one) => isPublic || !one.isPublic),
      ...own.map(({ document }) => ({ document, variables: {} })),
      { document: BY_NUMBER, variables: {} },
    ];
    all.push(
      ...(await mapConcurrently(documents, ({ document, variables }) =>
        ask(harness.url, client, document, variables),
      )),
    );
  }
  return [...all, ...(await walkPeople(harness.url, clients))];
}

const exchanges = () => [...harness.recorders.values()].flatMap((one) => one.exchanges());
const arrived = () => [...harness.partners.values()].flatMap((partner) => partner.requests());

test('the operations select every field of the schema and return every type of case record', () => {
  expect(coordinatesOf(apiSchema).filter((one) => !selected.has(one))).toEqual([]);
  const cases = Object.keys(apiSchema.getTypeMap()).filter((name) => CASE_TYPES.test(name));
  const returned = typesIn(responses.map(({ data }) => data));
  expect(cases.length).toBeGreaterThan(8);
  expect(cases.filter((name) => !returned.has(name))).toEqual([]);
});

test('canaries cause no errors: every partner has records in the response', async () => {
  const { text } = await ask(
    harness.url,
    clients[0] as TestClient,
    `{ trainings(first: 100) { nodes { id } } voucherSchemes(first: 100) { nodes { id } }
       pilots(first: 100) { nodes { id grants { id amount { amount } } } } }`,
  );
  expect(text).not.toContain('"errors"');
  for (const province of ['gelderland', 'noord-holland', 'overijssel', 'groningen', 'drenthe']) {
    expect(text).toContain(`"${province}:`);
  }
});

test('no response contains a citizen number, a name, a number or address of a partner, or a secret', () => {
  expect(findIn(responses, secrets)).toEqual([]);
  expect(findIn(responses, seen('gelders-vakmanschap')).length).toBeGreaterThan(10);
});

test('no request or response between gateway and subgraphs contains any of these', () => {
  const traffic = exchanges().flatMap(
    ({ kind, request, requestHeaders, response }): SearchedText[] => [
      { name: `to ${kind}`, text: `${JSON.stringify(requestHeaders)}\n${request}` },
      { name: `from ${kind}`, text: response },
    ],
  );
  expect(findIn(traffic, secrets)).toEqual([]);
  expect(findIn(traffic, seen('00000099000000001000'))).not.toEqual([]);
});

test('a subgraph gets only a signed context, a trace and an operation hash from the gateway', () => {
  const names = new Set(exchanges().flatMap(({ requestHeaders }) => Object.keys(requestHeaders)));
  const ofHttp = [
    'accept',
    'accept-encoding',
    'connection',
    'content-length',
    'content-type',
    'host',
    'user-agent',
  ];
  const ours = ['traceparent', 'x-llo-context', 'x-llo-query-hash'];
  expect([...names].filter((name) => !ofHttp.includes(name)).toSorted()).toEqual(ours);
  const contexts = exchanges().flatMap(
    ({ requestHeaders }) => requestHeaders['x-llo-context'] ?? [],
  );
  const claims = new Set(contexts.flatMap((context) => Object.keys(decodeJwt(context))));
  expect([...claims].toSorted()).toEqual([
    'aud',
    'consumer',
    'digest',
    'exp',
    'iat',
    'iss',
    'log',
    'purpose',
    'scopes',
    'subject',
  ]);
});

test('a partner gets no token, no context, no encrypted id and no name of the client', () => {
  const names = new Set(arrived().flatMap(({ headers }) => Object.keys(headers)));
  const ofHttp = [
    'accept',
    'accept-encoding',
    'connection',
    'content-type',
    'host',
    'if-none-match',
    'user-agent',
  ];
  expect([...names].filter((name) => !ofHttp.includes(name)).toSorted()).toEqual([
    'authorization',
    'traceparent',
  ]);
  const texts = arrived().map(({ partner, line, headers, body }) => ({
    name: partner,
    text: `${line}\n${JSON.stringify(headers)}\n${body}`,
  }));
  const ours = new Map([
    ...clients.flatMap(({ token }) => (token === null ? [] : [[token, 'token'] as const])),
    ...[...encryptedIds()].map((id) => [id, 'encrypted id'] as const),
    ['urn:llo:', 'name of a purpose'] as const,
    ['0000009900000000', 'organisation of the client'] as const,
    [CLIENT_MARK, 'canary of a client'] as const,
  ]);
  expect(findIn(texts, { words: new Map(), pieces: ours })).toEqual([]);
});

/** By partner, the citizen numbers in what it received: in bodies and statements, or in addresses and headers. */
function receivedNumbers(part: 'body' | 'around'): ReadonlyMap<string, ReadonlySet<string>> {
  const known = new Set(CITIZEN_NUMBERS);
  const received = new Map<string, Set<string>>();
  for (const { partner, line, headers, body } of arrived()) {
    const text = part === 'body' ? body : `${line} ${JSON.stringify(headers)}`;
    const found = received.get(partner) ?? new Set();
    received.set(partner, found);
    // In any notation: with separators, without leading zeros, or within a longer run of digits.
    const digits = text.replaceAll(/(?<=\d)[ .-]{1,3}(?=\d)/g, '');
    for (const [run] of [...text.matchAll(/\d{8,}/g), ...digits.matchAll(/\d{8,}/g)]) {
      for (let at = 0; at + 9 <= run.length + 1; at += 1) {
        for (const one of [run.slice(at, at + 9), `0${run.slice(at, at + 8)}`]) {
          if (known.has(one)) found.add(one);
        }
      }
    }
  }
  return received;
}

test('no partner receives the citizen number of a person whom it does not hold, and no fund or province any', () => {
  const held = numbersHeld();
  const received = receivedNumbers('body');
  const strange = [...received].map(([partner, numbers]) => [
    partner,
    [...numbers].filter((one) => !held.get(partner)?.has(one)).length,
  ]);
  expect(Object.fromEntries(strange)).toEqual(
    Object.fromEntries([...harness.partners.keys()].map((partner) => [partner, 0])),
  );
  const receivers = [...received].filter(([, numbers]) => numbers.size > 0).map(([id]) => id);
  expect(receivers.toSorted()).toEqual([
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
  // The walks reach most people that a partner holds, so that what is not received was withheld.
  expect(received.get('uwv')?.size).toBeGreaterThan(150);
  expect(received.get('leerwerkloket-stedenvierkant')?.size).toBeGreaterThan(12);
});

test('no address and no header of a request to a partner has a citizen number', () => {
  const numbers = [...receivedNumbers('around').values()].flatMap((one) => [...one]);
  expect(numbers).toEqual([]);
});

test('no log and no file contains any of these', () => {
  expect(findIn(harness.texts(), secrets)).toEqual([]);
  expect(findIn(harness.texts(), seen('00000099000000001000')).length).toBeGreaterThan(3);
});

test('a voucher number that a client asks for reaches the fund of that client, and is in no response, log or file', () => {
  const receivers = arrived().filter(({ body }) => body.includes(ASKED_NUMBER));
  expect([...new Set(receivers.map(({ partner }) => partner))]).toEqual(['otib']);
  expect(findIn([...responses, ...harness.texts()], seen(ASKED_NUMBER))).toEqual([]);
});

test('no other endpoint of the gateway shows any of these', async () => {
  const places = await Promise.all(
    ['/metrics', '/health/live', '/health/ready', '/schema.graphql', '/supergraph.graphql'].map(
      async (name) => ({ name, text: await (await fetch(`${harness.url}${name}`)).text() }),
    ),
  );
  const own = new Map([...secrets.pieces].filter(([piece]) => piece !== CLIENT_MARK));
  expect(findIn(places, { ...secrets, pieces: own })).toEqual([]);
});

test('the only files written are the audit logs of subgraphs with case records and the access log', () => {
  const folders = (names: readonly string[]) => new Set(names.map((name) => name.split('/')[1]));
  const logs = new Set(['education', 'funds', 'gateway', 'guidance', 'uwv']);
  expect(folders(harness.files())).toEqual(logs);
  // That of the gateway, and one of each partner in the folder of its subgraph.
  const file = String.raw`-d\d+-\d{6}-[\d-]{10}\.jsonl`;
  const isLog = new RegExp(String.raw`^account(/\w+)?/([a-z][a-z0-9-]+)/\2${file}$`);
  // Beside it is an index of the ids in it, which are encrypted.
  const inIndex = String.raw`index(/state\.(next\.)?json|/\d{4}Q\d(/(buckets|entries))?)?`;
  const isIndex = new RegExp(String.raw`^account/\w+/[a-z][a-z0-9-]+/${inIndex}$`);
  expect(harness.files().filter((name) => !isLog.test(name) && !isIndex.test(name))).toEqual([]);
  const touched = [...harness.gateway.wrote(), ...harness.subgraphs.wrote()].map((one) =>
    one.replace(harness.folder, ''),
  );
  const mine = new RegExp(
    String.raw`^(mkdir|open) /account(/\w+)?/([a-z][a-z0-9-]+)(/\3${file})?$`,
  );
  const indexed = new RegExp(String.raw`^\w+ /account/\w+/[a-z][a-z0-9-]+/${inIndex}$`);
  expect(touched.filter((one) => !mine.test(one) && !indexed.test(one))).toEqual([]);
  expect(touched).toContain('mkdir /account/gateway');
});

test.skipIf(process.platform !== 'linux')(
  'the memory of the gateway contains no citizen number, canary or secret of a partner',
  ({ skip }) => {
    if (!canReadMemory(harness.gateway.pid)) skip('This system does not allow reading memory');
    const numbers = new Set(CITIZEN_NUMBERS);
    const found = new Set<string>();
    let hasSeen = false;
    scanMemory(harness.gateway.pid, (bytes) => {
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

test.each(TAMPERINGS)(
  'a subgraph response with %s gives no secret to a client or a log',
  async (tampering) => {
    for (const recorder of harness.recorders.values()) recorder.setTampering(tampering);
    const texts = await mapConcurrently(clients, (client) => ask(harness.url, client, ABOUT_ALL));
    for (const recorder of harness.recorders.values()) recorder.setTampering(null);
    expect(findIn(texts, secrets)).toEqual([]);
    expect(findIn([{ name: 'log', text: harness.gateway.log() }], secrets)).toEqual([]);
  },
);

test('values that a client sends by mistake are in no log and no file', async () => {
  const before = harness.gateway.log().length + harness.subgraphs.log().length;
  await mapConcurrently(
    clients.flatMap((client) => CLIENT_MISTAKES.map((one) => [client, ...one] as const)),
    ([client, query, variables]) => ask(harness.url, client, query, variables),
  );
  const bearer = { name: 'stranger', token: MISTAKEN_TOKEN, subject: null };
  await ask(harness.url, bearer, '{ programmes(first: 1) { nodes { id } } }');
  expect(findIn(harness.texts(), secrets)).toEqual([]);
  expect(harness.gateway.log().length + harness.subgraphs.log().length).toBeGreaterThanOrEqual(
    before,
  );
});

test('the heap of the gateway contains no encrypted id except those of valid tokens, no canary and no voucher number', async () => {
  await sendPublicRequests(harness.url, 60);
  const strings = await heapStrings(harness.gateway.pid, join(harness.folder, 'temporary'));
  const ids = encryptedIds();
  expect(ids.size).toBeGreaterThan(50);
  const kept = new Set(strings.match(/[\w-]{30,}/g)?.filter((one) => ids.has(one)));
  const own = new Set(responses.flatMap(({ client }) => client.subject ?? []));
  expect([...kept].toSorted()).toEqual([...own].toSorted());
  // The JavaScript engine keeps names of fields; it must not keep values.
  const values = [`${MARK}-`, `${CLIENT_MARK}-`, ASKED_NUMBER];
  const alive = Buffer.from(strings, 'latin1');
  expect(values.flatMap((value) => [...occurrences(alive, value)])).toEqual([]);
  const names = new RegExp(`${CLIENT_MARK}[A-Z]\\w*${CLIENT_NUMBER}`, 'g');
  expect(strings.match(names) ?? []).toEqual([]);
  expect(clients.filter(({ token }) => token !== null && strings.includes(token))).toEqual([]);
}, 120_000);

/** Encrypted ids in the responses to the clients, and the own id of the citizen. */
function encryptedIds(): ReadonlySet<string> {
  const own = clients.flatMap(({ subject }) => subject ?? []);
  const ids = responses.flatMap(({ text }) => text.match(/(?<="id":")[\w-]{30,}(?=")/g) ?? []);
  return new Set([...own, ...ids.filter((one) => !/^[0-9a-f-]{36}$/.test(one))]);
}

/** Control: a search for a value that is present. */
const seen = (piece: string): Secrets => ({ words: new Map(), pieces: new Map([[piece, 'seen']]) });

function typesIn(value: unknown, found = new Set<string>()): ReadonlySet<string> {
  if (typeof value !== 'object' || value === null) return found;
  const { __typename: name } = value as { __typename?: unknown };
  if (typeof name === 'string') found.add(name);
  for (const one of Object.values(value)) typesIn(one, found);
  return found;
}
