import type { Fault } from '../../../core/errors/error-codes.ts';
import { countCall } from './partner-metrics.ts';
import { PartnerFault } from './partner-fault.ts';
import { Deadline } from './deadline.ts';
import type { PartnerHealth } from './partner-health.ts';
import type { PartnerLog } from './partner-log.ts';
import type { PartnerCall, PartnerRequest } from './partner-request.ts';
import type { UnavailablePartner } from './unavailable-partner.ts';

/** What `askPartner` needs of a partner of any protocol. */
export interface Reachable {
  readonly id: string;
  readonly kind: string;
  readonly deadlineMs: number;
  /** OINs of the clients to which it gives data, by purpose; a purpose without an entry is for all. */
  readonly clientsOf?: Readonly<Record<string, readonly string[]>>;
  readonly health: PartnerHealth;
  readonly log: PartnerLog;
}

/** The value of one partner, or why there is none. A partner that fails is data, not an exception. */
export type PartnerResult<T> =
  | { readonly isUnavailable: false; readonly value: T }
  | { readonly isUnavailable: true; readonly unavailable: UnavailablePartner };

/** The values of several partners by partner id, and the partners that failed. */
export interface PartnerResults<T> {
  readonly arrived: ReadonlyMap<string, T>;
  readonly unavailable: readonly UnavailablePartner[];
}

/**
 * Asks one partner, unless its circuit breaker is open or it does not give to this client, and waits no longer than its deadline. Whatever is
 * thrown while it is asked, and while its response is read and mapped, is a fault of this partner alone: so `ask` does
 * all of that. Throws only when the request itself was aborted.
 */
export async function askPartner<P extends Reachable, T>(
  partner: P,
  ask: (partner: P, call: PartnerCall) => Promise<T>,
  { signal, trace, traffic, principal }: PartnerRequest,
): Promise<PartnerResult<T>> {
  if (!isGivenTo(partner, principal)) return refusal(partner);
  const startedMs = performance.now();
  let ownWorkMs = 0;
  const count = (fault: Fault | undefined) =>
    countCall({ partner: partner.id, fault, startedMs, ownWorkMs, trace });
  if (!partner.health.mayAsk()) {
    count('paused');
    return failure(partner, 'paused');
  }
  const deadline = new Deadline(signal, partner.deadlineMs);
  try {
    const asked = ask(partner, {
      signal: deadline.signal,
      deadlineMs: partner.deadlineMs,
      trace: { ...trace, operationId: traffic.spanOf(partner.id) },
      recordSent: () => traffic.recordSent(partner.id),
      recordOwnWork: (tookMs) => {
        ownWorkMs += tookMs;
      },
    });
    // Raced, because what a source waits for need not listen to the signal: a parser, a queue, a driver.
    const value = await deadline.race(asked);
    deadline.release();
    partner.health.recordResponse(performance.now() - startedMs - ownWorkMs);
    count(undefined);
    traffic.recordResponse(partner.id, value);
    return arrived(value);
  } catch (error) {
    signal.throwIfAborted();
    const fault = faultOf(error, deadline.isOver);
    deadline.abandon();
    partner.health.recordFault(fault);
    count(fault);
    partner.log.recordFault(fault, error, trace.traceId);
    return failure(partner, fault);
  }
}

/** Whether the partner gives data to this client for its purpose, by the partner's own entry in the list. */
export function isGivenTo(
  { clientsOf = {} }: Reachable,
  principal: PartnerRequest['principal'],
): boolean {
  if (principal == null || !Object.hasOwn(clientsOf, principal.purpose)) return true;
  return clientsOf[principal.purpose]?.includes(principal.consumer) === true;
}

/** The result of a partner that does not give data to this client; it is not asked. */
export function refusal(partner: Reachable): PartnerResult<never> {
  return failure(partner, 'refused');
}

/** Asks several partners side by side; a failure of one leaves the values of the others. */
export function askAll<P extends Reachable, T>(
  partners: readonly P[],
  ask: (partner: P, call: PartnerCall) => Promise<T>,
  request: PartnerRequest,
): Promise<PartnerResults<T>> {
  return gatherResults(partners, (partner) => askPartner(partner, ask, request));
}

/** Loads the result of each partner, and splits them into values by partner id and failures. */
export async function gatherResults<P extends { readonly id: string }, T>(
  partners: readonly P[],
  load: (partner: P) => Promise<PartnerResult<T>>,
): Promise<PartnerResults<T>> {
  const results = await Promise.all(partners.map(load));
  const values = new Map<string, T>();
  const unavailable: UnavailablePartner[] = [];
  for (const [index, { id }] of partners.entries()) {
    const result = results[index];
    if (result?.isUnavailable) unavailable.push(result.unavailable);
    else if (result) values.set(id, result.value);
  }
  return { arrived: values, unavailable };
}

/** The same results with each value changed. */
export function mapArrived<T, U>(
  results: PartnerResults<T>,
  change: (value: T) => U,
): PartnerResults<U> {
  const changed = [...results.arrived].map(([id, value]) => [id, change(value)] as const);
  return { arrived: new Map(changed), unavailable: results.unavailable };
}

/** The result with a value. */
export function arrived<T>(value: T): PartnerResult<T> {
  return { isUnavailable: false, value };
}

/** The result for a partner that does not offer the data. */
export function notOffered(partner: Pick<Reachable, 'id' | 'kind'>): UnavailablePartner {
  return { partner: partner.id, kind: partner.kind, fault: null };
}

function failure({ id, kind }: Reachable, fault: Fault): PartnerResult<never> {
  return { isUnavailable: true, unavailable: { partner: id, kind, fault } };
}

/** An unforeseen exception was caused by the partner's response, so it is that partner's fault. */
function faultOf(error: unknown, isOver: boolean): Fault {
  if (error instanceof PartnerFault) return error.fault;
  return isOver ? 'late' : 'garbled';
}
