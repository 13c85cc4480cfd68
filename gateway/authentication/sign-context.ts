import { createPrivateKey, sign } from 'node:crypto';
import type { JWK } from 'jose';
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
) => string | undefined;

export function createContextSigner(
  privateKey: JWK,
  {
    now = Date.now,
    headFor = () => undefined,
  }: {
    readonly now?: () => number;
    /** The newest line of the gateway's log about this purpose, which a subgraph writes into its own. */
    readonly headFor?: (purpose: string) => string | undefined;
  } = {},
): SignContext {
  const key = createPrivateKey({ key: { ...privateKey }, format: 'jwk' });
  const header = base64url({ alg: 'EdDSA', ...(privateKey.kid && { kid: privateKey.kid }) });

  return function signContext(principal, subgraph, body) {
    if (principal.isPublic || principal.purpose === undefined) return undefined;
    const { consumer, scopes, subject, purpose } = principal;
    const log = headFor(purpose.uri);
    const issuedAtS = Math.floor(now() / 1000);
    const claims = base64url({
      consumer,
      purpose: purpose.uri,
      scopes,
      ...(subject && { subject }),
      ...(log !== undefined && { log }),
      digest: contextDigest(body),
      iss: CONTEXT_ISSUER,
      aud: contextAudience(subgraph),
      iat: issuedAtS,
      exp: issuedAtS + CONTEXT_LIFE_S,
    });
    // A JWS in compact serialization (RFC 7515, section 3.1). Signing at once takes a third of the CPU time of
    // signing by promises (`npm run bench -- security`), and each personal fetch has a context of its own.
    const signature = sign(null, Buffer.from(`${header}.${claims}`), key);
    return `${header}.${claims}.${signature.toString('base64url')}`;
  };
}

function base64url(content: object): string {
  return Buffer.from(JSON.stringify(content)).toString('base64url');
}
