import { expect, test, vi } from 'vitest';
import { createCompiledExecution } from '../../../gateway/execution/compiled/compiled-execution.ts';
import type { FakeResponse, SubgraphRequest } from '../support/fixture.ts';
import { BATCHABLE } from '../support/batchable.ts';
import { testFeature } from '../support/feature.ts';

const query = '{ orders { number buyer { name } article { title } } }';

/** What arrives when both are answered, and when one of them is not. */
const answered = (isPerson: boolean, isArticle: boolean) => {
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

/** As the register answers one list. */
const plainResponse = ({ query: text }: SubgraphRequest): FakeResponse =>
  json({ data: { _entities: text.includes('Person') ? PEOPLE : ARTICLES } });

/** Asks with a register that answers like this; a new execution, so that nothing is remembered. */
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
    answer: response,
    calls: calls.map(({ body }) => (isBatched(body) ? 'joined' : 'alone')),
  };
}

const refusal = json({ data: null, errors: [{ message: 'No' }] });

test.each<[string, FakeResponse]>([
  ['with no data', refusal],
  ['with an error and no data', json({ errors: [{ message: 'Too many root fields' }] })],
  ['with GraphQL errors under a status', graphqlStatus(400)],
  ['with a status', { text: '{"error":"x"}', status: 413 }],
  ['with what is no answer', { text: '<html>secret</html>', type: 'text/html' }],
])(
  'a subgraph that refuses the joined call %s is asked again, each alone',
  async (_, fakeResponse) => {
    const { answer: response, calls } = await executeWith((body) =>
      isBatched(body) ? fakeResponse : plainResponse(body),
    );
    expect(response).toEqual({ data: answered(true, true), errors: [] });
    expect(calls).toEqual(['joined', 'alone', 'alone']);
  },
);

function graphqlStatus(status: number): FakeResponse {
  const type = 'application/graphql-response+json';
  return { text: '{"errors":[{"message":"No"}]}', status, type };
}

test('a fault of one takes only the fields of that one', async () => {
  const { answer: response, calls } = await executeWith((body) =>
    body.query.includes('Person') ? refusal : plainResponse(body),
  );
  expect(response).toEqual({
    data: answered(false, true),
    errors: [{ message: 'No', path: ['orders'] }],
  });
  expect(calls).toEqual(['joined', 'alone', 'alone']);
});

test('the second asking shares the deadline of the first', async () => {
  let nowMs = 0;
  const clock = vi.spyOn(performance, 'now').mockImplementation(() => (nowMs += 20_000));
  const { answer: response, calls } = await executeWith((body) =>
    isBatched(body) ? refusal : plainResponse(body),
  );
  clock.mockRestore();
  expect(calls).toEqual(['joined']);
  expect(response.data).toEqual(answered(false, false));
  expect(response.errors.map(({ extensions }) => extensions?.['fault'])).toEqual(['late']);
});

test('a subgraph that never answers a joined call is soon asked alone from the start', async () => {
  const fakeResponse = (body: SubgraphRequest) => (isBatched(body) ? refusal : plainResponse(body));
  expect((await executeWith(fakeResponse, 3)).calls).toEqual(['joined', 'alone', 'alone']);
  const { answer: response, calls } = await executeWith(fakeResponse, 4);
  expect(calls).toEqual(['alone', 'alone']);
  expect(response).toEqual({ data: answered(true, true), errors: [] });
});

test('a subgraph that refuses alone as well is asked no third time, and may be asked jointly again', async () => {
  const { answer: response, calls } = await executeWith(() => refusal, 5);
  expect(calls).toEqual(['joined', 'alone', 'alone']);
  expect(response.data).toEqual(answered(false, false));
  expect(response.errors).toEqual([
    { message: 'No', path: ['orders'] },
    { message: 'No', path: ['orders'] },
  ]);
});

test('a silent subgraph is not asked again, and is named once', async () => {
  const { answer: response, calls } = await executeWith(() => ({ text: '', status: 503 }));
  expect(calls).toEqual(['joined']);
  expect(response).toEqual({
    data: answered(false, false),
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

test('things asked about in two places in one list of the wrong length are nowhere', async () => {
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
  ['one list too short', { _0: [{ name: 'x' }], _1: ARTICLES }, false, true],
  ['one list too long', { _0: PEOPLE, _1: [...ARTICLES, null] }, true, false],
  ['one that is no list', { _0: { 0: PEOPLE[0], length: 2 }, _1: ARTICLES }, false, true],
  ['one null', { _0: null, _1: ARTICLES }, false, true],
  ['one missing', { _1: ARTICLES }, false, true],
  ['one under a name of its own', { _entities: PEOPLE, _1: ARTICLES }, false, true],
  ['one more than was asked', { _0: PEOPLE, _1: ARTICLES, _2: PEOPLE }, true, true],
  ['strings for entities', { _0: ['x', 1], _1: ARTICLES }, false, true],
])('an answer with %s harms only what it is about', async (_, data, isPerson, isArticle) => {
  const { answer: response, calls } = await executeWith(() => json({ data }));
  expect(response.data).toEqual(answered(isPerson, isArticle));
  expect(calls).toEqual(['joined']);
});

test('an answer that names a prototype harms nothing', async () => {
  const { answer: response } = await executeWith(() => ({
    text: `{"data":{"__proto__":{"_0":[{"name":"evil"}]},"constructor":1,"_1":${JSON.stringify(ARTICLES)}}}`,
  }));
  expect(response.data).toEqual(answered(false, true));
  expect({}).not.toHaveProperty('_0');
});

test('an error is told where it belongs, and one that belongs nowhere once', async () => {
  const { fixture } = feature();
  const error = (message: string, path?: unknown) => ({ message, ...(path ? { path } : {}) });
  const { answer: response } = await executeWith(() =>
    json({
      data: { _0: PEOPLE, _1: ARTICLES },
      errors: [
        error('a name', ['_0', 0, 'name']),
        error('a title', ['_1', 1, 'title']),
        error('all people', ['_0']),
        error('no path'),
        error('not asked', ['_7', 0, 'name']),
        error('its own words', ['_entities', 0]),
      ],
    }),
  );
  expect(fixture.received).toHaveLength(2);
  expect(response.data).toEqual(answered(true, true));
  expect(
    response.errors.toSorted((left, right) => (left.message < right.message ? -1 : 1)),
  ).toEqual([
    { message: 'a name', path: ['orders', 0, 'buyer', 'name'] },
    { message: 'a name', path: ['orders', 1, 'buyer', 'name'] },
    { message: 'a title', path: ['orders', 1, 'article', 'title'] },
    { message: 'all people', path: ['orders'] },
    { message: 'its own words', path: ['orders'] },
    { message: 'no path', path: ['orders'] },
    { message: 'not asked', path: ['orders'] },
  ]);
});

test('a great many errors are told up to a bound', async () => {
  const errors = Array.from({ length: 5000 }, (_, index) => ({ message: `${index}` }));
  const { answer: response } = await executeWith(() =>
    json({ data: { _0: PEOPLE, _1: ARTICLES }, errors }),
  );
  expect(response.errors).toHaveLength(1000);
});
