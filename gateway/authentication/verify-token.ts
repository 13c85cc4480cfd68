import { createHash } from 'node:crypto';
import { createLocalJWKSet, decodeJwt, jwtVerify } from 'jose';
import { LRUCache } from 'lru-cache';
import { z } from 'zod';
import { GatewayError } from '../errors/gateway-error.ts';
import type { Issuer } from './issuer.ts';
import {
  createRemoteKeys,
  KeysUnavailable,
  type KeySource,
  type RemoteKeysOptions,
} from './key-source.ts';

/** The claims of a token whose signature, issuer, audience and times have been verified. */
export interface TokenClaims {
  readonly consumer: string;
  readonly scopes: readonly string[];
  readonly purposes: readonly string[];
  readonly subject?: string | undefined;
  /** The issuer's name for the user; without one, a hash of the token's `jti` or of the token. */
  readonly user?: string | undefined;
}

export type VerifyToken = (token: string) => Promise<TokenClaims>;

const TOKEN_LENGTH_MAX = 8192;
const TOKENS_BYTES_MAX = 16 * 1024 * 1024;
const CLOCK_TOLERANCE_S = 5;

const claims = z.object({
  consumer: z.string().regex(/^\d{20}$/),
  scopes: z.array(z.string().max(100)).max(50),
  purposes: z.array(z.string().max(200)).max(50),
  subject: z.string().max(2000).optional(),
  sub: z.string().max(200).optional(),
  jti: z.string().max(200).optional(),
  exp: z.number(),
});

/**
 * Verifies tokens of the listed issuers, each with its own keys, so that one issuer that is down affects no
 * other. A valid token is cached by its hash until it expires.
 */
export function createTokenVerifier(
  issuers: readonly Issuer[],
  options: RemoteKeysOptions = {},
): VerifyToken {
  const now = options.now ?? Date.now;
  const byName = new Map(
    issuers.map((issuer) => [issuer.name, { issuer, keys: keysOf(issuer, options) }]),
  );
  const remembered = new LRUCache<string, { claims: TokenClaims; expiresAtMs: number }>({
    maxSize: TOKENS_BYTES_MAX,
  });

  return async function verifyToken(token) {
    if (token.length > TOKEN_LENGTH_MAX) throw invalidToken();
    const hash = hashOf(token);
    const known = remembered.get(hash);
    if (known && known.expiresAtMs > now()) return known.claims;
    const given = byName.get(issuerNamedIn(token));
    if (!given) throw invalidToken();
    const { exp, sub, jti, ...named } = await verify(token, given.keys, given.issuer, now);
    const found = { ...named, user: sub ?? `token:${hashOf(jti ?? token)}` };
    const size = 500 + 2 * token.length;
    remembered.set(hash, { claims: found, expiresAtMs: exp * 1000 }, { size });
    return found;
  };
}

function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('base64url');
}

function keysOf({ keys }: Issuer, options: RemoteKeysOptions): KeySource {
  return keys instanceof URL ? createRemoteKeys(keys, options) : createLocalJWKSet(keys);
}

/** Only to choose the issuer whose keys verify it: nothing of it is trusted yet. */
function issuerNamedIn(token: string): string {
  try {
    return decodeJwt(token).iss ?? '';
  } catch {
    throw invalidToken();
  }
}

async function verify(token: string, keys: KeySource, issuer: Issuer, now: () => number) {
  try {
    const { payload } = await jwtVerify(token, keys, {
      issuer: issuer.name,
      audience: issuer.audience,
      algorithms: [...issuer.algorithms],
      requiredClaims: ['exp'],
      clockTolerance: CLOCK_TOLERANCE_S,
      currentDate: new Date(now()),
    });
    return claims.parse(payload);
  } catch (error) {
    if (error instanceof KeysUnavailable) throw uncheckedToken();
    // Which check failed would help an attacker, so the error does not say it.
    throw invalidToken();
  }
}

/** The token may be valid: the client need not sign in again, only wait. */
function uncheckedToken(): GatewayError {
  return new GatewayError(
    'UNAUTHENTICATED',
    'Token cannot be verified now because its issuer does not respond: try again later' +
      ' / Token kan nu niet worden gecontroleerd, de uitgever antwoordt niet: probeer het later',
    503,
  );
}

/** The same error for every way in which a token can be invalid. */
export function invalidToken(): GatewayError {
  return new GatewayError(
    'UNAUTHENTICATED',
    'Token is not valid or no longer valid: sign in again' +
      ' / Token is niet of niet meer geldig: log opnieuw in',
  );
}
