import { expect, test } from 'vitest';
import { testFeature } from '../support/feature.ts';

const LOST = 'the object is lost because its key is null';

const feature = testFeature({
  subgraphs: {
    shop: `
      type Query { products: [Product] boxes: [Box!]! items: [Item] }
      type Product @key(fields: "id") @key(fields: "upc") { id: ID upc: String }
      type Content @key(fields: "code") @key(fields: "number") { code: String number: Int }
      type Box { product: Product content: Content! }
      interface Item { id: ID }
      type Ware implements Item @key(fields: "id") @key(fields: "upc") { id: ID upc: String }
      type Service implements Item { id: ID }`,
    prices: `
      type Product @key(fields: "id") @key(fields: "upc") {
        id: ID upc: String price: Int! maker: Maker
        weight: Int @external
        postage: Int @requires(fields: "weight")
      }
      type Ware @key(fields: "id") @key(fields: "upc") { id: ID upc: String price: Int }
      type Maker @key(fields: "name") @key(fields: "office { number }") { name: String office: Office }
      type Office { number: Int }`,
    depot: `
      type Product @key(fields: "upc") @key(fields: "id") { id: ID upc: String weight: Int }
      type Content @key(fields: "code") @key(fields: "number") {
        code: String number: Int volume: Float!
      }
      type Maker @key(fields: "name") @key(fields: "office { number }") {
        name: String office: Office country: String
      }
      type Office { number: Int }`,
  },
  world: () => {
    const smith = { __typename: 'Maker', name: 'Smith', office: null, country: 'NL' };
    const nameless = { __typename: 'Maker', name: null, office: { number: 2 }, country: 'BE' };
    const unknown = { __typename: 'Maker', name: null, office: { number: null }, country: null };
    const products = [
      product({ id: '1', upc: 'a', price: 1, weight: 10, maker: smith }),
      product({ id: null, upc: 'b', price: 2, weight: 20, maker: nameless }),
      product({ id: '3', upc: null, price: 3, weight: null, maker: unknown }),
    ];
    const contents = [
      { __typename: 'Content', code: 'x', number: null, volume: 1.5 },
      { __typename: 'Content', code: null, number: 7, volume: 2.5 },
    ];
    const wares = [
      { __typename: 'Ware', id: null, upc: 'w', price: 9 },
      { __typename: 'Ware', id: 'v', upc: null, price: 8 },
    ];
    const boxes = [
      { product: products[1], content: contents[0] },
      { product: null, content: contents[1] },
    ];
    const items = [wares[0], { __typename: 'Service', id: 's' }, wares[1]];
    const objects = [smith, nameless, unknown, ...products, ...contents, ...wares];
    return { Query: { products, boxes, items }, objects };
  },
  operations: {
    'objects of which one of two keys is null': {
      query: '{ products { price } }',
      apolloDiffers: LOST,
    },
    'objects with a null key and selected keys': {
      query: '{ products { id upc price } }',
      apolloDiffers: LOST,
    },
    'objects with a null key and keys as aliases of each other': {
      query: '{ products { id: upc upc: id price } }',
      apolloDiffers: LOST,
    },
    'a nested key after another entity with a null key': {
      query: '{ products { maker { country } } }',
      apolloDiffers: LOST,
    },
    'several types with null keys, nested': {
      query: '{ boxes { content { volume } product { price maker { country } } } }',
      apolloDiffers: LOST,
    },
    '@requires on objects with a null key': {
      query: '{ products { price postage } }',
      apolloDiffers: LOST,
    },
    'an interface with types with and without a null key': {
      query: '{ items { id ... on Ware { price } } }',
      apolloDiffers: LOST,
    },
    'a conditional fetch of objects with a null key': {
      query: 'query Q($on: Boolean!) { products { price @include(if: $on) upc } }',
      variables: { on: true },
      apolloDiffers: LOST,
    },
  },
});

test('each entity is requested once, by its first key that is not null', async () => {
  const { fixture, compiled } = feature();
  await fixture.execute(compiled, { query: '{ products { price } }' });
  const requests = fixture.received.filter(({ subgraph }) => subgraph === 'prices');
  expect(requests.map(({ body }) => body.variables?.['representations'])).toEqual([
    [
      { __typename: 'Product', id: '1' },
      { __typename: 'Product', id: '3' },
    ],
    [{ __typename: 'Product', upc: 'b' }],
  ]);
});

test('an entity of which every key is null is requested by the planned key', async () => {
  const { fixture, compiled } = feature();
  const response = await fixture.execute(compiled, { query: '{ products { maker { country } } }' });
  expect(response.errors).toEqual([]);
  const makers = fixture.received.filter(({ subgraph }) => subgraph === 'depot');
  expect(makers.map(({ body }) => body.variables?.['representations'])).toEqual([
    [
      { __typename: 'Maker', name: 'Smith' },
      { __typename: 'Maker', name: null },
    ],
    [{ __typename: 'Maker', office: { number: 2 } }],
  ]);
});

function product(fields: object) {
  type Self = { readonly weight: number | null | undefined };
  const postage = (_: unknown, { weight }: Self) => {
    if (weight === undefined) throw new Error('A required field is missing');
    return weight === null ? null : weight * 2;
  };
  return { __typename: 'Product', postage, ...fields };
}
