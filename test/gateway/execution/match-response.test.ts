/** The reader is a guess about bytes; these tests hold it against `JSON.parse`, which is none. */
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
  type Query { things: [Thing!] one: Thing any: [Animal] node: Animal text: String }
  type Thing {
    id: ID! name: String must: String! count: Int price: Float isNew: Boolean colour: Colour at: Moment
    words: [String!] grid: [[Int]] owner: Thing
  }
  interface Animal { name: String }
  type Cat implements Animal { name: String lives: Int }
  type Dog implements Animal { name: String barks: Boolean }
  enum Colour { RED GREEN GREENISH }
  scalar Moment
`);

/** As in a plan: the id is sent on to another subgraph, so it is read. */
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
  '{ t: text things { id } }',
  '{ things { __typename id name must count price isNew colour at } text }',
  '{ one { words grid owner { id owner { n: name words } } } }',
  '{ any { __typename name ... on Cat { lives } ... on Dog { barks } } node { kind: __typename name } }',
];

/** Written twice: as the reader left it, and as `JSON.parse` gives it. Undefined when it gave up. */
function bothWays(query: string, text: string) {
  const shape = shapeOf(query);
  const symbolKeys = createKeys();
  const bytes = Buffer.from(text);
  const isAscii = bytes.length === text.length;
  const read = compileResponseMatcher(shape, symbolKeys);
  // The answer is not the first of its run, so that spans have to be right about that too.
  const responses = [Buffer.from('{}'), bytes];
  const data = isCopyable(bytes) ? read?.(bytes, RAW_LEAF_BYTES, isAscii) : undefined;
  if (!data) return { isRead: false };
  const parsed: { data: unknown } = JSON.parse(bytes.toString('utf8'));
  const fast = written(compileWriter(shape, symbolKeys), data, { isAscii, responses });
  const inSteps = writtenInSteps(compileWriterInSteps(shape, symbolKeys), data, {
    isAscii,
    responses,
  });
  expect(inSteps).toEqual(fast);
  const slow = written(compileWriter(shape, NO_SYMBOL_KEYS), parsed.data, {
    isAscii,
    responses: [],
  });
  readRawLeaves(responses, data);
  return { isRead: true, fast, slow, data, parsed: parsed.data };
}

/** Puts values in the place of spans, everywhere in the data. */
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

/** With a pause at every element. */
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
  if (!both.isRead) return false;
  expect(both.fast).toEqual(both.slow);
  expect(both.data).toEqual(both.parsed);
  return true;
}

test.each([
  ['{ text }', '{"data":{"text":"plain"}}'],
  ['{ text }', '{"data":{"text":null}}'],
  ['{ text }', '{"data":{"text":5}}'],
  ['{ text }', '{"data":{"text":"Súdwest-Fryslân, €5"}}'],
  ['{ things { id } }', '{"data":{"things":[{"id":"Fryslân"},{"id":"漢"}]}}'],
  ['{ text }', `{"data":{"text":"${'long '.repeat(100)}"}}`],
  ['{ things { id } }', '{"data":{"things":null}}'],
  ['{ things { id } }', '{"data":{"things":[]}}'],
  ['{ things { id name } }', '{"data":{"things":[{"id":"a","name":"b"},null,{"id":1,"name":""}]}}'],
  ['{ one { count price } }', '{"data":{"one":{"count":-12,"price":3.25}}}'],
  ['{ one { count price } }', '{"data":{"one":{"count":2147483648,"price":1.50}}}'],
  ['{ one { count price } }', '{"data":{"one":{"count":-0,"price":0.00000015}}}'],
  ['{ one { count price } }', '{"data":{"one":{"count":1e2,"price":12345678901234567890}}}'],
  ['{ one { colour at } }', '{"data":{"one":{"colour":"GREENISH","at":-0.0}}}'],
  ['{ one { colour at } }', '{"data":{"one":{"colour":"BLUE","at":true}}}'],
  ['{ one { must } }', '{"data":{"one":{"must":null}}}'],
  ['{ one { words grid } }', '{"data":{"one":{"words":["a",null],"grid":[[1,null],[],null]}}}'],
  ['{ node { __typename name } }', '{"data":{"node":{"__typename":"Cat","name":"x"}}}'],
])('what a server of GraphQL answers is read, and written as any JSON: %s %s', (query, text) => {
  expect(expectSame(query, text)).toBe(true);
});

test.each([
  ['white space', '{ text }', '{"data": {"text":"x"}}'],
  ['errors beside the data', '{ text }', '{"data":{"text":"x"},"errors":[]}'],
  ['errors before the data', '{ text }', '{"errors":[],"data":{"text":"x"}}'],
  ['no data', '{ text }', '{"data":null}'],
  ['another order', '{ text one { id } }', '{"data":{"one":null,"text":"x"}}'],
  ['a field too many', '{ text }', '{"data":{"text":"x","more":1}}'],
  ['a field too few', '{ text one { id } }', '{"data":{"text":"x"}}'],
  ['something after it', '{ text }', '{"data":{"text":"x"}}}'],
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
])('the reader gives up on %s', (_, query, text) => {
  expect(bothWays(query, text)).toEqual({ isRead: false });
});

test.each(['{ node { name } }', '{ constructor: text }', '{ __schema { description } }'])(
  'there is no reader where nothing can be guessed: %s',
  (query) => {
    expect(compileResponseMatcher(shapeOf(query), createKeys())).toBeUndefined();
  },
);

test('a control character, a zero or a backslash is seen wherever it stands, and nothing else is', () => {
  for (let byte = 0; byte < 256; byte += 1) {
    for (let at = 0; at < 11; at += 1) {
      // From another place in memory each time, as answers come.
      const bytes = Buffer.from(new ArrayBuffer(24), at % 5, 11).fill('é'.charCodeAt(0));
      bytes[at] = byte;
      expect(isCopyable(bytes)).toBe(byte >= 0x20 && byte !== 0x5c);
    }
  }
});

describe('for whatever a subgraph sends', () => {
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
  const answered = constantFrom(...QUERIES).chain((query) =>
    valueFor(shapeOf(query)).map((data) => ({ query, text: JSON.stringify({ data }) })),
  );
  const edit = record({
    at: nat({ max: 400 }),
    gone: nat({ max: 2 }),
    put: constantFrom('', '"', ',', '}', ']', '0', '-', '.', 'e', ' ', 'null', '\u0001', ':'),
  });

  test('it is written as if it had been parsed, or the reader gives up', () => {
    let readCount = 0;
    assert(
      property(answered, ({ query, text }) => {
        if (expectSame(query, text)) readCount += 1;
      }),
      { numRuns: 800 },
    );
    expect(readCount).toBeGreaterThan(250);
  });

  test('a byte more or less is noticed', () => {
    assert(
      property(answered, edit, ({ query, text }, { at, gone, put }) => {
        const place = at % text.length;
        expectSame(query, text.slice(0, place) + put + text.slice(place + gone));
      }),
      { numRuns: 1500 },
    );
  });
});
