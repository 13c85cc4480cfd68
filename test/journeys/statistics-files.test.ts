/** `/statistics/…`: files of releases through the gateway, from the subgraph that owns them. */
import { appendFileSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { createMemoryStore } from '../../gateway/rate-limits/rate-store.ts';
import { createRateLimits } from '../../gateway/rate-limits/rate-limits.ts';
import { smallRegistry } from '../insights/serving/small-registry.ts';
import { writeFixture } from '../support/release-fixture.ts';
import { headersOf, startStack, type Principal, type Stack } from '../support/stack.ts';

const ORIGIN = 'https://dashboard.example';
const CSV = '/statistics/2026Q3/noord.by-size.csv';
const EVALUATION = '/statistics/2026Q3/evaluation/noord.by-group.csv';
const ANALYST: Principal = { role: 'analyst' };

let folder: string;
let release: string;
let stack: Stack;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'vakgraaf-files-'));
  release = writeFixture(join(folder, 'releases'), { registry: smallRegistry, id: '2026Q3' });
  stack = await startStack({
    kinds: ['insights'],
    releasesFolder: join(folder, 'releases'),
    auditFolder: join(folder, 'audit'),
    gateway: { corsOrigins: [ORIGIN] },
  });
});
afterAll(async () => {
  await stack.stop();
  rmSync(folder, { recursive: true });
});

const get = async (
  path: string,
  principal: Principal | null = null,
  { method = 'GET', ...headers }: Readonly<Record<string, string>> = {},
) =>
  await fetch(`${stack.url}${path}`, {
    method,
    headers: { ...(principal && (await headersOf(principal))), ...headers },
  });

const traced = (trace: string) => ({ traceparent: `00-${trace}-${'a'.repeat(16)}-01` });

/** The lines of the access log with this trace. */
function accessLines(trace: string): readonly unknown[] {
  const own = join(folder, 'audit/gateway');
  return readdirSync(own)
    .filter((name) => name.endsWith('.jsonl'))
    .flatMap((name) => readFileSync(join(own, name), 'utf8').trim().split('\n'))
    .filter((line) => line.includes(trace))
    .map((line): unknown => JSON.parse(line));
}

const FOREVER = 'public, max-age=31536000, immutable';
const onDisk = (path: string) => readFileSync(join(release, path), 'utf8');

test.each([
  ['noord.by-size.csv', 'text/csv; charset=utf-8'],
  ['noord.by-size.json', 'application/json; charset=utf-8'],
  ['release.json', 'application/json; charset=utf-8'],
  ['certificate.json', 'application/json; charset=utf-8'],
  ['registry.json', 'application/json; charset=utf-8'],
  ['manifest.json', 'application/json; charset=utf-8'],
])('%s of the public part is given to everyone as %s, to keep forever', async (file, type) => {
  const got = await get(`/statistics/2026Q3/${file}`);
  expect([
    got.status,
    got.headers.get('content-type'),
    got.headers.get('cache-control'),
    got.headers.get('etag'),
    await got.text(),
  ]).toEqual([200, type, FOREVER, expect.stringMatching(/^"[0-9a-f]{64}"$/), onDisk(file)]);
});

test('the paths in the graph are those of the files', async () => {
  const { data } = await stack.ask(
    null,
    '{ statisticsTable(id: "noord.by-size") { csv jsonStat release { certificate } } }',
  );
  expect(data).toEqual({
    statisticsTable: {
      csv: CSV,
      jsonStat: '/statistics/2026Q3/noord.by-size.json',
      release: { certificate: '/statistics/2026Q3/certificate.json' },
    },
  });
});

test('HEAD gives the headers of GET and no body; a known file gives 304', async () => {
  const [got, head] = [await get(CSV), await get(CSV, null, { method: 'HEAD' })];
  const named = ['content-type', 'content-length', 'cache-control', 'etag'] as const;
  expect(named.map((name) => head.headers.get(name))).toEqual(
    named.map((name) => got.headers.get(name)),
  );
  expect([head.status, await head.text()]).toEqual([200, '']);
  const etag = got.headers.get('etag') ?? '';
  await got.arrayBuffer();
  for (const [header, status] of [
    [etag, 304],
    [`"other", W/${etag}`, 304],
    ['*', 304],
    ['"other"', 200],
  ] as const) {
    const again = await get(CSV, null, { 'if-none-match': header });
    expect([header, again.status, again.headers.get('etag')]).toEqual([header, status, etag]);
    expect(await again.text()).toBe(status === 304 ? '' : onDisk('noord.by-size.csv'));
  }
});

const problem = (status: number, title: string, more: object) => ({ status, title, ...more });

test.each([
  '/statistics/',
  '/statistics/2026Q3',
  '/statistics/2026Q3/',
  '/statistics/2026Q3/noord.by-nothing.csv',
  '/statistics/2026Q2/noord.by-size.csv',
  '/statistics/2026Q5/noord.by-size.csv',
  '/statistics/2026Q3/all.by-school.csv',
  '/statistics/2026Q3//release.json',
  '/statistics/2026Q3/release.json/',
  '/statistics/2026Q3/../../vakgraaf.yaml',
  '/statistics/2026Q3/%2e%2e%2f2026Q3%2frelease.json',
  '/statistics/2026Q3/.making/release.json',
  '/statistics/2026Q3/evaluation%2fnoord.by-group.csv',
  '/statistics/2026Q3/x/../evaluation/../noord.by-nothing.csv',
])('%s is nowhere', async (path) => {
  const got = await get(path);
  expect([got.status, got.headers.get('content-type'), await got.json()]).toEqual([
    404,
    'application/problem+json',
    problem(404, 'Not Found', { detail: 'Nothing at this address' }),
  ]);
});

describe('a file of the evaluation part', () => {
  test('is given to a principal with llo:aggregate and a purpose of evaluation, to keep nowhere', async () => {
    const got = await get(EVALUATION, ANALYST);
    expect([
      got.status,
      got.headers.get('content-type'),
      got.headers.get('cache-control'),
      got.headers.get('etag'),
      await got.text(),
    ]).toEqual([
      200,
      'text/csv; charset=utf-8',
      'no-store',
      null,
      onDisk('evaluation/noord.by-group.csv'),
    ]);
  });

  test('without a token it is 401, and with another purpose 403', async () => {
    const without = await get(EVALUATION);
    expect([without.status, without.headers.get('www-authenticate'), await without.json()]).toEqual(
      [
        401,
        'Bearer error="invalid_token"',
        problem(401, 'Unauthorized', {
          code: 'UNAUTHENTICATED',
          detail: expect.stringContaining('needs a token'),
        }),
      ],
    );
    const invalid = await get(EVALUATION, null, { authorization: 'Bearer nonsense' });
    expect([invalid.status, await invalid.json()]).toEqual([
      401,
      expect.objectContaining({ code: 'UNAUTHENTICATED' }),
    ]);
    for (const role of ['coach', 'developer']) {
      const denied = await get(EVALUATION, { role });
      expect([role, denied.status, await denied.json()]).toEqual([
        role,
        403,
        problem(403, 'Forbidden', {
          code: expect.stringMatching(/^(SCOPE|PURPOSE)_DENIED$/),
          detail: expect.stringContaining('StatisticsTable.rows'),
        }),
      ]);
    }
  });

  test('that is given has a line in the access log with client and purpose, and one of the public part has none', async () => {
    const [ofPublic, given] = ['1'.repeat(32), '2'.repeat(32)];
    await (await get(CSV, { ...ANALYST, ...traced(ofPublic) })).text();
    await (await get(EVALUATION, { ...ANALYST, ...traced(given) })).text();
    await vi.waitFor(() => expect(accessLines(given)).toHaveLength(1), 20_000);
    expect(accessLines(given)).toEqual([
      expect.objectContaining({
        consumer: '00000099000000002000',
        purpose: 'urn:llo:purpose:programme-evaluation',
        operation_hash: expect.stringMatching(/^[0-9a-f]{64}$/),
        personal: false,
        kinds: ['insights'],
        partners: [],
        outcome: 'answered',
        codes: [],
      }),
    ]);
    expect(accessLines(ofPublic)).toEqual([]);
  });

  test('that is denied has a line with its code', async () => {
    const denied = '3'.repeat(32);
    await (await get(EVALUATION, { role: 'coach', ...traced(denied) })).text();
    await vi.waitFor(() => expect(accessLines(denied)).toHaveLength(1), 20_000);
    expect(accessLines(denied)).toEqual([
      expect.objectContaining({ outcome: 'refused', codes: ['SCOPE_DENIED'], kinds: [] }),
    ]);
  });
});

test('a page of an allowed origin may read the files, and one of another origin may not', async () => {
  const shared = await get(CSV, null, { origin: ORIGIN });
  const other = await get(CSV, null, { origin: 'https://elsewhere.example' });
  const allowed = 'access-control-allow-origin';
  expect([shared.headers.get(allowed), shared.headers.get('vary')]).toEqual([ORIGIN, 'origin']);
  expect([other.headers.get(allowed), other.headers.get('vary')]).toEqual([null, 'origin']);
  const preflight = await get(EVALUATION, null, {
    method: 'OPTIONS',
    origin: ORIGIN,
    'access-control-request-method': 'GET',
  });
  expect([preflight.status, preflight.headers.get('access-control-allow-methods')]).toEqual([
    204,
    'GET, HEAD',
  ]);
});

test('a file costs what a small list costs, and a network that asked too much gets 429', async () => {
  const rates = { publicMax: 250, clientMax: 0, windowS: 60 };
  const limited = await startStack({
    kinds: ['insights'],
    releasesFolder: join(folder, 'releases'),
    gateway: { rateLimits: createRateLimits({ store: createMemoryStore(60), ...rates }) },
  });
  const statuses: number[] = [];
  for (let times = 0; times < 3; times += 1) {
    const got = await fetch(`${limited.url}${CSV}`);
    statuses.push(got.status);
    await got.text();
  }
  expect(statuses).toEqual([200, 200, 429]);
  await limited.stop();
});

test('while the subgraph cannot be reached a file is 503', async () => {
  const without = await startStack({ kinds: [] });
  const got = await fetch(`${without.url}${CSV}`);
  expect([got.status, await got.json()]).toEqual([
    503,
    problem(503, 'Service Unavailable', {
      detail: 'The statistics cannot be reached now: try again later',
    }),
  ]);
  await without.stop();
});

test('a file that was changed after it was published is nowhere', async () => {
  const path = 'zuid.by-group.csv';
  appendFileSync(join(release, 'evaluation', path), ' ');
  const got = await get(`/statistics/2026Q3/evaluation/${path}`, ANALYST);
  expect([got.status, await got.json()]).toEqual([
    404,
    problem(404, 'Not Found', { detail: 'Nothing at this address' }),
  ]);
});
