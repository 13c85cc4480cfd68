import { continueTrace } from '../../core/trace/trace.ts';
import type { PartnerCall } from '../../subgraphs/kit/partners/partner-request.ts';

/** A partner call outside a request: it has a new trace and no deadline, and is not recorded. */
export function partnerCall(changes: Partial<PartnerCall> = {}): PartnerCall {
  return {
    signal: new AbortController().signal,
    trace: continueTrace(null),
    recordSent: () => undefined,
    deadlineMs: 10_000,
    recordOwnWork: () => undefined,
    ...changes,
  };
}
