import type { GraphQLFormattedError } from 'graphql';
import type { UnavailablePartner } from '../partners/unavailable-partner.ts';

export interface SubgraphResponse {
  readonly data?: unknown;
  readonly errors?: readonly GraphQLFormattedError[];
  /** Partners that do not offer what was asked; told in a header, beside the response. */
  readonly notOffered?: readonly UnavailablePartner[];
}
