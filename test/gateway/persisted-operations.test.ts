import { createHash } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { makeManifest } from '../../cli/generate/make-manifest.ts';
import { parseManifest } from '../../gateway/persisted-operations/manifest.ts';
import {
  createPersistedOperations,
  type DocumentOrId,
  type SafelistRule,
} from '../../gateway/persisted-operations/persisted-operations.ts';
import { committed } from '../../cli/generate/generate-command.ts';
import { currentManifest } from '../../cli/generate/manifest.ts';
import { readPurposes } from '../../core/purposes/purposes.ts';
import { coach, startSmallGateway, type SmallGateway } from './support/small-gateway.ts';

const SCHEMES = '# Saved.\nquery Schemes { schemes { id } }\n';
const VOUCHERS = 'query Vouchers { vouchers { id } }';
const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
const text = makeManifest([
  { file: 'a', text: SCHEMES },
  { file: 'b', text: VOUCHERS },
]);
const manifest = parseManifest(text, 'manifest.json');
const ids = (JSON.parse(text) as { operations: { id: string; name: string }[] }).operations;
const idOf = (name: string) => ids.find((operation) => operation.name === name)?.id ?? '';

async function post(url: string, body: object, token?: string) {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
    },
    body: JSON.stringify(body),
  });
  const parsed = (await response.json()) as {
    data?: unknown;
    errors?: { message: string; path?: unknown; extensions: { code: string } }[];
  };
  return { status: response.status, ...parsed, code: parsed.errors?.[0]?.extensions.code };
}

test('the committed manifest is that of the saved questions (npm run manifest writes it)', () => {
  for (const [path, current] of currentManifest()) expect(committed(path)).toBe(current);
});

describe('a manifest', () => {
  test('holds each question once, under the hash of its text', () => {
    const { operations } = JSON.parse(text) as { operations: { id: string; body: string }[] };
    expect(operations.map(({ body }) => sha256(body))).toEqual(operations.map(({ id }) => id));
    expect(manifest.size).toBe(2);
  });

  test('may also be an object from hash to document, as Relay writes it', () => {
    const relay = parseManifest(JSON.stringify({ abc: VOUCHERS }), 'relay.json');
    expect([relay.documentOf('abc'), relay.isListed(VOUCHERS)]).toEqual([VOUCHERS, true]);
  });

  test('knows a text whatever its spacing and comments, and no other', () => {
    expect(manifest.isListed('query Schemes{schemes{id,}}')).toBe(true);
    expect(manifest.isListed('query Schemes { schemes { id name } }')).toBe(false);
    expect(manifest.isListed('query Schemes { schemes { id } } { vouchers { id } }')).toBe(false);
    expect(manifest.isListed('"')).toBe(false);
  });

  test.each([
    ['{"operations":[]}', 'expected an apollo-persisted-query-manifest'],
    ['{', 'it is not JSON'],
    ['{"a":"{ broken"}', 'operation "a" is not a GraphQL document'],
  ])('that cannot be used is named: %s', (broken, sentence) => {
    expect(() => parseManifest(broken, 'm.json')).toThrow(sentence);
  });
});

describe('asking by id', () => {
  let gateway: SmallGateway;
  beforeAll(async () => {
    gateway = await startSmallGateway({ manifest });
    gateway.funds.answer({ data: { schemes: [], vouchers: [] } });
  });
  afterAll(() => gateway.stop());

  test.each([
    ['documentId', { documentId: idOf('Schemes') }],
    ['documentId with its algorithm', { documentId: `sha256:${idOf('Schemes')}` }],
    ['id', { id: idOf('Schemes') }],
    [
      'the extension of Apollo clients',
      { extensions: { persistedQuery: { version: 1, sha256Hash: idOf('Schemes') } } },
    ],
  ])('by %s answers the question of the manifest', async (_, body) => {
    expect(await post(gateway.url, body)).toMatchObject({ status: 200, data: { schemes: [] } });
  });

  test('by GET answers it too, without a word of the question in the address', async () => {
    const response = await fetch(`${gateway.url}/graphql?documentId=${idOf('Schemes')}`);
    expect(await response.json()).toEqual({ data: { schemes: [] } });
  });

  test('a hash that nobody agreed on is answered with the word that clients look for', async () => {
    expect(await post(gateway.url, { id: 'f'.repeat(64) })).toMatchObject({
      code: 'PERSISTED_QUERY_NOT_FOUND',
    });
    const both = { query: '{ schemes { id } }', extensions: hashed('{ schemes { id } }') };
    expect(await post(gateway.url, both)).toMatchObject({ data: { schemes: [] } });
    expect(await post(gateway.url, { extensions: hashed('{ schemes { id } }') })).toMatchObject({
      code: 'PERSISTED_QUERY_NOT_FOUND',
    });
  });

  test.each([
    ['a text beside another hash', { query: VOUCHERS, extensions: hashed('{ a }') }],
    ['a text beside an id', { query: VOUCHERS, id: 'x' }],
    ['a hash that is none', { extensions: { persistedQuery: { sha256Hash: 1 } } }],
    ['neither', {}],
  ])('%s is refused', async (_, body) => {
    expect(await post(gateway.url, body)).toMatchObject({ status: 400, code: 'BAD_REQUEST' });
  });

  test('who asks by id is judged like anyone else', async () => {
    expect(await post(gateway.url, { id: idOf('Vouchers') })).toMatchObject({
      data: null,
      code: 'UNAUTHENTICATED',
    });
  });

  function hashed(query: string) {
    return { persistedQuery: { version: 1, sha256Hash: sha256(query) } };
  }
});

describe('the rule', () => {
  const noted: string[] = [];
  const rules = (rule: SafelistRule) => {
    const persisted = createPersistedOperations(
      rule,
      () => manifest,
      (hash) => void noted.push(hash),
    );
    return (request: DocumentOrId): boolean => {
      const { query, isById } = persisted.documentOf(request);
      return isById || persisted.isPersisted(query, (listed) => listed.isListed(query));
    };
  };
  const asked = (query: string) => ({ query, documentId: undefined, sha256Hash: undefined });
  const OTHER = '{ schemes { name } }';
  afterEach(() => void (noted.length = 0));

  test('off answers anything, and knows what was agreed on', () => {
    const isPersisted = rules({ mode: 'off', isIdOnly: false });
    expect([isPersisted(asked(OTHER)), isPersisted(asked(VOUCHERS))]).toEqual([false, true]);
    expect(noted).toEqual([]);
  });

  test('log-unknown notes once what is not listed, by its hash', () => {
    const isPersisted = rules({ mode: 'log-unknown', isIdOnly: false });
    for (const query of [OTHER, VOUCHERS, OTHER]) isPersisted(asked(query));
    expect(noted).toEqual([sha256(OTHER)]);
  });

  test('safelist answers only what is listed', () => {
    const isPersisted = rules({ mode: 'safelist', isIdOnly: false });
    expect(isPersisted(asked(SCHEMES))).toBe(true);
    expect(() => isPersisted(asked(OTHER))).toThrow('Only operations of the manifest');
    expect(() => isPersisted(asked('{ __schema { queryType { name } } }'))).toThrow('manifest');
  });

  test('id-only takes no text, also none that is listed', () => {
    const isPersisted = rules({ mode: 'off', isIdOnly: true });
    expect(() => isPersisted(asked(SCHEMES))).toThrow('send "documentId"');
    const byId = { query: undefined, documentId: idOf('Schemes'), sha256Hash: undefined };
    expect(isPersisted(byId)).toBe(true);
  });
});

describe('in production', () => {
  let gateway: SmallGateway;
  beforeAll(async () => {
    gateway = await startSmallGateway({ manifest, isSafelistRequired: true });
    gateway.funds.answer({ data: { schemes: [], vouchers: [] } });
  });
  afterAll(() => gateway.stop());

  test('what is personal is answered to questions of the manifest alone', async () => {
    const token = await gateway.token(coach);
    expect(await post(gateway.url, { query: VOUCHERS }, token)).toMatchObject({
      data: { vouchers: [] },
    });
    expect(await post(gateway.url, { id: idOf('Vouchers') }, token)).toMatchObject({
      data: { vouchers: [] },
    });
    gateway.funds.asked.length = 0;
    expect(await post(gateway.url, { query: '{ vouchers { id status } }' }, token)).toEqual({
      status: 200,
      data: null,
      code: 'OPERATION_NOT_TRUSTED',
      errors: [
        {
          message:
            'Field "Query.vouchers" is about persons: only operations in the manifest may ask for it' +
            ' / Veld "Query.vouchers" gaat over personen: alleen vragen uit het manifest mogen erom vragen',
          path: ['vouchers'],
          extensions: { code: 'OPERATION_NOT_TRUSTED' },
        },
      ],
    });
    expect(gateway.funds.asked).toEqual([]);
  });

  test('what is public is answered to everyone', async () => {
    expect(await post(gateway.url, { query: '{ schemes { id name } }' })).toMatchObject({
      data: { schemes: [] },
    });
  });
});

test('a new manifest and new purposes are in use from the next request on', async () => {
  const gateway = await startSmallGateway({ manifest, isSafelistRequired: true });
  gateway.funds.answer({ data: { vouchers: [] } });
  const token = await gateway.token(coach);
  const codes = async () => (await post(gateway.url, { query: VOUCHERS }, token)).code;
  const purposes = readPurposes();
  expect(await codes()).toBeUndefined();
  await gateway.reload({ purposes });
  expect(await codes()).toBe('OPERATION_NOT_TRUSTED');
  await gateway.reload({ purposes: new Map(), manifest });
  expect(await codes()).toBe('PURPOSE_DENIED');
  await gateway.reload({ purposes, manifest });
  expect(await codes()).toBeUndefined();
  await gateway.stop();
});
