import { exportJWK, generateKeyPair, SignJWT, UnsecuredJWT } from 'jose';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { createContextReader } from '../../subgraphs/kit/context/read-context.ts';
import { coach, CONSUMER, startSmallGateway, type SmallGateway } from './support/small-gateway.ts';

let gateway: SmallGateway;

beforeAll(async () => {
  gateway = await startSmallGateway();
  gateway.funds.answer({ data: { schemes: [], vouchers: [], me: null } });
});
afterAll(() => gateway.stop());
beforeEach(() => {
  gateway.funds.asked.length = 0;
});

const PUBLIC_QUESTION = '{ schemes { id } }';
const CASE_QUESTION = '{ vouchers { id } }';
const GUIDANCE = 'urn:llo:purpose:case-guidance';
const MATCHING = 'urn:llo:purpose:matching';
const INZAGE = 'urn:llo:purpose:inzage';
const inSeconds = (seconds: number): number => Math.floor(Date.now() / 1000) + seconds;

const INVALID_TOKEN = {
  errors: [
    {
      message:
        'Token is not valid or no longer valid: sign in again' +
        ' / Token is niet of niet meer geldig: meld je opnieuw aan',
      extensions: { code: 'UNAUTHENTICATED' },
    },
  ],
};

test.each([
  ['of another issuer', { iss: 'urn:other' }],
  ['for another audience', { aud: 'urn:llo:subgraph:funds' }],
  ['past its time', { exp: inSeconds(-60) }],
  ['before its time', { nbf: inSeconds(600) }],
  ['without an end', { exp: undefined }],
  ['of a consumer that is no OIN', { consumer: '123' }],
  ['with scopes that are no list', { scopes: 'llo:case' }],
  ['with purposes that are no list', { purposes: 'all' }],
])('a token %s is refused, for a public question as well', async (_, claims) => {
  const token = await gateway.token({ ...coach, ...claims });
  const { status, headers, body } = await gateway.ask(PUBLIC_QUESTION, { token });
  expect({ status, body, challenge: headers.get('www-authenticate') }).toEqual({
    status: 401,
    body: INVALID_TOKEN,
    challenge: 'Bearer error="invalid_token"',
  });
  expect(gateway.funds.asked).toEqual([]);
});

test('a token signed by a stranger, by a shared secret or by nobody is refused', async () => {
  const claims = {
    ...coach,
    iss: 'urn:test:issuer',
    aud: 'urn:llo:gateway',
    exp: inSeconds(600),
    consumer: CONSUMER,
  };
  const stranger = await generateKeyPair('EdDSA');
  const publicKey = Buffer.from(JSON.stringify(await exportJWK(stranger.publicKey)));
  const tokens = [
    await new SignJWT(claims)
      .setProtectedHeader({ alg: 'EdDSA', kid: 'issuer' })
      .sign(stranger.privateKey),
    await new SignJWT(claims).setProtectedHeader({ alg: 'HS256', kid: 'issuer' }).sign(publicKey),
    new UnsecuredJWT(claims).encode(),
    'not.a.token',
    'x'.repeat(9000),
  ];
  for (const token of tokens) {
    const { status, body } = await gateway.ask(PUBLIC_QUESTION, { token });
    expect({ status, body }).toEqual({ status: 401, body: INVALID_TOKEN });
  }
});

test('a way to sign in that is not a bearer token is refused, not taken for the public', async () => {
  const { status } = await gateway.ask(PUBLIC_QUESTION, {
    headers: { authorization: 'Basic Zm9vOmJhcg==' },
  });
  expect(status).toBe(401);
});

test('the only purpose of a token needs no header', async () => {
  const token = await gateway.token({ ...coach, purposes: [GUIDANCE] });
  expect((await gateway.ask(CASE_QUESTION, { token })).body).toEqual({ data: { vouchers: [] } });
});

test('among several purposes the header picks, and without it there is none', async () => {
  const token = await gateway.token({ ...coach, purposes: [GUIDANCE, MATCHING] });
  const codeUnder = async (headers: Readonly<Record<string, string>>) =>
    (await gateway.ask(CASE_QUESTION, { token, headers })).body.errors?.[0]?.extensions?.code;
  expect(await codeUnder({})).toBe('PURPOSE_DENIED');
  expect(await codeUnder({ 'x-llo-purpose': GUIDANCE })).toBeUndefined();
  expect(await codeUnder({ 'x-llo-purpose': MATCHING })).toBe('PURPOSE_DENIED');
});

test('where none was chosen, the refusal names what there is to choose', async () => {
  const token = await gateway.token({ ...coach, purposes: [GUIDANCE, MATCHING] });
  const { body } = await gateway.ask(CASE_QUESTION, { token });
  expect(body.errors?.[0]?.message).toBe(
    'Field "Query.vouchers" needs a purpose that satisfies "purpose:case", and this request has no purpose:' +
      ` name one of the token's purposes in "x-llo-purpose": "${GUIDANCE}", "${MATCHING}"` +
      ' / Veld "Query.vouchers" vraagt een doel dat voldoet aan "purpose:case", en dit verzoek heeft geen doel:' +
      ` noem een doel van het token in "x-llo-purpose": "${GUIDANCE}", "${MATCHING}"`,
  );
});

test('a token without a chosen purpose may still ask what is public', async () => {
  const token = await gateway.token({ ...coach, purposes: [GUIDANCE, MATCHING] });
  expect((await gateway.ask(PUBLIC_QUESTION, { token })).body).toEqual({ data: { schemes: [] } });
});

test('the header never grants a purpose, and the refusal names those there are', async () => {
  const token = await gateway.token({ ...coach, purposes: [GUIDANCE] });
  for (const purpose of [INZAGE, 'urn:llo:purpose:unknown', `${GUIDANCE}, ${INZAGE}`]) {
    const { status, body } = await gateway.ask(CASE_QUESTION, {
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

test('a request runs under exactly one purpose: two in one header are none of them', async () => {
  const token = await gateway.token({ ...coach, purposes: [GUIDANCE, MATCHING] });
  for (const both of [`${GUIDANCE}, ${MATCHING}`, `${GUIDANCE} ${MATCHING}`]) {
    const { status, body } = await gateway.ask(CASE_QUESTION, {
      token,
      headers: { 'x-llo-purpose': both },
    });
    expect([status, body.errors?.[0]?.extensions?.code]).toEqual([403, 'PURPOSE_DENIED']);
  }
  expect(gateway.funds.asked).toEqual([]);
});

test('a purpose that this house does not know opens nothing, though the token has it', async () => {
  const token = await gateway.token({ ...coach, purposes: ['urn:llo:purpose:unknown'] });
  const { body } = await gateway.ask(CASE_QUESTION, { token });
  expect(body.errors?.[0]?.extensions).toEqual({ code: 'PURPOSE_DENIED' });
});

test('a scope that does not belong to the purpose sleeps', async () => {
  const token = await gateway.token({
    scopes: ['llo:case', 'llo:aggregate'],
    purposes: ['urn:llo:purpose:programme-evaluation'],
  });
  const { body } = await gateway.ask(CASE_QUESTION, { token });
  expect(body.errors?.[0]?.extensions).toEqual({ code: 'SCOPE_DENIED' });
});

test('a subgraph learns who asks from a context that the gateway signed, and nothing else', async () => {
  const token = await gateway.token({ ...coach, subject: 'sealed-person' });
  const traceparent = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';
  await gateway.ask(CASE_QUESTION, {
    token,
    headers: {
      traceparent,
      cookie: 'a=b',
      'x-llo-context': 'forged',
      'x-forwarded-for': '1.2.3.4',
    },
  });
  const headers = gateway.funds.asked[0]?.headers ?? {};
  expect(Object.keys(headers).toSorted()).toEqual([
    'accept',
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
  expect(await readContext(String(headers['x-llo-context']))).toEqual({
    consumer: CONSUMER,
    purpose: GUIDANCE,
    scopes: ['llo:case'],
    subject: 'sealed-person',
  });
});

test('the public comes without a context, whatever it sends', async () => {
  await gateway.ask(PUBLIC_QUESTION, {
    headers: { 'x-llo-context': 'forged', 'x-llo-purpose': GUIDANCE, traceparent: 'nonsense' },
  });
  const headers = gateway.funds.asked[0]?.headers ?? {};
  expect(headers['x-llo-context']).toBeUndefined();
  expect(headers['traceparent']).toMatch(/^00-[0-9a-f]{32}-[0-9a-f]{16}-01$/);
});

test('a context is used again for the same caller and purpose, and never for another', async () => {
  const contextOf = async (claims: Readonly<Record<string, unknown>>) => {
    gateway.funds.asked.length = 0;
    await gateway.ask(CASE_QUESTION, { token: await gateway.token(claims) });
    return gateway.funds.asked[0]?.headers['x-llo-context'];
  };
  const first = await contextOf(coach);
  expect(await contextOf({ ...coach, jti: 'another token' })).toBe(first);
  expect(await contextOf({ ...coach, consumer: '00000099000000002000' })).not.toBe(first);
});
