import { afterAll, expect, test } from 'vitest';
import {
  createCompiledExecution,
  type CompiledExecution,
} from '../../../gateway/execution/compiled/compiled-execution.ts';
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
    'two things of one subgraph': TWO,
    'with more to ask of both afterwards, and of others beside them': CHAINS,
    'the same of two things, and something else': ALIKE,
    'objects inside, which go on as well':
      '{ orders { buyer { friend { id points friend { name } } } article { maker { name points } } } }',
    'a variable that both use': {
      query:
        'query Q($w: String) { orders { buyer { greet(word: $w) } article { call(word: $w) } } }',
      variables: { w: 'Moi' },
    },
    'a variable that is not given': {
      query:
        'query Q($w: String = "Hoi") { orders { buyer { greet(word: $w) } article { call(word: $w) } } }',
    },
    'variables under the names that the gateway would give its own': {
      query: `query Q($r0: String, $r1: String, $representations: String) { orders {
        buyer { greet(word: $r0) } article { call(word: $r1) again: call(word: $representations) } } }`,
      variables: { r0: 'a', r1: 'b', representations: 'c' },
      apolloDiffers: 'it sends its own variable of that name and not the one of the client',
    },
    'fragments that both use': `query Q { orders { buyer { ...P } article { title maker { ...P } } } }
      fragment P on Person { name greet friend { name greet } }`,
    'a condition that leaves one of them out': {
      query:
        'query Q($on: Boolean!) { orders { buyer { name } article @include(if: $on) { title } } }',
      variables: { on: false },
    },
    'an error of each, where it belongs': '{ orders { buyer { bad } article { bad } } }',
    'an error of one': '{ orders { buyer { bad } article { title } seller { name bad } } }',
    'errors about things of one list that are asked about in two places':
      '{ orders { buyer { friend { bad } } seller { friend { bad } } article { title } } }',
    'null that goes up in one': '{ orders { buyer { strict } article { title } } }',
    'nobody of one kind': '{ nameless { buyer { name } article { title } } }',
    'branches that are ready at different moments': TWO_ROOTS,
    'a mutation': 'mutation { order { buyer { name } article { title } } }',
  },
});

const started: CompiledExecution[] = [];
afterAll(() => Promise.all(started.map((one) => one.stop())));

/** The requests that each subgraph got for a question, in order of arrival. */
async function requestsFor(request: OperationRequest, rewrites: Partial<PlanRewrites> = {}) {
  const { fixture } = feature();
  const { supergraphSdl, subgraphUrls } = fixture;
  const execution = createCompiledExecution({ supergraphSdl, subgraphUrls, rewrites });
  started.push(execution);
  const response = await fixture.execute(execution, request);
  return { answer: response, requests: [...fixture.received] };
}

const callsTo = (requests: readonly { readonly subgraph: string }[], name: string) =>
  requests.filter(({ subgraph }) => subgraph === name).length;

test('they are one call, of which nothing is left to chance', async () => {
  const { requests } = await requestsFor({ query: TWO.replace('{', 'query Winkel {') });
  expect(requests.filter(({ subgraph }) => subgraph === 'register')).toEqual([
    {
      subgraph: 'register',
      body: {
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
    },
  ]);
});

test('it can be switched off, and the answer is the same', async () => {
  const joined = await requestsFor({ query: TWO });
  const plain = await requestsFor({ query: TWO }, { fetchBatching: false });
  expect(plain.answer).toEqual(joined.answer);
  expect(callsTo(joined.requests, 'register')).toBe(1);
  expect(callsTo(plain.requests, 'register')).toBe(2);
});

test('what each goes on to ask is joined again', async () => {
  const joined = await requestsFor({ query: CHAINS });
  const plain = await requestsFor({ query: CHAINS }, { fetchBatching: false });
  expect(joined.requests.map(({ subgraph }) => subgraph).toSorted()).toEqual([
    'bonus',
    'register',
    'shop',
    'stock',
  ]);
  expect(plain.requests).toHaveLength(6);
});

test('what asks the same of different things is one list, and each thing stands in it once', async () => {
  const { requests } = await requestsFor({ query: ALIKE });
  const [request, ...others] = requests.filter(({ subgraph }) => subgraph === 'register');
  expect(others).toEqual([]);
  const people = ['an', 'bo', 'cy'].map((id) => ({ __typename: 'Person', id }));
  expect(Object.values(request?.body.variables ?? {})).toContainEqual(people);
  expect(request?.body.query.match(/_entities/g)).toHaveLength(2);
});

test('where all ask the same, it is that plain question about all of them', async () => {
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

test('when only one has something to ask, it asks in its own plain words', async () => {
  const query = '{ nameless { buyer { name } article { title } } }';
  const { requests } = await requestsFor({ query });
  const alone = await requestsFor({ query: '{ nameless { article { title } } }' });
  expect(requests[1]).toEqual(alone.requests[1]);
  expect(callsTo(requests, 'register')).toBe(1);
});

test('at most eight go together', async () => {
  const fields = Array.from({ length: 9 }, (_, n) => `o${n}: orders { buyer { n${n}: name } }`);
  const { requests, answer: response } = await requestsFor({ query: `{ ${fields.join(' ')} }` });
  expect(callsTo(requests, 'register')).toBe(2);
  expect(response.data?.['o8']).toEqual([
    { buyer: { n8: 'AN' } },
    { buyer: { n8: 'AN' } },
    { buyer: { n8: 'BO' } },
  ]);
});

test('what would be a very large request stays several', async () => {
  const { requests, answer: response } = await requestsFor({
    query: '{ large { buyer { name } article { title } } }',
  });
  expect(callsTo(requests, 'register')).toBe(2);
  expect(response.errors).toEqual([]);
});

test('nothing in a mutation is joined', async () => {
  const { requests } = await requestsFor({
    query: 'mutation { order { buyer { name } article { title } } }',
  });
  expect(callsTo(requests, 'register')).toBe(2);
});

test('branches wait for each other only where that was asked for', async () => {
  const { requests, answer: response } = await requestsFor({ query: TWO_ROOTS });
  const across = await requestsFor({ query: TWO_ROOTS }, { crossBranchBatching: true });
  expect(callsTo(requests, 'register')).toBe(2);
  expect(callsTo(across.requests, 'register')).toBe(1);
  expect(across.answer).toEqual(response);
});
