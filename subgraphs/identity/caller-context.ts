import { createHash } from 'node:crypto';
import { createLocalJWKSet, jwtVerify, type JSONWebKeySet } from 'jose';
import { z } from 'zod';
import type { IdContext } from './sealed-id.ts';

/** Who asks, as the gateway has signed it. A subgraph believes nothing else. */
export interface CallerContext extends IdContext {
  readonly scopes: readonly string[];
  /** The sealed person id of a citizen who asks for their own data. */
  readonly subject?: string;
  /** The role in the token, where the issuer gives one: it can narrow, and never opens a record. */
  readonly role?: string;
}

export const CONTEXT_HEADER = 'x-llo-context';
export const CONTEXT_ISSUER = 'urn:llo:gateway';
export const CONTEXT_AUDIENCE = 'urn:llo:subgraph';

/** Raised for a context that is not the gateway's, or is too old. */
export class ContextRefused extends Error {
  override readonly name = 'ContextRefused';
}

const claims = z.object({
  consumer: z.string().regex(/^\d{20}$/),
  purpose: z.string().min(1).max(200),
  scopes: z.array(z.string()).max(50),
  subject: z.string().max(2000).optional(),
  role: z.string().max(50).optional(),
  exp: z.number(),
});

const REMEMBERED_MAX = 1000;

/**
 * Checks `x-llo-context`: signed by the gateway's key, meant for subgraphs, not past its time.
 * An absent header is the public (`null`). A verified context is remembered until it expires.
 */
export function createContextReader(gatewayKeys: JSONWebKeySet) {
  const keys = createLocalJWKSet(gatewayKeys);
  const remembered = new Map<string, { caller: CallerContext; expiresAtMs: number }>();

  return async function readContext(header: string | undefined): Promise<CallerContext | null> {
    if (header === undefined) return null;
    const hash = createHash('sha256').update(header).digest('base64url');
    const known = remembered.get(hash);
    if (known !== undefined && known.expiresAtMs > Date.now()) return known.caller;
    const { caller, expiresAtMs } = await verify(header, keys);
    if (remembered.size >= REMEMBERED_MAX) remembered.clear();
    remembered.set(hash, { caller, expiresAtMs });
    return caller;
  };
}

async function verify(header: string, keys: ReturnType<typeof createLocalJWKSet>) {
  try {
    const { payload } = await jwtVerify(header, keys, {
      issuer: CONTEXT_ISSUER,
      audience: CONTEXT_AUDIENCE,
      algorithms: ['EdDSA'],
      requiredClaims: ['exp', 'iat'],
      maxTokenAge: '60s',
    });
    const { consumer, purpose, scopes, subject, role, exp } = claims.parse(payload);
    const caller = {
      consumer,
      purpose,
      scopes,
      ...(subject && { subject }),
      ...(role && { role }),
    };
    return { caller, expiresAtMs: exp * 1000 };
  } catch (error) {
    throw new ContextRefused('Cannot accept the context of this request', { cause: error });
  }
}
