import { expect, test, vi } from 'vitest';
import { createCompiledExecution } from '../../../gateway/execution/compiled/compiled-execution.ts';
import type { FakeResponse, SubgraphRequest } from '../support/fixture.ts';
import { BATCHABLE } from '../support/batchable.ts';
import { testFeature } from '../support/feature.ts';

const query = '{ orders { number buyer { name } article { title } } }';

/** The data when both fetches succeed, and when one of them fails. */
const dataOf = (isPerson: boolean, isArticle: boolean) => {
  const name = (text: string) => (isPerson ? text : null);
  const title = (text: string) => (isArticle ? text : null);
  return {
    orders: [
      { number: 1, buyer: { name: name('AN') }, article: { title: title('Een kast') } },
      { number: 2, buyer: { name: name('AN') }, article: { title: title('Een stoel') } },
      { number: 3, buyer: { name: name('BO') }, article: null },
    ],
  };
};

const feature = testFeature({ ...BATCHABLE, operations: {} });

const isBatched = (body: SubgraphRequest) => body.query.includes('_0:');
const json = (value: unknown): FakeResponse => ({ text: JSON.stringify(value) });
const PEOPLE = [{ name: 'AN' }, { name: 'BO' }];
const ARTICLES = [{ title: 'Een kast' }, { title: 'Een stoel' }];

/** The response of the register to a single fetch. */
const plainResponse = ({ query: text }: SubgraphRequest): FakeResponse =>
  json({ data: { _entities: text.includes('Person') ? PEOPLE : ARTICLES } });

/** Executes with a fake register, in a new execution without earlier rejections. */
async function executeWith(fakeResponse: (body: SubgraphRequest) => FakeResponse, times = 1) {
  const { fixture } = feature();
  const { supergraphSdl, subgraphUrls } = fixture;
  const execution = createCompiledExecution({ supergraphSdl, subgraphUrls });
  fixture.fake('register', fakeResponse);
  let response = await fixture.execute(execution, { query });
  for (let index = 1; index < times; index += 1)
    response = await fixture.execute(execution, { query });
  fixture.fake('register', undefined);
  await execution.stop();
  const calls = fixture.received.filter(({ subgraph }) => subgraph === 'register');
  return {
    response,
    calls: calls.map(({ body }) => (isBatched(body) ? 'batched' : 'alone')),
  };
}

const rejection = json({ data: null, errors: [{ message: 'No' }] });

test.each<[string, FakeResponse]>([
  ['with null data', rejection],
  ['with an error and no data', json({ errors: [{ message: 'Too many root fields' }] })],
  ['with status 400 and GraphQL errors', graphqlStatus(400)],
  ['with status 413', { text: '{"error":"x"}', status: 413 }],
  ['with an HTML page', { text: '<html>secret</html>', type: 'text/html' }],
])(
  'a batched request that is rejected %s is sent again as single fetches',
  async (_, fakeResponse) => {
    const { response, calls } = await executeWith((body) =>
      isBatched(body) ? fakeResponse : plainResponse(body),
    );
    expect(response).toEqual({ data: dataOf(true, true), errors: [] });
    expect(calls).toEqual(['batched', 'alone', 'alone']);
  },
);

function graphqlStatus(status: number): FakeResponse {
  const type = 'application/graphql-response+json';
  return { text: '{"errors":[{"message":"No"}]}', status, type };
}

test('an error of one batched fetch does not affect the other fetch', async () => {
  const { response, calls } = await executeWith((body) =>
    body.query.includes('Person') ? rejection : plainResponse(body),
  );
  expect(response).toEqual({
    data: dataOf(false, true),
    errors: [{ message: 'No', path: ['orders'] }],
  });
  expect(calls).toEqual(['batched', 'alone', 'alone']);
});

test('a second attempt after the deadline of the batched request is not sent', async () => {
  let nowMs = 0;
  const clock = vi.spyOn(performance, 'now').mockImplementation(() => (nowMs += 20_000));
  const { response, calls } = await executeWith((body) =>
    isBatched(body) ? rejection : plainResponse(body),
  );
  clock.mockRestore();
  expect(calls).toEqual(['batched']);
  expect(response.data).toEqual(dataOf(false, false));
  expect(response.errors.map(({ extensions }) => extensions?.['fault'])).toEqual(['late']);
});

test('after three rejected batches the fetches are sent alone', async () => {
  const fakeResponse = (body: SubgraphRequest) =>
    isBatched(body) ? rejection : plainResponse(body);
  expect((await executeWith(fakeResponse, 3)).calls).toEqual(['batched', 'alone', 'alone']);
  const { response, calls } = await executeWith(fakeResponse, 4);
  expect(calls).toEqual(['alone', 'alone']);
  expect(response).toEqual({ data: dataOf(true, true), errors: [] });
});

test('a subgraph that rejects single fetches as well gets no third attempt and is batched again later', async () => {
  const { response, calls } = await executeWith(() => rejection, 5);
  expect(calls).toEqual(['batched', 'alone', 'alone']);
  expect(response.data).toEqual(dataOf(false, false));
  expect(response.errors).toEqual([
    { message: 'No', path: ['orders'] },
    { message: 'No', path: ['orders'] },
  ]);
});

test('an unavailable subgraph gets no second request and gives one error', async () => {
  const { response, calls } = await executeWith(() => ({ text: '', status: 503 }));
  expect(calls).toEqual(['batched']);
  expect(response).toEqual({
    data: dataOf(false, false),
    errors: [
      {
        message: 'Cannot read from "register": unreachable',
        path: ['orders'],
        extensions: {
          code: 'PARTNER_NO_ANSWER',
          kind: 'register',
          partner: null,
          fault: 'unreachable',
        },
      },
    ],
  });
});

test('a shared list of the wrong length gives null at both positions and one error', async () => {
  const { fixture, compiled } = feature();
  const friends = '{ orders { buyer { friend { name } } seller { friend { name } } } }';
  fixture.fake('register', () => json({ data: { _entities: [{ friend: { name: 'x' } }] } }));
  const response = await fixture.execute(compiled, { query: friends });
  fixture.fake('register', undefined);
  expect(fixture.received).toHaveLength(2);
  expect(response.data).toEqual({
    orders: [
      { buyer: { friend: null }, seller: { friend: null } },
      { buyer: { friend: null }, seller: null },
      { buyer: { friend: null }, seller: { friend: null } },
    ],
  });
  expect(response.errors.map(({ extensions }) => extensions?.['fault'])).toEqual(['garbled']);
});

test.each<[string, object, boolean, boolean]>([
  ['one short list', { _0: [{ name: 'x' }], _1: ARTICLES }, false, true],
  ['one long list', { _0: PEOPLE, _1: [...ARTICLES, null] }, true, false],
  ['an object instead of one list', { _0: { 0: PEOPLE[0], length: 2 }, _1: ARTICLES }, false, true],
  ['one null list', { _0: null, _1: ARTICLES }, false, true],
  ['one missing list', { _1: ARTICLES }, false, true],
  ['one list under another name', { _entities: PEOPLE, _1: ARTICLES }, false, true],
  ['one additional list', { _0: PEOPLE, _1: ARTICLES, _2: PEOPLE }, true, true],
  ['strings instead of entities', { _0: ['x', 1], _1: ARTICLES }, false, true],
])(
  'a batched response with %s affects only the fields of that list',
  async (_, data, isPerson, isArticle) => {
    const { response, calls } = await executeWith(() => json({ data }));
    expect(response.data).toEqual(dataOf(isPerson, isArticle));
    expect(calls).toEqual(['batched']);
  },
);

test('a batched response with __proto__ does not change Object.prototype', async () => {
  const { response } = await executeWith(() => ({
    text: `{"data":{"__proto__":{"_0":[{"name":"evil"}]},"constructor":1,"_1":${JSON.stringify(ARTICLES)}}}`,
  }));
  expect(response.data).toEqual(dataOf(false, true));
  expect({}).not.toHaveProperty('_0');
});

test('errors of a batched response are reported at their paths, and once without a path', async () => {
  const { fixture } = feature();
  const error = (message: string, path?: unknown) => ({ message, ...(path ? { path } : {}) });
  const { response } = await executeWith(() =>
    json({
      data: { _0: PEOPLE, _1: ARTICLES },
      errors: [
        error('a name', ['_0', 0, 'name']),
        error('a title', ['_1', 1, 'title']),
        error('all people', ['_0']),
        error('no path'),
        error('unknown key', ['_7', 0, 'name']),
        error('single fetch', ['_entities', 0]),
      ],
    }),
  );
  expect(fixture.received).toHaveLength(2);
  expect(response.data).toEqual(dataOf(true, true));
  expect(
    response.errors.toSorted((left, right) => (left.message < right.message ? -1 : 1)),
  ).toEqual([
    { message: 'a name', path: ['orders', 0, 'buyer', 'name'] },
    { message: 'a name', path: ['orders', 1, 'buyer', 'name'] },
    { message: 'a title', path: ['orders', 1, 'article', 'title'] },
    { message: 'all people', path: ['orders'] },
    { message: 'no path', path: ['orders'] },
    { message: 'single fetch', path: ['orders'] },
    { message: 'unknown key', path: ['orders'] },
  ]);
});

test('at most 1000 errors of a batched response are reported', async () => {
  const errors = Array.from({ length: 5000 }, (_, index) => ({ message: `${index}` }));
  const { response } = await executeWith(() =>
    json({ data: { _0: PEOPLE, _1: ARTICLES }, errors }),
  );
  expect(response.errors).toHaveLength(1000);
});
