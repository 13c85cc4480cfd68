import { expect, test } from 'vitest';
import { testFeature } from '../support/feature.ts';

const feature = testFeature({
  subgraphs: {
    shop: `
      type Query { products: [Product!]! stores: [Store] product(id: ID!): Product }
      type Product @key(fields: "id") @key(fields: "upc") { id: ID! upc: String! name: String }
      type Store @key(fields: "place { country code }") { place: Place! products: [Product] }
      type Place @shareable { country: String! code: Int! }`,
    prices: `type Product @key(fields: "upc") { upc: String! price: Float }`,
    stock: `
      type Product @key(fields: "id") { id: ID! inStock: Int! }
      type Store @key(fields: "place { country code }") { place: Place! floor: Float open: Boolean }
      type Place @shareable { country: String! code: Int! }`,
  },
  world: () => {
    const saw = {
      __typename: 'Product',
      id: '1',
      upc: 'a"1',
      name: 'Säge',
      price: 9.5,
      inStock: 3,
    };
    const drill = { __typename: 'Product', id: '2', upc: 'b\\2', name: null, price: 1, inStock: 0 };
    const orphan = {
      __typename: 'Product',
      id: '3',
      upc: 'ç3',
      name: '',
      price: null,
      inStock: -1,
    };
    const stores = [
      {
        __typename: 'Store',
        place: { country: 'NL', code: 1 },
        floor: 1e21,
        open: true,
        products: [saw, null, saw, drill],
      },
      null,
      { __typename: 'Store', place: { country: 'NL', code: 2 }, floor: -0.5, open: false },
    ];
    const objects = [saw, drill, orphan, ...stores.filter((store) => store !== null)];
    return {
      Query: {
        products: [saw, drill, orphan],
        stores,
        product: ({ id }: { id: string }) =>
          objects.find((object) => 'id' in object && object.id === id),
      },
      objects,
    };
  },
  operations: {
    'one key in two subgraphs': '{ products { id inStock } }',
    'a different key in each subgraph': '{ products { name price inStock } }',
    'aliases of key fields': {
      query: '{ all: products { upc: id n: name p: price q: price inStock } }',
      apolloDiffers: 'alias',
    },
    'a nested key': '{ stores { place { code } floor open } }',
    'lists with nulls': '{ stores { products { inStock price } open } }',
    'an entity that does not exist': '{ product(id: "99") { price } }',
    'an entity by a variable': {
      query: 'query One($id: ID!) { product(id: $id) { __typename price } }',
      variables: { id: '2' },
    },
    'one entity at several positions': '{ stores { products { id price } } products { id price } }',
  },
});

test('an entity at three positions is sent as one representation', async () => {
  const { fixture, compiled } = feature();
  await fixture.execute(compiled, { query: '{ stores { products { price } } }' });
  const request = fixture.received.find(({ subgraph }) => subgraph === 'prices');
  expect(request?.body.variables).toEqual({
    representations: [
      { __typename: 'Product', upc: 'a"1' },
      { __typename: 'Product', upc: 'b\\2' },
    ],
  });
});

test('operation names of fetches have no fetch numbers', async () => {
  const { fixture, compiled } = feature();
  await fixture.execute(compiled, { query: 'query Q { products { price } }', operationName: 'Q' });
  const queries = fixture.received.map(({ body }) => body.query);
  expect(queries).toEqual([
    'query Q__shop{products{__typename upc}}',
    'query Q__prices($representations:[_Any!]!){_entities(representations:$representations){...on Product{price}}}',
  ]);
});
