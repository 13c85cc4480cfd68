/** What operations cost, as the gateway tells in `x-llo-cost`, and what happens above the budget. */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { getIntrospectionQuery, Kind, parse, print } from 'graphql';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { projectRoot } from '../../core/config/project-root.ts';
import { compose } from './support/small-supergraph.ts';
import { analyst, coach, startSmallGateway, type SmallGateway } from './support/small-gateway.ts';

const LINK = `extend schema
  @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@listSize", "@tag"])
  @link(url: "https://specs.apollo.dev/cost/v0.1", import: [{ name: "@cost", as: "@weighs" }])
`;

const SDL = `${LINK}
type Query {
  item: Item
  items: [Item]
  five: [Item!]! @listSize(assumedSize: 5)
  heavy: Item @weighs(weight: 7)
  grid: [[Item]] @listSize(assumedSize: 3)
  page(first: Int = 20, last: Int): Page
    @listSize(slicingArguments: ["first", "last"], sizedFields: ["nodes"], requireOneSlicingArgument: false)
  some(first: Int): [Item] @listSize(assumedSize: 4, slicingArguments: ["first"], requireOneSlicingArgument: false)
  search(text: String @weighs(weight: 3), filter: Filter, cheap: Boolean @weighs(weight: -50)): Item @weighs(weight: 10)
  thing: Thing
  any: Any
  scalars: [Expensive] @listSize(assumedSize: 6)
  level: Level
}
type Mutation { add: Item plain: Int cheap: Item @weighs(weight: 2) }
type Page { nodes: [Item] others: [Item] @listSize(assumedSize: 2) }
type Item { name: String item: Item five: [Item] @listSize(assumedSize: 5) }
interface Thing { item: Item items: [Item] }
type Small implements Thing { item: Item items: [Item] @listSize(assumedSize: 2) }
type Large implements Thing @weighs(weight: 30) { item: Item @weighs(weight: 4) items: [Item] @listSize(assumedSize: 9) }
union Any = Small | Item
scalar Expensive @weighs(weight: 2)
enum Level @weighs(weight: 8) { LOW HIGH }
input Filter { words: [String] @weighs(weight: 2) inner: Filter }
`;

let gateway: SmallGateway;
beforeAll(async () => {
  gateway = await startSmallGateway({
    supergraphSdl: compose([{ name: 'funds', sdl: SDL }]),
    costBudgets: { public: 1_000, client: 2_000, purpose: 3_000 },
    defaultListSize: 10,
  });
});
afterAll(() => gateway.stop());

async function costOf(query: string, variables = {}): Promise<number> {
  const { headers } = await gateway.ask(query, { variables });
  return Number(headers.get('x-llo-cost'));
}

describe('the cost of an operation', () => {
  test.each([
    ['an object', '{ item { name } }', 1],
    ['an object in an object', '{ item { item { name } } }', 2],
    ['__typename alone', '{ __typename }', 0],
    ['a list of unknown size', '{ items { name } }', 10],
    ['a list of an assumed size', '{ five { item { name } } }', 10],
    ['a list of lists', '{ grid { name } }', 30],
    ['a field with a weight under another name of @cost', '{ heavy { name } }', 8],
    ['a slicing argument', '{ page(first: 3) { nodes { name } } }', 4],
    ['a slicing argument of 0', '{ page(first: 0) { nodes { name } others { name } } }', 3],
    ['the default of a slicing argument', '{ page { nodes { name } } }', 21],
    ['the largest of two slicing arguments', '{ page(first: 3, last: 8) { nodes { name } } }', 9],
    ['null as slicing argument', '{ page(first: null) { nodes { name } } }', 11],
    ['a list beside the sized field', '{ page(first: 3) { others { name } } }', 3],
    [
      'a sized field through a fragment',
      '{ page(first: 3) { ...F } } fragment F on Page { ... { nodes { name } } }',
      4,
    ],
    ['a slicing argument of the list itself', '{ some(first: 2) { name } }', 2],
    ['a negative slicing argument', '{ some(first: -2) { name } }', 4],
    ['no slicing argument and an assumed size', '{ some { name } }', 4],
    ['an argument with a weight', '{ search(text: "a") { name } }', 14],
    [
      'an input object in an input object',
      '{ search(filter: { inner: { words: ["a", "b"] } }) { name } }',
      17,
    ],
    ['arguments of negative weight', '{ search(cheap: true) { name } }', 1],
    ['an argument that is null', '{ search(text: null) { name } }', 11],
    ['an interface: the most expensive type', '{ thing { item { name } } }', 35],
    ['a list of an interface: the longest', '{ thing { items { name } } }', 39],
    [
      'fragments on types of an interface: the most expensive',
      '{ thing { ... on Small { item { name } } ... on Large { items { name } } } }',
      39,
    ],
    ['a union', '{ any { ... on Item { five { name } } ... on Small { items { name } } } }', 6],
    ['scalars with a weight', '{ scalars }', 12],
    ['an enum with a weight', '{ level }', 8],
    [
      'a field that is skipped',
      '{ item @skip(if: true) { name } five @include(if: false) { name } }',
      0,
    ],
    [
      'a fragment that is skipped',
      '{ ...F @skip(if: true) } fragment F on Query { five { name } }',
      0,
    ],
    ['a mutation', 'mutation { add { name } plain cheap { name } }', 24],
    [
      'a fragment that is spread in two fields',
      '{ a: item { ...F } b: item { ...F } } fragment F on Item { five { name } }',
      12,
    ],
  ])('%s', async (_, query, cost) => {
    expect(await costOf(query)).toBe(cost);
  });

  test('depends on the variables of each request', async () => {
    const query =
      'query($first: Int, $is: Boolean!) { page(first: $first) { nodes @include(if: $is) { name } } }';
    expect([
      await costOf(query, { first: 3, is: true }),
      await costOf(query, { first: 5, is: true }),
      await costOf(query, { first: 5, is: false }),
      await costOf(query, { is: true }),
      await costOf(query.replace('Int', 'Int = 2'), { is: true }),
    ]).toEqual([4, 6, 1, 21, 3]);
  });

  test('stays finite with the largest slicing argument in nested lists', async () => {
    const nested = `{ page(first: 2147483647) { nodes { five { five { five { five { name } } } } } } }`;
    expect(await costOf(nested)).toBeGreaterThan(1e12);
    expect(await costOf(nested)).toBeLessThan(Number.MAX_SAFE_INTEGER);
  });
});

describe('an operation above the budget', () => {
  const query = `query Q($n: Int) { mine: page(first: $n) { theirs: nodes { five { name } } } }`;
  const path = ['page', 'nodes', 'five'];
  const refused = (cost: number, limit: number) => ({
    data: null,
    errors: [
      {
        message:
          `Operation costs ${cost}, and ${limit} is allowed: ask for fewer rows or for fewer lists inside` +
          ` each other; most expensive is "page.nodes.five"` +
          ` / Uw vraag kost ${cost}, en ${limit} mag: vraag minder rijen of minder lijsten in elkaar;` +
          ' het duurst is "page.nodes.five"',
        extensions: { code: 'COST_EXCEEDED', cost, limit, path },
      },
    ],
  });

  test('gives COST_EXCEEDED with cost, limit and the most expensive path, and calls no subgraph', async () => {
    const before = gateway.funds.received.length;
    const first = await gateway.ask(query, { variables: { n: 167 } });
    const second = await gateway.ask(query, { variables: { n: 900 } });
    expect(first.body).toEqual(refused(1_003, 1_000));
    expect(second.body).toEqual(refused(5_401, 1_000));
    expect(first.status).toBe(200);
    expect(first.headers.get('x-llo-cost-limit')).toBe('1000');
    expect(gateway.funds.received.length).toBe(before);
  });

  test('a cost of exactly the budget is executed', async () => {
    gateway.funds.respondWith({ data: { page: null } });
    const { body, headers } = await gateway.ask(
      'query Q($n: Int) { page(first: $n) { nodes { name } } }',
      {
        variables: { n: 999 },
      },
    );
    expect(headers.get('x-llo-cost')).toBe('1000');
    expect(body).toEqual({ data: { page: null } });
  });

  test('the budget is larger for a client, and larger still with a purpose', async () => {
    const noPurpose = await gateway.token({ ...analyst, purposes: [] });
    const purpose = await gateway.token(coach);
    const asked = await Promise.all(
      [noPurpose, purpose].map((token) => gateway.ask(query, { token, variables: { n: 600 } })),
    );
    expect(asked.map(({ body }) => body)).toEqual([refused(3_601, 2_000), refused(3_601, 3_000)]);
  });

  test('sixty fragments that spread the next one twice are refused at once', async () => {
    const chain = Array.from(
      { length: 9 },
      (_, n) => `fragment F${n} on Item { a: item { ...F${n + 1} } b: item { ...F${n + 1} } }`,
    ).join(' ');
    const { body } = await gateway.ask(`{ item { ...F0 } } ${chain} fragment F9 on Item { name }`);
    expect(body.errors?.[0]?.extensions?.code).toBe('TOO_LARGE');
  });

  test('a path names no alias of the client', async () => {
    const secret = query.replace('mine', 'secretalias');
    const { body } = await gateway.ask(secret, { variables: { n: 900 } });
    expect(JSON.stringify(body)).not.toContain('secretalias');
  });
});

describe('introspection of the graph', () => {
  const document = parse(getIntrospectionQuery({ inputValueDeprecation: true }));
  const usual = print(document);
  const sets = document.definitions.flatMap((one) =>
    one.kind === Kind.OPERATION_DEFINITION
      ? one.selectionSet.selections.map((field) => print(field).replace(/^__schema/, ''))
      : [],
  );
  const fragments = document.definitions
    .filter(({ kind }) => kind === Kind.FRAGMENT_DEFINITION)
    .map(print)
    .join(' ');
  const repeated = (count: number, text: (n: number) => string) =>
    Array.from({ length: count }, (_, n) => text(n)).join(' ');

  let graph: SmallGateway;
  let usualBytes = 0;
  beforeAll(async () => {
    const file = join(projectRoot(), 'schema/supergraph.graphql');
    graph = await startSmallGateway({ supergraphSdl: readFileSync(file, 'utf8') });
    const { body, headers } = await graph.ask(usual);
    expect(Number(headers.get('x-llo-cost'))).toBeLessThanOrEqual(6_000);
    expect(body).toMatchObject({ data: { __schema: { queryType: { name: 'Query' } } } });
    usualBytes = JSON.stringify(body).length;
  });
  afterAll(() => graph.stop());

  test.each([
    ['the usual query twice', `{ a: __schema ${sets[0]} b: __schema ${sets[0]} } ${fragments}`],
    [
      'descriptions under thirty names',
      `{ __schema { types { fields { ${repeated(29, (n) => `a${n}: description`)} } } } }`,
    ],
    [
      'one type under twenty names',
      `{ ${repeated(20, (n) => `a${n}: __type(name: "Query") { ...F }`)} } fragment F on __Type {
        fields { description type { fields { description type { fields { description } } } } } }`,
    ],
    [
      'types of fields of types of fields',
      `{ __schema { types { ${'fields { description type { '.repeat(5)} description ${'} } '.repeat(5)} } } }`,
    ],
    [
      'fragments that spread the next one twice',
      `{ __schema { types { ...F0 } } } ${repeated(
        5,
        (n) =>
          `fragment F${n} on __Type { a: fields { type { ...F${n + 1} } } b: possibleTypes { ...F${n + 1} } }`,
      )} fragment F5 on __Type { name description }`,
    ],
    [
      'all types of each type',
      `{ __schema { types { possibleTypes { fields { type { ofType { possibleTypes { name } } } } } interfaces { possibleTypes { fields { name } } } } } }`,
    ],
  ])('%s: refused, or a response of at most twice the usual one', async (_, query) => {
    const { body } = await graph.ask(query);
    // graphql-js refuses three lists of fields inside each other as invalid.
    const refusals = ['COST_EXCEEDED', 'TOO_LARGE', 'GRAPHQL_VALIDATION_FAILED'];
    const code = body.errors?.[0]?.extensions?.code;
    if (code !== undefined) expect(refusals).toContain(code);
    expect(JSON.stringify(body).length).toBeLessThan(2 * usualBytes);
  });

  test('the usual query twice gives COST_EXCEEDED with the path', async () => {
    const { body } = await graph.ask(
      `{ a: __schema ${sets[0]} b: __schema ${sets[0]} } ${fragments}`,
    );
    expect(body).toMatchObject({
      data: null,
      errors: [{ extensions: { code: 'COST_EXCEEDED', limit: 10_000, path: ['__schema'] } }],
    });
  });

  test('one field of the schema costs nearly nothing', async () => {
    const { headers } = await graph.ask('{ __schema { queryType { name } } }');
    expect(Number(headers.get('x-llo-cost'))).toBeLessThan(10);
  });
});

test('a refusal with a token has one line in the access log, as any other', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'vakgraaf-cost-'));
  const audited = await startSmallGateway({
    auditFolder: folder,
    costBudgets: { public: 5, client: 5, purpose: 5 },
  });
  await audited.ask('query Named { schemes { id } }', { token: await audited.token() });
  await audited.stop();
  const text = readdirSync(folder)
    .map((file) => readFileSync(join(folder, file), 'utf8'))
    .join('');
  rmSync(folder, { recursive: true });
  expect(text.match(/"trace_id"/g)).toHaveLength(1);
  expect(text).toContain('"operation_name":"Named"');
  expect(text).toContain('"outcome":"refused","codes":["COST_EXCEEDED"]');
});
