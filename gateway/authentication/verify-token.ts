import { createHash } from 'node:crypto';
import { decodeJwt, decodeProtectedHeader, errors, jwtVerify, type JWTPayload } from 'jose';
import { LRUCache } from 'lru-cache';
import { GatewayError } from '../errors/gateway-error.ts';
import type { Issuer } from './issuer.ts';
import {
  createLocalKeys,
  createRemoteKeys,
  KeysUnavailable,
  type KeySource,
  type RemoteKeysOptions,
} from './key-source.ts';
import { EXCHANGE_TOKEN, readExchangeClaims } from './exchange-claims.ts';
import { CLAIM_PRESETS, ClaimError, readClaims, type TokenClaims } from './token-claims.ts';

export type VerifyToken = (token: string) => Promise<TokenClaims>;

const TOKEN_LENGTH_MAX = 8192;
const TOKENS_BYTES_MAX = 16 * 1024 * 1024;
const CLOCK_TOLERANCE_S = 5;

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
    const user = sub !== undefined && !mayBeNumberOfPerson(sub) ? sub : undefined;
    const found = { ...named, user: user ?? `token:${hashOf(jti ?? token)}` };
    const size = 500 + 2 * token.length;
    remembered.set(hash, { claims: found, expiresAtMs: exp * 1000 }, { size });
    return found;
  };
}

/**
 * An issuer may name people by a number that the law protects, of nine digits. No log holds it: neither as it is nor as a
 * hash, from which it can be found by trying all. The line then has the token, by which the issuer finds the user.
 */
function mayBeNumberOfPerson(name: string): boolean {
  return /^\d{8}$|(?<![\da-f])\d{9}(?![\da-f])/i.test(name);
}

function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('base64url');
}

function keysOf({ keys }: Issuer, options: RemoteKeysOptions): KeySource {
  return keys instanceof URL ? createRemoteKeys(keys, options) : createLocalKeys(keys);
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
    const payload = await verifySigned(token, keys, issuer, now);
    return issuer.isExchange
      ? readExchangeClaims(payload)
      : readClaims(payload, issuer.claims ?? CLAIM_PRESETS.ours);
  } catch (error) {
    if (error instanceof KeysUnavailable) throw uncheckedToken();
    // Whoever holds a token that its issuer signed may know what it lacks.
    if (error instanceof ClaimError) throw unusableToken(error);
    // Which check failed would help an attacker, so the error does not say it.
    throw invalidToken();
  }
}

/** Tries the keys that fit, and fetches the keys again when none of them has signed the token. */
async function verifySigned(
  token: string,
  keys: KeySource,
  issuer: Issuer,
  now: () => number,
): Promise<JWTPayload> {
  const { alg = '', ...header } = decodeProtectedHeader(token);
  const allowed: readonly string[] = issuer.algorithms;
  if (!allowed.includes(alg)) throw new errors.JOSEAlgNotAllowed();
  const options = {
    issuer: issuer.name,
    audience: issuer.audience,
    algorithms: [alg],
    requiredClaims: ['exp'],
    clockTolerance: CLOCK_TOLERANCE_S,
    currentDate: new Date(now()),
    ...(issuer.isExchange && EXCHANGE_TOKEN),
  };
  do {
    for (const key of await keys.find({ ...header, alg })) {
      try {
        return (await jwtVerify(token, key, options)).payload;
      } catch (error) {
        if (!(error instanceof errors.JWSSignatureVerificationFailed)) throw error;
      }
    }
  } while (await keys.refresh());
  throw new errors.JWSSignatureVerificationFailed();
}

/** The token may be valid: the client need not sign in again, only wait. */
function uncheckedToken(): GatewayError {
  return new GatewayError(
    'UNAUTHENTICATED',
    'Token cannot be verified now because its issuer does not respond: try again later' +
      ' / Token kan nu niet worden gecontroleerd, de uitgever geeft geen antwoord: probeer het later opnieuw',
    503,
  );
}

function unusableToken({ claim, isReserved }: ClaimError): GatewayError {
  if (isReserved) {
    return new GatewayError(
      'UNAUTHENTICATED',
      `Token cannot be used: only an exchange may give the claim "${claim}"` +
        ` / Token is niet te gebruiken: alleen een omwisseldienst mag de claim "${claim}" geven`,
    );
  }
  return new GatewayError(
    'UNAUTHENTICATED',
    `Token cannot be used: its claim "${claim}" is missing or has another form, ask its issuer for it` +
      ` / Token is niet te gebruiken: de claim "${claim}" ontbreekt of heeft een andere vorm, vraag de uitgever erom`,
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
