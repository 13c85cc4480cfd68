import { getIntrospectionQuery } from 'graphql';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { BOUNDS } from '../../gateway/limits/bounds.ts';
import { startSmallGateway, type SmallGateway } from './support/small-gateway.ts';

let gateway: SmallGateway;

beforeAll(async () => {
  gateway = await startSmallGateway();
  gateway.funds.respondWith({ data: { schemes: [], region: null } });
});
afterAll(() => gateway.stop());
beforeEach(() => {
  gateway.funds.received.length = 0;
});

/** The least processor time of three requests, the validation thread included; a request over a limit is not cached. */
async function quickestMs(query: string): Promise<number> {
  const tookMs: number[] = [];
  for (let round = 0; round < 3; round += 1) {
    const before = process.cpuUsage();
    await gateway.ask(query);
    const { user, system } = process.cpuUsage(before);
    tookMs.push((user + system) / 1_000);
  }
  return Math.min(...tookMs);
}

const times = (count: number, part: (index: number) => string): string =>
  Array.from({ length: count }, (_, index) => part(index)).join(' ');

const nested = (field: string, levels: number): string =>
  `${`{ ${field} `.repeat(levels)}{ name }${' }'.repeat(levels)}`;

/** The number of fields doubles at each level: 20 levels are a million fields. */
const fragmentBomb = (levels: number): string =>
  `{ region { ...F0 } } ${times(
    levels,
    (level) =>
      `fragment F${level} on Region { a: parent { ...F${level + 1} } b: parent { ...F${level + 1} } }`,
  )} fragment F${levels} on Region { name }`;

const TOO_LARGE: readonly (readonly [string, string, string, string])[] = [
  [
    'eight nested lists in a hundred bytes',
    `{ region ${nested('members', 8)} }`,
    'nested lists may be at most 6',
    '8',
  ],
  [
    'a depth of sixteen fields',
    `{ region ${nested('parent', 14)} }`,
    'depth may be at most 15',
    '16',
  ],
  [
    'a depth of sixteen fields by fragments',
    `{ region { ...A } } fragment A on Region { parent { parent { parent { parent { parent { parent { parent { ...B } } } } } } } } fragment B on Region { parent { parent { parent { parent { parent { parent { parent { name } } } } } } } }`,
    'depth may be at most 15',
    '16',
  ],
  [
    'thirty-one aliases',
    `{ ${times(31, (index) => `a${index}: __typename`)} }`,
    'aliases may be at most 30',
    '31',
  ],
  [
    'aliases multiplied by fragments',
    `{ region { a: parent { ...F } b: parent { ...F } } } fragment F on Region { ${times(15, (index) => `n${index}: name`)} }`,
    'aliases may be at most 30',
    '32',
  ],
  [
    'twenty-one root fields',
    `{ ${times(21, () => 'schemes { id }')} }`,
    'root fields may be at most 20',
    '21',
  ],
  [
    'root fields by fragments',
    `{ ...A ...A ...A } fragment A on Query { ${times(7, () => '__typename')} }`,
    'root fields may be at most 20',
    '21',
  ],
  ['a fragment bomb', fragmentBomb(12), 'aliases may be at most 30', '8190'],
  ['a fragment bomb of ninety levels', fragmentBomb(90), 'depth may be at most 15', '92'],
  [
    'a fragment bomb without aliases or depth',
    `{ ...F0 } ${times(10, (level) => `fragment F${level} on Query { ...F${level + 1} ...F${level + 1} }`)} fragment F10 on Query { __typename }`,
    'fields after expanding fragments may be at most 1000',
    '1024',
  ],
  [
    'fifty-one directives',
    `{ __typename ${times(51, () => '@skip(if: false)')} }`,
    'directives may be at most 50',
    '51',
  ],
  [
    'thirty-one operations',
    times(31, (index) => `query Q${index} { __typename }`),
    'operations may be at most 30',
    '31',
  ],
  [
    'a hundred and one fragments',
    `{ ${times(101, (index) => `...F${index}`)} } ${times(101, (index) => `fragment F${index} on Query { a }`)}`,
    'fragments may be at most 100',
    '101',
  ],
  [
    'fifty-one variables',
    `query (${times(51, (index) => `$v${index}: Int`)}) { __typename }`,
    'variables may be at most 50',
    '51',
  ],
  [
    'brackets five thousand deep',
    `${'{ a '.repeat(5000)}${'}'.repeat(5000)}`,
    'bracket nesting may be at most 50',
    'more',
  ],
  [
    'list values five thousand deep',
    `{ region(name: ${'['.repeat(5000)}${']'.repeat(5000)}) { name } }`,
    'bracket nesting may be at most 50',
    'more',
  ],
  [
    'types in variables five thousand deep',
    `query ($v: ${'['.repeat(5000)}Int${']'.repeat(5000)}) { __typename }`,
    'bracket nesting may be at most 50',
    'more',
  ],
  ['six thousand tokens', `{ ${times(6000, () => 'a')} }`, 'tokens may be at most 5000', 'more'],
  [
    'a document of seventy kilobytes',
    `{ __typename } # ${'x'.repeat(70_000)}`,
    'document bytes may be at most 65536',
    '70017',
  ],
  [
    'an unused fragment of great depth',
    `{ __typename } fragment F on Region ${nested('parent', 16)}`,
    'depth may be at most 15',
    '17',
  ],
];

test.each(TOO_LARGE)(
  '%s gives TOO_LARGE within 100 ms of processor time, with the limit and the measured value',
  async (_, query, limit, found) => {
    const { status, body } = await gateway.ask(query);
    expect({ status, code: body.errors?.map(({ extensions }) => extensions) }).toEqual({
      status: 400,
      code: [{ code: 'TOO_LARGE' }],
    });
    expect(body.errors?.[0]?.message).toContain(`${limit}, found ${found} /`);
    expect(await quickestMs(query)).toBeLessThan(100);
    expect(gateway.funds.received).toEqual([]);
  },
);

test('variables of a thousand nested brackets give TOO_LARGE', async () => {
  const deep: unknown = JSON.parse(`${'['.repeat(1000)}${']'.repeat(1000)}`);
  const { body } = await gateway.ask('{ __typename }', { variables: { v: deep } });
  expect(body.errors?.map(({ extensions }) => extensions)).toEqual([{ code: 'TOO_LARGE' }]);
});

test.each([
  ['a cycle of fragments', '{ ...A } fragment A on Query { ...B } fragment B on Query { ...A }'],
  [
    'a fragment that spreads itself',
    '{ region { ...A } } fragment A on Region { parent { ...A } }',
  ],
])('%s gives GRAPHQL_VALIDATION_FAILED within 100 ms of processor time', async (_, query) => {
  const { body } = await gateway.ask(query);
  expect(body.errors?.[0]?.extensions).toEqual({ code: 'GRAPHQL_VALIDATION_FAILED' });
  expect(await quickestMs(query)).toBeLessThan(100);
});

test('a document at the limits of root fields and depth gives data', async () => {
  const query = `{ ${times(BOUNDS.rootFields - 1, (index) => `s${index}: schemes { id }`)} region ${nested('parent', 13)} }`;
  const { body } = await gateway.ask(query);
  expect(body.errors).toBeUndefined();
});

test('240 repeated fields with selections are validated within 1 second of processor time', async () => {
  const pair = 'parent { parent { name } }';
  const query = `{ region { ${times(240, () => pair)} } }`;
  expect(await quickestMs(query)).toBeLessThan(1000);
});

test('the introspection query of GraphiQL with all options gives data', async () => {
  const query = getIntrospectionQuery({
    descriptions: true,
    specifiedByUrl: true,
    directiveIsRepeatable: true,
    schemaDescription: true,
    inputValueDeprecation: true,
    oneOf: true,
  });
  const { status, body } = await gateway.ask(query);
  expect({ status, errors: body.errors }).toEqual({ status: 200, errors: undefined });
});
