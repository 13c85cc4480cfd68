/** `@override` with a label, through the standalone gateway: the subgraph of a field depends on the label. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  startStandaloneGateway,
  type StandaloneGateway,
} from '../../../gateway/standalone/standalone-gateway.ts';
import { composeSubgraphs, startFixture, type Fixture } from '../support/fixture.ts';

let fixture: Fixture;
let gateway: StandaloneGateway;

/** Both subgraphs have the same data, so the subgraphs that were called show which field came from where. */
beforeAll(async () => {
  const person = (id: string): Record<string, unknown> => ({
    __typename: 'Person',
    id,
    all: `all ${id}`,
    none: `none ${id}`,
    half: `half ${id}`,
    other: `other ${id}`,
    named: `named ${id}`,
    unnamed: `unnamed ${id}`,
    base: `base ${id}`,
    made: (_: unknown, { base }: { base?: string }) => `made of ${base}`,
    friend: null,
  });
  const [an, bo] = [person('an'), person('bo')];
  an['friend'] = bo;
  fixture = await startFixture({
    subgraphs: {
      before: `
        type Query { an: Person people: [Person!]! things: [Thing] rootAll: String rootNone: String }
        interface Thing { id: ID! all: String }
        type Person implements Thing @key(fields: "id") {
          id: ID! all: String none: String half: String other: String named: String unnamed: String
          base: String made: String friend: Person
        }`,
      after: `
        type Query {
          rootAll: String @override(from: "before", label: "percent(100)")
          rootNone: String @override(from: "before", label: "percent(0)")
        }
        type Person @key(fields: "id") {
          id: ID!
          all: String @override(from: "before", label: "percent(100)")
          none: String @override(from: "before", label: "percent(0)")
          half: String @override(from: "before", label: "percent(50)")
          other: String @override(from: "before", label: "percent(50)")
          named: String @override(from: "before", label: "moved")
          unnamed: String @override(from: "before", label: "not-moved")
          base: String @external
          made: String @requires(fields: "base") @override(from: "before", label: "percent(100)")
        }`,
    },
    world: () => ({
      Query: { an, people: [an, bo], things: [an], rootAll: 'root all', rootNone: 'root none' },
      objects: [an, bo],
    }),
  });
  const { supergraphSdl, subgraphUrls } = fixture;
  gateway = await startStandaloneGateway({
    host: '127.0.0.1',
    port: 0,
    supergraphSdl,
    subgraphUrls,
    overrideLabels: ['moved', 'in-no-supergraph'],
  });
});
afterAll(async () => {
  await gateway.stop();
  await fixture.stop();
});

async function send(query: string) {
  fixture.received.length = 0;
  const response = await fetch(`${gateway.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query }),
  });
  const body: unknown = await response.json();
  const called = fixture.received.map(({ subgraph }) => subgraph);
  const askedAfter = fixture.received
    .filter(({ subgraph }) => subgraph === 'after')
    .map(({ body: { query: text } }) => text)
    .join();
  return { body, called, askedAfter };
}

test.each([
  ['percent(100)', '{ an { all } }', { an: { all: 'all an' } }, ['before', 'after']],
  ['percent(0)', '{ an { none } }', { an: { none: 'none an' } }, ['before']],
  ['a label in force', '{ an { named } }', { an: { named: 'named an' } }, ['before', 'after']],
  ['a label not in force', '{ an { unnamed } }', { an: { unnamed: 'unnamed an' } }, ['before']],
  ['percent(100) at the root', '{ rootAll }', { rootAll: 'root all' }, ['after']],
  ['percent(0) at the root', '{ rootNone }', { rootNone: 'root none' }, ['before']],
  [
    'percent(100) in a list',
    '{ people { all } }',
    { people: [{ all: 'all an' }, { all: 'all bo' }] },
    ['before', 'after'],
  ],
  [
    'percent(100) in a nested object',
    '{ an { friend { all id } } }',
    { an: { friend: { all: 'all bo', id: 'bo' } } },
    ['before', 'after'],
  ],
  [
    'percent(100) with @requires',
    '{ an { made } }',
    { an: { made: 'made of base an' } },
    ['before', 'after'],
  ],
  [
    'percent(100) behind an interface',
    '{ things { all } }',
    { things: [{ all: 'all an' }] },
    ['before', 'after'],
  ],
  [
    'percent(100) and percent(0) together',
    '{ an { all none id } }',
    { an: { all: 'all an', none: 'none an', id: 'an' } },
    ['before', 'after'],
  ],
])('%s: the subgraphs that %s calls resolve the field', async (_, query, data, called) => {
  const first = await send(query);
  expect(first.body).toEqual({ data });
  expect(first.called).toEqual(called);
  const again = await send(query);
  expect(again.body).toEqual({ data });
  expect(again.called).toEqual(called);
});

test('percent(50): requests differ, and the fields of one label in a request do not', async () => {
  const seen = new Set<string>();
  // All alike only once in 2^60 runs.
  for (let request = 0; request < 60; request += 1) {
    const { body, askedAfter } = await send('{ an { half other } }');
    expect(body).toEqual({ data: { an: { half: 'half an', other: 'other an' } } });
    const fields = ['half', 'other'].filter((field) => askedAfter.includes(field));
    expect([[], ['half', 'other']]).toContainEqual(fields);
    seen.add(fields.join());
  }
  expect([...seen].toSorted()).toEqual(['', 'half,other']);
});

test('a supergraph with more than twenty percentages is refused with the limit', async () => {
  const fields = Array.from({ length: 21 }, (_, index) => index);
  const supergraph = composeSubgraphs({
    before: `type Query { ${fields.map((one) => `f${one}: Int`).join(' ')} }`,
    after: `type Query { ${fields
      .map((one) => `f${one}: Int @override(from: "before", label: "percent(${one})")`)
      .join(' ')} }`,
  });
  await expect(gateway.reload(supergraph)).rejects.toThrow(
    'Cannot use this supergraph: its @override labels have 21 different percentages, and at most 20 are possible',
  );
});
