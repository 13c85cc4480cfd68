import type { Grants } from '../../core/access/access-denials.ts';
import type { Purpose } from '../../core/purposes/purposes.ts';

/** Who asks. Nobody is a caller too: the public, who may ask what is public. */
export type Principal = PublicPrincipal | AuthenticatedPrincipal;

export interface PublicPrincipal {
  readonly isPublic: true;
}

export interface AuthenticatedPrincipal {
  readonly isPublic: false;
  /** OIN of the organisation that asks. */
  readonly consumer: string;
  /** Scopes of the token that count under the chosen purpose. */
  readonly scopes: readonly string[];
  /** Purposes that the token may choose from (URIs). */
  readonly purposes: readonly string[];
  /** The one purpose of this request; without one a token opens nothing that needs a purpose. */
  readonly purpose: Purpose | undefined;
  /** Sealed person id of a citizen who asks for their own data. */
  readonly subject: string | undefined;
  /** Who used the token, for the access log alone: no subgraph hears of it. */
  readonly user?: string | undefined;
}

export const PUBLIC: PublicPrincipal = { isPublic: true };

/** What the access rules look at; `null` is the public. */
export function grantsOf(principal: Principal): Grants | null {
  if (principal.isPublic) return null;
  const { scopes, purpose, purposes } = principal;
  return {
    scopes,
    policies: purpose?.policies ?? [],
    choices: purposes,
    purpose: purpose && { uri: purpose.uri, nl: purpose.nl, en: purpose.en },
  };
}
