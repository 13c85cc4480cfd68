import { createLocalJWKSet, decodeJwt, jwtVerify } from 'jose';
import type { JSONWebKeySet } from 'jose';
import { readFileSync } from 'node:fs';
import { request } from 'node:http';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startControlServer } from '../../mocks/control.ts';
import type { ControlServer } from '../../mocks/control.ts';
import { citizenNumber } from '../../mocks/citizens.ts';
import { startExchange, type RunningExchange } from '../../mocks/exchange/start-exchange.ts';
import { issueSubjectToken } from '../../mocks/issuer.ts';
import type { SubgraphName } from '../../core/federation/subgraph-names.ts';
import type { MockFault, PartnerSystem } from '../../mocks/partner-system.ts';
import { DEMO_ROLES } from '../../mocks/roles.ts';
import { projectRoot } from '../../core/config/project-root.ts';

const faults = new Map<string, MockFault>();
const delays = new Map<string, number>();
let databases: ControlServer;
let control: ControlServer;
let exchange: RunningExchange;
let exchangeUrl: string | undefined;

function fakeSystem(id: string, kind: SubgraphName, calls: number): PartnerSystem {
  return {
    id,
    kind,
    url: 'http://127.0.0.1:0',
    calls: () => calls,
    resetCalls: () => {},
    setFault: (fault) => faults.set(id, fault),
    setDelay: (delayMs) => delays.set(id, delayMs),
    stop: async () => {},
  };
}

beforeAll(async () => {
  const funds = [fakeSystem('otib', 'funds', 3), fakeSystem('oom', 'funds', 4)];
  databases = await startControlServer({ port: 0, systems: funds, peers: [] });
  control = await startControlServer({
    port: 0,
    systems: [fakeSystem('aventus', 'education', 1)],
    peers: [databases.url, 'http://127.0.0.1:1'],
    exchangeUrl: () => exchangeUrl,
  });
  exchange = await startExchange({ port: 0 });
  exchangeUrl = exchange.url;
});

afterAll(async () => {
  await Promise.all([control.stop(), databases.stop(), exchange.stop()]);
});

async function post(path: string, body: unknown) {
  const response = await fetch(`${control.url}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  return { status: response.status, body: await response.json() };
}

test('POST /faults sets the fault of one partner, or of all partners of a subgraph, in every process', async () => {
  expect(await post('/faults', { partner: 'aventus', fault: 'late' })).toEqual({
    status: 200,
    body: { partners: [{ id: 'aventus', kind: 'education', fault: 'late' }] },
  });
  expect(await post('/faults', { partner: 'funds', fault: 'down' })).toEqual({
    status: 200,
    body: {
      partners: [
        { id: 'otib', kind: 'funds', fault: 'down' },
        { id: 'oom', kind: 'funds', fault: 'down' },
      ],
    },
  });
  await post('/faults', { partner: 'otib', fault: null });
  expect(Object.fromEntries(faults)).toEqual({ aventus: 'late', otib: null, oom: 'down' });
});

test('POST /delays sets the delay of all partners of a subgraph, in every process', async () => {
  expect(await post('/delays', { partner: 'funds', delayMs: 20 })).toEqual({
    status: 200,
    body: {
      partners: [
        { id: 'otib', kind: 'funds', delayMs: 20 },
        { id: 'oom', kind: 'funds', delayMs: 20 },
      ],
    },
  });
  expect(Object.fromEntries(delays)).toEqual({ otib: 20, oom: 20 });
  expect(await post('/delays', { partner: 'nobody', delayMs: 20 })).toMatchObject({ status: 404 });
  expect(await post('/delays', { partner: 'funds', delayMs: -1 })).toMatchObject({ status: 400 });
});

test('POST /faults with an unknown partner gives 404, and with an unknown fault 400', async () => {
  expect(await post('/faults', { partner: 'nobody', fault: 'late' })).toEqual({
    status: 404,
    body: { error: 'Cannot find a partner or subgraph "nobody" in this demo' },
  });
  const unknown = await post('/faults', { partner: 'otib', fault: 'haunted' });
  expect(unknown.status).toBe(400);
});

test('GET /calls counts the calls of the partners in all processes', async () => {
  const response = await fetch(`${control.url}/calls`);
  expect(await response.json()).toEqual({ calls: { aventus: 1, otib: 3, oom: 4 } });
});

test('POST /token gives for each role but the citizen a token with its scopes and purposes', async () => {
  const file = join(projectRoot(), 'mocks/demo-keys/issuer.public.json');
  const keys = createLocalJWKSet(JSON.parse(readFileSync(file, 'utf8')) as JSONWebKeySet);
  for (const role of DEMO_ROLES.filter(({ isCitizen }) => !isCitizen)) {
    const { body } = await post('/token', { role: role.id });
    const { token, expiresAt } = body as { token: string; expiresAt: string };
    const { payload } = await jwtVerify(token, keys, {
      issuer: 'urn:llo:issuer:demo',
      audience: 'urn:llo:gateway',
    });
    expect(payload).toMatchObject({
      consumer: role.consumerOin,
      scopes: role.scopes,
      purposes: role.purposes,
      role: role.id,
    });
    expect(new Date(expiresAt).getTime()).toBeGreaterThan(Date.now());
  }
});

test('POST /token with an unknown role gives 400 and the names of the roles', async () => {
  expect(await post('/token', { role: 'minister' })).toEqual({
    status: 400,
    body: {
      error:
        'Cannot find role "minister": the roles of the demo are dashboard, analyst, developer, coach, fund-desk, citizen',
    },
  });
});

test('GET /demo/roles, the path that the gateway passes on, describes roles in Dutch and English', async () => {
  const response = await fetch(`${control.url}/demo/roles`);
  const { roles } = (await response.json()) as { roles: { role: string; name: object }[] };
  expect(roles.map(({ role, name }) => [role, Object.keys(name)])).toEqual(
    DEMO_ROLES.map(({ id }) => [id, ['nl', 'en']]),
  );
});

test('a POST that is not JSON gives 415, and a request for another host gives 403', async () => {
  const form = await fetch(`${control.url}/faults`, {
    method: 'POST',
    headers: { 'content-type': 'text/plain' },
    body: JSON.stringify({ partner: 'otib', fault: 'down' }),
  });
  expect(form.status).toBe(415);
  expect(await statusWithHost('rebound.example')).toBe(403);
});

/** `fetch` does not let a caller set the host header. */
function statusWithHost(host: string): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    request(`${control.url}/roles`, { headers: { host } }, (response) => {
      response.resume();
      resolve(response.statusCode);
    })
      .once('error', reject)
      .end();
  });
}

test('POST /token for a citizen gives a token of the exchange, with another person for each life', async () => {
  const [first, second] = await Promise.all(
    ['jobseeker-45-plus', 'school-leaver'].map(async (life) => {
      const { body } = await post('/token', { role: 'citizen', life });
      const { token, expiresAt, ...rest } = body as { token: string; expiresAt: string };
      expect(rest).toEqual({ purposes: ['urn:llo:purpose:inzage'] });
      expect(new Date(expiresAt).getTime()).toBeLessThanOrEqual(Date.now() + 600_000);
      return decodeJwt(token);
    }),
  );
  expect(first).toMatchObject({ iss: 'urn:llo:exchange:demo', azp: 'portal' });
  expect(first?.sub).toMatch(/^[\w-]{30,}$/);
  expect(second?.sub).not.toBe(first?.sub);
  expect(JSON.stringify(first)).not.toMatch(/99999\d{4}/);
});

test('POST /exchange gives the token of a subject token, and 400 for another, without a reason', async () => {
  const subjectToken = await issueSubjectToken(citizenNumber('school-leaver'));
  const { body } = await post('/exchange', { subjectToken });
  expect(decodeJwt((body as { token: string }).token)).toMatchObject({ azp: 'portal' });
  expect(await post('/exchange', { subjectToken })).toEqual({
    status: 400,
    body: { error: 'Cannot exchange this token: the exchange responds with 400' },
  });
});

test('without an exchange POST /token for a citizen gives 503', async () => {
  exchangeUrl = undefined;
  const body = { error: 'The exchange of the demo is not running' };
  expect(await post('/token', { role: 'citizen' })).toEqual({ status: 503, body });
  exchangeUrl = exchange.url;
});

test('POST /token with an unknown life gives 400 and the names of the lives', async () => {
  const { status, body } = await post('/token', { role: 'citizen', life: 'astronaut' });
  expect(status).toBe(400);
  expect(body).toEqual({
    error:
      'Cannot find life "astronaut": the lives of the demo are jobseeker-45-plus, status-holder, self-employed, job-changer, school-leaver, hybrid-teacher',
  });
});
