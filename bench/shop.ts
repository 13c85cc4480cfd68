/**
 * The schema and query of the public gateways benchmark (accounts, products, reviews, inventory; one deep
 * query with a response of some 88 KB), with our own data.
 */
import type { World } from '../test/federation/support/world.ts';

export const SHOP_SUBGRAPHS = {
  accounts: `
    type Query { me: User user(id: ID!): User users: [User] }
    type User @key(fields: "id") { id: ID! name: String username: String @shareable birthday: Int }`,
  inventory: `
    type Product @key(fields: "upc") {
      upc: String!
      weight: Int @external
      price: Int @external
      inStock: Boolean
      shippingEstimate: Int @requires(fields: "price weight")
    }`,
  products: `
    type Query { topProducts(first: Int = 5): [Product] }
    type Product @key(fields: "upc") { upc: String! name: String price: Int weight: Int }`,
  reviews: `
    type Review @key(fields: "id") {
      id: ID! body: String author: User @provides(fields: "username") product: Product
    }
    type User @key(fields: "id") { id: ID! username: String @external numberOfReviews: Int reviews: [Review] }
    type Product @key(fields: "upc") { upc: String! reviews: [Review] }`,
};

export const SHOP_QUERY = `
fragment User on User { id username name }
fragment Review on Review { id body }
fragment Product on Product { inStock name price shippingEstimate upc weight }
query TestQuery {
  users { ...User reviews { ...Review product { ...Product reviews { ...Review author { ...User
    reviews { ...Review product { ...Product } } } } } } }
  topProducts { ...Product reviews { ...Review author { ...User
    reviews { ...Review product { ...Product } } } } }
}`;

const NAMES = ['Ada Bakker', 'Bram Visser', 'Cor de Wit', 'Dina Smit', 'Els Mulder', 'Finn Bos'];
const WARES = [
  'Bench',
  'Sofa bed',
  'Tumbler',
  'Stool',
  'Screen',
  'Lantern',
  'Stove',
  'Cooler',
  'Divan',
];
/** Reviews are a paragraph long, as in the public data. */
const BODIES = [
  'It arrived on a wet Tuesday, was carried up three flights of stairs by two cheerful people and has stood in the same corner ever since, where the light is best. ',
  'For the price I had expected less. The joints are straight, the finish does not catch on a sleeve, and the one screw that was missing came by post within the week. ',
  'My neighbour borrowed it for a birthday and returned it with a scratch, which can hardly be blamed on the maker, although a second coat of varnish would have helped. ',
  'Measure your door before you order, measure it again when it has been delivered, and then ask a friend who is good at turning large things in small hallways. ',
].map((body) => body.repeat(3).slice(0, 443));
/** Author and product of each review, such that the response has the published size. */
const REVIEWS: readonly (readonly [number, number])[] = [
  [0, 0],
  [0, 0],
  [0, 0],
  [0, 0],
  [1, 1],
  [1, 1],
  [2, 2],
  [3, 3],
  [4, 4],
  [5, 5],
  [5, 6],
];

export function createShop(): World {
  const users = NAMES.map((name, index) => ({
    __typename: 'User',
    id: String(index + 1),
    name,
    username: name.toLowerCase().replaceAll(' ', '.'),
    birthday: 19_700_101 + index,
    reviews: undefined as unknown,
    numberOfReviews: undefined as unknown,
  }));
  const products = WARES.map((name, index) => ({
    __typename: 'Product',
    upc: String(index + 1),
    name,
    price: 100 * (index + 1) - 1,
    weight: index % 3 === 0 ? 1000 : 50 * index,
    inStock: index % 2 === 0,
    shippingEstimate: (_: unknown, self: { price: number; weight: number }) =>
      self.price > 700 ? 0 : Math.round(self.weight / 2),
    reviews: undefined as unknown,
  }));
  const reviews = REVIEWS.map(([author, product], index) => ({
    __typename: 'Review',
    id: String(index + 1),
    body: BODIES[index % BODIES.length],
    author: users[author],
    product: products[product],
  }));
  for (const user of users) {
    user.reviews = reviews.filter(({ author }) => author === user);
    user.numberOfReviews = Array.isArray(user.reviews) ? user.reviews.length : 0;
  }
  for (const product of products) {
    product.reviews = reviews.filter((review) => review.product === product);
  }
  return {
    Query: {
      me: users[0],
      user: ({ id }: { id: string }) => users.find((user) => user.id === id) ?? null,
      users,
      topProducts: ({ first }: { first: number }) => products.slice(0, first),
    },
    objects: [...users, ...products, ...reviews],
  };
}
