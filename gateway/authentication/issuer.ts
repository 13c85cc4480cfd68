import type { JSONWebKeySet } from 'jose';
import type { ClaimRules } from './token-claims.ts';

/** A token issuer that the gateway accepts: it signs JWTs with keys that it publishes as a JWKS. */
export interface Issuer {
  /** The `iss` of its tokens, compared as a string. */
  readonly name: string;
  /** The `aud` of tokens for this gateway. */
  readonly audience: string;
  /** The keys themselves, or the address where they are published. */
  readonly keys: JSONWebKeySet | URL;
  readonly algorithms: readonly (typeof ALGORITHMS)[number][];
  /** Which claims of its tokens are read; ours without it. */
  readonly claims?: ClaimRules | undefined;
  /**
   * An exchange (docs/token-exchange.md) gives tokens to people who see their own data, and no others; no other issuer
   * may give those. So an issuer needs no key of ids, and an exchange opens no record of anybody else.
   */
  readonly isExchange?: boolean;
  /** For at most one issuer of a list, and only for one with an address. */
  readonly signIn?: SignInClient | undefined;
}

/** The public client (without a secret) as which people sign in from the explorer. */
export interface SignInClient {
  readonly clientId: string;
  /** Requested in addition to `openid` and `profile`. */
  readonly scopes: readonly string[];
}

/** Only public-key signatures, so that the header of a token cannot choose `none` or a shared secret. */
export const ALGORITHMS = ['EdDSA', 'Ed25519', 'ES256', 'RS256', 'PS256'] as const;
