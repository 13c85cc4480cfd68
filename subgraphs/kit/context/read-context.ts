import type { JSONWebKeySet } from 'jose';
import { z } from 'zod';
import { ConfigError } from '../../../core/config/read-config.ts';
import { parseHead } from '../../../core/audit-log/receipt.ts';
import { readJson } from '../../../core/config/read-file.ts';
import {
  CONTEXT_ISSUER,
  CONTEXT_LIFE_S,
  contextAudience,
} from '../../../core/federation/signed-context.ts';
import { createSignatureCheck } from './signature-check.ts';

/** The principal, as signed by the gateway. A subgraph accepts no other source. */
export interface SignedContext extends IdContext {
  readonly scopes: readonly string[];
  /** The encrypted person id of a citizen who requests their own data. */
  readonly subject?: string;
  /** The newest line of the gateway's log when it signed this; see `core/audit-log/receipt.ts`. */
  readonly gatewayHead?: string;
}

/** Thrown for a context that the gateway did not sign, or that has expired. */
export class InvalidContextError extends Error {
  override readonly name = 'InvalidContextError';
}

const claims = z.object({
  consumer: z.string().regex(/^\d{20}$/),
  purpose: z.string().min(1).max(200),
  scopes: z.array(z.string()).max(50),
  subject: z.string().min(1).max(2000).optional(),
  log: z
    .string()
    .refine((text) => parseHead(text) !== null)
    .optional(),
  iss: z.literal(CONTEXT_ISSUER),
  /** One audience, because another subgraph in a list could replay the context here. */
  aud: z.string(),
  /** SHA-256 of the body; see `contextDigest`. */
  digest: z.string().length(43),
  iat: z.number(),
  exp: z.number(),
  nbf: z.number().optional(),
});

/** The principal of a request with this header and this digest of its body. */
export type ReadContext = (
  header: string | undefined,
  digest: string,
) => Promise<SignedContext | null>;

/**
 * Checks `x-llo-context`: signed by the gateway's key, for this subgraph and this body alone, not expired.
 * Without the header the principal is `null`, the public.
 *
 * A context can be sent again with the same body until it expires, and the gateway may do so in a retry. It
 * then gives the same response to whoever already received that response, so used contexts are not kept.
 */
export function createContextReader(gatewayKeys: JSONWebKeySet, subgraph: string): ReadContext {
  const signedPayload = createSignatureCheck(gatewayKeys);
  const audience = contextAudience(subgraph);

  return async function readContext(header, digest) {
    if (header === undefined) return null;
    try {
      const { iat, exp, nbf, subject, consumer, purpose, scopes, log, ...bound } = claims.parse(
        signedPayload(header),
      );
      if (bound.aud !== audience) throw new Error('It was made for another subgraph');
      if (bound.digest !== digest) throw new Error('It was made for another body');
      if (exp - iat > CONTEXT_LIFE_S) throw new Error('It lives too long');
      const nowS = Math.floor(Date.now() / 1_000);
      if (exp <= nowS || nowS - iat > CONTEXT_LIFE_S) throw new Error('It has expired');
      if (iat > nowS || (nbf ?? iat) > nowS) throw new Error('It is not valid yet');
      return {
        consumer,
        purpose,
        scopes,
        ...(subject !== undefined && { subject }),
        ...(log !== undefined && { gatewayHead: log }),
      };
    } catch (error) {
      throw new InvalidContextError('Cannot accept the context of this request', { cause: error });
    }
  };
}

const publicKey = z
  .looseObject({ kty: z.literal('OKP'), crv: z.literal('Ed25519'), x: z.string() })
  // Whoever holds the private key can sign any context.
  .refine((key) => !('d' in key));
const publicKeys = z.object({ keys: z.array(publicKey).min(1) });

/** The public keys of the gateway, or of insights, in a JWKS file. Throws `ConfigError`. */
export function readPublicKeys(path: string): JSONWebKeySet {
  const parsed = publicKeys.safeParse(readJson(path));
  if (parsed.success) return parsed.data;
  throw new ConfigError(`Cannot use "${path}": expected public Ed25519 keys as JWKS`);
}

/** What an id is bound to besides its label. */
export interface IdContext {
  /** OIN of the consumer, 20 digits. */
  readonly consumer: string;
  /** URI of the purpose. */
  readonly purpose: string;
}
