/** Contexts that a subgraph does not believe, though the gateway's key signed most of them. */
import { importJWK, generateKeyPair, SignJWT, type CryptoKey, type JWK } from 'jose';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startSubgraph, type RunningSubgraph } from '../../subgraphs/start-subgraph.ts';
import { COACH, partnersAt, readDemoKey, settingsOf } from '../support/subgraph-harness.ts';

const NOTHING_THERE = { uwv: 'http://127.0.0.1:1' };
const QUERY = '{ __typename }';
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
    ...own,
  };
  return await new SignJWT(JSON.parse(JSON.stringify(claims)) as Claims)
    .setProtectedHeader({ alg, kid: jwk.kid ?? '' })
    .sign(key ?? (await importJWK(jwk, 'EdDSA')));
}

async function ask(context: string) {
  const response = await fetch(subgraph.url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-llo-context': context },
    body: JSON.stringify({ query: QUERY }),
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
])('a context %s is UNAUTHENTICATED', async (_, claims) => {
  expect(await ask(await sign(claims()))).toEqual(UNAUTHENTICATED);
  // A rejected context must not be cached as valid.
  expect(await ask(await sign(claims()))).toEqual(UNAUTHENTICATED);
});

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
