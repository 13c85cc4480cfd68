import { afterAll, expect, test } from 'vitest';
import { createCompiledExecution } from '../../../gateway/execution/compiled/compiled-execution.ts';
import type { Execution } from '../../../gateway/execution/execution.ts';
import type { PlanRewrites } from '../../../gateway/execution/compiled/rewriting/plan-rewrites.ts';
import type { OperationRequest } from '../support/fixture.ts';
import { BATCHABLE } from '../support/batchable.ts';
import { testFeature } from '../support/feature.ts';

const TWO = '{ orders { buyer { name } article { title } } }';
const CHAINS = '{ orders { buyer { points } article { worth amount } } }';
const ALIKE = '{ orders { buyer { name } seller { name } article { title } } }';
const TWO_ROOTS = '{ orders { article { title } } shelves { article { title call } } }';

const feature = testFeature({
  ...BATCHABLE,
  operations: {
    'two entity types of one subgraph': TWO,
    'batched fetches with later fetches of the same and other subgraphs': CHAINS,
    'two fetches with the same selection and a third': ALIKE,
    'batched fetches of objects with later fetches':
      '{ orders { buyer { friend { id points friend { name } } } article { maker { name points } } } }',
    'a variable of two batched fetches': {
      query:
        'query Q($w: String) { orders { buyer { greet(word: $w) } article { call(word: $w) } } }',
      variables: { w: 'Moi' },
    },
    'a variable of two batched fetches without a value': {
      query:
        'query Q($w: String = "Hoi") { orders { buyer { greet(word: $w) } article { call(word: $w) } } }',
    },
    'client variables with the names of batching variables': {
      query: `query Q($r0: String, $r1: String, $representations: String) { orders {
        buyer { greet(word: $r0) } article { call(word: $r1) again: call(word: $representations) } } }`,
      variables: { r0: 'a', r1: 'b', representations: 'c' },
      apolloDiffers: 'it replaces the variable "representations" of the client',
    },
    'fragments that both use': `query Q { orders { buyer { ...P } article { title maker { ...P } } } }
      fragment P on Person { name greet friend { name greet } }`,
    'a condition that excludes one of two batched fetches': {
      query:
        'query Q($on: Boolean!) { orders { buyer { name } article @include(if: $on) { title } } }',
      variables: { on: false },
    },
    'an error in each of two batched fetches': '{ orders { buyer { bad } article { bad } } }',
    'an error in one of two batched fetches':
      '{ orders { buyer { bad } article { title } seller { name bad } } }',
    'errors about entities of two fetches in one list':
      '{ orders { buyer { friend { bad } } seller { friend { bad } } article { title } } }',
    'null propagation in one of two batched fetches':
      '{ orders { buyer { strict } article { title } } }',
    'a batched fetch without entities': '{ nameless { buyer { name } article { title } } }',
    'branches that start fetches at different moments': TWO_ROOTS,
    'a mutation': 'mutation { order { buyer { name } article { title } } }',
  },
});

const started: Execution[] = [];
afterAll(() => Promise.all(started.map((one) => one.stop())));

/** The subgraph requests of an operation, in order of arrival. */
async function requestsFor(request: OperationRequest, rewrites: Partial<PlanRewrites> = {}) {
  const { fixture } = feature();
  const { supergraphSdl, subgraphUrls } = fixture;
  const execution = createCompiledExecution({ supergraphSdl, subgraphUrls, rewrites });
  started.push(execution);
  const response = await fixture.execute(execution, request);
  return { response, requests: [...fixture.received] };
}

const callsTo = (requests: readonly { readonly subgraph: string }[], name: string) =>
  requests.filter(({ subgraph }) => subgraph === name).length;

test('two batched fetches are one request with two _entities fields', async () => {
  const { requests } = await requestsFor({ query: TWO.replace('{', 'query Winkel {') });
  const toRegister = requests.filter(({ subgraph }) => subgraph === 'register');
  expect(toRegister.map(({ body }) => body)).toEqual([
    {
      query:
        'query Winkel__register($r0:[_Any!]!,$r1:[_Any!]!){' +
        '_0:_entities(representations:$r0){...on Person{name}}' +
        '_1:_entities(representations:$r1){...on Article{title}}}',
      operationName: 'Winkel__register',
      variables: {
        r0: ['an', 'bo'].map((id) => ({ __typename: 'Person', id })),
        r1: ['kast', 'stoel'].map((id) => ({ __typename: 'Article', id })),
      },
    },
  ]);
});

test('fetchBatching: false sends two requests with the same result', async () => {
  const batched = await requestsFor({ query: TWO });
  const plain = await requestsFor({ query: TWO }, { fetchBatching: false });
  expect(plain.response).toEqual(batched.response);
  expect(callsTo(batched.requests, 'register')).toBe(1);
  expect(callsTo(plain.requests, 'register')).toBe(2);
});

test('later fetches of batched branches are batched again', async () => {
  const batched = await requestsFor({ query: CHAINS });
  const plain = await requestsFor({ query: CHAINS }, { fetchBatching: false });
  expect(batched.requests.map(({ subgraph }) => subgraph).toSorted()).toEqual([
    'bonus',
    'register',
    'shop',
    'stock',
  ]);
  expect(plain.requests).toHaveLength(6);
});

test('fetches with the same selection are one list with each entity once', async () => {
  const { requests } = await requestsFor({ query: ALIKE });
  const [request, ...others] = requests.filter(({ subgraph }) => subgraph === 'register');
  expect(others).toEqual([]);
  const people = ['an', 'bo', 'cy'].map((id) => ({ __typename: 'Person', id }));
  expect(Object.values(request?.body.variables ?? {})).toContainEqual(people);
  expect(request?.body.query.match(/_entities/g)).toHaveLength(2);
});

test('fetches that all have the same selection are one fetch of all their entities', async () => {
  const { requests } = await requestsFor({
    query: '{ orders { buyer { friend { name } } seller { friend { name } } } }',
  });
  const [request, ...others] = requests.filter(({ subgraph }) => subgraph === 'register');
  expect(others).toEqual([]);
  expect(request?.body).toEqual({
    query:
      'query($representations:[_Any!]!){_entities(representations:$representations)' +
      '{...on Person{friend{name}}}}',
    variables: {
      representations: ['an', 'bo', 'bo', 'cy'].map((id) => ({ __typename: 'Person', id })),
    },
  });
});

test('one fetch with entities in a batch sends its original operation', async () => {
  const query = '{ nameless { buyer { name } article { title } } }';
  const { requests } = await requestsFor({ query });
  const alone = await requestsFor({ query: '{ nameless { article { title } } }' });
  expect(requests[1]).toEqual(alone.requests[1]);
  expect(callsTo(requests, 'register')).toBe(1);
});

test('nine fetches of one subgraph are two requests', async () => {
  const fields = Array.from({ length: 9 }, (_, n) => `o${n}: orders { buyer { n${n}: name } }`);
  const { requests, response } = await requestsFor({ query: `{ ${fields.join(' ')} }` });
  expect(callsTo(requests, 'register')).toBe(2);
  expect(response.data?.['o8']).toEqual([
    { buyer: { n8: 'AN' } },
    { buyer: { n8: 'AN' } },
    { buyer: { n8: 'BO' } },
  ]);
});

test('fetches above 256 KiB are not batched', async () => {
  const { requests, response } = await requestsFor({
    query: '{ large { buyer { name } article { title } } }',
  });
  expect(callsTo(requests, 'register')).toBe(2);
  expect(response.errors).toEqual([]);
});

test('fetches of a mutation are not batched', async () => {
  const { requests } = await requestsFor({
    query: 'mutation { order { buyer { name } article { title } } }',
  });
  expect(callsTo(requests, 'register')).toBe(2);
});

test('branches wait for each other only with crossBranchBatching', async () => {
  const { requests, response } = await requestsFor({ query: TWO_ROOTS });
  const across = await requestsFor({ query: TWO_ROOTS }, { crossBranchBatching: true });
  expect(callsTo(requests, 'register')).toBe(2);
  expect(callsTo(across.requests, 'register')).toBe(1);
  expect(across.response).toEqual(response);
});
