/** Tokens of issuers with other claims than ours, through the whole gateway. */
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { exportJWK, generateKeyPair, SignJWT, type JWK } from 'jose';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { contextDigest } from '../../core/federation/signed-context.ts';
import { createContextReader } from '../../subgraphs/kit/context/read-context.ts';
import { readGatewaySettings } from '../support/config-file.ts';
import { startSmallGateway, type SmallGateway } from './support/small-gateway.ts';

const OIN = '00000099000000001000';
const OTHER_OIN = '00000099000000002000';
const GUIDANCE = 'urn:llo:purpose:case-guidance';
const ISSUERS = (keys: string) => [
  { kind: 'jwks', issuer: 'urn:ours', audience: 'gateway', keys },
  {
    kind: 'jwks',
    issuer: 'urn:nl',
    audience: 'gateway',
    keys,
    claims: 'nl-gov-oauth',
    clients: { '55f9f559-2496': OTHER_OIN, [OIN]: OIN },
  },
  {
    kind: 'jwks',
    issuer: 'urn:own',
    audience: 'gateway',
    keys,
    claims: { preset: 'nl-gov-oauth', client: 'organisatie', purposes: 'doelbinding' },
  },
];

let gateway: SmallGateway;
let sign: (claims: Readonly<Record<string, unknown>>) => Promise<string>;

beforeAll(async () => {
  const { publicKey, privateKey } = await generateKeyPair('RS256', { extractable: true });
  const keys: JWK[] = [{ ...(await exportJWK(publicKey)), kid: 'rsa1' }];
  const file = join(mkdtempSync(join(tmpdir(), 'vakgraaf-claims-')), 'keys.json');
  writeFileSync(file, JSON.stringify({ keys }));
  const { issuers } = readGatewaySettings({ issuers: ISSUERS(file) });
  gateway = await startSmallGateway({ issuers });
  gateway.funds.respondWith({ data: { vouchers: [] } });
  sign = (claims) =>
    new SignJWT({ aud: ['gateway', 'elsewhere'], jti: '2402f87c', ...claims })
      .setProtectedHeader({ alg: 'RS256', kid: 'rsa1' })
      .setExpirationTime('5m')
      .sign(privateKey);
});
afterAll(() => gateway.stop());
beforeEach(() => {
  gateway.funds.received.length = 0;
});

/** What the subgraph is told about the principal. */
async function contextOf(claims: Readonly<Record<string, unknown>>) {
  const { body } = await gateway.ask('{ vouchers { id } }', { token: await sign(claims) });
  expect(body).toEqual({ data: { vouchers: [] } });
  const received = gateway.funds.received.at(-1);
  const read = createContextReader(gateway.gatewayKeys, 'funds');
  return await read(
    String(received?.headers['x-llo-context']),
    contextDigest(Buffer.from(received?.body ?? '')),
  );
}

describe('a token with the claims of', () => {
  test('the preset "ours" gives organisation, scopes and purposes', async () => {
    const context = await contextOf({
      iss: 'urn:ours',
      consumer: OIN,
      scopes: ['llo:case'],
      purposes: [GUIDANCE],
    });
    expect(context).toEqual({ consumer: OIN, scopes: ['llo:case'], purpose: GUIDANCE });
  });

  test.each([
    ['azp with an OIN', { azp: OIN }, OIN],
    ['client_id with an OIN', { client_id: OIN }, OIN],
    ['azp with an id of which the list gives the OIN', { azp: '55f9f559-2496' }, OTHER_OIN],
  ])(
    'the preset "nl-gov-oauth" with %s gives organisation, scopes and purposes',
    async (_, client, oin) => {
      const context = await contextOf({
        iss: 'urn:nl',
        ...client,
        sub: 'user',
        scope: `openid llo:case ${GUIDANCE}`,
      });
      expect(context).toMatchObject({ consumer: oin, scopes: ['llo:case'], purpose: GUIDANCE });
      expect(context).not.toHaveProperty('subject', 'user');
    },
  );

  test('names of their own gives organisation, scopes and purposes, and no subject', async () => {
    const context = await contextOf({
      iss: 'urn:own',
      organisatie: OIN,
      scope: 'llo:case',
      doelbinding: GUIDANCE,
      sub: 'encrypted',
    });
    expect(context).toEqual({ consumer: OIN, scopes: ['llo:case'], purpose: GUIDANCE });
  });
});

test.each([
  ['azp', { iss: 'urn:nl', scope: 'llo:case' }],
  ['azp', { iss: 'urn:nl', azp: 'unknown-client', scope: 'llo:case' }],
  ['azp', { iss: 'urn:nl', azp: OTHER_OIN, scope: 'llo:case' }],
  ['client_id', { iss: 'urn:nl', client_id: 5, scope: 'llo:case' }],
  ['jti', { iss: 'urn:nl', azp: OIN, jti: undefined }],
  ['scope', { iss: 'urn:nl', azp: OIN, scope: { all: true } }],
  ['organisatie', { iss: 'urn:own', azp: OIN }],
  ['doelbinding', { iss: 'urn:own', organisatie: OIN, doelbinding: [5] }],
  ['scopes', { iss: 'urn:ours', consumer: OIN, purposes: [] }],
])('a token without a usable claim "%s" gives an error that names it', async (claim, claims) => {
  const { status, body } = await gateway.ask('{ schemes { id } }', { token: await sign(claims) });
  expect({ status, body }).toEqual({
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
  });
});

test.each([
  ['an unknown preset', { claims: 'nl-gov' }],
  ['an unknown claim', { claims: { preset: 'ours', organisation: 'azp' } }],
  ['a claim for the person', { claims: { preset: 'ours', subject: 'sub' } }],
  ['a client whose value is no OIN', { clients: { 'some-client': '123' } }],
])('a list of issuers with %s is refused', (_, mistake) => {
  const issuer = { kind: 'jwks', issuer: 'urn:x', keys: 'keys.json', ...mistake };
  const [name = ''] = Object.keys(mistake);
  expect(() => readGatewaySettings({ issuers: [issuer] })).toThrow(name);
});
