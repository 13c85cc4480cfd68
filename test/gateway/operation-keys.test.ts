/**
 * Two requests share an entry of the operation store only when they have the same meaning, and the safelist
 * checks the document that is executed.
 */
import * as fc from 'fast-check';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { createCompiledExecution } from '../../gateway/execution/compiled/compiled-execution.ts';
import { startAdmissionThread } from '../../gateway/operations/admission-thread.ts';
import { startStandaloneGateway } from '../../gateway/standalone/standalone-gateway.ts';
import { makeManifest } from '../../cli/generate/manifest.ts';
import { parseManifest } from '../../gateway/persisted-operations/manifest.ts';
import { hashParts } from '../../core/structures/hash-parts.ts';
import { coach, startSmallGateway, type SmallGateway } from './support/small-gateway.ts';
import { startFakeSubgraph } from './support/fake-subgraph.ts';
import { smallSupergraph } from './support/small-supergraph.ts';

const LISTED = 'query Partners { schemes { id } }';
const EVIL = 'query Evil { vouchers { id } }';
const manifest = parseManifest(makeManifest([{ file: 'a', text: LISTED }]), 'manifest.json');
const shipped = {
  startAdmission: (sdl: string) => startAdmissionThread(sdl),
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

describe('entries of the operation store', { timeout: 60_000 }, () => {
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

  // A GET request does not use the operation store.
  const fresh = async ({ query, operationName }: Sent) => {
    const named = operationName === undefined ? {} : { operationName };
    const search = new URLSearchParams({ query, ...named });
    const response = await fetch(`${gateway.url}/graphql?${String(search)}`);
    return await response.json();
  };

  test('a stored request never changes the response to another', async () => {
    await fc.assert(
      fc.asyncProperty(fc.oneof(cut, swapped), async (requests) => {
        for (const sent of requests) await post(sent);
        for (const sent of requests) expect(await post(sent)).toEqual(await fresh(sent));
      }),
      { numRuns: 30 },
    );
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
