import { request } from 'node:http';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { startFakeSubgraph, type FakeSubgraph } from './support/fake-subgraph.ts';
import { startSmallGateway, type SmallGateway } from './support/small-gateway.ts';

let control: FakeSubgraph;
let gateway: SmallGateway;

beforeAll(async () => {
  control = await startFakeSubgraph();
  gateway = await startSmallGateway({ demoUrl: new URL('/', control.url).href });
});
afterAll(async () => {
  await gateway.stop();
  await control.stop();
});
beforeEach(() => {
  control.received.length = 0;
  control.respondWith({ roles: ['coach'] });
});

const post = (headers: Readonly<Record<string, string>> = {}, body = '{"role":"coach"}') =>
  fetch(`${gateway.url}/demo/token`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body,
  });

test('requests for the roles and a token are relayed without the headers of the client', async () => {
  const roles = await fetch(`${gateway.url}/demo/roles`, {
    headers: { authorization: 'Bearer x' },
  });
  expect([roles.status, await roles.json()]).toEqual([200, { roles: ['coach'] }]);
  expect((await post({ 'sec-fetch-site': 'same-origin', cookie: 'a=b' })).status).toBe(200);
  expect(control.received.map(({ body }) => body)).toEqual(['', '{"role":"coach"}']);
  expect(
    control.received.flatMap(({ headers }) => [headers.authorization, headers.cookie]),
  ).toEqual([undefined, undefined, undefined, undefined]);
});

test.each([
  ['a token request from another site', { 'sec-fetch-site': 'cross-site' }, 403],
  ['a token request from another subdomain', { 'sec-fetch-site': 'same-site' }, 403],
  [
    'a token request with a form body',
    { 'content-type': 'application/x-www-form-urlencoded' },
    415,
  ],
])('%s is not relayed', async (_, headers, status) => {
  expect((await post(headers)).status).toBe(status);
  expect(control.received).toEqual([]);
});

test('a request with another Host header gives 403, against DNS rebinding', async () => {
  const { hostname, port } = new URL(gateway.url);
  const status = await new Promise((resolve) => {
    const outgoing = request(
      { hostname, port, path: '/demo/roles', headers: { host: 'evil.example' } },
      (response) => {
        response.resume();
        resolve(response.statusCode);
      },
    );
    outgoing.end();
  });
  expect(status).toBe(403);
  expect(control.received).toEqual([]);
});

test('a body of more than 4 kB gives 413', async () => {
  expect((await post({}, JSON.stringify({ role: 'x'.repeat(5000) }))).status).toBe(413);
});

test('other paths and methods are not relayed', async () => {
  const get = async (path: string) => (await fetch(`${gateway.url}${path}`)).status;
  expect(await get('/demo/stop')).toBe(404);
  expect(await get('/demo/roles/../stop')).toBe(404);
  expect(await get('/demo/token')).toBe(405);
  expect(control.received).toEqual([]);
});

test('a demo server that sends a large body or a redirect gives 502', async () => {
  control.respondWith({ roles: 'x'.repeat(400_000) });
  expect((await fetch(`${gateway.url}/demo/roles`)).status).toBe(502);
  control.respondWith({ status: 302, body: 'elsewhere' });
  expect((await fetch(`${gateway.url}/demo/roles`)).status).toBe(502);
});
