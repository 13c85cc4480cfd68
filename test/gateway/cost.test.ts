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

/** The rules of https://ibm.github.io/graphql-specs/cost-spec.html, section 8, and what it leaves open. */
describe('@listSize', () => {
  const sdl = `${LINK}
    type Query {
      ${[
        'plain(first: Int): [Item] @listSize(slicingArguments: ["first"])',
        'twoWays(first: Int, last: Int): [Item] @listSize(slicingArguments: ["first", "last"])',
        'withDefault(first: Int! = 7, last: Int): [Item] @listSize(slicingArguments: ["first", "last"])',
        'free(first: Int, last: Int): [Item] @listSize(slicingArguments: ["first", "last"], requireOneSlicingArgument: false)',
        'backup(first: Int): [Item] @listSize(slicingArguments: ["first"], assumedSize: 30, requireOneSlicingArgument: false)',
        'assumed(first: Int): [Item] @listSize(assumedSize: 30)',
        'assumedBelow: Pages @listSize(assumedSize: 6, sizedFields: ["nodes", "edges"])',
        'sizedBelow(n: Int): Pages @listSize(slicingArguments: ["n"], sizedFields: ["nodes"])',
        'noSlicing: [Item] @listSize(slicingArguments: [], requireOneSlicingArgument: true)',
        'empty: [Item] @listSize',
        'nothing: [Item] @listSize(assumedSize: 0)',
        'nested: [[Item!]!]! @listSize(assumedSize: 3)',
        'words(n: Int): [String] @listSize(slicingArguments: ["n"])',
      ].join('\n')}
    }
    type Pages { nodes: [Item] edges: [Item] own: [Item] @listSize(assumedSize: 4) item: Item }
    type Item { name: String }`;
  const ITEM = '{ name }';
  let lists: SmallGateway;
  beforeAll(async () => {
    lists = await startSmallGateway({
      supergraphSdl: compose([{ name: 'funds', sdl }]),
      costBudgets: { public: 1_000, client: 2_000, purpose: 3_000 },
      defaultListSize: 10,
    });
  });
  afterAll(() => lists.stop());

  test.each([
    ['a slicing argument gives the size', `plain(first: 5) ${ITEM}`, 5],
    ['the default of a slicing argument counts as given', `withDefault ${ITEM}`, 7],
    ['a default is no second slicing argument', `withDefault(last: 3) ${ITEM}`, 7],
    ['the largest counts where several are allowed', `free(first: 5, last: 9) ${ITEM}`, 9],
    ['none where none is required: the usual size', `free ${ITEM}`, 10],
    ['a slicing argument goes before the assumed size', `backup(first: 5) ${ITEM}`, 5],
    ['the assumed size is the backup', `backup ${ITEM}`, 30],
    ['the assumed size is the backup of null', `backup(first: null) ${ITEM}`, 30],
    ['another argument is no slicing argument', `assumed(first: 5) ${ITEM}`, 30],
    ['an assumed size of the fields below', `assumedBelow { nodes ${ITEM} edges ${ITEM} }`, 13],
    ['other fields below keep their size', `assumedBelow { own ${ITEM} item ${ITEM} }`, 6],
    ['a slicing argument for the fields below', `sizedBelow(n: 4) { nodes ${ITEM} }`, 5],
    ['lists below that are not named', `sizedBelow(n: 4) { edges ${ITEM} }`, 11],
    ['no slicing arguments, of which one is required', `noSlicing ${ITEM}`, 10],
    ['no arguments at all', `empty ${ITEM}`, 10],
    ['an assumed size of 0', `nothing ${ITEM}`, 0],
    ['a list of lists: the outer one', `nested ${ITEM}`, 30],
    ['scalars weigh nothing', 'words(n: 50)', 0],
    ['a variable', `plain(first: $five) ${ITEM}`, 5],
    ['a variable without a value beside a literal', `twoWays(first: $absent, last: 4) ${ITEM}`, 4],
    ['a field that is skipped', `plain @include(if: false) ${ITEM} a: plain(first: 1) ${ITEM}`, 1],
  ])('%s', async (_, fields, cost) => {
    const used = [...fields.matchAll(/\$(\w+)/g)].map(([name]) => `${name}: Int`);
    const query = `query Q${used.length > 0 ? `(${used.join(', ')})` : ''} { ${fields} }`;
    const { headers } = await lists.ask(query, { variables: { five: 5 } });
    expect(headers.get('x-llo-cost')).toBe(String(cost));
  });

  test.each([
    ['none', `plain ${ITEM}`, 'plain'],
    ['null', `plain(first: null) ${ITEM}`, 'plain'],
    ['a negative one', `plain(first: -1) ${ITEM}`, 'plain'],
    ['two', `twoWays(first: 1, last: 1) ${ITEM}`, 'twoWays'],
    ['none, for a field below', `sizedBelow { nodes ${ITEM} }`, 'sizedBelow.nodes'],
  ])(
    'required is one slicing argument, and %s gives COST_EXCEEDED, which tells the list',
    async (_, fields, at) => {
      const cost = 2 ** 50;
      const before = lists.funds.received.length;
      const { body } = await lists.ask(`{ ${fields} }`);
      expect(body).toEqual({
        data: null,
        errors: [
          {
            message:
              `Operation has a list without a bound at "${at}": give each list exactly one of the arguments that` +
              ` tell its size, and ask for fewer rows / Uw vraag heeft een lijst zonder grens bij "${at}": geef bij` +
              ' elke lijst precies één van de argumenten die de lengte bepalen, en vraag minder rijen',
            extensions: { code: 'COST_EXCEEDED', cost, limit: 1_000, path: at.split('.') },
          },
        ],
      });
      expect(lists.funds.received.length).toBe(before);
    },
  );
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
