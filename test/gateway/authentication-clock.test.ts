import { createHash } from 'node:crypto';
import { decodeJwt, exportJWK, generateKeyPair, SignJWT, type JSONWebKeySet } from 'jose';
import { expect, test } from 'vitest';
import type { AuthenticatedPrincipal } from '../../gateway/authentication/principal.ts';
import { createContextSigner } from '../../gateway/authentication/sign-context.ts';
import { ALGORITHMS, type Issuer } from '../../gateway/authentication/issuer.ts';
import { createTokenVerifier } from '../../gateway/authentication/verify-token.ts';
import { readPurposes } from '../../core/purposes/purposes.ts';

const START_MS = Date.parse('2026-11-21T12:00:00Z');
const CONSUMER = '00000099000000001000';

function createClock() {
  let nowMs = START_MS;
  return { now: () => nowMs, advance: (seconds: number) => void (nowMs += seconds * 1000) };
}

const issuerOf = (keys: JSONWebKeySet): Issuer => ({
  name: 'i',
  audience: 'a',
  keys,
  algorithms: ALGORITHMS,
});

async function createIssuer(alg: string) {
  const { publicKey, privateKey } = await generateKeyPair(alg, { extractable: true });
  const keys = { keys: [{ ...(await exportJWK(publicKey)), kid: 'k', alg }] };
  const token = await new SignJWT({ consumer: CONSUMER, scopes: [], purposes: [] })
    .setProtectedHeader({ alg, kid: 'k' })
    .setIssuer('i')
    .setAudience('a')
    .setExpirationTime(START_MS / 1000 + 600)
    .sign(privateKey);
  return { keys, token };
}

test('a cached token is rejected with 401 after its exp', async () => {
  const clock = createClock();
  const { keys, token } = await createIssuer('EdDSA');
  const verify = createTokenVerifier([issuerOf(keys)], clock);
  const claims = { consumer: CONSUMER, scopes: [], purposes: [] };
  expect(await verify(token)).toMatchObject(claims);
  clock.advance(599);
  expect(await verify(token)).toMatchObject(claims);
  clock.advance(10);
  await expect(verify(token)).rejects.toMatchObject({ code: 'UNAUTHENTICATED', status: 401 });
});

test.each(['EdDSA', 'ES256', 'RS256', 'PS256'])(
  'a token signed with %s is accepted',
  async (alg) => {
    const { keys, token } = await createIssuer(alg);
    const verify = createTokenVerifier([issuerOf(keys)], createClock());
    expect((await verify(token)).consumer).toBe(CONSUMER);
  },
);

test.each(['ES384', 'RS512'])(
  'a token signed with %s is rejected, even when the issuer has such a key',
  async (alg) => {
    const { keys, token } = await createIssuer(alg);
    const verify = createTokenVerifier([issuerOf(keys)], createClock());
    await expect(verify(token)).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
  },
);

function principalFor(
  purposeUri: string,
  changed: Partial<AuthenticatedPrincipal> = {},
): AuthenticatedPrincipal {
  return {
    isPublic: false,
    consumer: CONSUMER,
    scopes: ['llo:case'],
    purposes: [purposeUri],
    purpose: readPurposes().get(purposeUri),
    subject: undefined,
    ...changed,
  };
}

const GUIDANCE = 'urn:llo:purpose:case-guidance';

test('a signed context names the subgraph and the body, and expires after 60 seconds', async () => {
  const { privateKey } = await generateKeyPair('EdDSA', { extractable: true });
  const sign = createContextSigner(await exportJWK(privateKey), { now: createClock().now });
  const body = '{"query":"{ naïve }"}';
  const issuedAt = START_MS / 1000;
  const expected = {
    iss: 'urn:llo:gateway',
    aud: 'urn:llo:subgraph:uwv',
    consumer: CONSUMER,
    purpose: GUIDANCE,
    scopes: ['llo:case'],
    digest: createHash('sha256').update(body, 'utf8').digest('base64url'),
    iat: issuedAt,
    exp: issuedAt + 60,
  };
  for (const form of [body, Buffer.from(body)]) {
    expect(decodeJwt(sign(principalFor(GUIDANCE), 'uwv', form) ?? '')).toEqual(expected);
  }
});

test('the public and a principal without a purpose have no context', async () => {
  const { privateKey } = await generateKeyPair('EdDSA', { extractable: true });
  const sign = createContextSigner(await exportJWK(privateKey), { now: createClock().now });
  expect(sign({ isPublic: true }, 'uwv', '{}')).toBeUndefined();
  expect(sign(principalFor(GUIDANCE, { purpose: undefined }), 'uwv', '{}')).toBeUndefined();
});
