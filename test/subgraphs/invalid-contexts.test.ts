/** Contexts that a subgraph does not believe, though the gateway's key signed most of them. */
import { createHash, createPrivateKey, sign as signBytes } from 'node:crypto';
import { importJWK, generateKeyPair, SignJWT, type CryptoKey, type JWK } from 'jose';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startSubgraph, type RunningSubgraph } from '../../subgraphs/start-subgraph.ts';
import { COACH, partnersAt, readDemoKey, settingsOf } from '../support/subgraph-harness.ts';

const NOTHING_THERE = { uwv: 'http://127.0.0.1:1' };
const BODY = JSON.stringify({ query: '{ __typename }' });
const digestOf = (body: string, encoding: 'base64url' | 'base64' | 'hex' = 'base64url') =>
  createHash('sha256').update(body).digest(encoding);
const nowS = () => Math.floor(Date.now() / 1000);

let subgraph: RunningSubgraph;
beforeAll(async () => {
  subgraph = await startSubgraph(settingsOf('uwv', partnersAt(NOTHING_THERE), ['person']));
});
afterAll(() => subgraph.stop());

type Claims = Readonly<Record<string, unknown>>;

async function sign(own: Claims, alg = 'EdDSA', key?: CryptoKey | Uint8Array): Promise<string> {
  const jwk = readDemoKey('gateway.private') as JWK;
  const issuedAt = nowS();
  const claims = {
    iss: 'urn:llo:gateway',
    aud: 'urn:llo:subgraph:uwv',
    iat: issuedAt,
    exp: issuedAt + 60,
    ...COACH,
    scopes: ['llo:case'],
    digest: digestOf(BODY),
    ...own,
  };
  return await new SignJWT(JSON.parse(JSON.stringify(claims)) as Claims)
    .setProtectedHeader({ alg, kid: jwk.kid ?? '' })
    .sign(key ?? (await importJWK(jwk, 'EdDSA')));
}

async function ask(context: string, body = BODY) {
  const response = await fetch(subgraph.url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-llo-context': context },
    body,
  });
  return { status: response.status, body: await response.json() };
}

const UNAUTHENTICATED = {
  status: 401,
  body: {
    errors: [
      {
        message: 'Cannot accept the context of this request',
        extensions: { code: 'UNAUTHENTICATED' },
      },
    ],
  },
};

test('a context made for this subgraph is accepted', async () => {
  expect(await ask(await sign({}))).toEqual({
    status: 200,
    body: { data: { __typename: 'Query' } },
  });
});

test.each<[string, () => Claims]>([
  [
    'made for the subgraph of a partner that replays it',
    () => ({ aud: 'urn:llo:subgraph:provinces' }),
  ],
  ['made for every subgraph', () => ({ aud: 'urn:llo:subgraph' })],
  [
    'with several audiences, this one among them',
    () => ({ aud: ['urn:llo:subgraph:uwv', 'urn:llo:subgraph:funds'] }),
  ],
  ['with a list of this audience alone', () => ({ aud: ['urn:llo:subgraph:uwv'] })],
  ['with an audience in capitals', () => ({ aud: 'urn:llo:subgraph:UWV' })],
  ['with an empty audience', () => ({ aud: '' })],
  ['without an audience', () => ({ aud: undefined })],
  ['of another issuer', () => ({ iss: 'urn:llo:issuer:demo' })],
  ['without an issuer', () => ({ iss: undefined })],
  ['that has expired', () => ({ iat: nowS() - 50, exp: nowS() - 1 })],
  ['without an end', () => ({ exp: undefined })],
  ['without a beginning', () => ({ iat: undefined })],
  ['signed longer ago than it may live', () => ({ iat: nowS() - 120, exp: nowS() + 10 })],
  ['signed in the future', () => ({ iat: nowS() + 300, exp: nowS() + 330 })],
  ['that is not valid yet', () => ({ nbf: nowS() + 300 })],
  ['that lives longer than a minute', () => ({ exp: nowS() + 65 })],
  ['that lives for a day', () => ({ exp: nowS() + 86_400 })],
  ['whose times are no numbers', () => ({ exp: 'tomorrow' })],
  ['without a digest of the body', () => ({ digest: undefined })],
  ['with an empty digest', () => ({ digest: '' })],
  ['with a list of digests', () => ({ digest: [digestOf(BODY)] })],
  ['with the digest of an empty body', () => ({ digest: digestOf('') })],
  ['with the digest in hexadecimal', () => ({ digest: digestOf(BODY, 'hex') })],
  ['with the digest in padded base64', () => ({ digest: digestOf(BODY, 'base64') })],
  ['with an empty subject', () => ({ subject: '' })],
])('a context %s is UNAUTHENTICATED', async (_, claims) => {
  expect(await ask(await sign(claims()))).toEqual(UNAUTHENTICATED);
  // A rejected context must not be cached as valid.
  expect(await ask(await sign(claims()))).toEqual(UNAUTHENTICATED);
});

test.each<[string, string]>([
  ['another operation', JSON.stringify({ query: '{ jobseekers(first: 1) { nodes { id } } }' })],
  ['variables', JSON.stringify({ query: '{ __typename }', variables: { id: 'x' } })],
  ['an operation name', JSON.stringify({ query: '{ __typename }', operationName: 'A' })],
  ['another spelling of the same JSON', `${BODY} `],
  ['an escape for one character', BODY.replace('t', String.raw`\u0074`)],
])(
  'a context that was made for another body than this, with %s, is UNAUTHENTICATED',
  async (_, body) => {
    const context = await sign({});
    expect(await ask(context, body)).toEqual(UNAUTHENTICATED);
    expect((await ask(context)).status).toBe(200);
  },
);

test('a context with another algorithm or key is UNAUTHENTICATED', async () => {
  const secret = Buffer.from((readDemoKey('gateway.public') as { keys: JWK[] }).keys[0]?.x ?? '');
  expect(await ask(await sign({}, 'HS256', secret))).toEqual(UNAUTHENTICATED);
  const { privateKey } = await generateKeyPair('EdDSA');
  expect(await ask(await sign({}, 'EdDSA', privateKey))).toEqual(UNAUTHENTICATED);
  const es256 = await generateKeyPair('ES256');
  expect(await ask(await sign({}, 'ES256', es256.privateKey))).toEqual(UNAUTHENTICATED);
  const [, payload = ''] = (await sign({})).split('.');
  const none = `${Buffer.from('{"alg":"none"}').toString('base64url')}.${payload}.`;
  expect(await ask(none)).toEqual(UNAUTHENTICATED);
});

test('a context with a header that is not understood, of an unknown key or with a changed part is UNAUTHENTICATED', async () => {
  const { kid = '', ...jwk } = readDemoKey('gateway.private') as JWK;
  const key = await importJWK(jwk, 'EdDSA');
  const [, payload = ''] = (await sign({})).split('.');
  const claims = JSON.parse(Buffer.from(payload, 'base64url').toString()) as Claims;
  const withHeader = (header: object) =>
    new SignJWT(claims).setProtectedHeader({ alg: 'EdDSA', kid, ...header }).sign(key);
  expect((await ask(await withHeader({ typ: 'JWT' }))).status).toBe(200);
  expect((await ask(await withHeader({ kid: undefined }))).status).toBe(200);
  expect(await ask(await withHeader({ kid: 'another' }))).toEqual(UNAUTHENTICATED);
  const [head = '', , signature = ''] = (await withHeader({})).split('.');
  const critical = Buffer.from(
    JSON.stringify({ alg: 'EdDSA', kid, crit: ['b64'], b64: true }),
  ).toString('base64url');
  const signed = signBytes(
    null,
    Buffer.from(`${critical}.${payload}`),
    createPrivateKey({ key: { ...jwk }, format: 'jwk' }),
  ).toString('base64url');
  expect(await ask(`${critical}.${payload}.${signed}`)).toEqual(UNAUTHENTICATED);
  for (const changed of [
    `${head}.${payload}`,
    `${head}.${payload}.`,
    `${head}.${payload}.${signature.slice(4)}`,
    `${head}.${payload}A.${signature}`,
    `${critical}.${payload}.${signature}`,
    ` ${head}.${payload}.${signature}x.y`,
  ]) {
    expect(await ask(changed)).toEqual(UNAUTHENTICATED);
  }
});
