import { randomHex, type Trace } from '../../../core/trace/trace.ts';

export type PartnerTraffic = ReturnType<typeof createPartnerTraffic>;

/** Which partners one request was sent to, and what they sent back. */
export function createPartnerTraffic() {
  const sentTo = new Map<string, number>();
  const spans = new Map<string, string>();
  const responses: { readonly partner: string; readonly value: unknown }[] = [];
  return {
    recordSent: (partner: string) => void sentTo.set(partner, (sentTo.get(partner) ?? 0) + 1),
    recordResponse: (partner: string, value: unknown) => void responses.push({ partner, value }),
    /** Ids of the partners that were sent something, sorted. */
    sentTo: () => [...sentTo.keys()].toSorted(),
    /** How many calls each of them got. */
    callsTo: (): ReadonlyMap<string, number> => sentTo,
    responses: () => responses,
    /** The span of this operation at one partner, in the log of that partner and in what is sent to it. */
    spanOf: (partner: string): string => {
      const span = spans.get(partner) ?? randomHex(8);
      spans.set(partner, span);
      return span;
    },
  };
}

/** The public lists in memory of which a response is made, so that it can be given again. */
export interface UsedLists {
  /** For each: whether it is still the newest, and fresh. */
  readonly lists: (() => boolean)[];
  /** False for what holds for this request alone: a list that was read for it, or that is used though its partner fails. */
  isLasting: boolean;
}

/** Says that the response has something of this moment, so that it is not given again. */
export function holdForThisMoment({ usedLists }: PartnerRequest): void {
  if (usedLists) usedLists.isLasting = false;
}

/** What a request of the gateway hands to all its calls to partners. */
export interface PartnerRequest {
  /** Aborts when the gateway disconnects, or waits no longer. */
  readonly signal: AbortSignal;
  readonly trace: Trace;
  readonly traffic: PartnerTraffic;
  /** Filled with the lists that are used; they are not told without it. */
  readonly usedLists?: UsedLists;
  /** Who asks, and why; absent for the public. A partner may limit a purpose to some clients. */
  readonly principal?: { readonly consumer: string; readonly purpose: string } | null;
}

/** What `askPartner` makes of it for the calls to one partner; a source passes it on to its client. */
export interface PartnerCall {
  /** Aborts at the deadline too. */
  readonly signal: AbortSignal;
  /** How long the whole call may take: longer for statistics than the deadline of the partner's entry. */
  readonly deadlineMs: number;
  readonly trace: Trace;
  /** Called just before something is sent, so not for a response that was cached. */
  readonly recordSent: () => void;
  /** Subtracts the time of our own work from the partner's latency. */
  readonly recordOwnWork: (tookMs: number) => void;
}
