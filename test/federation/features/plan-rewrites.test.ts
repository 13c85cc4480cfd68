import { afterAll, expect, test } from 'vitest';
import { createCompiledExecution } from '../../../gateway/execution/compiled/compiled-execution.ts';
import type { Execution } from '../../../gateway/execution/execution.ts';
import { testFeature } from '../support/feature.ts';

const query = '{ products { name inStock estimate fast(days: 2) } }';

const feature = testFeature({
  subgraphs: {
    shop: 'type Query { products: [Product] } type Product @key(fields: "upc") { upc: ID! name: String }',
    prices: 'type Product @key(fields: "upc") { upc: ID! price: Int }',
    stock: `
      type Product @key(fields: "upc") {
        upc: ID! price: Int @external inStock: Boolean fast(days: Int!): Boolean
        estimate: Int @requires(fields: "price")
      }`,
  },
  world: () => {
    const product = (upc: string) => ({
      __typename: 'Product',
      upc,
      name: upc,
      price: Number(upc),
      inStock: upc === '2',
      fast: ({ days }: { days: number }) => days > 1,
      estimate: (_: unknown, { price }: { price: number }) => price * 2,
    });
    const objects = [product('1'), product('2')];
    return { Query: { products: objects }, objects };
  },
  operations: {
    'leaves that are merged into a later fetch': query,
    'merged fetches with variables of both': {
      query:
        'query Q($d: Int!, $on: Boolean!) { products { inStock @include(if: $on) fast(days: $d) estimate } }',
      variables: { d: 1, on: true },
    },
    'a merged fetch whose later fetch is excluded': {
      query: 'query Q($on: Boolean!) { products { inStock estimate @include(if: $on) } }',
      variables: { on: false },
    },
  },
});

let plain: Execution | undefined;
afterAll(() => plain?.stop());

const callsTo = (received: readonly { subgraph: string }[], name: string) =>
  received.filter(({ subgraph }) => subgraph === name).length;

test('fetch merging saves one request and does not change the result', async () => {
  const { fixture, compiled } = feature();
  const { supergraphSdl, subgraphUrls } = fixture;
  plain = createCompiledExecution({
    supergraphSdl,
    subgraphUrls,
    rewrites: { fetchMerging: false },
  });
  const rewritten = await fixture.execute(compiled, { query });
  expect(callsTo(fixture.received, 'stock')).toBe(1);
  expect(await fixture.execute(plain, { query })).toEqual(rewritten);
  expect(callsTo(fixture.received, 'stock')).toBe(2);
});

test('leaves of a merged fetch are fetched when its required field is missing', async () => {
  const { fixture, compiled } = feature();
  fixture.fake('prices', () => ({ text: '', status: 503 }));
  const response = await fixture.execute(compiled, { query });
  fixture.fake('prices', undefined);
  expect(response.data).toEqual({
    products: [
      { name: '1', inStock: false, estimate: null, fast: true },
      { name: '2', inStock: true, estimate: null, fast: true },
    ],
  });
  expect(response.errors.map(({ extensions }) => extensions?.['kind'])).toEqual(['prices']);
});
