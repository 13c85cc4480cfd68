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
  control.asked.length = 0;
  control.answer({ roles: ['coach'] });
});

const post = (headers: Readonly<Record<string, string>> = {}, body = '{"role":"coach"}') =>
  fetch(`${gateway.url}/demo/token`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body,
  });

test('the roles and a token are passed on, with nothing of the caller', async () => {
  const roles = await fetch(`${gateway.url}/demo/roles`, {
    headers: { authorization: 'Bearer x' },
  });
  expect([roles.status, await roles.json()]).toEqual([200, { roles: ['coach'] }]);
  expect((await post({ 'sec-fetch-site': 'same-origin', cookie: 'a=b' })).status).toBe(200);
  expect(control.asked.map(({ body }) => body)).toEqual(['', '{"role":"coach"}']);
  expect(control.asked.flatMap(({ headers }) => [headers.authorization, headers.cookie])).toEqual([
    undefined,
    undefined,
    undefined,
    undefined,
  ]);
});

test.each([
  ['a page of another site', { 'sec-fetch-site': 'cross-site' }, 403],
  ['a neighbouring site', { 'sec-fetch-site': 'same-site' }, 403],
  ['a form', { 'content-type': 'application/x-www-form-urlencoded' }, 415],
])('%s gets no token', async (_, headers, status) => {
  expect((await post(headers)).status).toBe(status);
  expect(control.asked).toEqual([]);
});

test('a name that was pointed at this machine gets no token', async () => {
  const { hostname, port } = new URL(gateway.url);
  const status = await new Promise((resolve) => {
    const asking = request(
      { hostname, port, path: '/demo/roles', headers: { host: 'evil.example' } },
      (response) => {
        response.resume();
        resolve(response.statusCode);
      },
    );
    asking.end();
  });
  expect(status).toBe(403);
  expect(control.asked).toEqual([]);
});

test('a body of more than four kilobytes is refused', async () => {
  expect((await post({}, JSON.stringify({ role: 'x'.repeat(5000) }))).status).toBe(413);
});

test('nothing else is passed on', async () => {
  const get = async (path: string) => (await fetch(`${gateway.url}${path}`)).status;
  expect(await get('/demo/stop')).toBe(404);
  expect(await get('/demo/roles/../stop')).toBe(404);
  expect(await get('/demo/token')).toBe(405);
  expect(control.asked).toEqual([]);
});

test('controls that send too much, or point elsewhere, are said not to answer', async () => {
  control.answer({ roles: 'x'.repeat(400_000) });
  expect((await fetch(`${gateway.url}/demo/roles`)).status).toBe(502);
  control.answer({ status: 302, body: 'elsewhere' });
  expect((await fetch(`${gateway.url}/demo/roles`)).status).toBe(502);
});
