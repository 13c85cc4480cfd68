import { GraphQLError } from 'graphql';
import type { Fault } from '../../../core/errors/error-codes.ts';

/** A partner without a usable response; `fault` is null where it does not offer the data. */
export interface UnavailablePartner {
  /** Null where it is not known which partner of the subgraph it was. */
  readonly partner: string | null;
  readonly kind: string;
  readonly fault: Fault | null;
}

/** The GraphQL error that names an unavailable partner at a field. */
export function unavailablePartnerError(
  unavailable: UnavailablePartner,
  path: readonly (string | number)[],
): GraphQLError {
  const who =
    unavailable.partner === null
      ? `A partner of "${unavailable.kind}"`
      : `Partner "${unavailable.partner}"`;
  return new GraphQLError(`${who} gave no answer: ${unavailable.fault}`, {
    path: [...path],
    extensions: { code: 'PARTNER_NO_ANSWER', ...unavailable },
  });
}
