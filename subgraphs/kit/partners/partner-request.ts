import type { Trace } from '../../../core/trace/trace.ts';

/** A value that a partner sent for one request. */
export interface PartnerResponse {
  readonly partner: string;
  readonly value: unknown;
}

/** Which partners one request was sent to, and what they sent back. */
export interface PartnerTraffic {
  recordSent(partner: string): void;
  recordResponse(partner: string, value: unknown): void;
  /** Ids of the partners that were sent something, sorted. */
  sentTo(): readonly string[];
  responses(): readonly PartnerResponse[];
}

export function createPartnerTraffic(): PartnerTraffic {
  const sentTo = new Set<string>();
  const responses: PartnerResponse[] = [];
  return {
    recordSent: (partner) => sentTo.add(partner),
    recordResponse: (partner, value) => responses.push({ partner, value }),
    sentTo: () => [...sentTo].toSorted(),
    responses: () => responses,
  };
}

/** What a request of the gateway hands to all its calls to partners. */
export interface PartnerRequest {
  /** Aborts when the gateway disconnects, or waits no longer. */
  readonly signal: AbortSignal;
  readonly trace: Trace;
  readonly traffic: PartnerTraffic;
}

/** What `askPartner` makes of it for the calls to one partner; a source passes it on to its client. */
export interface PartnerCall {
  /** Aborts at the partner's deadline too. */
  readonly signal: AbortSignal;
  readonly trace: Trace;
  /** Called just before something is sent, so not for a response that was cached. */
  readonly recordSent: () => void;
  /** Subtracts the time of our own work from the partner's latency. */
  readonly recordOwnWork: (tookMs: number) => void;
}
