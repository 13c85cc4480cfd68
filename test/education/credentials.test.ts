/** A school that asks for a token gets one, with the secret that its entry names. */
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { startFakeHttp } from '../support/fake-http.ts';
import type { FakeHttp, Route } from '../support/fake-http.ts';
import { partnersAt, startSubgraphHarness } from '../support/subgraph-harness.ts';
import type { SubgraphHarness } from '../support/subgraph-harness.ts';

let school: FakeHttp;
let harness: SubgraphHarness;
let tokens: number;

const EMPTY_PAGE = { pageNumber: 1, hasPreviousPage: false, hasNextPage: false, items: [] };

/** Tokens are `t1`, `t2`, …; what follows responds to those that are good, and else with `status`. */
const guarded =
  (isGood: (token: string) => boolean, status = 401): Route =>
  (request) =>
    isGood((request.headers.authorization ?? '').replace('Bearer ', ''))
      ? { body: EMPTY_PAGE }
      : { status, body: {} };

function routes(route: Route): FakeHttp['routes'] {
  return {
    '/oauth/token': () => {
      tokens += 1;
      return { body: { access_token: `t${tokens}`, token_type: 'Bearer', expires_in: 3_600 } };
    },
    '/programs': route,
    '/courses': { body: EMPTY_PAGE },
  };
}

function schoolList(url: string) {
  const list = partnersAt({ aventus: url });
  const oauth = {
    tokenPath: '/oauth/token',
    clientId: 'vakgraaf',
    clientSecret: { setting: 'AVENTUS_SECRET' },
  };
  return {
    ...list,
    partners: list.partners.map((one) => (one.kind === 'education' ? { ...one, oauth } : one)),
  };
}

beforeAll(async () => {
  school = await startFakeHttp({});
});
beforeEach(async () => {
  await harness?.stop();
  harness = await startSubgraphHarness('education', schoolList(school.url), ['voucher', 'person'], {
    secretOf: () => 'geheim',
  });
  tokens = 0;
  school.received.length = 0;
});
afterAll(async () => {
  await harness.stop();
  await school.stop();
});

const QUERY = '{ trainings(first: 1) { nodes { id } } }';
const NONE = { data: { trainings: { nodes: [] } } };
const rejected = expect.objectContaining({
  extensions: {
    code: 'PARTNER_NO_ANSWER',
    partner: 'aventus',
    kind: 'education',
    fault: 'refused',
  },
}) as object;
const programs = () => school.received.filter((one) => one === 'GET /programs').length;

test('a school gets a bearer token, which is reused', async () => {
  school.routes = routes(guarded((token) => token === 't1' || token === 't2'));
  expect(await harness.ask(null, QUERY)).toEqual(NONE);
  const before = tokens;
  expect(await harness.ask(null, QUERY)).toEqual(NONE);
  expect(tokens).toBe(before);
});

test('a token that the school rejects is renewed once, and the request repeated once', async () => {
  school.routes = routes(guarded(() => true));
  await harness.ask(null, QUERY);
  const [tokensBefore, programsBefore] = [tokens, programs()];
  school.routes = routes(guarded((token) => token === `t${tokensBefore + 1}`));
  expect(await harness.ask(null, QUERY)).toEqual(NONE);
  expect([tokens - tokensBefore, programs() - programsBefore]).toEqual([1, 2]);
});

test.each([
  ['401 to every token', 401, 1, 2],
  ['403', 403, 0, 1],
  ['500', 500, 0, 1],
])(
  'a response of %s is fault "refused", with this number of tokens and requests',
  async (_, status, renewals, requests) => {
    school.routes = routes(guarded(() => true));
    await harness.ask(null, QUERY);
    const [tokensBefore, programsBefore] = [tokens, programs()];
    school.routes = routes(guarded(() => false, status));
    expect((await harness.ask(null, QUERY)).errors).toEqual([rejected]);
    expect([tokens - tokensBefore, programs() - programsBefore]).toEqual([renewals, requests]);
  },
);

test('a school that rejects the secret gets no other request', async () => {
  school.routes = { '/oauth/token': { status: 401, body: { error: 'invalid_client' } } };
  expect((await harness.ask(null, QUERY)).errors).toEqual([rejected]);
  // Programs and courses side by side.
  expect([...new Set(school.received)]).toEqual(['POST /oauth/token']);
  expect(school.received.length).toBeLessThanOrEqual(2);
});

test.each([
  ['half a line', { access_token: 'a\r\nb', token_type: 'Bearer' }],
  ['a token of another type', { access_token: 'a', token_type: 'mac' }],
  ['nothing', {}],
])('a token that is %s is garbled', async (_, body) => {
  school.routes = { ...routes(guarded(() => true)), '/oauth/token': { body } };
  expect((await harness.ask(null, QUERY)).errors?.[0]?.extensions).toMatchObject({
    fault: 'garbled',
  });
});
