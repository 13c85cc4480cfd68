/**
 * Planned, sent and stored documents contain no value that a client wrote into an operation, and the response
 * equals that of one schema over the same data for the original operation.
 */
import { getIntrospectionQuery, parse, print, visit } from 'graphql';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { createCompiledExecution } from '../../gateway/execution/compiled/compiled-execution.ts';
import { createApolloExecution } from '../../gateway/execution/apollo/apollo-execution.ts';
import { mayHoldId } from '../../gateway/operations/name-rule.ts';
import { createValidation } from '../../gateway/operations/create-validation.ts';
import { createPlanner } from '../../gateway/planning/planner.ts';
import { startGateway, type Gateway } from '../../gateway/server.ts';
import { savedOperations } from '../canary/clients.ts';
import {
  startFixture,
  type OperationRequest,
  type Fixture,
} from '../federation/support/fixture.ts';

const WORD = 'koolmees-in-de-tuin';
const NUMBER = '111222333';

const DIRECTIVE = `directive @note(id: ID, more: More) on
  QUERY | FIELD | FRAGMENT_SPREAD | INLINE_FRAGMENT | FRAGMENT_DEFINITION | VARIABLE_DEFINITION
input More { text: String! count: Int = 4 }`;

const echo = (args: Record<string, unknown>) => JSON.stringify(args);
const person = { __typename: 'Person', id: '1', name: 'Jan', echo };
let fixture: Fixture;
let gateways: readonly Gateway[];
let planned: string[];

beforeAll(async () => {
  fixture = await startFixture({
    subgraphs: {
      a: `${DIRECTIVE}
        scalar Day scalar Anything
        type Query {
          person: Person
          words(text: String = "hi", list: [ID!], number: Int, part: Float): String
          strict(text: String!, number: Int!, list: [ID]!, day: Day, more: Deep): String
          fallback(number: Int! = 7): String
          day(day: Day!): String
          anything(any: Anything, all: [Anything]): String
          deep(deep: Deep!): String
          kind(kind: Kind = A, is: Boolean): String
        }
        input Deep { text: String! ids: [ID!] = ["x"] day: Day inner: Deep kind: Kind number: Int = 3 }
        enum Kind { A B }
        type Person @key(fields: "id") { id: ID! name: String }`,
      b: `${DIRECTIVE}
        type Person @key(fields: "id") { id: ID! echo(text: String, number: Int! = 2): String }`,
    },
    world: () => ({
      Query: {
        person,
        words: echo,
        strict: echo,
        fallback: echo,
        day: echo,
        anything: echo,
        deep: echo,
        kind: echo,
      },
      objects: [person],
    }),
  });
  gateways = await Promise.all([
    start(async (options) => createCompiledExecution(options)),
    start(createApolloExecution),
  ]);
});
afterAll(async () => {
  await Promise.all(gateways.map((gateway) => gateway.stop()));
  await fixture.stop();
});
beforeEach(() => {
  planned = [];
});

function start(startExecution: Parameters<typeof startGateway>[0]['startExecution']) {
  const { supergraphSdl, subgraphUrls } = fixture;
  return startGateway({
    host: '127.0.0.1',
    port: 0,
    supergraphSdl,
    subgraphUrls,
    issuers: [],
    contextKey: undefined,
    purposes: new Map(),
    explorerFolder: undefined,
    demoUrl: undefined,
    startValidation(sdl) {
      const planner = createPlanner(sdl);
      return createValidation(sdl, {
        ...planner,
        plan(operation) {
          planned.push(`${operation.operationName ?? ''} ${print(operation.document)}`);
          return planner.plan(operation);
        },
      });
    },
    startExecution,
  });
}

interface GraphqlResponse {
  readonly data?: unknown;
  readonly errors?: readonly { path?: unknown; message: string; extensions: { code: string } }[];
}

async function ask({ url }: Gateway, request: OperationRequest): Promise<GraphqlResponse> {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(request),
  });
  return JSON.parse(await response.text());
}

/** Of both executors, each twice: the second request uses the stored operation. */
async function allResponses(request: OperationRequest): Promise<readonly GraphqlResponse[]> {
  const responses: GraphqlResponse[] = [];
  for (const gateway of gateways) {
    for (let round = 0; round < 2; round += 1) responses.push(await ask(gateway, request));
  }
  return responses;
}

const sentTexts = () => fixture.received.map(({ body }) => body.query);

const OPERATIONS: Readonly<Record<string, string | OperationRequest>> = {
  'a default': `query ($id: [ID!] = ["${WORD}", "${NUMBER}"]) { words(list: $id) }`,
  'a default of a list that is one value': `query ($id: [ID!] = ${NUMBER}) { words(list: $id) }`,
  'a default, when a value is given': {
    query: `query ($t: String = "${WORD}", $n: Int! = ${NUMBER}) { words(text: $t, number: $n) }`,
    variables: { t: 'given', n: 4 },
  },
  'a default, when null is given': {
    query: `query ($t: String = "${WORD}") { words(text: $t) }`,
    variables: { t: null },
  },
  'a default where null is not allowed': `query ($t: String = "${WORD}", $n: Int = ${NUMBER}, $l: [ID] = ["${WORD}", null]) {
    strict(text: $t, number: $n, list: $l) }`,
  'a default where null is not allowed, when null is given': {
    query: `query ($t: String = "${WORD}", $n: Int = ${NUMBER}) { strict(text: $t, number: $n, list: []) person { name } }`,
    variables: { n: null },
  },
  'a default where the schema has another': `query ($n: Int = ${NUMBER}) { fallback(number: $n) person { echo(number: $n) } }`,
  'a default where the schema has another, when null is given': {
    query: `query ($n: Int = ${NUMBER}) { fallback(number: $n) person { name } }`,
    variables: { n: null },
  },
  'a default that is an object': `query ($d: Deep! = { text: "${WORD}", ids: "${NUMBER}", inner: { text: "a", kind: B, number: null } }) {
    deep(deep: $d) }`,
  'a default that is an object with a custom scalar': `query ($d: Deep = { text: "x", day: "${WORD}", inner: { text: "${WORD}", day: "d" } }) {
    deep(deep: $d) strict(text: "", number: 1, list: [], more: $d) }`,
  'a default of a custom scalar': `query ($d: Day = "${WORD}") { day(day: $d) }`,
  'a default of a custom scalar, when null is given where it is allowed': {
    query: `query ($d: Day = "${WORD}") { strict(text: "${WORD}", number: 1, list: [], day: $d) }`,
    variables: { d: null },
  },
  'a default of a scalar that accepts any form': `query ($a: Anything = { ${WORD.replaceAll('-', '_')}: [1, "${WORD}", X${NUMBER}, null, true] }) {
    anything(any: $a, all: [$a]) }`,
  'a default of an enum and of a Boolean': `query ($k: Kind = B, $i: Boolean = true) { kind(kind: $k, is: $i) person @include(if: $i) { name } }`,
  'a default of a Boolean, when the other is given': {
    query: `query ($i: Boolean! = true, $t: String = "${WORD}") { kind(is: $i) words(text: $t) @skip(if: $i) }`,
    variables: { i: false },
  },
  'a default that is null': `query ($t: String = null) { words(text: $t) }`,
  'defaults inside a fragment': `query ($t: String = "${WORD}") { person { ...Rows } } fragment Rows on Person { echo(text: $t) }`,
  'values in lists and objects': `{ words(list: ["${WORD}", ${NUMBER}]) deep(deep: { text: "${WORD}", inner: { text: """${WORD}""", ids: [${NUMBER}], kind: B } }) }`,
  'a value of a scalar that accepts any form': `{ anything(any: { k${NUMBER}: { a: [E${NUMBER}, "${WORD}"] } }, all: [{ a: ${NUMBER} }, Z${NUMBER}, "${WORD}"]) }`,
  'a value of such a scalar that contains a variable': {
    query: `query ($t: String) { anything(any: { k${NUMBER}: [$t, "${WORD}"] }) words(text: $t) }`,
    variables: { t: 'given' },
  },
  'the same value twice for one field': `{ person { ...A ...B } } fragment A on Person { echo(text: "${WORD}", number: ${NUMBER}) }
    fragment B on Person { echo(text: "${WORD}", number: ${NUMBER}) name }`,
  'arguments of directives': `query ($m: More = { text: "${WORD}" }) @note(id: "${WORD}") {
    person @note(id: ${NUMBER}, more: $m) { name @note(more: { text: "${WORD}" }) ...F @note(id: "${WORD}") ... @note(id: "${WORD}") { id } } }
    fragment F on Person @note(id: "${WORD}") { name }`,
  'directives of a definition': `query ($t: String = "a" @note(id: "${WORD}")) { words(text: $t) }`,
  'a fragment with a number in its name': `{ person { ...F${NUMBER} } } fragment F${NUMBER} on Person { name }`,
  'a variable with a number in its name': {
    query: `query ($v${NUMBER}: String = "${WORD}", $lifted: Int) { words(text: $v${NUMBER}, number: $lifted) }`,
    variables: { [`v${NUMBER}`]: 'given', lifted: 3 },
  },
  'an operation with a number in its name': `query Q${NUMBER} { person { name echo } }`,
  'descriptions of definitions': `"${WORD}" query Q("${NUMBER}" $t: String) { words(text: $t) person { ...F } }
    """${WORD}""" fragment F on Person { name }`,
  'an operation among others': {
    query: `query Q${NUMBER} { person { name } } query Other($t: String = "${WORD}") { words(text: $t) }`,
    operationName: 'Other',
  },
};

test.each(Object.entries(OPERATIONS))(
  '%s: the response is that of one schema, and the values are not stored',
  async (_, listed) => {
    const request = typeof listed === 'string' ? { query: listed } : listed;
    const expected = await fixture.executeMonolith(request);
    fixture.received.length = 0;
    const responses = await allResponses(request);
    for (const { data, errors = [] } of responses) {
      expect(data).toEqual(expected.data);
      expect(errors.map(({ path }) => path)).toEqual(expected.errors.map(({ path }) => path));
    }
    // An operation with the same form as an earlier one already has a plan.
    const documents = [...planned, ...sentTexts()];
    expect(documents.length).toBeGreaterThan(0);
    for (const text of documents) {
      expect(text).not.toMatch(/koolmees|111222333/);
    }
  },
);

test('a stored operation uses the defaults of the document in the request', async () => {
  const query = (n: number, text: string) =>
    `query ($n: Int = ${n}, $d: Deep = { text: "${text}", ids: ["${n}"] }) { words(number: $n) deep(deep: $d) }`;
  for (const [n, text] of [
    [1, 'a'],
    [2, 'b'],
    [3, 'c'],
  ] as const) {
    const request = { query: query(n, text).replace('$d: Deep =', '$d: Deep! =') };
    const { data } = await fixture.executeMonolith(request);
    for (const response of await allResponses(request)) expect(response).toEqual({ data });
  }
  expect(new Set(planned).size).toBe(1);
});

test('an operation with two equal literals and one with two different literals give their own results', async () => {
  const query = (one: string, other: string) =>
    `{ one: words(text: "${one}") other: words(text: "${other}") }`;
  for (const [one, other] of [
    ['a', 'a'],
    ['a', 'b'],
    ['b', 'b'],
    ['c', 'a'],
  ] as const) {
    const data = { one: `{"text":"${one}"}`, other: `{"text":"${other}"}` };
    for (const response of await allResponses({ query: query(one, other) })) {
      expect(response).toEqual({ data });
    }
  }
  const conflict = '{ words(text: "a") words(text: "b") }';
  await allResponses({ query: conflict.replace('"b"', '"a"') });
  for (const { errors } of await allResponses({ query: conflict })) {
    expect(errors?.map(({ extensions }) => extensions.code)).toEqual(['GRAPHQL_VALIDATION_FAILED']);
  }
});

test('null for a non-null custom scalar gives BAD_USER_INPUT', async () => {
  const request = { query: 'query ($d: Day = "d") { day(day: $d) }', variables: { d: null } };
  const message =
    'Variable "$d" has a value that does not fit: expected a value of type "Day!", not null';
  for (const response of await allResponses(request)) {
    expect(response).toEqual({ errors: [{ message, extensions: { code: 'BAD_USER_INPUT' } }] });
  }
});

test.each([
  [`a${NUMBER}`],
  ['K7fQ2mZp9XcVb4Nt8sLw3Rd6_gTy1uHj5oWq'],
  [`voucher_${'x'.repeat(60)}`],
])('the alias %s, which may be an id, gives BAD_REQUEST', async (alias) => {
  const [gateway] = gateways;
  if (!gateway) throw new Error('no gateway');
  expect(await ask(gateway, { query: `{ person { ${alias}: name } }` })).toEqual({
    errors: [
      {
        message: expect.stringContaining('An alias looks like a number or an id of someone'),
        extensions: { code: 'BAD_REQUEST' },
      },
    ],
  });
  expect([planned, fixture.received.length]).toEqual([[], expect.any(Number)]);
});

test.each([
  'naam',
  'in2025',
  'van_2024_tot_2026',
  'aantalDeelnemersPerRegioIn2025',
  'gemiddeldeDoorlooptijdVanTrajectenInDagen',
  'IdVanDeKlantInDeRegio',
  'topTienFondsenInQ4Van2025',
  '__typename',
  'A'.repeat(48),
])('mayHoldId is false for the name %s', (name) => {
  expect(mayHoldId(name)).toBe(false);
});

test('no name in a saved query or in the introspection query looks like an id', async () => {
  const names = savedOperations().flatMap(({ document }) => namesIn(document));
  expect(names.length).toBeGreaterThan(40);
  expect([...names, ...namesIn(getIntrospectionQuery())].filter(mayHoldId)).toEqual([]);
});

function namesIn(text: string): readonly string[] {
  const names: string[] = [];
  visit(parse(text), { Name: ({ value }) => void names.push(value) });
  return names;
}
