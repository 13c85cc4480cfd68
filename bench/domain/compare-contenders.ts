/** Sends one operation to both contenders before it is timed: compares their data and counts partner calls. */
import { setTimeout } from 'node:timers/promises';
import { differenceOf } from './difference.ts';
import { sendOnce, type DomainResponse, type DomainContender } from './contenders.ts';
import type { DomainOperation } from './operations.ts';
import type { PartnerHarness } from './harness.ts';

export interface Comparison {
  /** Partner calls for one operation, by contender. */
  readonly calls: readonly number[];
  /** Where their data differs, or which partner was late; null when the operation can be timed. */
  readonly difference: string | null;
}

const LATE = /"fault":"(late|unreachable|garbled|paused)"|"code":"INTERNAL"/;

/** Whether a response has an error because of an overloaded partner; a deliberate rejection is not one. */
export function isLate(body: string): boolean {
  return LATE.test(body);
}

/**
 * Sends the operation to both until caches are filled (tokens, plans, unchanged files), then once more
 * while counting partner calls.
 */
export async function compareContenders(
  contenders: readonly DomainContender[],
  operation: DomainOperation,
  harness: PartnerHarness,
): Promise<Comparison> {
  const compared: (DomainResponse & { readonly calls: number })[] = [];
  const faults: string[] = [];
  for (const contender of contenders) {
    const own = await requestCountingCalls(contender, operation, harness);
    const late = lateIn(own);
    compared.push(own);
    if (late.length > 0) faults.push(`${contender.name} responds with ${late.join(', ')}`);
  }
  const [ours, theirs] = compared;
  return {
    calls: compared.map(({ calls }) => calls),
    difference: faults.join('; ') || differenceOf(ours?.data, theirs?.data),
  };
}

const TRIES = 2;
/** Longer than a circuit breaker stays open after a late response to the previous operation. */
const PAUSE_OVER_MS = 6_000;

async function requestCountingCalls(
  contender: DomainContender,
  operation: DomainOperation,
  harness: PartnerHarness,
  triesLeft = TRIES,
): Promise<DomainResponse & { readonly calls: number }> {
  const request = contender.requestFor(operation);
  await settledCalls(harness);
  await sendOnce(request);
  const before = await settledCalls(harness);
  const response = await sendOnce(request);
  const calls = (await harness.calls()) - before;
  if (lateIn(response).length === 0 || triesLeft <= 1) return { ...response, calls };
  await setTimeout(PAUSE_OVER_MS);
  return requestCountingCalls(contender, operation, harness, triesLeft - 1);
}

function lateIn({ faults }: DomainResponse): readonly string[] {
  return faults.filter((one) => / (late|unreachable|garbled|paused)$/.test(one));
}

const READS = 50;
const BETWEEN_MS = 100;

/** Waits until the calls of an ended load have arrived, so that they are not counted for this operation. */
async function settledCalls(harness: PartnerHarness, readsLeft = READS): Promise<number> {
  const before = await harness.calls();
  await setTimeout(BETWEEN_MS);
  const after = await harness.calls();
  return before === after || readsLeft <= 1 ? after : settledCalls(harness, readsLeft - 1);
}
