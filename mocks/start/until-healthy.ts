/** Waits until the gateway reports that it is ready and reaches every part of the demo. */
import { setTimeout } from 'node:timers/promises';
import { z } from 'zod';
import { cannotStartText } from './welcome.ts';

/** Long, because a busy machine is no failure. */
const HEALTHY_MS = 120_000;
const PAUSE_MS = 50;
const RESPONSE_MS = 10_000;

const readiness = z.object({
  status: z.string(),
  down: z.array(z.object({ name: z.string() })).default([]),
});

/** Null when every part is up, or a sentence about what is missing. Parts in `external` may be down. */
export async function untilHealthy(
  gateway: string,
  external: readonly string[],
  stopping: AbortSignal,
): Promise<string | null> {
  const untilMs = performance.now() + HEALTHY_MS;
  let missing: readonly string[] = ['gateway'];
  while (!stopping.aborted && performance.now() < untilMs) {
    missing = (await partsDown(gateway, stopping)).filter((name) => !external.includes(name));
    if (missing.length === 0) return null;
    await setTimeout(PAUSE_MS, undefined, { signal: stopping }).catch(() => undefined);
  }
  return cannotStartText(missing.join(', '), 'no response', '');
}

async function partsDown(gateway: string, stopping: AbortSignal): Promise<readonly string[]> {
  try {
    const signal = AbortSignal.any([stopping, AbortSignal.timeout(RESPONSE_MS)]);
    const response = await fetch(`${gateway}/health/ready`, { signal });
    const { down } = readiness.parse(await response.json());
    return response.ok ? down.map(({ name }) => name) : ['gateway'];
  } catch {
    return ['gateway'];
  }
}
