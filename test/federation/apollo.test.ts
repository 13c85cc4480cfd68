import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Execution } from '../../gateway/execution/execution.ts';
import { startFixture, type Fixture } from './support/fixture.ts';

let fixture: Fixture;
let apollo: Execution;

beforeAll(async () => {
  fixture = await startFixture({
    subgraphs: {
      catalog: `
        type Query { products(first: Int = 3): [Product!] }
        type Product @key(fields: "id") { id: ID! name: String! @authenticated }`,
      reviews: `type Product @key(fields: "id") { id: ID! rating: Int }`,
    },
    world: () => {
      const objects = [
        { __typename: 'Product', id: '1', name: 'Saw', rating: 4 },
        { __typename: 'Product', id: '2', name: 'Drill', rating: null },
      ];
      return { Query: { products: objects }, objects };
    },
  });
  apollo = await fixture.apollo();
});
afterAll(() => fixture.stop());

const query = '{ products { id name rating } }';

test('Apollo Gateway returns the same result as the monolith for a supergraph with security features', async () => {
  expect(fixture.supergraphSdl).toContain('for: SECURITY');
  const response = await fixture.execute(apollo, { query });
  expect(response).toEqual(await fixture.executeMonolith({ query }));
});

test('Apollo Gateway gives one error for a subgraph that sends an HTML page, and the data of the others', async () => {
  fixture.fake('reviews', () => ({ text: '<h1>secret</h1>', type: 'text/html' }));
  const response = await fixture.execute(apollo, { query });
  fixture.fake('reviews', undefined);
  expect(response).toEqual({
    data: {
      products: [
        { id: '1', name: 'Saw', rating: null },
        { id: '2', name: 'Drill', rating: null },
      ],
    },
    errors: [
      {
        message: 'Cannot read from "reviews": garbled',
        path: ['products'],
        extensions: { code: 'PARTNER_NO_ANSWER', kind: 'reviews', partner: null, fault: 'garbled' },
      },
    ],
  });
});
