/** The contract of docs/token-exchange.md at the exchange of the demo, over HTTP, used as intended and misused. */
import { createSecretKey, randomUUID } from 'node:crypto';
import {
  CompactEncrypt,
  CompactSign,
  createLocalJWKSet,
  decodeProtectedHeader,
  generateKeyPair,
  importJWK,
  jwtVerify,
  SignJWT,
  UnsecuredJWT,
  type CryptoKey,
  type JSONWebKeySet,
  type JWK,
} from 'jose';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { citizenNumber } from '../../mocks/citizens.ts';
import { readDemoKey } from '../../mocks/demo-keys.ts';
import { DEMO_EXCHANGE } from '../../mocks/exchange/exchange-names.ts';
import { exchangeForm } from '../../mocks/exchange/portal-client.ts';
import { startExchange, type RunningExchange } from '../../mocks/exchange/start-exchange.ts';
import { createUsedTokens, TooManyTokens } from '../../mocks/exchange/used-tokens.ts';
import { DEMO_ISSUER, issueSubjectToken, subjectTokenClaims } from '../../mocks/issuer.ts';
import { encryptedFor } from '../support/subgraph-harness.ts';
import { TEST_DAY } from '../support/test-day.ts';

const PORTAL = '00000099000000005000';
const SCOPE = 'llo:case urn:llo:purpose:inzage';
const NUMBER = citizenNumber(undefined);
const today = () => new Date(`${TEST_DAY}T12:00:00Z`);
const inSeconds = (seconds: number): number => Math.floor(Date.now() / 1000) + seconds;

let exchange: RunningExchange;
let endpoint: string;
let issuerKey: CryptoKey;
let strangerKey: CryptoKey;
let encryptionKey: CryptoKey;

beforeAll(async () => {
  exchange = await startExchange({ port: 0, today });
  endpoint = `${exchange.url}/token`;
  const use = async (name: string, alg: string) =>
    (await importJWK(readDemoKey(name) as JWK, alg)) as CryptoKey;
  issuerKey = await use('issuer.private', 'EdDSA');
  strangerKey = (await generateKeyPair('EdDSA')).privateKey;
  const [published] = (readDemoKey('exchange-encryption.public') as JSONWebKeySet).keys;
  encryptionKey = (await importJWK(published as JWK, 'ECDH-ES+A256KW')) as CryptoKey;
});
afterAll(() => exchange.stop());

interface Response {
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>>;
}

async function post(body: string | URLSearchParams, headers = {}): Promise<Response> {
  const response = await fetch(endpoint, { method: 'POST', body, headers });
  expect(response.headers.get('cache-control')).toBe('no-store');
  return { status: response.status, body: (await response.json()) as Response['body'] };
}

/** A whole request with some parameters changed; undefined leaves one out. */
async function ask(
  subjectToken: string,
  changes: Readonly<Record<string, string | undefined>> = {},
): Promise<Response> {
  const form = await exchangeForm(endpoint, subjectToken);
  for (const [name, value] of Object.entries(changes)) {
    form.delete(name);
    if (value !== undefined) form.set(name, value);
  }
  return await post(form);
}

type Claims = Readonly<Record<string, unknown>>;

/** The claims of a token that the exchange accepts, with some changed. */
async function claimsWith(changes: Claims = {}): Promise<Record<string, unknown>> {
  return {
    iss: DEMO_ISSUER,
    aud: DEMO_EXCHANGE,
    jti: randomUUID(),
    iat: inSeconds(0),
    exp: inSeconds(60),
    ...(await subjectTokenClaims(NUMBER)),
    ...changes,
  };
}

const signed = async (changes: Claims = {}, key = issuerKey, header = {}) =>
  new SignJWT(await claimsWith(changes)).setProtectedHeader({ alg: 'EdDSA', ...header }).sign(key);

const jweOf = (text: string, key: CryptoKey = encryptionKey, header = {}) =>
  new CompactEncrypt(Buffer.from(text, 'latin1'))
    .setProtectedHeader({ alg: 'ECDH-ES+A256KW', enc: 'A256GCM', ...header })
    .encrypt(key);

const wrong = (error: string, description: string, status = 400): Response => ({
  status,
  body: { error, error_description: description },
});
const WRONG_TOKEN = wrong('invalid_request', 'The subject token is not valid');
const WRONG_CLIENT = wrong('invalid_client', 'The client is not known by this assertion', 401);

test('a token of the issuer gives one for the gateway, of ten minutes, with the id of the person for this client', async () => {
  const { status, body } = await ask(await issueSubjectToken(NUMBER));
  const { access_token: token, ...rest } = body;
  expect({ status, rest }).toEqual({
    status: 200,
    rest: {
      issued_token_type: 'urn:ietf:params:oauth:token-type:access_token',
      token_type: 'Bearer',
      expires_in: 600,
      scope: SCOPE,
    },
  });
  const keys = createLocalJWKSet(readDemoKey('exchange.public') as JSONWebKeySet);
  const { payload } = await jwtVerify(String(token), keys);
  const context = { consumer: PORTAL, purpose: 'urn:llo:purpose:inzage' };
  expect(payload).toEqual({
    iss: DEMO_EXCHANGE,
    aud: 'urn:llo:gateway',
    sub: encryptedFor(context, 'person', 'llo-person/v1', NUMBER),
    azp: 'portal',
    act: { sub: PORTAL },
    scope: SCOPE,
    jti: expect.stringMatching(/^[\da-f-]{36}$/),
    iat: expect.any(Number),
    exp: Number(payload.iat) + 600,
  });
  expect(decodeProtectedHeader(String(token))).toEqual({
    alg: 'EdDSA',
    typ: 'at+jwt',
    kid: 'demo-exchange-1',
  });
  expect(JSON.stringify([payload, body])).not.toContain(NUMBER);
});

test('the issuer encrypts the same number differently each time, readable in no token', async () => {
  const tokens = [await issueSubjectToken(NUMBER), await issueSubjectToken(NUMBER)];
  const claims = tokens.map(
    (token) => JSON.parse(atob(token.split('.')[1] ?? '')) as Record<string, string>,
  );
  expect(claims[0]?.['bsn_jwe']).not.toBe(claims[1]?.['bsn_jwe']);
  expect(JSON.stringify(claims)).not.toContain(NUMBER);
});

describe('a subject token', () => {
  test.each([
    ['that expired', { exp: inSeconds(-30) }],
    ['that lives more than five minutes', { exp: inSeconds(400) }],
    ['issued more than five minutes ago', { iat: inSeconds(-310), exp: inSeconds(-9) }],
    ['issued in the future', { iat: inSeconds(60), exp: inSeconds(120) }],
    ['that is not valid yet', { nbf: inSeconds(60) }],
    ['without exp', { exp: undefined }],
    ['without iat', { iat: undefined }],
    ['without jti', { jti: undefined }],
    ['for the gateway', { aud: 'urn:llo:gateway' }],
    ['for the exchange and another', { aud: [DEMO_EXCHANGE, 'urn:llo:gateway'] }],
    ['without audience', { aud: undefined }],
    ['of an unknown issuer', { iss: 'urn:elsewhere' }],
    ['of the exchange itself', { iss: DEMO_EXCHANGE }],
    ['that another organisation may use', { may_act: { sub: '00000099000000001000' } }],
    ['that nobody may use', { may_act: undefined }],
    ['without a number', { bsn_jwe: undefined }],
    ['with a readable number', { bsn_jwe: NUMBER }],
    ['with a number in another claim', { bsn_jwe: undefined, bsn: NUMBER }],
  ])('%s gives invalid_request, the same for all', async (_, changes) => {
    expect(await ask(await signed(changes))).toEqual(WRONG_TOKEN);
  });

  test.each([
    ['that fails the elfproef', '999999991'],
    ['of zeros', '000000000'],
    ['of eight digits', '99999999'],
    ['with a line after it', `${NUMBER}\n`],
    ['with an organisation before it', `999:${NUMBER}`],
    ['that is a token itself', 'eyJhbGciOiJub25lIn0.eyJic24iOiI5OTk5OTk5OTAifQ.'],
    ['that is empty', ''],
  ])('with a number %s gives invalid_request', async (_, text) => {
    expect(await ask(await signed({ bsn_jwe: await jweOf(text) }))).toEqual(WRONG_TOKEN);
  });

  test('with a number encrypted to another key, or by another algorithm, gives invalid_request', async () => {
    const other = await generateKeyPair('ECDH-ES+A256KW');
    const secret = createSecretKey(Buffer.alloc(32, 7));
    const jwes = [
      await jweOf(NUMBER, other.publicKey),
      // The header may not choose another algorithm, nor compression.
      await jweOf(NUMBER, encryptionKey, { alg: 'ECDH-ES', enc: 'A256GCM' }),
      await jweOf(NUMBER, encryptionKey, { enc: 'A128CBC-HS256' }),
      await new CompactEncrypt(Buffer.from(NUMBER))
        .setProtectedHeader({ alg: 'dir', enc: 'A256GCM' })
        .encrypt(secret),
      `${await jweOf(NUMBER)}x`,
      (await jweOf(NUMBER)).replace(/\.[\w-]+$/, '.AAAAAAAAAAAAAAAAAAAAAA'),
    ];
    for (const jwe of jwes) expect(await ask(await signed({ bsn_jwe: jwe }))).toEqual(WRONG_TOKEN);
  });

  test('by another key, unsigned, by a shared secret or with a hole in its header gives invalid_request', async () => {
    const claims = await claimsWith();
    const published = (readDemoKey('issuer.public') as JSONWebKeySet).keys[0]?.x ?? '';
    const hs256 = (secret: Uint8Array) =>
      new SignJWT(claims).setProtectedHeader({ alg: 'HS256' }).sign(secret);
    const good = await signed();
    const [header = '', payload = '', signature = ''] = good.split('.');
    const forged = Buffer.from(
      JSON.stringify({ ...claims, bsn_jwe: await jweOf(citizenNumber('status-holder')) }),
    ).toString('base64url');
    const tokens = [
      await signed({}, strangerKey),
      await signed({}, strangerKey, { kid: 'demo-issuer-1' }),
      await signed({}, strangerKey, { jwk: readDemoKey('issuer.public') }),
      new UnsecuredJWT(claims).encode(),
      // The public key as a shared secret: the confusion of algorithms.
      await hs256(Buffer.from(published, 'base64url')),
      await hs256(Buffer.from(published)),
      `${header}.${forged}.${signature}`,
      `${header}.${payload}.`,
      `${header}.${payload}`,
      'nonsense',
      '',
    ];
    for (const token of tokens) expect(await ask(token)).toEqual(WRONG_TOKEN);
    expect((await ask(good)).status).toBe(200);
  });

  test('inside another, signed or encrypted, gives invalid_request', async () => {
    const inner = await signed();
    const nested = await new CompactSign(Buffer.from(inner))
      .setProtectedHeader({ alg: 'EdDSA', cty: 'JWT' })
      .sign(issuerKey);
    const encrypted = await jweOf(inner, encryptionKey, { cty: 'JWT' });
    const carried = await signed({ bsn_jwe: undefined, subject_token: inner });
    for (const token of [nested, encrypted, carried]) {
      expect(await ask(token)).toEqual(WRONG_TOKEN);
    }
    expect((await ask(inner)).status).toBe(200);
  });

  test('that was used gives invalid_request, and of twenty at once one is accepted', async () => {
    const used = await signed();
    expect((await ask(used)).status).toBe(200);
    expect(await ask(used)).toEqual(WRONG_TOKEN);
    const raced = await signed();
    const responses = await Promise.all(Array.from({ length: 20 }, () => ask(raced)));
    expect(responses.filter(({ status }) => status === 200).length).toBe(1);
    // Another token with the same jti counts as the same.
    const jti = randomUUID();
    expect((await ask(await signed({ jti }))).status).toBe(200);
    expect(await ask(await signed({ jti, exp: inSeconds(120) }))).toEqual(WRONG_TOKEN);
  });

  test('above 8 kB gives invalid_request, and a body above 16 kB gives 413', async () => {
    expect(await ask(await signed({ filling: 'x'.repeat(8_000) }))).toEqual(WRONG_TOKEN);
    const response = await fetch(endpoint, {
      method: 'POST',
      body: new URLSearchParams({ subject_token: 'x'.repeat(20_000) }),
    }).catch(() => null);
    expect([413, undefined]).toContain(response?.status);
  });
});

describe('a request', () => {
  test.each([
    [
      'for another grant',
      { grant_type: 'client_credentials' },
      wrong('unsupported_grant_type', 'Only token exchange (RFC 8693) is offered'),
    ],
    [
      'for another audience',
      { audience: 'urn:llo:subgraph:uwv' },
      wrong('invalid_target', 'Tokens are for audience "urn:llo:gateway" alone'),
    ],
    [
      'without an audience',
      { audience: undefined },
      wrong('invalid_target', 'Tokens are for audience "urn:llo:gateway" alone'),
    ],
    [
      'for a resource',
      { resource: 'https://uwv.example/' },
      wrong('invalid_target', 'Tokens are for audience "urn:llo:gateway" alone'),
    ],
    ...[
      'llo:case urn:llo:purpose:case-guidance',
      `${SCOPE} urn:llo:purpose:case-guidance`,
      `${SCOPE} llo:aggregate`,
      'llo:case',
      '',
    ].map(
      (scope) =>
        [
          `for scope "${scope}"`,
          { scope },
          wrong('invalid_scope', `Tokens have scope "${SCOPE}" alone`),
        ] as const,
    ),
    [
      'with a subject token of another type',
      { subject_token_type: 'urn:ietf:params:oauth:token-type:saml2' },
      wrong(
        'invalid_request',
        'The subject token is of type "urn:ietf:params:oauth:token-type:jwt"',
      ),
    ],
    [
      'for a token of another type',
      { requested_token_type: 'urn:ietf:params:oauth:token-type:refresh_token' },
      wrong(
        'invalid_request',
        'Tokens are of type "urn:ietf:params:oauth:token-type:access_token"',
      ),
    ],
    [
      'with an actor token',
      { actor_token: 'x' },
      wrong('invalid_request', 'The client itself acts: send no actor token'),
    ],
    ['without a subject token', { subject_token: undefined }, WRONG_TOKEN],
    ['without an assertion', { client_assertion: undefined }, WRONG_CLIENT],
    ['with another type of assertion', { client_assertion_type: 'secret' }, WRONG_CLIENT],
    ['in the name of another client', { client_id: 'other' }, WRONG_CLIENT],
    ['with a client secret', { client_assertion: undefined, client_secret: 'x' }, WRONG_CLIENT],
  ] as const)(
    '%s gives an error of RFC 6749, and uses no token up',
    async (_, changes, response) => {
      const token = await signed();
      expect(await ask(token, changes)).toEqual(response);
      expect((await ask(token)).status).toBe(200);
    },
  );

  test('with scope and client_id as they are, in any order, gives a token', async () => {
    const scope = SCOPE.split(' ').toReversed().join(' ');
    expect((await ask(await signed(), { scope, client_id: 'portal' })).status).toBe(200);
    expect((await ask(await signed(), { unknown: 'ignored' })).status).toBe(200);
  });

  test('with a parameter twice gives invalid_request', async () => {
    const form = await exchangeForm(endpoint, await signed());
    form.append('audience', 'urn:llo:gateway');
    expect(await post(form)).toEqual(wrong('invalid_request', 'A parameter is repeated'));
  });

  test('that is no form gives 415, another method 405 with Allow, and another path 404', async () => {
    const statusOf = async (path: string, init: RequestInit) =>
      (await fetch(exchange.url + path, init)).status;
    const json = { 'content-type': 'application/json' };
    expect(await statusOf('/token', { method: 'POST', body: '{}', headers: json })).toBe(415);
    expect(await statusOf('/tokens', { method: 'POST' })).toBe(404);
    const got = await fetch(endpoint);
    expect([got.status, got.headers.get('allow')]).toEqual([405, 'POST']);
  });
});

describe('an assertion of the client', () => {
  async function assertion(changes: Claims = {}, key?: CryptoKey, header = {}): Promise<string> {
    const own = (await importJWK(readDemoKey('portal.private') as JWK, 'EdDSA')) as CryptoKey;
    return await new SignJWT({
      iss: 'portal',
      sub: 'portal',
      aud: endpoint,
      jti: randomUUID(),
      iat: inSeconds(0),
      exp: inSeconds(60),
      ...changes,
    })
      .setProtectedHeader({ alg: 'EdDSA', ...header })
      .sign(key ?? own);
  }

  test.each([
    ['for another endpoint', { aud: 'https://elsewhere.example/token' }],
    ['with another subject', { sub: 'other' }],
    ['of an unknown client', { iss: 'other', sub: 'other' }],
    ['that expired', { exp: inSeconds(-30) }],
    ['that lives more than five minutes', { exp: inSeconds(400) }],
    ['without jti', { jti: undefined }],
  ])('%s gives invalid_client, and uses no subject token up', async (_, changes) => {
    const token = await signed();
    const client_assertion = await assertion(changes);
    expect(await ask(token, { client_assertion })).toEqual(WRONG_CLIENT);
    expect((await ask(token)).status).toBe(200);
  });

  test('by another key, such as that of the issuer, gives invalid_client', async () => {
    for (const key of [issuerKey, strangerKey]) {
      const client_assertion = await assertion({}, key);
      expect(await ask(await signed(), { client_assertion })).toEqual(WRONG_CLIENT);
    }
  });

  test('that was used gives invalid_client', async () => {
    const client_assertion = await assertion();
    expect((await ask(await signed(), { client_assertion })).status).toBe(200);
    expect(await ask(await signed(), { client_assertion })).toEqual(WRONG_CLIENT);
  });
});

test('its metadata and keys are published, and hold nothing secret', async () => {
  const get = async (path: string) =>
    (await (await fetch(exchange.url + path)).json()) as Record<string, unknown>;
  expect(await get('/.well-known/oauth-authorization-server')).toEqual({
    issuer: DEMO_EXCHANGE,
    token_endpoint: endpoint,
    jwks_uri: `${exchange.url}/jwks`,
    grant_types_supported: ['urn:ietf:params:oauth:grant-type:token-exchange'],
    token_endpoint_auth_methods_supported: ['private_key_jwt'],
    token_endpoint_auth_signing_alg_values_supported: ['EdDSA', 'ES256', 'PS256', 'RS256'],
    subject_token_types_supported: ['urn:ietf:params:oauth:token-type:jwt'],
  });
  const { keys } = (await get('/jwks')) as unknown as JSONWebKeySet;
  expect(keys.map(({ use, alg, d }) => [use, alg, d])).toEqual([
    ['sig', 'EdDSA', undefined],
    ['enc', 'ECDH-ES+A256KW', undefined],
  ]);
});

test('used tokens are kept until they expire, and a full store refuses rather than forgets', () => {
  let nowS = 1_000;
  const used = createUsedTokens(() => nowS, 2);
  expect([used.use('a', '1', 1_100), used.use('a', '1', 1_100)]).toEqual([true, false]);
  // Another issuer may have the same jti.
  expect(used.use('b', '1', 1_200)).toBe(true);
  expect(() => used.use('a', '2', 1_200)).toThrow(TooManyTokens);
  nowS = 1_101;
  expect([used.use('a', '2', 1_200), used.use('b', '1', 1_200)]).toEqual([true, false]);
});
