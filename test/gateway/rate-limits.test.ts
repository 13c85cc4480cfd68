/** Rate limits by cost, asked through the front door. */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { COST_HEADER } from '../../core/http/headers.ts';
import {
  createRateLimits,
  NEW_DOCUMENT_COST,
  REQUEST_COST,
} from '../../gateway/rate-limits/rate-limits.ts';
import { readGatewaySettings } from '../support/config-file.ts';
import { createMemoryStore, startSharedStore } from '../../gateway/rate-limits/rate-store.ts';
import { startRespServer } from '../support/start-resp-server.ts';
import { coach, startSmallGateway, type SmallGateway } from './support/small-gateway.ts';

const PUBLIC_MAX = 1_000;
const CLIENT_MAX = 2_000;
const WINDOW_S = 3_600;

const auditFolder = mkdtempSync(join(tmpdir(), 'vakgraaf-rates-'));
let gateway: SmallGateway;
let network = 0;

beforeAll(async () => {
  gateway = await startSmallGateway({
    auditFolder,
    proxies: { header: 'x-forwarded-for', count: 1 },
    rateLimits: createRateLimits({
      store: createMemoryStore(WINDOW_S),
      publicMax: PUBLIC_MAX,
      clientMax: CLIENT_MAX,
      windowS: WINDOW_S,
    }),
  });
  gateway.funds.respondWith({ data: { schemes: [] } });
  // Later requests for it cost no more than a request and its operation.
  await gateway.ask(QUERY, { headers: { 'x-forwarded-for': '192.0.2.1' } });
});
afterAll(async () => {
  await gateway.stop();
  rmSync(auditFolder, { recursive: true });
});
/** Each test asks from another network. */
beforeEach(() => {
  network += 1;
});

const QUERY = '{ schemes { id } }';
const REQUEST = new Uint8Array(Buffer.from(JSON.stringify({ query: QUERY })));
const from = (address = `10.0.${network}.1`) => ({ 'x-forwarded-for': address });

interface Sent {
  readonly body?: string | Uint8Array<ArrayBuffer>;
  readonly method?: string;
  readonly path?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

async function send({ body, method = 'POST', path = '/graphql', headers }: Sent = {}) {
  const response = await fetch(`${gateway.url}${path}`, {
    method,
    headers: { 'content-type': 'application/json', ...from(), ...headers },
    ...(method === 'POST' && { body: body ?? REQUEST }),
  });
  return { status: response.status, headers: response.headers, text: await response.text() };
}

const left = async (headers: Readonly<Record<string, string>> = {}) => {
  const { headers: received } = await send({ headers });
  return Number(/r=(\d+)/.exec(received.get('ratelimit') ?? '')?.[1]);
};

/** What a request costs, told by what is left before and after it. */
async function costOf(sent: Sent): Promise<number> {
  const before = await left(sent.headers);
  await send(sent);
  const after = await left(sent.headers);
  return before - after - COST;
}

/** What `REQUEST` costs: its list counts as ten objects. */
const COST = REQUEST_COST + 10;

/** Sends the request until it is refused; gives how many were answered, and the refusal. */
async function untilRefused(sent: Sent = {}) {
  for (let count = 0; count < 1_000; count += 1) {
    const response = await send(sent);
    if (response.status === 429) return { count, refusal: response };
  }
  throw new Error('No request was refused');
}

const refusalOf = (who: string, wie: string, seconds: string | null) => ({
  errors: [
    {
      message:
        `Too much was asked by ${who}: try again in ${seconds} s, and ask for less at once` +
        ` / Te veel gevraagd door ${wie}: probeer het over ${seconds} s opnieuw, en vraag minder tegelijk`,
      extensions: { code: 'RATE_LIMITED' },
    },
  ],
});

describe('a network address without a token', () => {
  test('that has spent its budget gets 429 with Retry-After, no subgraph is called, and another address gets data', async () => {
    const { count, refusal } = await untilRefused();
    expect(count).toBe(Math.floor(PUBLIC_MAX / COST));
    const seconds = refusal.headers.get('retry-after');
    expect(Number(seconds)).toBeGreaterThan(WINDOW_S - 120);
    expect(Number(seconds)).toBeLessThanOrEqual(WINDOW_S);
    expect(JSON.parse(refusal.text)).toEqual(
      refusalOf('this network address', 'dit netwerkadres', seconds),
    );
    expect(refusal.headers.get('ratelimit-policy')).toBe(`"public";q=${PUBLIC_MAX};w=${WINDOW_S}`);
    expect(refusal.headers.get('ratelimit')).toMatch(/^"public";r=\d+;t=\d+$/);

    gateway.funds.received.length = 0;
    expect((await send()).status).toBe(429);
    expect(gateway.funds.received).toEqual([]);
    const other = await send({ headers: from('203.0.113.9') });
    expect([other.status, other.text]).toEqual([200, '{"data":{"schemes":[]}}']);
  });

  test.each<[string, Sent, number]>([
    ['a body that is not JSON', { body: '{' }, REQUEST_COST],
    ['a body that is too large', { body: 'x'.repeat(2 ** 20) }, REQUEST_COST],
    ['a GET without a query', { method: 'GET', path: '/graphql' }, REQUEST_COST],
    ['a body of another type', { headers: { 'content-type': 'text/plain' } }, REQUEST_COST],
    [
      'an invalid document',
      { body: JSON.stringify({ query: '{ nothing }' }) },
      REQUEST_COST + NEW_DOCUMENT_COST,
    ],
    ['the schema', { method: 'GET', path: '/schema.graphql' }, REQUEST_COST],
    ['a health check', { method: 'GET', path: '/health/live' }, 0],
  ])('pays for %s', async (_, { headers, ...sent }, cost) => {
    const before = await left();
    await send({ ...sent, ...(headers && { headers }) });
    expect(before - (await left()) - COST).toBe(cost);
  });

  test('pays for introspection', async () => {
    const body = JSON.stringify({ query: '{ __schema { queryType { name } } }' });
    const first = await costOf({ body });
    const cost = Number((await send({ body })).headers.get(COST_HEADER));
    expect(cost).toBeGreaterThan(0);
    expect(first).toBe(REQUEST_COST + NEW_DOCUMENT_COST + cost);
    expect(await costOf({ body })).toBe(REQUEST_COST + cost);
  });

  test('pays the request alone for an operation above its cost limit, which is not executed', async () => {
    const members = (depth: number): string =>
      depth === 0 ? 'name' : `members { ${members(depth - 1)} }`;
    const body = JSON.stringify({ query: `{ region { ${members(5)} } }` });
    const sent = { body, headers: from(`10.1.${network}.1`) };
    expect(JSON.parse((await send(sent)).text)).toMatchObject({
      errors: [{ extensions: { code: 'COST_EXCEEDED' } }],
      data: null,
    });
    expect(await costOf({ body })).toBe(REQUEST_COST);
  });

  test('is refused the schema too, with 429 and Retry-After', async () => {
    await untilRefused();
    const { status, headers } = await send({ method: 'GET', path: '/schema.graphql' });
    expect([status, headers.get('retry-after') === null]).toEqual([429, false]);
    expect((await send({ method: 'GET', path: '/health/live' })).status).toBe(200);
  });

  test('that cannot pay for a new document can still pay for a known one', async () => {
    while ((await left()) >= NEW_DOCUMENT_COST) await send();
    const body = JSON.stringify({ query: `{ schemes { id } a${network}: __typename }` });
    expect((await send({ body })).status).toBe(429);
    expect((await send()).status).toBe(200);
  });
});

describe('a client with a valid token', () => {
  const bearer = async (claims: Readonly<Record<string, unknown>> = {}) => ({
    authorization: `Bearer ${await gateway.token({ ...coach, ...claims })}`,
  });

  test('spends its own budget at every address, and leaves that of the address alone', async () => {
    const headers = await bearer({ consumer: '00000099000000002000' });
    const { count, refusal } = await untilRefused({ headers });
    expect(count).toBe(Math.floor(CLIENT_MAX / COST));
    const seconds = refusal.headers.get('retry-after');
    expect(JSON.parse(refusal.text)).toEqual(refusalOf('this client', 'deze client', seconds));
    expect((await send({ headers: { ...headers, ...from('10.9.9.9') } })).status).toBe(429);
    expect((await send()).status).toBe(200);
    const other = await bearer({ consumer: '00000099000000003000' });
    expect((await send({ headers: other })).status).toBe(200);
  });

  test('that is refused has a line in the access log with its name and the code', async () => {
    const consumer = '00000099000000004000';
    await untilRefused({ headers: await bearer({ consumer }) });
    const lines = () =>
      readdirSync(auditFolder, { recursive: true, encoding: 'utf8' })
        .filter((name) => name.endsWith('.jsonl'))
        .flatMap((name) => readFileSync(join(auditFolder, name), 'utf8').split('\n'))
        .filter((line) => line.includes(consumer) && line.includes('RATE_LIMITED'));
    await expect.poll(() => lines().length).toBe(1);
    expect(JSON.parse(lines()[0] ?? '')).toMatchObject({
      consumer,
      outcome: 'refused',
      codes: ['RATE_LIMITED'],
    });
  });

  test('gets data while the public has spent the budget of its address, and the public while invalid tokens have', async () => {
    await untilRefused();
    expect((await send({ headers: await bearer() })).status).toBe(200);
    network += 200;
    const { count, refusal } = await untilRefused({ headers: { authorization: 'Bearer invalid' } });
    expect([count, refusal.status]).toEqual([PUBLIC_MAX / REQUEST_COST, 429]);
    expect((await send()).status).toBe(200);
  });
});

describe('counters in Valkey or Redis', () => {
  const options = { publicMax: 100, clientMax: 0, windowS: WINDOW_S };
  const spend = async (limits: ReturnType<typeof createRateLimits>, times: number) => {
    for (let time = 0; time < times; time += 1) await limits.begin('192.0.2.7', false);
  };
  const REFUSED = 'Too much was asked by this network address';

  test('are shared by two gateways', async () => {
    const server = await startRespServer();
    const [one, two] = await Promise.all(
      [1, 2].map(async () => {
        const store = await startSharedStore({ url: server.url, windowS: WINDOW_S });
        return createRateLimits({ ...options, store });
      }),
    );
    if (!one || !two) throw new Error('Expected two');
    await spend(one, 5);
    await spend(two, 5);
    await expect(spend(one, 1)).rejects.toThrow(REFUSED);
    await expect(spend(two, 1)).rejects.toThrow(REFUSED);
    expect([...server.values.keys()]).toEqual(['vakgraaf-rate:address:192.0.2.7']);
    await Promise.all([one.stop(), two.stop(), server.stop()]);
  });

  test.each([
    ['is not there', false],
    ['does not respond', true],
  ])('that %s: the gateway counts by itself, and says so once', async (_, isThere) => {
    const server = await startRespServer();
    if (!isThere) await server.stop();
    const reported: string[] = [];
    const store = await startSharedStore({
      url: server.url,
      windowS: WINDOW_S,
      report: (sentence) => reported.push(sentence),
    });
    server.setHanging(true);
    const limits = createRateLimits({ ...options, store });
    await spend(limits, 10);
    await expect(spend(limits, 1)).rejects.toThrow(REFUSED);
    expect(reported).toEqual([
      'The store of rate limits does not respond: this gateway counts by itself until it does',
    ]);
    await limits.stop();
    if (isThere) await server.stop();
  });
});

describe('the settings of a gateway process', () => {
  const ratesOf = (rates: object, demo = false) => readGatewaySettings({ rates }, { demo }).rates;

  test('limit rates in production, and not in the demo unless one is set', () => {
    const others = { windowS: 60, storeUrl: undefined, storePassword: undefined };
    expect(ratesOf({})).toEqual({ publicMax: 100_000, clientMax: 500_000, ...others });
    expect(ratesOf({}, true)).toEqual({ publicMax: 0, clientMax: 0, ...others });
    expect(ratesOf({ public: 5, client: 6, windowSeconds: 7 }, true)).toEqual({
      ...others,
      publicMax: 5,
      clientMax: 6,
      windowS: 7,
    });
  });

  test('reject a store of another protocol and a header name with spaces', () => {
    expect(() => ratesOf({ store: 'http://x' })).toThrow('expected a redis or rediss address');
    expect(() => readGatewaySettings({ proxies: { header: 'x y' } })).toThrow(
      'expected the name of a header',
    );
  });
});

test('100,000 network addresses have at most 65,536 counters', async () => {
  const store = createMemoryStore(WINDOW_S);
  const names = new Set<string>();
  const seen: number[] = [];
  for (let at = 0; at < 100_000; at += 1) {
    const { consumedPoints } = await store.spend({ kind: 'address', name: `address ${at}` }, 1);
    if (consumedPoints === 1) names.add(`address ${at}`);
    else seen.push(consumedPoints);
  }
  // Each first spending made a counter.
  expect(names.size).toBeLessThanOrEqual(65_536);
  expect(seen.length).toBe(100_000 - names.size);
});
