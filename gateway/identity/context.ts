import { importJWK, SignJWT, type JWK } from 'jose';
import { CONTEXT_AUDIENCE, CONTEXT_ISSUER } from '../../subgraphs/identity/caller-context.ts';
import { createBoundedCache } from '../planning/bounded-cache.ts';
import type { Caller, KnownCaller } from './caller.ts';

/**
 * Signs what subgraphs may believe about a caller. The public, and a caller without a purpose, get
 * none: to a subgraph they are the same.
 */
export type SignContext = (caller: Caller) => Promise<string | undefined>;

const LIFE_S = 60;
const REUSE_MS = 30_000;
const CONTEXTS_MAX = 1000;
const ALGORITHM = 'EdDSA';

/** One signature serves the same caller and purpose for half a minute. */
export async function createContextSigner(
  privateKey: JWK,
  now: () => number = Date.now,
): Promise<SignContext> {
  const key = await importJWK(privateKey, ALGORITHM);
  const signed = createBoundedCache<{ jwt: Promise<string>; reusableUntilMs: number }>(
    CONTEXTS_MAX,
  );

  async function sign(caller: KnownCaller, purpose: string): Promise<string> {
    const { consumer, scopes, subject, role } = caller;
    const issuedAtS = Math.floor(now() / 1000);
    return await new SignJWT({
      consumer,
      purpose,
      scopes,
      ...(subject && { subject }),
      ...(role && { role }),
    })
      .setProtectedHeader({ alg: ALGORITHM, ...(privateKey.kid && { kid: privateKey.kid }) })
      .setIssuer(CONTEXT_ISSUER)
      .setAudience(CONTEXT_AUDIENCE)
      .setIssuedAt(issuedAtS)
      .setExpirationTime(issuedAtS + LIFE_S)
      .sign(key);
  }

  return async function signContext(caller) {
    if (caller.isPublic || caller.purpose === undefined) return undefined;
    const { uri } = caller.purpose;
    const about = JSON.stringify([
      caller.consumer,
      uri,
      caller.scopes,
      caller.subject,
      caller.role,
    ]);
    const known = signed.get(about);
    if (known && known.reusableUntilMs > now()) return await known.jwt;
    const jwt = sign(caller, uri);
    signed.set(about, { jwt, reusableUntilMs: now() + REUSE_MS });
    return await jwt;
  };
}
