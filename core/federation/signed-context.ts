import { hash } from 'node:crypto';

export const CONTEXT_ISSUER = 'urn:llo:gateway';

/** Lifetime of a signed context, in seconds. */
export const CONTEXT_LIFE_S = 60;

/** The only `aud` claim that this subgraph accepts. */
export const contextAudience = (subgraph: string): string => `urn:llo:subgraph:${subgraph}`;

/**
 * The only `digest` claim that a request with this body may carry: SHA-256 of its uncompressed bytes. It binds
 * a context to one request, so that a subgraph that received it cannot ask another question with it.
 */
export const contextDigest = (body: string | Uint8Array): string =>
  hash('sha256', body, 'base64url');
