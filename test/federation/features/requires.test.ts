import { testFeature } from '../support/feature.ts';

/** One price list, in two currencies. */
const price = ({ currency }: { currency: string }, self: { upc?: unknown }) =>
  currency === 'EUR' ? (self.upc === '2' ? 40 : 20) : self.upc === '2' ? 44 : 22;
const category = {
  name: 'Tools',
  averagePrice: ({ currency }: { currency: string }) => (currency === 'EUR' ? 30 : 33),
};

testFeature({
  subgraphs: {
    shop: `
      type Query { products: [Product] }
      type Product @key(fields: "upc") {
        upc: String!
        weight: Int
        size: Size
        tags: [Tag!]
        price(currency: String!): Int
        category: Category
      }
      type Size { w: Int h: Int }
      type Tag { name: String! lang: String }
      type Category { name: String averagePrice(currency: String!): Int }`,
    shipping: `
      type Product @key(fields: "upc") {
        upc: String!
        weight: Int @external
        size: Size @external
        tags: [Tag!] @external
        price(currency: String!): Int @external
        category: Category @external
        cost: Int @requires(fields: "weight")
        area: Int @requires(fields: "size { w h }")
        label: String @requires(fields: "tags { name lang }")
        estimate: Int @requires(fields: "price(currency: \\"USD\\") weight")
        estimateEUR: Int @requires(fields: "price(currency: \\"EUR\\") weight")
        isExpensive: Boolean @requires(fields: "category { averagePrice(currency: \\"USD\\") }")
        isExpensiveEUR: Boolean @requires(fields: "category { averagePrice(currency: \\"EUR\\") }")
      }
      type Size @external { w: Int h: Int }
      type Tag @external { name: String! lang: String }
      type Category @external { averagePrice(currency: String!): Int }`,
    tax: `
      type Product @key(fields: "upc") {
        upc: String!
        cost: Int @external
        tax: Float @requires(fields: "cost")
      }`,
  },
  world: () => {
    const fields = {
      __typename: 'Product',
      price,
      category,
      cost: (_: unknown, self: { weight: number | null }) =>
        self.weight === null ? 0 : self.weight * 2,
      area: (_: unknown, { size }: { size: { w: number; h: number } | null }) =>
        size === null ? null : size.w * size.h,
      label: (_: unknown, { tags }: { tags: { name: string; lang: string }[] }) =>
        tags.map(({ name, lang }) => `${name}@${lang}`).join(),
      tax: (_: unknown, self: { cost: unknown; weight?: number }) =>
        typeof self.cost === 'number' ? self.cost / 10 : ((self.weight ?? 0) * 2) / 10,
      estimate: (_: unknown, self: { price: unknown; upc: string; weight: number }) =>
        (typeof self.price === 'number' ? self.price : price({ currency: 'USD' }, self)) * 10,
      estimateEUR: (_: unknown, self: { price: unknown; upc: string; weight: number }) =>
        (typeof self.price === 'number' ? self.price : price({ currency: 'EUR' }, self)) * 10,
      isExpensive: (_: unknown, self: { category: { averagePrice: unknown } }) =>
        (typeof self.category.averagePrice === 'number' ? self.category.averagePrice : 33) > 31,
      isExpensiveEUR: (_: unknown, self: { category: { averagePrice: unknown } }) =>
        (typeof self.category.averagePrice === 'number' ? self.category.averagePrice : 30) > 31,
    };
    const products = [
      {
        ...fields,
        upc: '1',
        weight: 10,
        size: { w: 2, h: 3 },
        tags: [
          { name: 'zaag', lang: 'nl' },
          { name: 'saw', lang: 'en' },
        ],
      },
      { ...fields, upc: '2', weight: null, size: null, tags: [] },
    ];
    return { Query: { products: [products[0], null, products[1]] }, objects: products };
  },
  operations: {
    '@requires of one field': '{ products { upc cost } }',
    '@requires of a field that has @requires itself': '{ products { tax } }',
    '@requires of nested fields with null': '{ products { area } }',
    '@requires of a list of objects': '{ products { label } }',
    'several fields with @requires': '{ products { upc weight cost area label tax } }',
    '@requires of a field with an argument': '{ products { estimate } }',
    'a required field that is also selected with another argument': {
      query: '{ products { price(currency: "EUR") estimate } }',
      apolloDiffers: 'argument',
    },
    'a required field that is also selected with the same argument':
      '{ products { estimate price(currency: "USD") } }',
    'a required field that is also selected with an alias':
      '{ products { p: price(currency: "EUR") estimate weight } }',
    'two @requires of one field with different arguments': {
      query: '{ products { estimate estimateEUR } }',
      apolloDiffers: 'argument',
    },
    'two @requires of one nested field with different arguments': {
      query: '{ products { isExpensive isExpensiveEUR } }',
      apolloDiffers: 'argument',
    },
    'two @requires of one field that is also selected': {
      query:
        '{ products { upc estimate estimateEUR price(currency: "EUR") category { averagePrice(currency: "EUR") } isExpensive } }',
      apolloDiffers: 'argument',
    },
  },
});
