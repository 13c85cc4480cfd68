import { GraphQLError } from 'graphql';
import type { Fault } from '../../../core/errors/error-codes.ts';

/** A partner that gave no answer, and why; null where it does not offer what was asked. */
export interface UnavailablePartner {
  /** `null` where it is not known which of the kind it was. */
  readonly partner: string | null;
  readonly kind: string;
  readonly fault: Fault | null;
}

/** The error that names a silent partner at the field it belongs to. */
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
