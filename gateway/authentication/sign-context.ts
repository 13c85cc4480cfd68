import { importJWK, SignJWT, type JWK } from 'jose';
import type { Principal } from './principal.ts';
import {
  CONTEXT_ISSUER,
  CONTEXT_LIFE_S,
  contextAudience,
  contextDigest,
} from '../../core/federation/signed-context.ts';

/**
 * Signs the context of a principal for one request to one subgraph, whose body it names; no other subgraph
 * accepts it, nor this one with another body. Undefined for the public and for a principal without a purpose,
 * which a subgraph treats alike.
 */
export type SignContext = (
  principal: Principal,
  subgraph: string,
  body: string | Uint8Array,
) => Promise<string | undefined>;

const ALGORITHM = 'EdDSA';

export async function createContextSigner(
  privateKey: JWK,
  {
    now = Date.now,
    headFor = () => undefined,
  }: {
    readonly now?: () => number;
    /** The newest line of the gateway's log about this purpose, which a subgraph writes into its own. */
    readonly headFor?: (purpose: string) => string | undefined;
  } = {},
): Promise<SignContext> {
  const key = await importJWK(privateKey, ALGORITHM);
  const header = { alg: ALGORITHM, ...(privateKey.kid && { kid: privateKey.kid }) };

  return async function signContext(principal, subgraph, body) {
    if (principal.isPublic || principal.purpose === undefined) return undefined;
    const { consumer, scopes, subject, purpose } = principal;
    const log = headFor(purpose.uri);
    const issuedAtS = Math.floor(now() / 1000);
    return await new SignJWT({
      consumer,
      purpose: purpose.uri,
      scopes,
      ...(subject && { subject }),
      ...(log !== undefined && { log }),
      digest: contextDigest(body),
    })
      .setProtectedHeader(header)
      .setIssuer(CONTEXT_ISSUER)
      .setAudience(contextAudience(subgraph))
      .setIssuedAt(issuedAtS)
      .setExpirationTime(issuedAtS + CONTEXT_LIFE_S)
      .sign(key);
  };
}
