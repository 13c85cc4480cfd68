/** A list of n items with two entity fetches: item → stock → vendor. Three subgraph calls for every n. */
import type { World, WorldObject } from '../test/federation/support/world.ts';

export const LIST_SUBGRAPHS = {
  catalog: `
    type Query { items(first: Int!): [Item!]! }
    type Item @key(fields: "id") { id: ID! name: String! }`,
  stock: `
    type Item @key(fields: "id") { id: ID! amount: Int! price: Float vendor: Vendor }
    type Vendor @key(fields: "id", resolvable: false) { id: ID! }`,
  vendors: `type Vendor @key(fields: "id") { id: ID! name: String city: String }`,
};

export const LIST_QUERY =
  'query List($first: Int!) { items(first: $first) { id name amount price vendor { name city } } }';

/** Entities are computed from their id: searching a list of 10,000 would take minutes. */
export function createList(): World {
  const item = (index: number): WorldObject => ({
    __typename: 'Item',
    id: `item-${index}`,
    name: `Thing number ${index}`,
    amount: index % 100,
    price: index / 4,
    vendor: vendor(index),
  });
  const vendor = (index: number): WorldObject => ({
    __typename: 'Vendor',
    id: `vendor-${index}`,
    name: `Vendor ${index}`,
    city: `Town ${index % 97}`,
  });
  const entityOf = ({ __typename, id }: WorldObject) => {
    const index = Number(String(id).split('-')[1]);
    return __typename === 'Item' ? item(index) : vendor(index);
  };
  return {
    Query: {
      items: ({ first }: { first: number }) => Array.from({ length: first }, (_, n) => item(n)),
    },
    objects: [],
    object: entityOf,
  };
}
