import * as fc from 'fast-check';
import { getOperationAST, parse, print, validate } from 'graphql';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { coerceVariables } from '../../gateway/operations/coerce-variables.ts';
import { normalizeOperation } from '../../gateway/operations/normalize-operation.ts';
import { createCompiledExecution } from '../../gateway/execution/compiled/compiled-execution.ts';
import type { Execution } from '../../gateway/execution/execution.ts';
import { NO_REWRITES } from '../../gateway/execution/compiled/rewriting/plan-rewrites.ts';
import { startFixture, type Fixture } from './support/fixture.ts';
import { operations, type Operation } from './support/operations.ts';
import { comparable } from './support/feature.ts';
import type { World, WorldObject } from './support/world.ts';

/** A supergraph with most features of Apollo Federation. */
const subgraphs = {
  shop: `
    type Query { products: [Product!] first(n: Int = 1): Product items: [[Item]] }
    type Product @key(fields: "id") @key(fields: "code") {
      id: ID! code: String! name: String price(currency: Currency!): Int weight: Int size: Size @shareable
      seller: Seller related: [Product]
    }
    type Size @shareable { w: Int h: Int }
    type Bundle @key(fields: "id") { id: ID! parts: [Product!] }
    union Item = Product | Bundle
    interface Seller @key(fields: "id") { id: ID! name: String }
    type Person implements Seller @key(fields: "id") { id: ID! name: String age: Int! }
    type Firm implements Seller @key(fields: "id") { id: ID! name: String staff: [Person!] }
    enum Currency { EUR USD }`,
  stock: `
    type Product @key(fields: "code") {
      code: String! amount: Int! size: Size @shareable
      weight: Int @external price(currency: Currency!): Int @external
      cost: Int @requires(fields: "weight")
      costEUR: Int @requires(fields: "price(currency: EUR) weight")
      costUSD: Int @requires(fields: "price(currency: USD)")
    }
    type Size @shareable { w: Int h: Int }
    type Bundle @key(fields: "id") { id: ID! discount: Float }
    enum Currency { EUR USD }`,
  ratings: `
    type Seller @key(fields: "id") @interfaceObject { id: ID! score: Int reviews: [Review!] }
    type Review { text: String about: Product }
    type Product @key(fields: "id") { id: ID! rating: Float! }
    type Query { trusted: [Seller!] }`,
};

interface Data {
  readonly products: readonly {
    readonly name: string | null;
    readonly weight: number | null;
    readonly amount: number;
    readonly size: { readonly w: number | null; readonly h: number } | null;
    readonly seller: number | null;
    readonly related: readonly (number | null)[] | null;
  }[];
  readonly sellers: readonly { readonly isFirm: boolean; readonly age: number | null }[];
}

const small = fc.nat(3);
const text = fc.oneof(fc.constantFrom('', 'é"\\', '\u2028', '😀'), fc.string({ maxLength: 5 }));
const data: fc.Arbitrary<Data> = fc.record({
  products: fc.array(
    fc.record({
      name: fc.option(text),
      weight: fc.option(fc.integer({ min: -5, max: 5 })),
      amount: fc.nat(9),
      size: fc.option(fc.record({ w: fc.option(small), h: small })),
      seller: fc.option(small),
      related: fc.option(fc.array(fc.option(small), { maxLength: 3 })),
    }),
    { maxLength: 4 },
  ),
  sellers: fc.array(fc.record({ isFirm: fc.boolean(), age: fc.option(small) }), { maxLength: 3 }),
});

const price =
  (index: number) =>
  ({ currency }: { currency: string }) =>
    currency === 'EUR' ? index * 10 : index * 11;

function createWorld({ products: productData, sellers: sellerData }: Data): World {
  const sellers: Record<string, unknown>[] = sellerData.map(({ isFirm, age }, index) => ({
    __typename: isFirm ? 'Firm' : 'Person',
    id: `s${index}`,
    name: `Seller ${index}`,
    age,
    score: index,
    staff: null,
    reviews: null,
  }));
  const products: Record<string, unknown>[] = productData.map((one, index) => ({
    __typename: 'Product',
    id: `p${index}`,
    code: `c${index}`,
    ...one,
    rating: index / 2,
    seller: sellers[one.seller ?? -1] ?? null,
    price: price(index),
    cost: (_: unknown, { weight }: WorldObject) => (typeof weight === 'number' ? weight * 2 : null),
    costEUR: (_: unknown, self: WorldObject) => valueOf(self['price'], 'EUR'),
    costUSD: (_: unknown, self: WorldObject) => valueOf(self['price'], 'USD'),
  }));
  for (const [index, product] of products.entries()) {
    const related = productData[index]?.related;
    product['related'] = related?.map((number) => products[number ?? -1] ?? null) ?? null;
  }
  for (const seller of sellers) {
    if (seller['__typename'] === 'Firm') {
      seller['staff'] = sellers.filter(
        ({ __typename, age }) => __typename === 'Person' && age !== null,
      );
    }
    seller['reviews'] = products.slice(0, 2).map((about) => ({ text: 'Goed', about }));
  }
  const bundle = { __typename: 'Bundle', id: 'b', discount: 0.5, parts: products };
  return {
    Query: {
      products,
      first: ({ n }: { n: number | null }) => products[(n ?? 1) - 1] ?? null,
      items: [products, null, [bundle, null, products[0] ?? null]],
      trusted: sellers,
    },
    objects: [...products, ...sellers, bundle],
  };
}

function valueOf(amount: unknown, currency: string): unknown {
  return typeof amount === 'function' ? amount({ currency }) : amount;
}

let current: Data = { products: [], sellers: [] };
let fixture: Fixture;
let compiled: Execution;
let rewritten: Execution;
let batched: Execution;
let asPlanned: Execution;
let apollo: Execution;

beforeAll(async () => {
  fixture = await startFixture({ subgraphs, world: () => createWorld(current) });
  const { supergraphSdl, subgraphUrls } = fixture;
  compiled = createCompiledExecution({ supergraphSdl, subgraphUrls });
  rewritten = createCompiledExecution({
    supergraphSdl,
    subgraphUrls,
    rewrites: { crossBranchBatching: true },
  });
  batched = createCompiledExecution({
    supergraphSdl,
    subgraphUrls,
    rewrites: { fetchMerging: false, crossBranchBatching: true },
  });
  asPlanned = createCompiledExecution({ supergraphSdl, subgraphUrls, rewrites: NO_REWRITES });
  apollo = await fixture.apollo();
});
afterAll(async () => {
  await Promise.all([compiled, rewritten, batched, asPlanned].map((one) => one.stop()));
  await fixture.stop();
});

/** A fixed seed, so that every run tries the same operations. */
const settings = {
  seed: 20_240_501,
  numRuns: 80,
  // On a busy machine fewer operations are tried.
  interruptAfterTimeLimit: 45_000,
  markInterruptAsFailure: false,
};

function isValid({ query }: Operation): boolean {
  return validate(fixture.apiSchema, parse(query)).length === 0;
}

test('the compiled execution gives the data of the monolith for random operations and data', async () => {
  const property = fc.asyncProperty(operations(fixture.apiSchema), data, async (request, world) => {
    fc.pre(isValid(request));
    current = world;
    const expected = comparable(await fixture.executeMonolith(request));
    const response = comparable(await fixture.execute(compiled, request));
    expect(response.data).toEqual(expected.data);
    expect(response.errors.length > 0).toBe(expected.errors.length > 0);
  });
  await fc.assert(property, settings);
}, 120_000);

test('a normalized operation gives the same data as the original operation', async () => {
  const property = fc.asyncProperty(operations(fixture.apiSchema), data, async (request, world) => {
    fc.pre(isValid(request));
    current = world;
    const normalized = normalizedForm(request);
    expect(validate(fixture.apiSchema, parse(normalized.query))).toEqual([]);
    expect(normalized.query).not.toMatch(/= [1-9]|\([a-z]+: \d/);
    const expected = comparable(await fixture.executeMonolith(request));
    expect(comparable(await fixture.executeMonolith(normalized)).data).toEqual(expected.data);
    expect(comparable(await fixture.execute(compiled, normalized)).data).toEqual(expected.data);
  });
  await fc.assert(property, { ...settings, numRuns: 60 });
}, 120_000);

function normalizedForm({ query, variables }: Operation): Operation {
  const document = parse(query);
  const operation = getOperationAST(document);
  const coerced = operation && coerceVariables(fixture.apiSchema, operation, variables);
  if (!coerced || 'errors' in coerced) throw new Error('Expected values that fit');
  const normalized = normalizeOperation(fixture.apiSchema, document, operation, coerced.values);
  return { query: print(normalized.document), variables: normalized.variables };
}

test('Apollo Gateway gives the same data for operations without @requires, abstract types and aliases of keys', async () => {
  const isPlain = ({ query }: Operation) =>
    !/cost|trusted|seller|items|\b(id|code|price): /.test(query);
  const property = fc.asyncProperty(operations(fixture.apiSchema), data, async (request, world) => {
    fc.pre(isPlain(request) && isValid(request));
    current = world;
    const expected = await fixture.execute(apollo, request);
    expect((await fixture.execute(compiled, request)).data).toEqual(expected.data);
  });
  await fc.assert(property, { ...settings, numRuns: 40 });
}, 120_000);

test('all plan rewrites give the same result as the plan, in fewer requests', async () => {
  let savedCount = 0;
  const property = fc.asyncProperty(operations(fixture.apiSchema), data, async (request, world) => {
    fc.pre(isValid(request));
    current = world;
    const expected = await fixture.execute(asPlanned, request);
    savedCount += fixture.received.length;
    const response = await fixture.execute(rewritten, request);
    savedCount -= fixture.received.length;
    expect(comparable(response)).toEqual(comparable(expected));
  });
  await fc.assert(property, { ...settings, seed: 20_240_502 });
  expect(savedCount).toBeGreaterThan(0);
}, 120_000);

test('a subgraph that rejects some operations affects the same fields with and without batching', async () => {
  const selection = fc.constantFrom(
    'amount',
    'rating',
    'reviews',
    'score',
    'discount',
    'on Person',
  );
  const property = fc.asyncProperty(
    operations(fixture.apiSchema),
    data,
    selection,
    async (request, world, rejected) => {
      fc.pre(isValid(request));
      current = world;
      const rejection = { text: '{"data":null,"errors":[{"message":"Rejected"}]}' };
      for (const name of fixture.subgraphUrls.keys()) {
        fixture.fake(name, ({ query }) => (query.includes(rejected) ? rejection : undefined));
      }
      const expected = await fixture.execute(asPlanned, request);
      expect((await fixture.execute(batched, request)).data).toEqual(expected.data);
    },
  );
  await fc.assert(property, { ...settings, seed: 20_240_503 });
  for (const name of fixture.subgraphUrls.keys()) fixture.fake(name, undefined);
}, 120_000);
