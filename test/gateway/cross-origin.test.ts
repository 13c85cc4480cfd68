/** Pages of other origins (CORS). */
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { projectRoot } from '../../core/config/project-root.ts';
import { standaloneSettings } from '../../gateway/settings/standalone-settings.ts';
import { readGatewaySettings } from '../support/config-file.ts';
import { startSmallGateway, type SmallGateway } from './support/small-gateway.ts';

const DASHBOARD = 'https://dashboard.example';
const QUERY = JSON.stringify({ query: '{ schemes { id } }' });

let gateway: SmallGateway;
let open: SmallGateway;
let closed: SmallGateway;

beforeAll(async () => {
  [gateway, open, closed] = await Promise.all([
    startSmallGateway({ corsOrigins: [DASHBOARD, 'http://127.0.0.1:5173'] }),
    startSmallGateway({ corsOrigins: ['*'] }),
    startSmallGateway(),
  ]);
  for (const { funds } of [gateway, open, closed]) funds.respondWith({ data: { schemes: [] } });
});
afterAll(async () => {
  await Promise.all([gateway.stop(), open.stop(), closed.stop()]);
});

const CORS = [
  'access-control-allow-origin',
  'access-control-allow-methods',
  'access-control-allow-headers',
  'access-control-allow-credentials',
  'access-control-expose-headers',
  'access-control-max-age',
  'vary',
];

/** Status and the headers that a browser looks at for a page of another origin. */
async function send(
  url: string,
  { path = '/graphql', ...options }: RequestInit & { path?: string },
) {
  const response = await fetch(`${url}${path}`, options);
  const headers = CORS.flatMap((name) => {
    const value = response.headers.get(name);
    return value === null ? [] : [[name, value] as const];
  });
  return { status: response.status, ...Object.fromEntries(headers) };
}
const post = (origin: string | undefined, body = QUERY, more = {}): RequestInit => ({
  method: 'POST',
  body,
  headers: {
    'content-type': 'application/json',
    ...(origin !== undefined && { origin }),
    ...more,
  },
});
const preflight = (origin: string, method: string): RequestInit => ({
  method: 'OPTIONS',
  headers: {
    origin,
    'access-control-request-method': method,
    'access-control-request-headers': 'content-type,authorization,x-llo-purpose',
  },
});

const SHARED = {
  'access-control-allow-origin': DASHBOARD,
  'access-control-expose-headers':
    'x-llo-cost, x-llo-cost-limit, traceresponse, ratelimit, ratelimit-policy, retry-after, www-authenticate',
  vary: 'origin',
};

describe('a page of a configured origin', () => {
  test.each([['GET'], ['POST'], ['DELETE']])(
    'gets a response to its preflight for %s',
    async (method) => {
      expect(await send(gateway.url, preflight(DASHBOARD, method))).toEqual({
        status: 204,
        ...SHARED,
        'access-control-allow-methods': 'GET, HEAD, POST',
        'access-control-allow-headers':
          'authorization, content-type, x-llo-purpose, x-llo-partial, x-llo-plan, traceparent, apollo-require-preflight',
        'access-control-max-age': '600',
      });
    },
  );

  test('may read a response to POST and to GET', async () => {
    expect(await send(gateway.url, post(DASHBOARD))).toEqual({ status: 200, ...SHARED });
    const path = `/graphql?query=${encodeURIComponent('{ schemes { id } }')}`;
    const headers = { origin: DASHBOARD, 'sec-fetch-site': 'cross-site' };
    expect(await send(gateway.url, { path, headers })).toEqual({ status: 200, ...SHARED });
  });

  test.each([
    ['an invalid body', post(DASHBOARD, 'no'), 400],
    ['an invalid token', post(DASHBOARD, QUERY, { authorization: 'Bearer none' }), 401],
    ['another method', { method: 'DELETE', headers: { origin: DASHBOARD } }, 405],
    ['a body that is too large', post(DASHBOARD, 'x'.repeat(3_000_000)), 413],
    ['another content type', post(DASHBOARD, QUERY, { 'content-type': 'text/plain' }), 415],
    ['another origin in its own host', post('http://127.0.0.1:5173'), 200],
  ])('may read the response to %s', async (_, request, status) => {
    const origin = (request.headers as Record<string, string>)['origin'];
    expect(await send(gateway.url, request)).toEqual({
      status,
      ...SHARED,
      'access-control-allow-origin': origin,
    });
  });

  test('may read the schema, and no page of the gateway', async () => {
    const headers = { origin: DASHBOARD };
    expect(await send(gateway.url, { path: '/schema.graphql', headers })).toMatchObject(SHARED);
    expect(await send(gateway.url, { path: '/health/live', headers })).toEqual({ status: 200 });
    expect(await send(gateway.url, { path: '/nothing', headers })).toEqual({ status: 404 });
  });
});

describe.each([
  ['another origin', 'https://other.example'],
  ['a subdomain', 'https://a.dashboard.example'],
  ['another scheme', 'http://dashboard.example'],
  ['another port', 'https://dashboard.example:8443'],
  ['the origin "null"', 'null'],
])('a page of %s', (_, origin) => {
  test.each([['GET'], ['POST']])('gets no permission for %s', async (method) => {
    expect(await send(gateway.url, preflight(origin, method))).toEqual({
      status: 204,
      vary: 'origin',
    });
    expect(await send(gateway.url, post(origin))).toEqual({ status: 200, vary: 'origin' });
  });
});

test('a request without an origin gets "vary", so that no cache gives it to a page', async () => {
  expect(await send(gateway.url, post(undefined))).toEqual({ status: 200, vary: 'origin' });
});

test('with "*" a page of every origin may read, also "null"', async () => {
  for (const origin of [DASHBOARD, 'null']) {
    expect(await send(open.url, post(origin))).toEqual({
      status: 200,
      'access-control-allow-origin': '*',
      'access-control-expose-headers': SHARED['access-control-expose-headers'],
    });
  }
});

test('without configured origins there is no header for any', async () => {
  expect(await send(closed.url, post(DASHBOARD))).toEqual({ status: 200 });
  expect(await send(closed.url, preflight(DASHBOARD, 'POST'))).toEqual({ status: 204 });
});

test.each([
  ['https://dashboard.example/'],
  ['https://dashboard.example/path'],
  ['https://Dashboard.example'],
  ['https://dashboard.example:443'],
  ['dashboard.example'],
  ['null'],
  ['https://*.example'],
])('the setting cors-origin %s is refused', (corsOrigin) => {
  const { error } = standaloneSettings.shape.corsOrigin.safeParse([corsOrigin]);
  const expected = 'expected an origin such as https://dashboard.example, or *';
  expect(error?.issues.map(({ message }) => message)).toEqual([expected]);
});

test('gateway.corsOrigins takes exact origins, and "*" only in the public profile', () => {
  const corsOrigins = [DASHBOARD];
  expect(readGatewaySettings({ corsOrigins }).corsOrigins).toEqual(corsOrigins);
  expect(() => readGatewaySettings({ corsOrigins: [`${DASHBOARD}/`] })).toThrow(
    'expected an origin such as https://dashboard.example, or *',
  );
  expect(() => readGatewaySettings({ corsOrigins: ['*'] })).toThrow(
    'Cannot use gateway.corsOrigins "*" without profile: public: name the origins',
  );
  const supergraph = join(projectRoot(), 'schema/supergraph.graphql');
  const settings = readGatewaySettings({ corsOrigins: ['*'], supergraph }, { profile: 'public' });
  expect(settings.corsOrigins).toEqual(['*']);
});
