import { exportJWK, generateKeyPair, SignJWT, UnsecuredJWT } from 'jose';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { contextDigest } from '../../core/federation/signed-context.ts';
import { createContextReader } from '../../subgraphs/kit/context/read-context.ts';
import { coach, CONSUMER, startSmallGateway, type SmallGateway } from './support/small-gateway.ts';

let gateway: SmallGateway;

beforeAll(async () => {
  gateway = await startSmallGateway();
  gateway.funds.respondWith({ data: { schemes: [], vouchers: [], me: null } });
});
afterAll(() => gateway.stop());
beforeEach(() => {
  gateway.funds.received.length = 0;
});

const PUBLIC_QUERY = '{ schemes { id } }';
const CASE_QUERY = '{ vouchers { id } }';
const GUIDANCE = 'urn:llo:purpose:case-guidance';
const MATCHING = 'urn:llo:purpose:matching';
const INZAGE = 'urn:llo:purpose:inzage';
const inSeconds = (seconds: number): number => Math.floor(Date.now() / 1000) + seconds;

const INVALID_TOKEN = {
  errors: [
    {
      message:
        'Token is not valid or no longer valid: sign in again' +
        ' / Token is niet of niet meer geldig: log opnieuw in',
      extensions: { code: 'UNAUTHENTICATED' },
    },
  ],
};

test.each([
  ['of another issuer', { iss: 'urn:other' }],
  ['for another audience', { aud: 'urn:llo:subgraph:funds' }],
  ['past its exp', { exp: inSeconds(-60) }],
  ['before its nbf', { nbf: inSeconds(600) }],
  ['without exp', { exp: undefined }],
])('a token %s gives 401, even for a public query', async (_, claims) => {
  const token = await gateway.token({ ...coach, ...claims });
  const { status, headers, body } = await gateway.ask(PUBLIC_QUERY, { token });
  expect({ status, body, challenge: headers.get('www-authenticate') }).toEqual({
    status: 401,
    body: INVALID_TOKEN,
    challenge: 'Bearer error="invalid_token"',
  });
  expect(gateway.funds.received).toEqual([]);
});

test.each([
  ['consumer', { consumer: '123' }],
  ['consumer', { consumer: undefined }],
  ['scopes', { scopes: 5 }],
  ['scopes', { scopes: undefined }],
  ['purposes', { purposes: { all: true } }],
])('a token with an unusable claim "%s" gives 401 with its name', async (claim, claims) => {
  const token = await gateway.token({ ...coach, ...claims });
  const { status, headers, body } = await gateway.ask(PUBLIC_QUERY, { token });
  expect({ status, body, challenge: headers.get('www-authenticate') }).toEqual({
    status: 401,
    body: {
      errors: [
        {
          message:
            `Token cannot be used: its claim "${claim}" is missing or has another form, ask its issuer for it` +
            ` / Token is niet te gebruiken: de claim "${claim}" ontbreekt of heeft een andere vorm, vraag de uitgever erom`,
          extensions: { code: 'UNAUTHENTICATED' },
        },
      ],
    },
    challenge: 'Bearer error="invalid_token"',
  });
});

test('a token with an unknown key, a shared secret, no signature or no JWT syntax gives 401', async () => {
  const claims = {
    ...coach,
    iss: 'urn:test:issuer',
    aud: 'urn:llo:gateway',
    exp: inSeconds(600),
    consumer: CONSUMER,
  };
  const unknownKey = await generateKeyPair('EdDSA');
  const publicKey = Buffer.from(JSON.stringify(await exportJWK(unknownKey.publicKey)));
  const tokens = [
    await new SignJWT(claims)
      .setProtectedHeader({ alg: 'EdDSA', kid: 'issuer' })
      .sign(unknownKey.privateKey),
    await new SignJWT(claims).setProtectedHeader({ alg: 'HS256', kid: 'issuer' }).sign(publicKey),
    new UnsecuredJWT(claims).encode(),
    'not.a.token',
    'x'.repeat(9000),
  ];
  for (const token of tokens) {
    const { status, body } = await gateway.ask(PUBLIC_QUERY, { token });
    expect({ status, body }).toEqual({ status: 401, body: INVALID_TOKEN });
  }
});

test('an Authorization header with Basic gives 401 instead of a response for the public', async () => {
  const { status } = await gateway.ask(PUBLIC_QUERY, {
    headers: { authorization: 'Basic Zm9vOmJhcg==' },
  });
  expect(status).toBe(401);
});

test('a token with one purpose uses it without the header x-llo-purpose', async () => {
  const token = await gateway.token({ ...coach, purposes: [GUIDANCE] });
  expect((await gateway.ask(CASE_QUERY, { token })).body).toEqual({ data: { vouchers: [] } });
});

test('x-llo-purpose selects one of several purposes, and without it the request has no purpose', async () => {
  const token = await gateway.token({ ...coach, purposes: [GUIDANCE, MATCHING] });
  const codeFor = async (headers: Readonly<Record<string, string>>) =>
    (await gateway.ask(CASE_QUERY, { token, headers })).body.errors?.[0]?.extensions?.code;
  expect(await codeFor({})).toBe('PURPOSE_DENIED');
  expect(await codeFor({ 'x-llo-purpose': GUIDANCE })).toBeUndefined();
  expect(await codeFor({ 'x-llo-purpose': MATCHING })).toBe('PURPOSE_DENIED');
});

test('PURPOSE_DENIED without a selected purpose names the purposes of the token', async () => {
  const token = await gateway.token({ ...coach, purposes: [GUIDANCE, MATCHING] });
  const { body } = await gateway.ask(CASE_QUERY, { token });
  expect(body.errors?.[0]?.message).toBe(
    'Field "Query.vouchers" needs a purpose that satisfies "purpose:case", and this request has no purpose:' +
      ` name one of the token's purposes in "x-llo-purpose": "${GUIDANCE}", "${MATCHING}"` +
      ' / Veld "Query.vouchers" vraagt een doel dat voldoet aan "purpose:case", en dit verzoek heeft geen doel:' +
      ` noem een doel van het token in "x-llo-purpose": "${GUIDANCE}", "${MATCHING}"`,
  );
});

test('a public query without a selected purpose gives data', async () => {
  const token = await gateway.token({ ...coach, purposes: [GUIDANCE, MATCHING] });
  expect((await gateway.ask(PUBLIC_QUERY, { token })).body).toEqual({ data: { schemes: [] } });
});

test('a purpose in x-llo-purpose that the token does not have gives 403 and names the purposes it has', async () => {
  const token = await gateway.token({ ...coach, purposes: [GUIDANCE] });
  for (const purpose of [INZAGE, 'urn:llo:purpose:unknown', `${GUIDANCE}, ${INZAGE}`]) {
    const { status, body } = await gateway.ask(CASE_QUERY, {
      token,
      headers: { 'x-llo-purpose': purpose },
    });
    expect({ status, body }).toEqual({
      status: 403,
      body: {
        errors: [
          {
            message:
              `Header "x-llo-purpose" names a purpose that this token does not have: choose "${GUIDANCE}"` +
              ` / Header "x-llo-purpose" noemt een doel dat dit token niet heeft: kies "${GUIDANCE}"`,
            extensions: { code: 'PURPOSE_DENIED' },
          },
        ],
      },
    });
  }
});

test('two purposes in x-llo-purpose give 403, and no subgraph is called', async () => {
  const token = await gateway.token({ ...coach, purposes: [GUIDANCE, MATCHING] });
  for (const both of [`${GUIDANCE}, ${MATCHING}`, `${GUIDANCE} ${MATCHING}`]) {
    const { status, body } = await gateway.ask(CASE_QUERY, {
      token,
      headers: { 'x-llo-purpose': both },
    });
    expect([status, body.errors?.[0]?.extensions?.code]).toEqual([403, 'PURPOSE_DENIED']);
  }
  expect(gateway.funds.received).toEqual([]);
});

test('a purpose of the token that the gateway does not know gives PURPOSE_DENIED', async () => {
  const token = await gateway.token({ ...coach, purposes: ['urn:llo:purpose:unknown'] });
  const { body } = await gateway.ask(CASE_QUERY, { token });
  expect(body.errors?.[0]?.extensions).toEqual({ code: 'PURPOSE_DENIED' });
});

test('a scope that the purpose does not activate gives SCOPE_DENIED', async () => {
  const token = await gateway.token({
    scopes: ['llo:case', 'llo:aggregate'],
    purposes: ['urn:llo:purpose:programme-evaluation'],
  });
  const { body } = await gateway.ask(CASE_QUERY, { token });
  expect(body.errors?.[0]?.extensions).toEqual({ code: 'SCOPE_DENIED' });
});

test('a subgraph receives the principal in a signed context, and no other client header', async () => {
  const token = await gateway.token(coach);
  const traceparent = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';
  await gateway.ask(CASE_QUERY, {
    token,
    headers: {
      traceparent,
      cookie: 'a=b',
      'x-llo-context': 'forged',
      'x-forwarded-for': '1.2.3.4',
    },
  });
  const headers = gateway.funds.received[0]?.headers ?? {};
  expect(Object.keys(headers).toSorted()).toEqual([
    'accept',
    'accept-encoding',
    'connection',
    'content-length',
    'content-type',
    'host',
    'traceparent',
    'x-llo-context',
    'x-llo-query-hash',
  ]);
  expect(headers['traceparent']).toMatch(/^00-0af7651916cd43dd8448eb211c80319c-[0-9a-f]{16}-01$/);
  expect(headers['traceparent']).not.toBe(traceparent);
  expect(headers['x-llo-query-hash']).toMatch(/^[0-9a-f]{64}$/);
  const readContext = createContextReader(gateway.gatewayKeys, 'funds');
  const digest = contextDigest(gateway.funds.received[0]?.body ?? '');
  expect(await readContext(String(headers['x-llo-context']), digest)).toEqual({
    consumer: CONSUMER,
    purpose: GUIDANCE,
    scopes: ['llo:case'],
  });
});

test('a request without a token reaches the subgraph without a context, whatever its headers', async () => {
  await gateway.ask(PUBLIC_QUERY, {
    headers: { 'x-llo-context': 'forged', 'x-llo-purpose': GUIDANCE, traceparent: 'nonsense' },
  });
  const headers = gateway.funds.received[0]?.headers ?? {};
  expect(headers['x-llo-context']).toBeUndefined();
  expect(headers['traceparent']).toMatch(/^00-[0-9a-f]{32}-[0-9a-f]{16}-01$/);
});
