/** Compares the response matcher with `parseExact`, for the data and for the bytes that are written. */
import {
  array,
  assert,
  boolean,
  constant,
  constantFrom,
  double,
  integer,
  nat,
  oneof,
  property,
  record,
  stringMatching,
  type Arbitrary,
} from 'fast-check';
import { buildSchema, Kind, parse } from 'graphql';
import { describe, expect, test } from 'vitest';
import { parseExact } from '../../../core/structures/exact-numbers.ts';
import { isObject } from '../../../core/structures/is-object.ts';
import { JsonWriter } from '../../../gateway/execution/compiled/writing/json-writer.ts';
import { define, own } from '../../../gateway/execution/compiled/shape/generate-code.ts';
import { compileResponseMatcher } from '../../../gateway/execution/compiled/reading/match-response.ts';
import {
  createShape,
  type FieldShape,
  type Shape,
} from '../../../gateway/execution/compiled/shape/shape.ts';
import {
  RAW_LEAF_BYTES,
  valueOf,
  type SymbolKeys,
} from '../../../gateway/execution/compiled/reading/raw-leaves.ts';
import { isCopyable } from '../../../gateway/execution/compiled/reading/scan-json.ts';
import {
  compileWriter,
  compileWriterInSteps,
} from '../../../gateway/execution/compiled/writing/write-shape.ts';

const schema = buildSchema(`
  type Query { items: [Item!] one: Item any: [Animal] node: Animal text: String }
  type Item {
    id: ID! name: String must: String! count: Int price: Float isNew: Boolean colour: Colour at: Moment
    labels: [String!] grid: [[Int]] owner: Item
  }
  interface Animal { name: String }
  type Cat implements Animal { name: String lives: Int }
  type Dog implements Animal { name: String barks: Boolean }
  enum Colour { RED GREEN GREENISH }
  scalar Moment
`);

/** As in a plan that sends `id` to another subgraph, so that `id` is read. */
const createKeys = (): SymbolKeys => {
  const symbolKeys = new Map<string, symbol>();
  return {
    symbolKeyOf(name) {
      if (name === 'id' || name === '__typename') return undefined;
      symbolKeys.set(name, symbolKeys.get(name) ?? Symbol(name));
      return symbolKeys.get(name);
    },
  };
};
const NO_SYMBOL_KEYS: SymbolKeys = { symbolKeyOf: () => undefined };

function shapeOf(query: string) {
  const { definitions } = parse(query);
  const [operation] = definitions;
  const root = schema.getQueryType();
  if (operation?.kind !== Kind.OPERATION_DEFINITION || !root) throw new Error('Expected a query');
  const context = { schema, fragments: new Map(), conditions: new Map(), aliases: new Map() };
  return createShape(context, root, operation.selectionSet);
}

const QUERIES = [
  '{ text }',
  '{ t: text items { id } }',
  '{ items { __typename id name must count price isNew colour at } text }',
  '{ one { labels grid owner { id owner { n: name labels } } } }',
  '{ any { __typename name ... on Cat { lives } ... on Dog { barks } } node { kind: __typename name } }',
];

/** The response written twice: from matched data and from `parseExact`. */
function bothWays(query: string, text: string) {
  const shape = shapeOf(query);
  const symbolKeys = createKeys();
  const bytes = Buffer.from(text);
  const isAscii = bytes.length === text.length;
  const match = compileResponseMatcher(shape, symbolKeys);
  // The body is the second of its run, so that raw leaves need the index of the body.
  const responses = [Buffer.from('{}'), bytes];
  const data = isCopyable(bytes) ? match?.(bytes, RAW_LEAF_BYTES, isAscii) : undefined;
  if (!data) return { isMatched: false };
  const parsed = parseExact(bytes.toString('utf8'));
  if (!isObject(parsed)) throw new Error('Expected an object');
  const fast = written(compileWriter(shape, symbolKeys), data, { isAscii, responses });
  const inSteps = writtenInSteps(compileWriterInSteps(shape, symbolKeys), data, {
    isAscii,
    responses,
  });
  expect(inSteps).toEqual(fast);
  const slow = written(compileWriter(shape, NO_SYMBOL_KEYS), parsed['data'], {
    isAscii,
    responses: [],
  });
  readRawLeaves(responses, data);
  return { isMatched: true, fast, slow, data, parsed: parsed['data'] };
}

/** Replaces raw leaves by values, at every depth. */
function readRawLeaves(responses: readonly Buffer[], data: unknown): void {
  if (typeof data !== 'object' || data === null) return;
  for (const symbolKey of Object.getOwnPropertySymbols(data)) {
    const rawLeaf = own(data, symbolKey);
    if (rawLeaf !== undefined)
      define(data, symbolKey.description ?? '', valueOf(responses, rawLeaf));
    Reflect.deleteProperty(data, symbolKey);
  }
  for (const inner of Object.values(data)) readRawLeaves(responses, inner);
}

/** Writes with a pause at every element. */
function writtenInSteps(
  write: ReturnType<typeof compileWriterInSteps>,
  data: unknown,
  { isAscii, responses }: { readonly isAscii: boolean; readonly responses: Buffer[] },
) {
  const writer = new JsonWriter();
  writer.start(isAscii, responses);
  const steps = write(data, writer, {});
  let step = steps.next();
  while (step.done !== true) step = steps.next();
  const { isBroken } = writer;
  return { isWritten: step.value, isBroken, text: writer.finish().toString() };
}

function written(
  write: ReturnType<typeof compileWriter>,
  data: unknown,
  { isAscii, responses }: { readonly isAscii: boolean; readonly responses: Buffer[] },
) {
  const writer = new JsonWriter();
  writer.start(isAscii, responses);
  const isWritten = write(data, writer, {});
  const { isBroken } = writer;
  return { isWritten, isBroken, text: writer.finish().toString() };
}

function expectSame(query: string, text: string): boolean {
  const both = bothWays(query, text);
  if (!both.isMatched) return false;
  expect(both.fast).toEqual(both.slow);
  expect(both.data).toEqual(both.parsed);
  return true;
}

test.each([
  ['{ text }', '{"data":{"text":"plain"}}'],
  ['{ text }', '{"data":{"text":null}}'],
  ['{ text }', '{"data":{"text":5}}'],
  ['{ text }', '{"data":{"text":"Súdwest-Fryslân, €5"}}'],
  ['{ items { id } }', '{"data":{"items":[{"id":"Fryslân"},{"id":"漢"}]}}'],
  ['{ text }', `{"data":{"text":"${'long '.repeat(100)}"}}`],
  ['{ items { id } }', '{"data":{"items":null}}'],
  ['{ items { id } }', '{"data":{"items":[]}}'],
  ['{ items { id name } }', '{"data":{"items":[{"id":"a","name":"b"},null,{"id":1,"name":""}]}}'],
  ['{ one { count price } }', '{"data":{"one":{"count":-12,"price":3.25}}}'],
  ['{ one { count price } }', '{"data":{"one":{"count":2147483648,"price":1.50}}}'],
  ['{ one { count price } }', '{"data":{"one":{"count":-0,"price":0.00000015}}}'],
  ['{ one { count price } }', '{"data":{"one":{"count":1e2,"price":12345678901234567890}}}'],
  ['{ one { colour at } }', '{"data":{"one":{"colour":"GREENISH","at":-0.0}}}'],
  ['{ one { colour at } }', '{"data":{"one":{"colour":"BLUE","at":true}}}'],
  ['{ one { must } }', '{"data":{"one":{"must":null}}}'],
  ['{ one { labels grid } }', '{"data":{"one":{"labels":["a",null],"grid":[[1,null],[],null]}}}'],
  ['{ node { __typename name } }', '{"data":{"node":{"__typename":"Cat","name":"x"}}}'],
])(
  'the matcher accepts the response to %s and writes it as after parseExact: %s',
  (query, text) => {
    expect(expectSame(query, text)).toBe(true);
  },
);

test.each([
  ['white space', '{ text }', '{"data": {"text":"x"}}'],
  ['errors beside the data', '{ text }', '{"data":{"text":"x"},"errors":[]}'],
  ['errors before the data', '{ text }', '{"errors":[],"data":{"text":"x"}}'],
  ['no data', '{ text }', '{"data":null}'],
  ['another order', '{ text one { id } }', '{"data":{"one":null,"text":"x"}}'],
  ['a field too many', '{ text }', '{"data":{"text":"x","more":1}}'],
  ['a field too few', '{ text one { id } }', '{"data":{"text":"x"}}'],
  ['someitem after it', '{ text }', '{"data":{"text":"x"}}}'],
  ['half of it', '{ text }', '{"data":{"text":"x'],
  ['no JSON', '{ text }', '{"data":{"text":01}}'],
  ['a control character', '{ text }', '{"data":{"text":"\u0007"}}'],
  [
    'a type that is not possible',
    '{ node { __typename name } }',
    '{"data":{"node":{"__typename":"Fox","name":"x"}}}',
  ],
  ['an object for a leaf', '{ one { at } }', '{"data":{"one":{"at":{"a":1}}}}'],
  ['a list for an object', '{ one { at } }', '{"data":{"one":[]}}'],
])('the matcher returns undefined for %s', (_, query, text) => {
  expect(bothWays(query, text)).toEqual({ isMatched: false });
});

test.each(['{ node { name } }', '{ constructor: text }', '{ __schema { description } }'])(
  'there is no matcher for a shape that depends on the data or has an unusual name: %s',
  (query) => {
    expect(compileResponseMatcher(shapeOf(query), createKeys())).toBeUndefined();
  },
);

test('isCopyable is false for a control character or a backslash at any offset, and true for other bytes', () => {
  for (let byte = 0; byte < 256; byte += 1) {
    for (let at = 0; at < 11; at += 1) {
      // At different memory offsets, as response bodies are.
      const bytes = Buffer.from(new ArrayBuffer(24), at % 5, 11).fill('é'.charCodeAt(0));
      bytes[at] = byte;
      expect(isCopyable(bytes)).toBe(byte >= 0x20 && byte !== 0x5c);
    }
  }
});

describe('arbitrary response bodies', () => {
  const scalar = oneof(
    { weight: 4, arbitrary: stringMatching(/^[ !#-[\]-~]{0,90}$/) },
    { weight: 4, arbitrary: integer() },
    double({ noNaN: true, noDefaultInfinity: true }),
    double({ noNaN: true, min: -1e-4, max: 1e-4 }),
    boolean(),
    constantFrom('Fryslân', 'naïef €5', '漢字 \u{1F600}', '\u2028', 'x\u007f'),
    constantFrom(null, 'RED', 'GREEN', 'GREENISH', '', 0, -0),
  );
  const valueFor = (shape: Shape): Arbitrary<unknown> => {
    const right =
      shape.kind === 'leaf'
        ? scalar
        : shape.kind === 'list'
          ? array(valueFor(shape.element.shape), { maxLength: 4 })
          : oneof(...[...shape.fieldsByType].map(([name, fields]) => objectFor(name, fields)));
    return oneof(
      { weight: 20, arbitrary: right },
      { weight: 2, arbitrary: constant(null) },
      { weight: 1, arbitrary: scalar },
    );
  };
  const objectFor = (typename: string, fields: readonly FieldShape[]) =>
    record(
      Object.fromEntries(
        fields.map((field) => [
          field.key,
          field.kind === 'field' ? valueFor(field.position.shape) : constant(typename),
        ]),
      ),
    );
  const bodies = constantFrom(...QUERIES).chain((query) =>
    valueFor(shapeOf(query)).map((data) => ({ query, text: JSON.stringify({ data }) })),
  );
  const edit = record({
    at: nat({ max: 400 }),
    removed: nat({ max: 2 }),
    inserted: constantFrom('', '"', ',', '}', ']', '0', '-', '.', 'e', ' ', 'null', '\u0001', ':'),
  });

  test('a matched body is written as after parseExact, or the matcher returns undefined', () => {
    let matchedCount = 0;
    assert(
      property(bodies, ({ query, text }) => {
        if (expectSame(query, text)) matchedCount += 1;
      }),
      { numRuns: 800 },
    );
    expect(matchedCount).toBeGreaterThan(250);
  });

  test('a body with changed bytes is never matched with other data than parseExact gives', () => {
    assert(
      property(bodies, edit, ({ query, text }, { at, removed, inserted }) => {
        const offset = at % text.length;
        expectSame(query, text.slice(0, offset) + inserted + text.slice(offset + removed));
      }),
      { numRuns: 1500 },
    );
  });
});
