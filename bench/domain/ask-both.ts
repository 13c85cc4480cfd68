/** One question to both contenders, before it is timed: is their data the same, and what does it take? */
import { setTimeout } from 'node:timers/promises';
import { differenceOf } from './compare.ts';
import { askOnce, type DomainAnswer, type DomainContender } from './contenders.ts';
import type { DomainQuestion } from './questions.ts';
import type { PartnerHarness } from './stage.ts';

export interface AskedBoth {
  /** What partners were asked for one question, by contender. */
  readonly calls: readonly number[];
  /** Where their data differs, or which partner was late; null when the question can be timed. */
  readonly difference: string | null;
}

const LATE = /"fault":"(late|unreachable|garbled|paused)"|"code":"INTERNAL"/;

/** Whether an answer names a partner that had no time; one that refuses on purpose always does. */
export function isLate(body: string): boolean {
  return LATE.test(body);
}

/**
 * Asks both until nothing is new to them (tokens, plans, unchanged files), then once more, counting what
 * partners are asked.
 */
export async function askBoth(
  contenders: readonly DomainContender[],
  operation: DomainQuestion,
  harness: PartnerHarness,
): Promise<AskedBoth> {
  const asked: (DomainAnswer & { readonly calls: number })[] = [];
  const faults: string[] = [];
  for (const contender of contenders) {
    const own = await askCounting(contender, operation, harness);
    const late = lateIn(own);
    asked.push(own);
    if (late.length > 0) faults.push(`${contender.name} answers with ${late.join(', ')}`);
  }
  const [ours, theirs] = asked;
  return {
    calls: asked.map(({ calls }) => calls),
    difference: faults.join('; ') || differenceOf(ours?.data, theirs?.data),
  };
}

const TRIES = 2;
/** Longer than a partner is left alone that was late for the question before. */
const PAUSE_OVER_MS = 6_000;

async function askCounting(
  contender: DomainContender,
  operation: DomainQuestion,
  harness: PartnerHarness,
  triesLeft = TRIES,
): Promise<DomainAnswer & { readonly calls: number }> {
  const request = contender.requestFor(operation);
  await settledCalls(harness);
  await askOnce(request);
  const before = await settledCalls(harness);
  const response = await askOnce(request);
  const calls = (await harness.calls()) - before;
  if (lateIn(response).length === 0 || triesLeft <= 1) return { ...response, calls };
  await setTimeout(PAUSE_OVER_MS);
  return askCounting(contender, operation, harness, triesLeft - 1);
}

function lateIn({ faults }: DomainAnswer): readonly string[] {
  return faults.filter((one) => / (late|unreachable|garbled|paused)$/.test(one));
}

const READS = 50;
const BETWEEN_MS = 100;

/** What was asked for a load that has ended may still be on its way; it belongs to no question here. */
async function settledCalls(harness: PartnerHarness, readsLeft = READS): Promise<number> {
  const before = await harness.calls();
  await setTimeout(BETWEEN_MS);
  const after = await harness.calls();
  return before === after || readsLeft <= 1 ? after : settledCalls(harness, readsLeft - 1);
}
