/** Strings, lists, objects and numbers in arguments have limits, in the document and in variables. */
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import {
  startStandaloneGateway,
  type StandaloneGateway,
} from '../../gateway/standalone/standalone-gateway.ts';
import { createCompiledExecution } from '../../gateway/execution/compiled/compiled-execution.ts';
import { BOUNDS } from '../../gateway/limits/bounds.ts';
import { startValidationThread } from '../../gateway/operations/validation-thread.ts';
import { startSmallGateway, type SmallGateway } from './support/small-gateway.ts';
import { compose } from './support/small-supergraph.ts';

const supergraphSdl = compose([
  {
    name: 'funds',
    sdl: `extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@composeDirective"])
      @link(url: "https://vakgraaf.example/note/v1.0", import: ["@note"]) @composeDirective(name: "@note")
      directive @note(text: String) on FIELD | VARIABLE_DEFINITION
      scalar Anything
      enum Kind { A B }
      input Deep { text: String texts: [String] deep: Deep list: [[String]] kind: Kind number: Float }
      type Query { words(text: String, texts: [String], id: ID, ids: [ID!], deep: Deep, any: Anything, kind: Kind, number: Float): String }`,
  },
]);

let gateway: SmallGateway;
let standalone: StandaloneGateway;
beforeAll(async () => {
  gateway = await startSmallGateway({
    supergraphSdl,
    startValidation: (sdl) => startValidationThread(sdl),
    startExecution: async (options) => createCompiledExecution(options),
  });
  gateway.funds.respondWith({ data: { words: 'x' } });
  const subgraphUrls = new Map([['funds', gateway.funds.url]]);
  standalone = await startStandaloneGateway({
    host: '127.0.0.1',
    port: 0,
    supergraphSdl,
    subgraphUrls,
  });
});
afterAll(() => Promise.all([gateway.stop(), standalone.stop()]));
afterEach(() => void (gateway.funds.received.length = 0));

interface Sent {
  readonly query: string;
  readonly variables?: object;
}

async function post(url: string, sent: Sent) {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(sent),
  });
  return { status: response.status, body: await response.json() };
}

async function get(sent: Sent) {
  const search = new URLSearchParams({
    query: sent.query,
    variables: JSON.stringify(sent.variables ?? {}),
  });
  const response = await fetch(`${gateway.url}/graphql?${String(search)}`);
  return { status: response.status, body: await response.json() };
}

const tooLarge = (en: string, nl: string, bound: number, found: number | 'more') => ({
  status: 400,
  body: {
    errors: [
      {
        message:
          `Operation is too large: ${en} may be at most ${bound}, found ${found}` +
          ` / Vraag is te groot: hoogstens ${bound} ${nl}, gevonden ${found === 'more' ? 'meer' : found}`,
        extensions: { code: 'TOO_LARGE' },
      },
    ],
  },
});
const text = (found: number) =>
  tooLarge('bytes of one text in arguments', 'bytes in één tekst van een argument', 8192, found);
const list = (found: number) =>
  tooLarge(
    'elements of one list in arguments',
    'elementen in één lijst van een argument',
    500,
    found,
  );
const fields = (found: number) =>
  tooLarge(
    'fields of one object in arguments',
    'velden in één object van een argument',
    100,
    found,
  );
const nesting = tooLarge(
  'lists and objects inside each other in arguments',
  'lijsten en objecten in elkaar in een argument',
  10,
  'more',
);
const values = tooLarge('values in arguments', 'waarden in argumenten', 2000, 'more');
const bytes = tooLarge(
  'bytes of all texts in arguments',
  'bytes in alle teksten van argumenten',
  65_536,
  'more',
);
const numbers = tooLarge(
  'a number in arguments',
  'als getal in een argument',
  Number.MAX_VALUE,
  'more',
);

const LONG = 'a'.repeat(8_193);
const many = <Item>(count: number, item: Item): Item[] => Array.from({ length: count }, () => item);
const object = (count: number) =>
  Object.fromEntries(Array.from({ length: count }, (_, index) => [`k${index}`, 1]));
/** A value of `levels` levels: lists and objects in turn. */
function deep(levels: number): unknown {
  let value: unknown = 1;
  for (let level = 0; level < levels; level += 1) value = level % 2 ? [value] : { deep: value };
  return value;
}
const inDocument = (value: string): Sent => ({ query: `{ words(${value}) }` });
const asVariable = (type: string, name: string, value: unknown): Sent => ({
  query: `query ($v: ${type}) { words(${name}: $v) }`,
  variables: { v: value },
});

const OVER_A_LIMIT: readonly (readonly [string, Sent, ReturnType<typeof text>])[] = [
  ['a string of 8,193 bytes in the document', inDocument(`text: "${LONG}"`), text(8193)],
  ['a block string of 8,193 bytes', inDocument(`text: """${LONG}"""`), text(8193)],
  [
    'a string of 4,097 escape sequences',
    inDocument(`text: "${'\\u00e9'.repeat(4_097)}"`),
    text(8194),
  ],
  [
    'a string of 8,193 bytes in a list of lists',
    inDocument(`deep: { list: [["${LONG}"]] }`),
    text(8193),
  ],
  ['an id of 8,193 digits', inDocument(`id: ${'9'.repeat(8_193)}`), text(8193)],
  [
    'a string of 8,193 bytes in a directive argument',
    { query: `{ words @note(text: "${LONG}") }` },
    text(8193),
  ],
  [
    'a string of 8,193 bytes in the default of a variable',
    { query: `query ($v: Deep = { texts: ["${LONG}"] }) { words(deep: $v) }` },
    text(8193),
  ],
  [
    'a string of 8,193 bytes in a directive of a variable',
    { query: `query ($v: String @note(text: "${LONG}")) { words(text: $v) }` },
    text(8193),
  ],
  [
    'a string of 8,193 bytes in an unused fragment',
    { query: `{ words } fragment F on Query { words(text: "${LONG}") }` },
    text(8193),
  ],
  [
    'a list of 501 elements in the document',
    inDocument(`texts: [${many(501, '1').join()}]`),
    list(501),
  ],
  [
    'an object of 101 fields in the document',
    inDocument(`any: ${JSON.stringify(object(101)).replaceAll('"', '')}`),
    fields(101),
  ],
  [
    '11 nested lists in the document',
    inDocument(`any: ${'['.repeat(11)}${']'.repeat(11)}`),
    nesting,
  ],
  ['the number -1e400 in the document', inDocument('number: -1e400'), numbers],
  [
    'a variable with a string of 100 kB',
    asVariable('String', 'text', 'a'.repeat(100_000)),
    text(100_000),
  ],
  [
    'a variable with 100 kB of spaces',
    asVariable('String', 'text', ' '.repeat(100_000)),
    text(100_000),
  ],
  [
    'a variable with 40,000 combining characters',
    asVariable('String', 'text', '\u0301'.repeat(40_000)),
    text(80_000),
  ],
  [
    'a variable with a list of 10,000 elements',
    asVariable('[String]', 'texts', many(10_000, 'a')),
    list(10_000),
  ],
  [
    'a variable with a list of 501 elements in a list',
    asVariable('Deep', 'deep', { list: [many(501, 'a')] }),
    list(501),
  ],
  [
    'a variable with an object of 101 fields',
    asVariable('Anything', 'any', object(101)),
    fields(101),
  ],
  [
    'a variable with a field name of 8,193 bytes',
    asVariable('Anything', 'any', { [LONG]: 1 }),
    text(8193),
  ],
  ['a variable with ten levels', asVariable('Anything', 'any', deep(10)), nesting],
  ['a variable with an enum value of 8,193 bytes', asVariable('Kind', 'kind', LONG), text(8193)],
  [
    'a variable of type Float with a string of 8,193 bytes',
    asVariable('Float', 'number', LONG),
    text(8193),
  ],
  [
    'a variable with more than 2,000 values',
    asVariable('Anything', 'any', many(4, many(500, 1))),
    values,
  ],
  [
    'a variable with more than 64 KiB of short strings',
    asVariable('[String]', 'texts', many(9, 'a'.repeat(8_000))),
    bytes,
  ],
  [
    'an undeclared variable with a string of 8,193 bytes',
    { query: '{ words }', variables: { other: LONG } },
    text(8193),
  ],
  ['101 undeclared variables', { query: '{ words }', variables: object(101) }, fields(101)],
];

describe('arguments over a limit', () => {
  test.each(OVER_A_LIMIT)(
    '%s gives TOO_LARGE, and no subgraph is called',
    async (_, sent, response) => {
      for (const url of [gateway.url, standalone.url]) {
        expect(await post(url, sent)).toEqual(response);
        // The operation store keeps nothing that changes the second response.
        expect(await post(url, sent)).toEqual(response);
      }
      expect(gateway.funds.received).toEqual([]);
    },
  );

  test('a GET request with an argument over a limit gives TOO_LARGE', async () => {
    expect(await get(asVariable('String', 'text', LONG))).toEqual(text(8193));
    expect(await get(inDocument(`texts: [${many(501, '1').join()}]`))).toEqual(list(501));
  });

  test('the number 1e400 in JSON variables gives TOO_LARGE', async () => {
    for (const url of [gateway.url, standalone.url]) {
      const response = await fetch(`${url}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: '{"query":"query($v:Float){words(number:$v)}","variables":{"v":1e400}}',
      });
      expect(await response.json()).toEqual(numbers.body);
    }
  });

  test('a large value gives TOO_LARGE after the same operation succeeded with a small value', async () => {
    for (const url of [gateway.url, standalone.url]) {
      const small = asVariable('String', 'text', 'a');
      expect(await post(url, small)).toEqual({ status: 200, body: { data: { words: 'x' } } });
      expect(await post(url, { ...small, variables: { v: LONG } })).toEqual(text(8193));
    }
    const written = inDocument('text: "a"');
    expect((await post(gateway.url, written)).status).toBe(200);
    expect(await post(gateway.url, inDocument(`text: "${LONG}"`))).toEqual(text(8193));
    expect((await post(gateway.url, inDocument('any: 1.5'))).status).toBe(200);
    expect(await post(gateway.url, inDocument('any: 1e400'))).toEqual(numbers);
  });

  test('the standalone gateway gives TOO_LARGE for 60 nested brackets, and with status 413 for a body of 300 kB', async () => {
    const nested = '['.repeat(60) + ']'.repeat(60);
    const sent = (body: string) =>
      fetch(`${standalone.url}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body,
      }).then(async (response) => ({
        status: response.status,
        body: await response.json(),
      }));
    expect(await sent(`{"query":"{ words }","variables":{"v":${nested}}}`)).toMatchObject({
      body: { errors: [{ extensions: { code: 'TOO_LARGE' } }] },
    });
    expect(await sent(JSON.stringify({ query: ' '.repeat(300_000) }))).toMatchObject({
      status: 413,
      body: { errors: [{ extensions: { code: 'TOO_LARGE' } }] },
    });
  });
});

test.each<readonly [string, Sent]>([
  ['a string of 8,192 bytes', asVariable('String', 'text', 'a'.repeat(8_192))],
  ['a list of 500 elements', asVariable('[String]', 'texts', many(500, 'a'))],
  ['an object of 100 fields', asVariable('Anything', 'any', object(100))],
  ['nine levels in a variable', asVariable('Anything', 'any', deep(9))],
  ['an id of 40 digits', inDocument(`id: ${'9'.repeat(40)}`)],
  ['the largest number', inDocument(`number: ${Number.MAX_VALUE}`)],
])('%s is within the limits and gives data', async (_, sent) => {
  for (const url of [gateway.url, standalone.url]) {
    expect(await post(url, sent)).toEqual({ status: 200, body: { data: { words: 'x' } } });
  }
});

test('each limit on arguments is below the limit of the document, the body or the nesting of brackets', () => {
  expect(BOUNDS.argumentsBytes).toBeLessThan(BOUNDS.bodyBytes);
  expect(BOUNDS.argumentTextBytes).toBeLessThan(BOUNDS.documentBytes);
  expect(BOUNDS.argumentNesting).toBeLessThan(BOUNDS.bracketNesting);
});
