/**
 * Two requests share an entry of the operation store only when they have the same meaning, and the safelist
 * checks the document that is executed.
 */
import * as fc from 'fast-check';
import { getOperationAST, Kind, parse, valueFromASTUntyped } from 'graphql';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { createCompiledExecution } from '../../gateway/execution/compiled/compiled-execution.ts';
import { startValidationThread } from '../../gateway/operations/validation-thread.ts';
import { startStandaloneGateway } from '../../gateway/standalone/standalone-gateway.ts';
import { makeManifest } from '../../cli/generate/manifest.ts';
import { parseManifest } from '../../gateway/persisted-operations/manifest.ts';
import { hashParts } from '../../core/structures/hash-parts.ts';
import { coach, startSmallGateway, type SmallGateway } from './support/small-gateway.ts';
import { startFakeSubgraph } from './support/fake-subgraph.ts';
import { smallSupergraph } from './support/small-supergraph.ts';

/** Each request is also sent to a gateway of its own. */
const RUNS = 60;

const LISTED = 'query Partners { schemes { id } }';
const EVIL = 'query Evil { vouchers { id } }';
const manifest = parseManifest(makeManifest([{ file: 'a', text: LISTED }]), 'manifest.json');
const shipped = {
  startValidation: (sdl: string) => startValidationThread(sdl),
  startExecution: async (options: Parameters<typeof createCompiledExecution>[0]) =>
    createCompiledExecution(options),
};

let gateway: SmallGateway;
beforeAll(async () => {
  gateway = await startSmallGateway({ manifest, isSafelistRequired: true, ...shipped });
  gateway.funds.respondWith({ data: { schemes: [], vouchers: [], region: { name: 'x' } } });
});
afterAll(() => gateway.stop());
afterEach(() => void (gateway.funds.received.length = 0));

interface Sent {
  readonly query: string;
  readonly operationName?: string;
  readonly variables?: object;
}

async function post(sent: Sent, token?: string, url = gateway.url): Promise<unknown> {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
    },
    body: JSON.stringify(sent),
  });
  return await response.json();
}

const NO_SUCH_OPERATION = 'Operation is not in the document: name one with operationName';
const errorBody = (message: string, code: string) => ({
  errors: [{ message, extensions: { code } }],
});

describe('an operation name with a newline', () => {
  test('does not make a persisted document execute a denied one', async () => {
    const token = await gateway.token(coach);
    const evil = { query: `${EVIL}\n${LISTED}`, operationName: 'Evil' };
    expect(await post(evil, token)).toMatchObject({
      errors: [{ extensions: { code: 'OPERATION_NOT_TRUSTED' } }],
    });
    expect(await post({ query: LISTED, operationName: `Evil\n${EVIL}` }, token)).toEqual(
      errorBody(NO_SUCH_OPERATION, 'BAD_REQUEST'),
    );
    expect(gateway.funds.received).toEqual([]);
  });

  test('does not execute another document at the standalone gateway', async () => {
    const funds = await startFakeSubgraph();
    funds.respondWith({ data: { schemes: [], region: null } });
    const standalone = await startStandaloneGateway({
      host: '127.0.0.1',
      port: 0,
      supergraphSdl: smallSupergraph(),
      subgraphUrls: new Map([['funds', funds.url]]),
    });
    const first = 'query A { region { name } }';
    const original = { query: `${first}\nquery B { schemes { id } }`, operationName: 'A' };
    expect(await post(original, undefined, standalone.url)).toEqual({ data: { region: null } });
    const forged = { query: 'query B { schemes { id } }', operationName: `A\n${first}` };
    expect(await post(forged, undefined, standalone.url)).not.toHaveProperty('data');
    expect(funds.received).toHaveLength(1);
    await standalone.stop();
    await funds.stop();
  });
});

describe('an invalid document is rejected after a valid one with the same form was stored', () => {
  const valid = '{ region(name: "a") { name } }';
  test.each(['<String>', '<BlockString>', '<Int>', 'String', '"'])(
    'with %s in place of a literal',
    async (placeholder) => {
      const expected = { data: { region: { name: 'x' } } };
      expect(await post({ query: valid })).toEqual(expected);
      expect(await post({ query: valid.replace('"a"', '"""a"""') })).toEqual(expected);
      gateway.funds.received.length = 0;
      expect(await post({ query: valid.replace('"a"', placeholder) })).toMatchObject({
        errors: [
          { extensions: { code: expect.stringMatching(/^GRAPHQL_(PARSE|VALIDATION)_FAILED$/) } },
        ],
      });
      expect(gateway.funds.received).toEqual([]);
    },
  );

  // In UTF-8 a lone surrogate is written as the replacement character.
  test('with a lone surrogate in place of the replacement character', async () => {
    const commented = (text: string) => `# ${text}\n{ schemes { id } }`;
    expect(await post({ query: commented('\ufffd') })).toEqual({ data: { schemes: [] } });
    expect(await post({ query: commented('\ud800') })).toMatchObject({
      errors: [{ extensions: { code: 'GRAPHQL_PARSE_FAILED' } }],
    });
  });
});

test('an empty operationName is ignored, before and after the operation was stored', async () => {
  const query = 'query Once { schemes { name } }';
  const empty = await post({ query, operationName: '' });
  expect(empty).toEqual({ data: { schemes: [] } });
  expect(await post({ query })).toEqual(empty);
  expect(await post({ query, operationName: '' })).toEqual(empty);
});

describe('a document that differs from the persisted one is denied', () => {
  test.each([
    ['a second operation that is executed', { query: `${LISTED} ${EVIL}`, operationName: 'Evil' }],
    ['another operation before it', { query: `${EVIL} ${LISTED}`, operationName: 'Evil' }],
    ['one more field', { query: 'query Partners { schemes { id } vouchers { id } }' }],
    ['the persisted document in a comment', { query: `#${LISTED}\n${EVIL}` }],
    ['a byte order mark and another field', { query: `\ufeff${EVIL}` }],
    ['a name in full-width letters', { query: EVIL, operationName: 'Ｐartners' }],
  ])('with %s', async (_, sent) => {
    const token = await gateway.token(coach);
    expect(await post({ query: LISTED }, token)).toEqual({ data: { schemes: [] } });
    gateway.funds.received.length = 0;
    expect(await post(sent, token)).toMatchObject({
      errors: [
        { extensions: { code: expect.stringMatching(/^(OPERATION_NOT_TRUSTED|BAD_REQUEST)$/) } },
      ],
    });
    expect(gateway.funds.received).toEqual([]);
  });
});

describe('entries of the operation store', { timeout: 120_000 }, () => {
  const pieces = fc.constantFrom(
    '\n',
    '\0',
    ',',
    '#',
    '"',
    '"a"',
    '"""b"""',
    '1',
    '<String>',
    '<Int>',
    '\ufffd',
    '\ufeff',
    '{ schemes { id } }',
    '{ schemes { name } }',
    'query A { schemes { id } }',
    LISTED,
    EVIL,
    '{ region(name: ',
    ') { name } }',
    'A',
    'Evil',
    '{',
    '}',
    ' ',
    '\ud800',
    'é',
    'e\u0301',
  );
  /** One text, split at two positions into an operation name and a document. */
  const cut = fc
    .tuple(fc.array(pieces, { maxLength: 6 }), fc.nat(6), fc.nat(6))
    .map(([all, one, other]) =>
      [one, other].map((at) => ({
        operationName: all.slice(0, at).join(''),
        query: all.slice(at).join(''),
      })),
    );
  const swapped = fc
    .tuple(fc.array(pieces, { minLength: 1, maxLength: 5 }), pieces, pieces, fc.nat(5))
    .map(([all, one, other, at]) =>
      [one, other].map((piece) => ({ query: all.toSpliced(at, 1, piece).join('') })),
    );

  /** Values that a careless key would take for each other. */
  const literal = fc.constantFrom(
    '1',
    '1.0',
    '1e0',
    '-0',
    '0',
    '12345678901234567890',
    '"1"',
    '"""1"""',
    '"a"',
    '"""a"""',

    '" a"',
    '"""\n  a\n  b"""',
    '"a\\nb"',
    '"\\u00e9"',
    '"é"',
    '"e\u0301"',
    '"\u200b"',
    '""',
    '""""""',

    'null',
    'true',
    'ISSUED',
    '$n',
    '[]',
    '["a"]',
    '{}',
    '{from: "a"}',
    '{until: 1}',
    '"\ufeff"',
  );
  const words = fc.constantFrom(
    '"1"',
    '"""1"""',
    '"a"',
    '"""a"""',
    '"é"',
    '"e\u0301"',
    '""',
    'null',
  );
  const document = fc.oneof(
    {
      weight: 8,
      arbitrary: fc
        .tuple(words, words)
        .map(
          ([one, two]) =>
            `{ one: region(name: ${one}) { name } two: region(name: ${two}) { name } }`,
        ),
    },
    literal.map((value) => `query ($n: String) { region(name: ${value}) { name } }`),
    literal.map(
      (value) => `{ one: region(name: ${value}) { name } two: region(name: "a") { name } }`,
    ),
    literal.map((value) => `query ($n: String = ${value}) { region(name: $n) { name } }`),
    literal.map(
      (value) => `query A { region(name: ${value}) { name } } query B { schemes { id } }`,
    ),
    literal.map((value) => `{ vouchers(first: ${value}) { id } }`),
    literal.map((value) => `{ vouchers(filter: ${value}) { id } }`),
    fc
      .constantFrom('true', 'false', '$n', '"true"', '1')
      .map((value) => `query ($n: Boolean! = true) { schemes { id name @skip(if: ${value}) } }`),
    fc
      .constantFrom(',', '#\n', '\ufeff', '\u00a0', '\u200b', '#"\n', '"""d""" ')
      .map((filler) => `${filler}query ${filler}Q { schemes { ${filler} id } }`),
  );
  /** Absent, null, empty and with a value: each may mean something else. */
  const absentOr = (...values: readonly unknown[]) =>
    fc.oneof(
      { weight: 5, arbitrary: fc.constant(undefined) },
      { weight: 3, arbitrary: fc.constantFrom<unknown>(null, '', ...values) },
    );
  const body = fc.record({
    query: document,
    operationName: absentOr('A', 'B', 'Q', 'q', 'Ｑ', 'Q '),
    variables: fc.constantFrom<unknown>(
      undefined,
      null,
      {},
      { n: null },
      { n: '' },
      { n: 'x' },
      { n: 1 },
      { n: false },
      { m: 1 },
    ),
    extensions: absentOr({}, { persistedQuery: null }),
    id: absentOr(),
  });
  const pair = fc
    .tuple(body, body, fc.array(fc.constantFrom('query', 'operationName', 'variables')))
    .map(
      // The second is like the first but for some of its parts.
      ([one, other, keys]) => [
        one,
        {
          ...one,
          ...Object.fromEntries(keys.map((key) => [key, other[key as keyof typeof other]])),
        },
      ],
    );

  const requestPairs = fc.oneof(cut, swapped, { weight: 4, arbitrary: pair });

  const sendTo = async (url: string, sent: object, token: string) => {
    const response = await fetch(`${url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
      body: JSON.stringify(sent),
    });
    return { status: response.status, body: await response.text() };
  };

  /** Sends back the arguments of each field at the root, so that another value gives another response. */
  function echo(request: string): Record<string, unknown> {
    const { query, variables = {} } = JSON.parse(request) as { query: string; variables?: object };
    const operation = getOperationAST(parse(query), undefined);
    const fields = (operation?.selectionSet.selections ?? []).filter(
      (one) => one.kind === Kind.FIELD,
    );
    const rows = fields.map((field) => {
      const values = (field.arguments ?? []).map(({ name: { value: name }, value }) => [
        name,
        valueFromASTUntyped(value, { ...variables }),
      ]);
      const name = JSON.stringify(values);
      const row = { id: name, name };
      const isList = field.name.value !== 'region';
      return [field.alias?.value ?? field.name.value, isList ? [row] : row];
    });
    return { data: Object.fromEntries(rows) };
  }

  test('a request gives the response that a gateway gives which knows no operation, whatever was sent before', async () => {
    const used = await startSmallGateway({ manifest });
    used.funds.answerWith(echo);
    const token = await used.token(coach);
    let count = 0;
    await fc.assert(
      fc.asyncProperty(requestPairs, async (requests: readonly object[]) => {
        for (const sent of requests) await sendTo(used.url, sent, token);
        for (const sent of requests) {
          const fresh = await used.startFresh();
          const [again, expected] = [
            await sendTo(used.url, sent, token),
            await sendTo(fresh.url, sent, token),
          ];
          await fresh.stop();
          expect(again).toEqual(expected);
          if (again.status === 200 && again.body.startsWith('{"data":{')) count += 1;
        }
      }),
      { numRuns: RUNS },
    );
    await used.stop();
    // A generator of requests that are all refused would prove nothing.
    expect(count).toBeGreaterThan(0);
  });

  test('hashParts gives different keys for different lists of strings', () => {
    const text = fc.string({ unit: 'binary' });
    const surrogate = fc.constantFrom('\ud800', '\udfff', '\ufffd', '","', '\\', 'null', '');
    const list = fc.array(fc.option(fc.oneof(text, surrogate)), { maxLength: 4 });
    fc.assert(
      fc.property(list, list, (one, other) => {
        const isSame = one.length === other.length && one.every((part, at) => part === other[at]);
        expect(hashParts(one) === hashParts(other)).toBe(isSame);
      }),
    );
  });
});
