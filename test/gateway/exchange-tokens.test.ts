/** Which tokens of an exchange the gateway accepts, and what no other issuer may give (docs/token-exchange.md). */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { contextDigest } from '../../core/federation/signed-context.ts';
import { readPurposes, type Purpose } from '../../core/purposes/purposes.ts';
import { createContextReader } from '../../subgraphs/kit/context/read-context.ts';
import { readGatewaySettings } from '../support/config-file.ts';
import {
  citizen,
  coach,
  CONSUMER,
  startSmallGateway,
  type SmallGateway,
} from './support/small-gateway.ts';

const INZAGE = 'urn:llo:purpose:inzage';
const GUIDANCE = 'urn:llo:purpose:case-guidance';
const ME = '{ me { id } }';
const VOUCHERS = '{ vouchers { id } }';
const inSeconds = (seconds: number): number => Math.floor(Date.now() / 1000) + seconds;

let gateway: SmallGateway;
beforeAll(async () => {
  gateway = await startSmallGateway();
  gateway.funds.respondWith({ data: { me: { id: citizen.sub }, vouchers: [] } });
});
afterAll(() => gateway.stop());
beforeEach(() => {
  gateway.funds.received.length = 0;
});

const refused = (message: string) => ({
  status: 401,
  body: { errors: [{ message, extensions: { code: 'UNAUTHENTICATED' } }] },
  received: 0,
});
const INVALID = refused(
  'Token is not valid or no longer valid: sign in again' +
    ' / Token is niet of niet meer geldig: log opnieuw in',
);
const unusable = (claim: string) =>
  refused(
    `Token cannot be used: its claim "${claim}" is missing or has another form, ask its issuer for it` +
      ` / Token is niet te gebruiken: de claim "${claim}" ontbreekt of heeft een andere vorm, vraag de uitgever erom`,
  );

async function responseTo(query: string, token: string, at = gateway) {
  const { status, body } = await at.ask(query, { token });
  return { status, body, received: at.funds.received.length };
}

test('a token of the exchange opens "me", and the subgraph gets its person, its organisation and no name', async () => {
  expect(await responseTo(ME, await gateway.ownToken())).toEqual({
    status: 200,
    body: { data: { me: { id: citizen.sub } } },
    received: 1,
  });
  const { headers, body } = gateway.funds.received[0] ?? {};
  const read = createContextReader(gateway.gatewayKeys, 'funds');
  expect(await read(String(headers?.['x-llo-context']), contextDigest(body ?? ''))).toEqual({
    consumer: CONSUMER,
    purpose: INZAGE,
    scopes: ['llo:case'],
    subject: citizen.sub,
  });
});

test.each([
  ['that lives more than ten minutes', { iat: inSeconds(0), exp: inSeconds(601) }, unusable('exp')],
  ['issued more than ten minutes ago', { iat: inSeconds(-610), exp: inSeconds(60) }, INVALID],
  ['issued in the future, to live longer', { iat: inSeconds(300), exp: inSeconds(900) }, INVALID],
  ['without iat', { iat: undefined }, INVALID],
  ['without exp', { exp: undefined }, INVALID],
  ['for another audience', { aud: 'urn:llo:exchange:demo' }, INVALID],
  ['of a name that is no exchange here', { iss: 'urn:elsewhere' }, INVALID],
  ['in the name of an ordinary issuer', { iss: 'urn:test:issuer' }, INVALID],
  ['without a person', { sub: undefined }, unusable('sub')],
  ['with a citizen number as person', { sub: '999999990' }, unusable('sub')],
  ['without the party that acts', { act: undefined }, unusable('act')],
  ['of a party that is no organisation', { act: { sub: 'portal' } }, unusable('act')],
  [
    'of a party that acts for another',
    { act: { sub: CONSUMER, act: { sub: CONSUMER } } },
    unusable('act'),
  ],
  ['without azp', { azp: undefined }, unusable('azp')],
  ['without jti', { jti: undefined }, unusable('jti')],
  ['with a short jti', { jti: '42' }, unusable('jti')],
  ['without scope', { scope: undefined }, unusable('scope')],
  ['for another purpose', { scope: `llo:case ${GUIDANCE}` }, INVALID],
  ['for another purpose too', { scope: `llo:case ${INZAGE} ${GUIDANCE}` }, INVALID],
  ['for an unknown purpose', { scope: 'llo:case urn:llo:purpose:unknown' }, INVALID],
  ['for no purpose', { scope: 'llo:case' }, INVALID],
])(
  'a token of the exchange %s gives 401, and no subgraph is called',
  async (_, claims, response) => {
    expect(await responseTo(ME, await gateway.ownToken(claims))).toEqual(response);
  },
);

test('a token of the exchange of another type gives 401: it is no access token', async () => {
  for (const typ of [undefined, 'JWT', 'jwt', 'application/jwt']) {
    expect(await responseTo(ME, await gateway.ownToken({}, { typ }))).toEqual(INVALID);
  }
});

test('a token of the exchange opens no field for another purpose, whatever the header chooses', async () => {
  const token = await gateway.ownToken();
  const other = await gateway.ask(VOUCHERS, { token, headers: { 'x-llo-purpose': GUIDANCE } });
  expect(other.body.errors?.[0]?.extensions?.code).toBe('PURPOSE_DENIED');
  expect(await responseTo(VOUCHERS, token)).toMatchObject({
    status: 200,
    body: { errors: [{ extensions: { code: 'PURPOSE_DENIED' } }] },
    received: 0,
  });
});

test('a scope that the purpose does not have stays closed for a token of the exchange', async () => {
  const token = await gateway.ownToken({ scope: `llo:aggregate ${INZAGE}` });
  expect((await gateway.ask(ME, { token })).body.errors?.[0]?.extensions?.code).toBe(
    'SCOPE_DENIED',
  );
});

describe('a token of an ordinary issuer', () => {
  test('for the purpose of the exchange gives 401, alone or beside another', async () => {
    for (const purposes of [[INZAGE], [GUIDANCE, INZAGE]]) {
      const token = await gateway.token({ ...coach, purposes });
      expect(await responseTo(VOUCHERS, token)).toEqual(
        refused(
          `Token cannot be used: "${INZAGE}" needs a token of an exchange, exchange the token first` +
            ` / Token is niet te gebruiken: "${INZAGE}" vraagt een token van een omwisseldienst, wissel het token eerst om`,
        ),
      );
    }
  });

  test('that names a person gives 401 for every purpose', async () => {
    const token = await gateway.token({ ...coach, subject: citizen.sub });
    expect(await responseTo(VOUCHERS, token)).toEqual(
      refused(
        'Token cannot be used: only an exchange may give the claim "subject"' +
          ' / Token is niet te gebruiken: alleen een omwisseldienst mag de claim "subject" geven',
      ),
    );
  });

  test('with every claim of the exchange is none of it', async () => {
    const token = await gateway.token({ ...coach, ...citizen, iss: 'urn:test:issuer' });
    expect(await responseTo(ME, token)).toMatchObject({
      status: 200,
      body: { errors: [{ extensions: { code: 'PURPOSE_DENIED' } }] },
      received: 0,
    });
  });
});

test('a purpose that also opens other records is not for a token of the exchange', async () => {
  const wider = [...readPurposes()].map(([uri, purpose]): [string, Purpose] => [
    uri,
    uri === INZAGE ? { ...purpose, policies: [...purpose.policies, 'purpose:case'] } : purpose,
  ]);
  const changed = await startSmallGateway({ purposes: new Map(wider) });
  expect(await responseTo(ME, await changed.ownToken(), changed)).toEqual(INVALID);
  await changed.stop();
});

test('a purpose for own data that opens nothing here gives PURPOSE_DENIED, not an invalid token', async () => {
  const closed = [...readPurposes()].map(([uri, purpose]): [string, Purpose] => [
    uri,
    uri === INZAGE ? { ...purpose, policies: [] } : purpose,
  ]);
  const changed = await startSmallGateway({ purposes: new Map(closed) });
  expect(await responseTo(ME, await changed.ownToken(), changed)).toMatchObject({
    status: 200,
    body: { errors: [{ extensions: { code: 'PURPOSE_DENIED' } }] },
    received: 0,
  });
  await changed.stop();
});

test('without an exchange "me" is off, and a token for it gives an error that says so', async () => {
  const without = await startSmallGateway({}, { hasExchange: false });
  const token = await without.token({ ...coach, purposes: [INZAGE] });
  expect(await responseTo(ME, token, without)).toEqual(
    refused(
      `Token cannot be used: "${INZAGE}" needs a token of an exchange, this gateway has none, so "me" is off` +
        ` / Token is niet te gebruiken: "${INZAGE}" vraagt een token van een omwisseldienst, deze gateway heeft er geen: "me" staat uit`,
    ),
  );
  expect(await responseTo(ME, await without.ownToken(), without)).toEqual(INVALID);
  await without.stop();
});

test.each([
  ['claims of its own', { claims: 'ours' }, 'unexpected "claims"'],
  ['clients of its own', { clients: {} }, 'unexpected "clients"'],
  ['people who sign in', { signIn: { clientId: 'x' } }, 'unexpected "signIn"'],
  ['purposes of its own', { purposes: [GUIDANCE] }, 'unexpected "purposes"'],
])('an exchange with %s is refused in the configuration', (_, more, message) => {
  const issuers = [{ kind: 'exchange', issuer: 'urn:x', keys: 'keys.json', ...more }];
  expect(() => readGatewaySettings({ issuers })).toThrow(message);
});
