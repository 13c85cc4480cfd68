import { createHash } from 'node:crypto';
import { createLocalJWKSet, jwtVerify, type JSONWebKeySet } from 'jose';
import { z } from 'zod';
import { createBoundedCache } from '../planning/bounded-cache.ts';
import { GatewayError } from '../errors.ts';

/** What a token says, after its signature, issuer, audience and times were checked. */
export interface TokenClaims {
  readonly consumer: string;
  readonly scopes: readonly string[];
  readonly purposes: readonly string[];
  readonly role?: string | undefined;
  readonly subject?: string | undefined;
}

export interface Issuer {
  readonly name: string;
  readonly audience: string;
  readonly keys: JSONWebKeySet;
}

export type VerifyToken = (token: string) => Promise<TokenClaims>;

/** Public-key signatures only: `none` and shared secrets cannot be chosen by a token's header. */
const ALGORITHMS = ['EdDSA', 'Ed25519', 'ES256', 'RS256', 'PS256'];
const TOKEN_LENGTH_MAX = 8192;
const TOKENS_MAX = 5000;
const CLOCK_TOLERANCE_S = 5;

const claims = z.object({
  consumer: z.string().regex(/^\d{20}$/),
  scopes: z.array(z.string().max(100)).max(50),
  purposes: z.array(z.string().max(200)).max(50),
  role: z.string().max(50).optional(),
  subject: z.string().max(2000).optional(),
  exp: z.number(),
});

/** Checks tokens of one issuer. A token that passed is remembered by its hash until it expires. */
export function createTokenVerifier(issuer: Issuer, now: () => number = Date.now): VerifyToken {
  const keys = createLocalJWKSet(issuer.keys);
  const remembered = createBoundedCache<{ claims: TokenClaims; expiresAtMs: number }>(TOKENS_MAX);

  return async function verifyToken(token) {
    if (token.length > TOKEN_LENGTH_MAX) throw invalidToken();
    const hash = createHash('sha256').update(token).digest('base64url');
    const known = remembered.get(hash);
    if (known && known.expiresAtMs > now()) return known.claims;
    const { exp, ...found } = await verify(token, keys, issuer, now);
    remembered.set(hash, { claims: found, expiresAtMs: exp * 1000 });
    return found;
  };
}

async function verify(
  token: string,
  keys: ReturnType<typeof createLocalJWKSet>,
  issuer: Issuer,
  now: () => number,
) {
  try {
    const { payload } = await jwtVerify(token, keys, {
      issuer: issuer.name,
      audience: issuer.audience,
      algorithms: ALGORITHMS,
      requiredClaims: ['exp'],
      clockTolerance: CLOCK_TOLERANCE_S,
      currentDate: new Date(now()),
    });
    return claims.parse(payload);
  } catch {
    // Which check failed is of use to an attacker first, so it is not told.
    throw invalidToken();
  }
}

/** One sentence for every way in which a token can be wrong. */
export function invalidToken(): GatewayError {
  return new GatewayError(
    'UNAUTHENTICATED',
    'Token is not valid or no longer valid: sign in again' +
      ' / Token is niet of niet meer geldig: meld je opnieuw aan',
  );
}
