import { expect, test } from 'vitest';
import { testFeature } from '../support/feature.ts';

const feature = testFeature({
  subgraphs: {
    counter: `
      type Query { counter: Counter }
      type Mutation { add(n: Int!): Counter multiply(n: Int!): Counter! fail: Counter }
      type Counter @key(fields: "id") { id: ID! value: Int }`,
    log: `
      type Mutation { note(text: String!): Int }
      type Counter @key(fields: "id") { id: ID! notes: Int }`,
  },
  world: () => {
    let value = 1;
    let notes = 0;
    const counter = () => ({ __typename: 'Counter', id: '1', value, notes: () => notes });
    return {
      Query: { counter },
      Mutation: {
        add: ({ n }: { n: number }) => ((value += n), counter()),
        multiply: ({ n }: { n: number }) => ((value *= n), counter()),
        note: () => (notes += 1),
        fail: () => {
          throw new Error('No');
        },
      },
      objects: [{ __typename: 'Counter', id: '1', notes: () => notes }],
    };
  },
  operations: {
    'serial mutation fields':
      'mutation { a: add(n: 2) { value } m: multiply(n: 5) { value } b: add(n: 1) { value } }',
    'serial mutation fields of two subgraphs':
      'mutation { note(text: "a") add(n: 1) { value notes } n2: note(text: "b") again: add(n: 1) { notes value } }',
    'the same mutation field twice': 'mutation { x: add(n: 3) { value } y: add(n: 3) { value } }',
    'a failing mutation field between others':
      'mutation { fail { value } add(n: 1) { value } note(text: "c") }',
  },
});

test('a mutation is not sent again after a fault', async () => {
  const { fixture, compiled } = feature();
  fixture.fake('counter', () => ({ text: 'busy', status: 503, type: 'text/plain' }));
  const response = await fixture.execute(compiled, { query: 'mutation { add(n: 1) { value } }' });
  fixture.fake('counter', undefined);
  expect(response).toEqual({
    data: { add: null },
    errors: [
      {
        message: 'Cannot read from "counter": unreachable',
        path: ['add'],
        extensions: {
          code: 'PARTNER_NO_ANSWER',
          kind: 'counter',
          partner: null,
          fault: 'unreachable',
        },
      },
    ],
  });
  expect(fixture.received).toHaveLength(1);
});
