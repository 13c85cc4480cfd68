import { createHash } from 'node:crypto';
import { createLocalJWKSet, jwtVerify, type JSONWebKeySet } from 'jose';
import { z } from 'zod';
import {
  CONTEXT_ISSUER,
  CONTEXT_LIFE_S,
  contextAudience,
} from '../../../core/federation/signed-context.ts';

/** The principal, as signed by the gateway. A subgraph accepts no other source. */
export interface SignedContext extends IdContext {
  readonly scopes: readonly string[];
  /** The encrypted person id of a citizen who requests their own data. */
  readonly subject?: string;
}

/** Thrown for a context that the gateway did not sign, or that has expired. */
export class InvalidContextError extends Error {
  override readonly name = 'InvalidContextError';
}

const claims = z.object({
  consumer: z.string().regex(/^\d{20}$/),
  purpose: z.string().min(1).max(200),
  scopes: z.array(z.string()).max(50),
  subject: z.string().max(2000).optional(),
  /** One audience, because another subgraph in a list could replay the context here. */
  aud: z.string(),
  iat: z.number(),
  exp: z.number(),
});

const CACHED_MAX = 1000;

/**
 * Checks `x-llo-context`: signed by the gateway's key, for this subgraph alone, not expired.
 * Without the header the principal is `null`, the public. A verified context is cached until it
 * expires.
 */
export function createContextReader(gatewayKeys: JSONWebKeySet, subgraph: string) {
  const keys = createLocalJWKSet(gatewayKeys);
  const cache = new Map<string, { principal: SignedContext; expiresAtMs: number }>();

  return async function readContext(header: string | undefined): Promise<SignedContext | null> {
    if (header === undefined) return null;
    const hash = createHash('sha256').update(header).digest('base64url');
    const known = cache.get(hash);
    if (known !== undefined && known.expiresAtMs > Date.now()) return known.principal;
    const { principal, expiresAtMs } = await verify(header, keys, contextAudience(subgraph));
    if (cache.size >= CACHED_MAX) cache.clear();
    cache.set(hash, { principal, expiresAtMs });
    return principal;
  };
}

async function verify(
  header: string,
  keys: ReturnType<typeof createLocalJWKSet>,
  audience: string,
) {
  try {
    const { payload } = await jwtVerify(header, keys, {
      issuer: CONTEXT_ISSUER,
      audience,
      algorithms: ['EdDSA'],
      requiredClaims: ['exp', 'iat'],
      maxTokenAge: CONTEXT_LIFE_S,
    });
    const { consumer, purpose, scopes, subject, iat, exp } = claims.parse(payload);
    if (exp - iat > CONTEXT_LIFE_S) throw new Error('It lives too long');
    const principal = {
      consumer,
      purpose,
      scopes,
      ...(subject && { subject }),
    };
    return { principal, expiresAtMs: exp * 1000 };
  } catch (error) {
    throw new InvalidContextError('Cannot accept the context of this request', { cause: error });
  }
}

/** What an id is bound to besides its label. */
export interface IdContext {
  /** OIN of the consumer, 20 digits. */
  readonly consumer: string;
  /** URI of the purpose. */
  readonly purpose: string;
}
