import { continueTrace } from '../../core/trace/trace.ts';
import type { PartnerCall } from '../../subgraphs/kit/partners/partner-request.ts';

/** A call outside a request: in a new trace, without a deadline, recorded nowhere. */
export function partnerCall(changes: Partial<PartnerCall> = {}): PartnerCall {
  return {
    signal: new AbortController().signal,
    trace: continueTrace(null),
    recordSent: () => undefined,
    recordOwnWork: () => undefined,
    ...changes,
  };
}
