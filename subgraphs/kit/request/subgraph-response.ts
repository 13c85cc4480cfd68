import type { GraphQLFormattedError } from 'graphql';
import type { Silent } from '../partners/unavailable-partner.ts';

export interface SubgraphAnswer {
  readonly data?: unknown;
  readonly errors?: readonly GraphQLFormattedError[];
  /** Partners that do not offer what was asked; told in a header, beside the response. */
  readonly notOffered?: readonly Silent[];
}
