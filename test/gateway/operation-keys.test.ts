/**
 * Two requests share an entry of the operation store only when they mean the same, and whether a request is
 * in the manifest is decided on the document that is executed.
 */
import * as fc from 'fast-check';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { createCompiledExecution } from '../../gateway/execution/compiled/compiled-execution.ts';
import { startPlannerThread } from '../../gateway/planning/planner-thread.ts';
import { startStandaloneGateway } from '../../gateway/standalone/standalone-gateway.ts';
import { makeManifest } from '../../cli/generate/make-manifest.ts';
import { parseManifest } from '../../gateway/persisted-operations/manifest.ts';
import { hashParts } from '../../core/structures/hash-parts.ts';
import { coach, startSmallGateway, type SmallGateway } from './support/small-gateway.ts';
import { startFakeSubgraph } from './support/fake-subgraph.ts';
import { smallSupergraph } from './support/small-supergraph.ts';

const LISTED = 'query Partners { schemes { id } }';
const EVIL = 'query Evil { vouchers { id } }';
const manifest = parseManifest(makeManifest([{ file: 'a', text: LISTED }]), 'manifest.json');
const shipped = {
  startPlanner: (sdl: string) => startPlannerThread(sdl),
  startExecution: async (options: Parameters<typeof createCompiledExecution>[0]) =>
    createCompiledExecution(options),
};

let gateway: SmallGateway;
beforeAll(async () => {
  gateway = await startSmallGateway({ manifest, isSafelistRequired: true, ...shipped });
  gateway.funds.answer({ data: { schemes: [], vouchers: [], region: { name: 'x' } } });
});
afterAll(() => gateway.stop());
afterEach(() => void (gateway.funds.asked.length = 0));

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
const refused = (message: string, code: string) => ({
  errors: [{ message, extensions: { code } }],
});

describe('an operation name with a newline', () => {
  test('does not make a listed text execute a document that was refused', async () => {
    const token = await gateway.token(coach);
    const evil = { query: `${EVIL}\n${LISTED}`, operationName: 'Evil' };
    expect(await post(evil, token)).toMatchObject({
      errors: [{ extensions: { code: 'OPERATION_NOT_TRUSTED' } }],
    });
    expect(await post({ query: LISTED, operationName: `Evil\n${EVIL}` }, token)).toEqual(
      refused(NO_SUCH_OPERATION, 'BAD_REQUEST'),
    );
    expect(gateway.funds.asked).toEqual([]);
  });

  test('does not execute another document at the standalone gateway', async () => {
    const funds = await startFakeSubgraph();
    funds.answer({ data: { schemes: [], region: null } });
    const bare = await startStandaloneGateway({
      host: '127.0.0.1',
      port: 0,
      supergraphSdl: smallSupergraph(),
      subgraphUrls: new Map([['funds', funds.url]]),
    });
    const first = 'query A { region { name } }';
    const asked = { query: `${first}\nquery B { schemes { id } }`, operationName: 'A' };
    expect(await post(asked, undefined, bare.url)).toEqual({ data: { region: null } });
    const forged = { query: 'query B { schemes { id } }', operationName: `A\n${first}` };
    expect(await post(forged, undefined, bare.url)).not.toHaveProperty('data');
    expect(funds.asked).toHaveLength(1);
    await bare.stop();
    await funds.stop();
  });
});

describe('an invalid document is refused after a valid one with the same form was stored', () => {
  const valid = '{ region(name: "a") { name } }';
  test.each(['<String>', '<BlockString>', '<Int>', 'String', '"'])(
    'with %s where a literal stood',
    async (placeholder) => {
      const answered = { data: { region: { name: 'x' } } };
      expect(await post({ query: valid })).toEqual(answered);
      expect(await post({ query: valid.replace('"a"', '"""a"""') })).toEqual(answered);
      gateway.funds.asked.length = 0;
      expect(await post({ query: valid.replace('"a"', placeholder) })).toMatchObject({
        errors: [
          { extensions: { code: expect.stringMatching(/^GRAPHQL_(PARSE|VALIDATION)_FAILED$/) } },
        ],
      });
      expect(gateway.funds.asked).toEqual([]);
    },
  );

  // In UTF-8 a lone surrogate is written as the replacement character.
  test('with a lone surrogate where the replacement character stood', async () => {
    const commented = (text: string) => `# ${text}\n{ schemes { id } }`;
    expect(await post({ query: commented('\ufffd') })).toEqual({ data: { schemes: [] } });
    expect(await post({ query: commented('\ud800') })).toMatchObject({
      errors: [{ extensions: { code: 'GRAPHQL_PARSE_FAILED' } }],
    });
  });
});

test('an empty operation name is none, before and after the operation was stored', async () => {
  const query = 'query Once { schemes { name } }';
  const empty = await post({ query, operationName: '' });
  expect(empty).toEqual({ data: { schemes: [] } });
  expect(await post({ query })).toEqual(empty);
  expect(await post({ query, operationName: '' })).toEqual(empty);
});

describe('a document that differs from the listed one is not taken for it', () => {
  test.each([
    ['a second operation that is executed', { query: `${LISTED} ${EVIL}`, operationName: 'Evil' }],
    ['an operation before it', { query: `${EVIL} ${LISTED}`, operationName: 'Evil' }],
    ['one more field', { query: 'query Partners { schemes { id } vouchers { id } }' }],
    ['a comment that holds it', { query: `#${LISTED}\n${EVIL}` }],
    ['a byte order mark and another field', { query: `\ufeff${EVIL}` }],
    ['a name in full-width letters', { query: EVIL, operationName: 'Ｐartners' }],
  ])('with %s', async (_, sent) => {
    const token = await gateway.token(coach);
    expect(await post({ query: LISTED }, token)).toEqual({ data: { schemes: [] } });
    gateway.funds.asked.length = 0;
    expect(await post(sent, token)).toMatchObject({
      errors: [
        { extensions: { code: expect.stringMatching(/^(OPERATION_NOT_TRUSTED|BAD_REQUEST)$/) } },
      ],
    });
    expect(gateway.funds.asked).toEqual([]);
  });
});

describe('requests that share an entry mean the same', { timeout: 60_000 }, () => {
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
  /** The same text, cut in two places into an operation name and a document. */
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

  // A GET is never answered from the store.
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

  test('two different lists of texts never have the same key', () => {
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
