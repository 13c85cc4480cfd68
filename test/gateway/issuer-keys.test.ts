/** Sets of keys as issuers publish them: without `kid`, in the middle of a change of keys, or for other uses. */
import { exportJWK, generateKeyPair, SignJWT, type JWK } from 'jose';
import { beforeAll, expect, test } from 'vitest';
import { parseKeys } from '../../gateway/authentication/key-source.ts';
import { createTokenVerifier } from '../../gateway/authentication/verify-token.ts';

const ISSUER = 'https://idp.example';
const INVALID = { code: 'UNAUTHENTICATED', status: 401 };
const CLAIMS = { consumer: '00000099000000001000', scopes: [], purposes: [] };

interface Signer {
  readonly jwk: JWK & { readonly kty: string };
  sign(kid?: string, header?: object): Promise<string>;
}

async function createSigner(alg: string): Promise<Signer> {
  const { publicKey, privateKey } = await generateKeyPair(alg, { extractable: true });
  const jwk = await exportJWK(publicKey);
  return {
    jwk: { ...jwk, kty: jwk.kty ?? '' },
    sign: (kid, header = {}) =>
      new SignJWT(CLAIMS)
        .setProtectedHeader({ alg, ...(kid !== undefined && { kid }), ...header })
        .setIssuer(ISSUER)
        .setAudience('gateway')
        .setExpirationTime('5m')
        .sign(privateKey),
  };
}

let a: Signer;
let b: Signer;
let stranger: Signer;
let curve: Signer;

beforeAll(async () => {
  [a, b, stranger, curve] = await Promise.all([
    createSigner('RS256'),
    createSigner('RS256'),
    createSigner('RS256'),
    createSigner('ES256'),
  ]);
});

const verifierOf = (...keys: readonly JWK[]) =>
  createTokenVerifier([
    {
      name: ISSUER,
      audience: 'gateway',
      algorithms: ['RS256', 'PS256', 'ES256'],
      keys: parseKeys({ keys }, false),
    },
  ]);

test('of two keys without kid, either may have signed a token', async () => {
  const verify = verifierOf(a.jwk, b.jwk);
  expect(await verify(await a.sign())).toMatchObject(CLAIMS);
  expect(await verify(await b.sign())).toMatchObject(CLAIMS);
});

test('a token without kid is accepted when one of two keys with kid has signed it', async () => {
  const verify = verifierOf({ ...a.jwk, kid: '1' }, { ...b.jwk, kid: '2' });
  expect(await verify(await a.sign())).toMatchObject(CLAIMS);
  expect(await verify(await b.sign())).toMatchObject(CLAIMS);
});

test('a key that is published twice is accepted', async () => {
  const verify = verifierOf({ ...a.jwk, kid: '1' }, { ...a.jwk, kid: '1' });
  expect(await verify(await a.sign('1'))).toMatchObject(CLAIMS);
});

test('two keys under one kid are both accepted', async () => {
  const verify = verifierOf({ ...a.jwk, kid: '1' }, { ...b.jwk, kid: '1' });
  expect(await verify(await a.sign('1'))).toMatchObject(CLAIMS);
  expect(await verify(await b.sign('1'))).toMatchObject(CLAIMS);
});

test('a token of a stranger, with kid or without, is rejected', async () => {
  const verify = verifierOf({ ...a.jwk, kid: '1' }, b.jwk);
  await expect(verify(await stranger.sign())).rejects.toMatchObject(INVALID);
  await expect(verify(await stranger.sign('1'))).rejects.toMatchObject(INVALID);
});

test('a token that names one key and is signed by another is rejected', async () => {
  const verify = verifierOf({ ...a.jwk, kid: '1' }, { ...b.jwk, kid: '2' });
  await expect(verify(await a.sign('2'))).rejects.toMatchObject(INVALID);
});

test.each([
  ['another use', { use: 'enc' }],
  ['another algorithm', { alg: 'PS256' }],
  ['operations without "verify"', { key_ops: ['encrypt'] }],
])('a key for %s verifies no token, and another key beside it does', async (_, other) => {
  const verify = verifierOf({ ...a.jwk, ...other }, b.jwk, curve.jwk);
  await expect(verify(await a.sign())).rejects.toMatchObject(INVALID);
  expect(await verify(await b.sign())).toMatchObject(CLAIMS);
  expect(await verify(await curve.sign())).toMatchObject(CLAIMS);
});

test('of many keys that fit, eight are tried', async () => {
  const others = await Promise.all(Array.from({ length: 8 }, () => createSigner('ES256')));
  const keys = others.map(({ jwk }) => jwk);
  expect(await verifierOf(...keys.slice(1), curve.jwk)(await curve.sign())).toMatchObject(CLAIMS);
  await expect(verifierOf(...keys, curve.jwk)(await curve.sign())).rejects.toMatchObject(INVALID);
});

test('keys at an address are fetched again when none of them has signed a token without kid', async () => {
  let published: readonly JWK[] = [a.jwk];
  let nowMs = Date.now();
  let fetchedCount = 0;
  const verify = createTokenVerifier(
    [
      {
        name: ISSUER,
        audience: 'gateway',
        algorithms: ['RS256'],
        keys: new URL(`${ISSUER}/jwks`),
      },
    ],
    {
      now: () => nowMs,
      fetch: async () => {
        fetchedCount += 1;
        return Response.json({ keys: published });
      },
    },
  );
  expect(await verify(await a.sign())).toMatchObject(CLAIMS);
  published = [b.jwk];
  nowMs += 60_000;
  expect(await verify(await b.sign())).toMatchObject(CLAIMS);
  for (let index = 0; index < 5; index += 1) {
    await expect(verify(await stranger.sign())).rejects.toMatchObject(INVALID);
  }
  expect(fetchedCount).toBe(2);
});
