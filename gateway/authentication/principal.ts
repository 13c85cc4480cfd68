import type { Grants } from '../../core/access/access-denials.ts';
import type { Purpose } from '../../core/purposes/purposes.ts';

/** Who sent a request: the public, or the client and user of a token. */
export type Principal = PublicPrincipal | AuthenticatedPrincipal;

export interface PublicPrincipal {
  readonly isPublic: true;
}

export interface AuthenticatedPrincipal {
  readonly isPublic: false;
  /** OIN of the client's organisation (organisatie-identificatienummer). */
  readonly consumer: string;
  /** Token scopes that the chosen purpose activates. */
  readonly scopes: readonly string[];
  /** URIs of the purposes in the token. */
  readonly purposes: readonly string[];
  /** The purpose of this request; without one, nothing that requires a purpose is allowed. */
  readonly purpose: Purpose | undefined;
  /** Encrypted person id of a citizen who requests their own data. */
  readonly subject: string | undefined;
  /** The user, for the access log alone: it is not sent to subgraphs. */
  readonly user?: string | undefined;
}

export const PUBLIC: PublicPrincipal = { isPublic: true };

/** What the access rules compare with; null for the public. */
export function grantsOf(principal: Principal): Grants | null {
  if (principal.isPublic) return null;
  const { scopes, purpose, purposes } = principal;
  return {
    scopes,
    policies: purpose?.policies ?? [],
    choices: purposes,
    purpose,
  };
}
