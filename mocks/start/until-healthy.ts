/** Waits until the gateway says that it is ready and reaches every part of the demo. */
import { setTimeout } from 'node:timers/promises';
import { z } from 'zod';
import { cannotStartText } from './welcome.ts';

/** Long, since a busy machine is no failure; but not for ever. */
const HEALTHY_MS = 120_000;
const PAUSE_MS = 50;
const ANSWER_MS = 10_000;

const readiness = z.object({
  status: z.string(),
  down: z.array(z.object({ name: z.string() })).default([]),
});

/**
 * Null when all is well, or what is missing in a sentence. Parts that are not ours (`notOurs`) may be
 * down: whoever runs them, starts them.
 */
export async function untilHealthy(
  gateway: string,
  notOurs: readonly string[],
  stopping: AbortSignal,
): Promise<string | null> {
  const untilMs = performance.now() + HEALTHY_MS;
  let missing: readonly string[] = ['gateway'];
  while (!stopping.aborted && performance.now() < untilMs) {
    missing = (await partsDown(gateway, stopping)).filter((name) => !notOurs.includes(name));
    if (missing.length === 0) return null;
    await setTimeout(PAUSE_MS, undefined, { signal: stopping }).catch(() => undefined);
  }
  return cannotStartText(missing.join(', '), 'no answer', '');
}

async function partsDown(gateway: string, stopping: AbortSignal): Promise<readonly string[]> {
  try {
    const signal = AbortSignal.any([stopping, AbortSignal.timeout(ANSWER_MS)]);
    const response = await fetch(`${gateway}/health/ready`, { signal });
    const { down } = readiness.parse(await response.json());
    return response.ok ? down.map(({ name }) => name) : ['gateway'];
  } catch {
    return ['gateway'];
  }
}
