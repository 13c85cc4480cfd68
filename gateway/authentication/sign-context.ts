import { importJWK, SignJWT, type JWK } from 'jose';
import { LRUCache } from 'lru-cache';
import type { Principal, AuthenticatedPrincipal } from './principal.ts';
import {
  CONTEXT_ISSUER,
  CONTEXT_LIFE_S,
  contextAudience,
} from '../../core/federation/signed-context.ts';

/**
 * Signs the context of a principal for one subgraph; no other subgraph accepts it. Undefined for the public and
 * for a principal without a purpose, which a subgraph treats alike.
 */
export type SignContext = (principal: Principal, subgraph: string) => Promise<string | undefined>;

const REUSE_MS = 30_000;
/** Of the keys and tokens in the cache; a token is about as long as the claims in its key. */
const CHARACTERS_MAX = 16 * 1024 * 1024;
const ALGORITHM = 'EdDSA';

/** A signature is reused for the same principal, purpose and subgraph for half a minute. */
export async function createContextSigner(
  privateKey: JWK,
  now: () => number = Date.now,
): Promise<SignContext> {
  const key = await importJWK(privateKey, ALGORITHM);
  const signed = new LRUCache<string, { jwt: Promise<string>; reusableUntilMs: number }>({
    maxSize: CHARACTERS_MAX,
    sizeCalculation: (_, about) => 500 + 3 * about.length,
  });

  async function sign(
    principal: AuthenticatedPrincipal,
    purpose: string,
    subgraph: string,
  ): Promise<string> {
    const { consumer, scopes, subject } = principal;
    const issuedAtS = Math.floor(now() / 1000);
    return await new SignJWT({
      consumer,
      purpose,
      scopes,
      ...(subject && { subject }),
    })
      .setProtectedHeader({ alg: ALGORITHM, ...(privateKey.kid && { kid: privateKey.kid }) })
      .setIssuer(CONTEXT_ISSUER)
      .setAudience(contextAudience(subgraph))
      .setIssuedAt(issuedAtS)
      .setExpirationTime(issuedAtS + CONTEXT_LIFE_S)
      .sign(key);
  }

  return async function signContext(principal, subgraph) {
    if (principal.isPublic || principal.purpose === undefined) return undefined;
    const { uri } = principal.purpose;
    const about = JSON.stringify([
      subgraph,
      principal.consumer,
      uri,
      principal.scopes,
      principal.subject,
    ]);
    const known = signed.get(about);
    if (known && known.reusableUntilMs > now()) return await known.jwt;
    const jwt = sign(principal, uri, subgraph);
    signed.set(about, { jwt, reusableUntilMs: now() + REUSE_MS });
    return await jwt;
  };
}
