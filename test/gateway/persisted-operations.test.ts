import { createHash } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { makeManifest } from '../../cli/generate/manifest.ts';
import { parseManifest } from '../../gateway/persisted-operations/manifest.ts';
import {
  createPersistedOperations,
  type DocumentOrId,
  type SafelistRule,
} from '../../gateway/persisted-operations/persisted-operations.ts';
import { committed } from '../../cli/generate/generate-command.ts';
import { currentManifest } from '../../cli/generate/manifest.ts';
import {
  coach,
  smallPurposes,
  startSmallGateway,
  type SmallGateway,
} from './support/small-gateway.ts';

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

test('the committed manifest lists the saved queries (npm run manifest writes it)', () => {
  for (const [path, current] of currentManifest()) expect(committed(path)).toBe(current);
});

describe('a manifest', () => {
  test('lists each operation once, with the hash of its document as id', () => {
    const { operations } = JSON.parse(text) as { operations: { id: string; body: string }[] };
    expect(operations.map(({ body }) => sha256(body))).toEqual(operations.map(({ id }) => id));
    expect(manifest.size).toBe(2);
  });

  test('can also be an object from hash to document, as Relay writes it', () => {
    const relay = parseManifest(JSON.stringify({ abc: VOUCHERS }), 'relay.json');
    expect([relay.documentOf('abc'), relay.isListed(VOUCHERS)]).toEqual([VOUCHERS, true]);
  });

  test('lists a document whatever its spacing and comments, and no other document', () => {
    expect(manifest.isListed('query Schemes{schemes{id,}}')).toBe(true);
    expect(manifest.isListed('query Schemes { schemes { id name } }')).toBe(false);
    expect(manifest.isListed('query Schemes { schemes { id } } { vouchers { id } }')).toBe(false);
    expect(manifest.isListed('"')).toBe(false);
  });

  test.each([
    ['{"operations":[]}', 'expected an apollo-persisted-query-manifest'],
    ['{', 'it is not JSON'],
    ['{"a":"{ broken"}', 'operation "a" is not a GraphQL document'],
  ])('that is invalid throws an error with the reason: %s', (broken, sentence) => {
    expect(() => parseManifest(broken, 'm.json')).toThrow(sentence);
  });
});

describe('a request by id', () => {
  let gateway: SmallGateway;
  beforeAll(async () => {
    gateway = await startSmallGateway({ manifest });
    gateway.funds.respondWith({ data: { schemes: [], vouchers: [] } });
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
  ])('with %s gives the result of the persisted operation', async (_, body) => {
    expect(await post(gateway.url, body)).toMatchObject({ status: 200, data: { schemes: [] } });
  });

  test('by GET gives the result, without the document in the URL', async () => {
    const response = await fetch(`${gateway.url}/graphql?documentId=${idOf('Schemes')}`);
    expect(await response.json()).toEqual({ data: { schemes: [] } });
  });

  test('with an unknown id gives PERSISTED_QUERY_NOT_FOUND', async () => {
    for (const body of [{ id: 'f'.repeat(64) }, { documentId: 'x' }]) {
      expect(await post(gateway.url, body)).toEqual({
        status: 200,
        code: 'PERSISTED_QUERY_NOT_FOUND',
        errors: [
          { message: 'PersistedQueryNotFound', extensions: { code: 'PERSISTED_QUERY_NOT_FOUND' } },
        ],
      });
    }
  });

  // Apollo's client sends texts alone after this; after "not found" it would send each operation twice.
  test('with an unknown hash of an Apollo client gives PERSISTED_QUERY_NOT_SUPPORTED, also after a request with its document', async () => {
    const query = '{ schemes { id } }';
    const notSupported = {
      status: 200,
      code: 'PERSISTED_QUERY_NOT_SUPPORTED',
      errors: [
        {
          message: 'PersistedQueryNotSupported',
          extensions: { code: 'PERSISTED_QUERY_NOT_SUPPORTED' },
        },
      ],
    };
    expect(await post(gateway.url, { extensions: hashed(query) })).toEqual(notSupported);
    const both = { query, extensions: hashed(query) };
    expect(await post(gateway.url, both)).toEqual({ status: 200, data: { schemes: [] } });
    expect(await post(gateway.url, { extensions: hashed(query) })).toEqual(notSupported);
    const search = new URLSearchParams({ extensions: JSON.stringify(hashed(query)) });
    const byGet = await fetch(`${gateway.url}/graphql?${String(search)}`);
    expect([byGet.status, await byGet.json()]).toEqual([200, { errors: notSupported.errors }]);
  });

  test.each([
    ['a document and another hash', { query: VOUCHERS, extensions: hashed('{ a }') }],
    ['a document and an id', { query: VOUCHERS, id: 'x' }],
    ['a hash that is a number', { extensions: { persistedQuery: { sha256Hash: 1 } } }],
    ['neither a document nor an id', {}],
  ])('with %s gives 400 BAD_REQUEST', async (_, body) => {
    expect(await post(gateway.url, body)).toMatchObject({ status: 400, code: 'BAD_REQUEST' });
  });

  test('without a token gives UNAUTHENTICATED for a case operation', async () => {
    expect(await post(gateway.url, { id: idOf('Vouchers') })).toMatchObject({
      data: null,
      code: 'UNAUTHENTICATED',
    });
  });

  function hashed(query: string) {
    return { persistedQuery: { version: 1, sha256Hash: sha256(query) } };
  }
});

describe('safelist mode', () => {
  const logged: string[] = [];
  const createCheck = (rule: SafelistRule) => {
    const persisted = createPersistedOperations(
      rule,
      () => manifest,
      (hash) => void logged.push(hash),
    );
    return (request: DocumentOrId): boolean => {
      const { query, isById } = persisted.documentOf(request);
      return isById || persisted.isPersisted(query, (listed) => listed.isListed(query));
    };
  };
  const documentOnly = (query: string) => ({ query, documentId: undefined, sha256Hash: undefined });
  const OTHER = '{ schemes { name } }';
  afterEach(() => void (logged.length = 0));

  test('"off" accepts every document, and isPersisted is true only for a listed one', () => {
    const isPersisted = createCheck({ mode: 'off', isIdOnly: false });
    expect([isPersisted(documentOnly(OTHER)), isPersisted(documentOnly(VOUCHERS))]).toEqual([
      false,
      true,
    ]);
    expect(logged).toEqual([]);
  });

  test('"log-unknown" logs the hash of each unlisted document once', () => {
    const isPersisted = createCheck({ mode: 'log-unknown', isIdOnly: false });
    for (const query of [OTHER, VOUCHERS, OTHER]) isPersisted(documentOnly(query));
    expect(logged).toEqual([sha256(OTHER)]);
  });

  test('"safelist" throws for a document that is not listed', () => {
    const isPersisted = createCheck({ mode: 'safelist', isIdOnly: false });
    expect(isPersisted(documentOnly(SCHEMES))).toBe(true);
    expect(() => isPersisted(documentOnly(OTHER))).toThrow('Only operations of the manifest');
    expect(() => isPersisted(documentOnly('{ __schema { queryType { name } } }'))).toThrow(
      'manifest',
    );
  });

  test('"id-only" throws PersistedQueryNotFound for an unknown hash, since a text would be rejected', () => {
    const isPersisted = createCheck({ mode: 'off', isIdOnly: true });
    const unknown = { query: undefined, documentId: undefined, sha256Hash: sha256(OTHER) };
    expect(() => isPersisted(unknown)).toThrow('PersistedQueryNotFound');
  });

  test('"id-only" throws for every document, and accepts a listed id', () => {
    const isPersisted = createCheck({ mode: 'off', isIdOnly: true });
    expect(() => isPersisted(documentOnly(SCHEMES))).toThrow('send "documentId"');
    const byId = { query: undefined, documentId: idOf('Schemes'), sha256Hash: undefined };
    expect(isPersisted(byId)).toBe(true);
  });
});

describe('a production gateway', () => {
  let gateway: SmallGateway;
  beforeAll(async () => {
    gateway = await startSmallGateway({ manifest, isSafelistRequired: true });
    gateway.funds.respondWith({ data: { schemes: [], vouchers: [] } });
  });
  afterAll(() => gateway.stop());

  test('gives personal data only to operations of the manifest', async () => {
    const token = await gateway.token(coach);
    expect(await post(gateway.url, { query: VOUCHERS }, token)).toMatchObject({
      data: { vouchers: [] },
    });
    expect(await post(gateway.url, { id: idOf('Vouchers') }, token)).toMatchObject({
      data: { vouchers: [] },
    });
    gateway.funds.received.length = 0;
    expect(await post(gateway.url, { query: '{ vouchers { id status } }' }, token)).toEqual({
      status: 200,
      data: null,
      code: 'OPERATION_NOT_TRUSTED',
      errors: [
        {
          message:
            'Field "Query.vouchers" is about persons: only operations in the manifest may ask for it' +
            ' / Veld "Query.vouchers" gaat over personen: alleen vragen uit het manifest mogen dit veld opvragen',
          path: ['vouchers'],
          extensions: { code: 'OPERATION_NOT_TRUSTED' },
        },
      ],
    });
    expect(gateway.funds.received).toEqual([]);
  });

  test('gives public data to any operation', async () => {
    expect(await post(gateway.url, { query: '{ schemes { id name } }' })).toMatchObject({
      data: { schemes: [] },
    });
  });
});

test('reload applies a new manifest and new purposes to the next request', async () => {
  const gateway = await startSmallGateway({ manifest, isSafelistRequired: true });
  gateway.funds.respondWith({ data: { vouchers: [] } });
  const token = await gateway.token(coach);
  const codes = async () => (await post(gateway.url, { query: VOUCHERS }, token)).code;
  const purposes = smallPurposes();
  expect(await codes()).toBeUndefined();
  await gateway.reload({ purposes });
  expect(await codes()).toBe('OPERATION_NOT_TRUSTED');
  await gateway.reload({ purposes: new Map(), manifest });
  expect(await codes()).toBe('PURPOSE_DENIED');
  await gateway.reload({ purposes, manifest });
  expect(await codes()).toBeUndefined();
  await gateway.stop();
});
