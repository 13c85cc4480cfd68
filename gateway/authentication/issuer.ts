import type { JSONWebKeySet } from 'jose';

/**
 * Who may give tokens. A kind for each way in which an issuer makes itself believed: further ones
 * (an FSC inway, tokens bound to a client's certificate) are members of this union when they come.
 */
export type Issuer = JwksIssuer;

/** Signs JWTs with keys that it publishes as a JWKS. */
export interface JwksIssuer {
  readonly kind: 'jwks';
  /** The `iss` of its tokens, letter for letter. */
  readonly name: string;
  /** The `aud` that says a token is meant for this gateway. */
  readonly audience: string;
  /** The keys themselves, or the address where they are published. */
  readonly keys: JSONWebKeySet | URL;
  readonly algorithms: readonly Algorithm[];
  /** Only at one issuer of a list, and only at one with an address. */
  readonly signIn?: SignInClient | undefined;
}

/** As what people sign in at this issuer from the explorer: a public client, without a secret. */
export interface SignInClient {
  readonly clientId: string;
  /** Asked for beside `openid` and `profile`. */
  readonly scopes: readonly string[];
}

/** Public-key signatures only: `none` and shared secrets cannot be chosen by a token's header. */
export const ALGORITHMS = ['EdDSA', 'Ed25519', 'ES256', 'RS256', 'PS256'] as const;

export type Algorithm = (typeof ALGORITHMS)[number];
