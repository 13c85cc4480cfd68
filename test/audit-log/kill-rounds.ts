import { setTimeout } from 'node:timers/promises';
import { verifyConfirmations } from '../../core/audit-log/verify-confirmations.ts';
import type { Damage, Warning } from '../../core/audit-log/verify-log.ts';
import { randomBelow, startLoad } from './kill-load.ts';
import { startKillHarness } from './kill-harness.ts';
import { peopleWithoutLines } from './people-without-lines.ts';

export interface KillOutcome {
  readonly kills: readonly string[];
  /** Responses with people that reached a client, and the number of people in them. */
  readonly responses: number;
  readonly people: number;
  readonly peopleWithoutLines: readonly string[];
  /** Of the logs of both sides; a line without a receipt is a warning. */
  readonly damages: readonly Damage[];
  readonly warnings: readonly Warning[];
}

const RESPONSES_BEFORE_KILL = { min: 5, max: 25 };
const DELAY_BEFORE_KILL_MAX_MS = 30;

/**
 * Kills one process after the other at a random moment under load, and restarts it. Afterwards every person
 * that a client received must have a line with the trace of that request.
 */
export async function killRounds(
  rounds: number,
  report: (text: string) => void = () => {},
): Promise<KillOutcome> {
  const harness = await startKillHarness();
  const load = await startLoad(harness.url);
  const kills: string[] = [];
  const { min, max } = RESPONSES_BEFORE_KILL;
  const first = randomBelow(harness.names.length);
  try {
    for (let round = 0; round < rounds; round += 1) {
      const victim = harness.names[(first + round) % harness.names.length] ?? '';
      for (let left = min + randomBelow(max - min + 1); left > 0; left -= 1) await load.next();
      // A random delay, so that the kill comes at any point of a request; no assertion depends on it.
      await setTimeout(randomBelow(DELAY_BEFORE_KILL_MAX_MS));
      await harness.kill(victim);
      await harness.restart(victim);
      kills.push(victim);
      report(`${round + 1}/${rounds}  ${victim} killed, ${load.received.length} responses so far`);
    }
    await load.next();
    await load.stop();
    await harness.stop();
    const { damages, warnings = [] } = await verifyConfirmations({
      folders: [harness.folder],
      now: new Date(),
    });
    return {
      kills,
      responses: load.received.length,
      people: load.received.reduce((sum, { people }) => sum + people.length, 0),
      peopleWithoutLines: await peopleWithoutLines(load.received, harness.folder),
      damages,
      warnings,
    };
  } finally {
    await load.stop();
    await harness.stop();
    harness.clear();
  }
}
