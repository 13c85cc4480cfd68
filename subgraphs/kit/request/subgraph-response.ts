import type { GraphQLFormattedError } from 'graphql';
import type { UnavailablePartner } from '../partners/unavailable-partner.ts';

export interface SubgraphResponse {
  readonly data?: unknown;
  readonly errors?: readonly GraphQLFormattedError[];
  readonly extensions?: object | undefined;
  /** Partners that do not offer the data, for a header of the response. */
  readonly notOffered?: readonly UnavailablePartner[];
  /** To be called with the body of a response that may be kept. */
  readonly keep?: ((body: Buffer) => void) | undefined;
}
