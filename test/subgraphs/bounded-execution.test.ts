/** The reference subgraph has cycles in which every list leads to others: a short query is a huge response. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { executeWithin } from '../../core/limits/execute-within.ts';
import { readPartners } from '../../subgraphs/partners.ts';
import { startSubgraph, type RunningSubgraph } from '../../subgraphs/start-subgraph.ts';
import { buildSchema, parse } from 'graphql';
import { completedDuring, cpuOf } from '../gateway/support/shared-entities.ts';
import { settingsOf } from '../support/subgraph-harness.ts';

let subgraph: RunningSubgraph;
beforeAll(async () => {
  const partners = readPartners('subgraphs/partners.yaml');
  subgraph = await startSubgraph(settingsOf('reference', partners, []));
});
afterAll(() => subgraph.stop());

async function ask(query: string, signal?: AbortSignal): Promise<unknown> {
  const response = await fetch(subgraph.url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query }),
    ...(signal && { signal }),
  });
  return await response.json();
}

const TOO_LARGE = {
  data: null,
  errors: [{ message: expect.any(String), extensions: { code: 'TOO_LARGE' } }],
};
/** Without a bound they take minutes, or all memory. */
const CPU_MS_MAX = 4_000;

const OVERLAPS = `{ region(kind: LANDSDEEL, code: "LD02") {
  overlaps(kind: GEMEENTE) { overlaps { overlaps(kind: GEMEENTE) { overlaps { overlaps(kind: GEMEENTE) { code } } } } } } }`;
const ROLES = nested('organisations { nodes { id', ['roles { programme {'], 5, 'roles { branch }');

/** A walk that repeats its steps; all that is opened is closed at the end. */
function nested(start: string, steps: readonly string[], times: number, last: string): string {
  const open = `{ ${start} ${Array.from({ length: times }, () => steps.join(' ')).join(' ')} ${last}`;
  const left = open.split('{').length - open.split('}').length;
  return `${open} ${'}'.repeat(left)}`;
}

describe('a query that follows a cycle of types is TOO_LARGE within bounded work', () => {
  test.each([
    ['overlaps of regions', OVERLAPS],
    ['overlaps without a kind', nested('regions { nodes {', ['overlaps {'], 12, 'code')],
    [
      'members and overlaps of regions',
      nested('regions { nodes {', ['members { overlaps {'], 4, 'code'),
    ],
    [
      'on another day at each step',
      nested(
        'regions { nodes {',
        ['overlaps(on: "2019-05-05") { members(on: "2022-02-02") {'],
        4,
        'code',
      ),
    ],
    ['roles of organisations and programmes', ROLES],
    ['indicators of programmes', nested('indicators {', ['programme { indicators {'], 7, 'id')],
    [
      'learning points of programmes',
      nested('learningPoints {', ['programme { learningPoints {'], 12, 'text'),
    ],
    [
      'public events of programmes',
      nested('publicEvents {', ['programme { roles { organisation { roles {'], 4, 'branch'),
    ],
    [
      'regions of programmes',
      nested('programmes { nodes { regions {', ['overlaps { members {'], 3, 'code'),
    ],
    [
      'the same walk under 30 aliases',
      `{ ${Array.from({ length: 30 }, (_, index) => `a${index}: ${ROLES.slice(1, -1)}`).join(' ')} }`,
    ],
    [
      'fragments that repeat the walk',
      `{ regions { nodes { ...a } } } fragment a on Region { overlaps { ...b } members { ...b } }
       fragment b on Region { overlaps { ...c } members { ...c } } fragment c on Region { overlaps { ...d } members { ...d } }
       fragment d on Region { overlaps { ...e } members { ...e } } fragment e on Region { overlaps { code } members { code } }`,
    ],
  ])('%s', async (_, query) => {
    const cpuMs = await cpuOf(async () => {
      expect(await ask(query)).toEqual(TOO_LARGE);
    });
    expect(cpuMs).toBeLessThan(CPU_MS_MAX);
  });
});

test('a response of more bytes than the limit is TOO_LARGE, however few its fields', async () => {
  const name = 'x'.repeat(60_000);
  expect(await ask(`{ regions(first: 100) { nodes { overlaps { ${name}: code } } } }`)).toEqual(
    TOO_LARGE,
  );
});

test('an introspection query over the limit is TOO_LARGE', async () => {
  const types = 'types { fields { type { name fields { type { name } } } } }';
  const many = Array.from({ length: 400 }, (_, index) => `a${index}: __schema { ...all }`);
  const query = `{ ${many.join(' ')} } fragment all on __Schema { ${types} }`;
  expect(await ask(query)).toEqual(TOO_LARGE);
});

test('other requests get a response while a large one is executed', async () => {
  const large = ask(ROLES);
  const health = subgraph.url.replace('/graphql', '/health');
  const count = await completedDuring(large, () => fetch(health));
  expect(await large).toEqual(TOO_LARGE);
  // One at most while an execution holds the event loop from its first field to its last.
  expect(count).toBeGreaterThan(3);
});

test('an execution ends when the client disconnects', async () => {
  await ask(ROLES);
  const oneMs = await cpuOf(() => ask(ROLES));
  const ofManyMs = await cpuOf(async () => {
    const leaving = new AbortController();
    const requests = Array.from({ length: 20 }, () => ask(ROLES, leaving.signal));
    await ask('{ programmes { nodes { id } } }');
    leaving.abort();
    await Promise.allSettled(requests);
    await ask(ROLES);
  });
  expect(ofManyMs).toBeLessThan(12 * oneMs);
});

describe('executeWithin', () => {
  const schema = buildSchema('type Query { list: [Query!] slow: Query text: String }');
  const list = Array.from({ length: 100 }, () => ({}));
  const walk = parse('{ list { list { list { list { text } } } } }');
  const rootValue = { list: () => list };
  for (const one of list) Object.assign(one, { list });

  test('stops resolving fields when the signal aborts', async () => {
    const { data, errors } = await executeWithin({
      schema,
      document: walk,
      rootValue,
      contextValue: {},
      signal: AbortSignal.abort(),
    });
    expect({ data, codes: errors?.map(({ extensions }) => extensions['code']) }).toEqual({
      data: null,
      codes: ['TOO_LARGE'],
    });
  });

  test('gives the same result as graphql-js, with errors and promises', async () => {
    const document = parse('{ list { text list { text } slow { text list { text } } } }');
    const late = { text: 'late', list: () => Promise.resolve([{ text: 'x' }]) };
    const failing = { text: () => Promise.reject(new Error('no')), slow: null };
    const elements = [{ text: 'a', list: [], slow: () => Promise.resolve(late) }, failing];
    const { data, errors } = await executeWithin({
      schema,
      document,
      rootValue: { list: elements },
      contextValue: {},
    });
    expect(JSON.parse(JSON.stringify({ data, errors }))).toMatchObject({
      data: {
        list: [
          { text: 'a', list: [], slow: { text: 'late', list: [{ text: 'x' }] } },
          { text: null, list: null, slow: null },
        ],
      },
      errors: [{ message: 'no', path: ['list', 1, 'text'] }],
    });
  });

  test('keeps the order of a list while it yields to other requests', async () => {
    const { data } = await executeWithin({
      schema,
      document: parse('{ list { list { list { text } } } }'),
      rootValue: { list: () => list.map((_, index) => element(index)) },
      contextValue: {},
      limits: { fieldsMax: 1_000_000, bytesMax: 1e9 },
    });
    const inner = Array.from({ length: 100 }, (_, index) => ({ text: `t${index}` }));
    const expected = Array.from({ length: 100 }, () => ({
      list: Array.from({ length: 100 }, () => ({ list: inner.slice(0, 20) })),
    }));
    expect(JSON.parse(JSON.stringify(data))).toEqual({ list: expected });
  });
});

function element(index: number) {
  const leaves = Array.from({ length: 20 }, (_, at) => ({ text: `t${at}` }));
  const rows = Array.from({ length: 100 }, () => ({ list: leaves }));
  return { list: index % 2 === 0 ? rows : () => Promise.resolve(rows) };
}
