import { setTimeout } from 'node:timers/promises';
import { verifyLogs, type Damage } from '../../core/audit-log/verify-log.ts';
import { randomBelow, startLoad } from './kill-load.ts';
import { startKillHarness } from './kill-harness.ts';
import { unaccounted } from './people-without-lines.ts';

export interface KillOutcome {
  readonly kills: readonly string[];
  /** Answers with people in them that reached a client, and the people in them. */
  readonly responses: number;
  readonly people: number;
  readonly unaccounted: readonly string[];
  readonly damages: readonly Damage[];
}

const ANSWERS_BEFORE_MAX = 25;
const MOMENT_MS = 30;

/**
 * Kills a process at a random moment under load, brings it back, and does so again; afterwards every
 * person that a client received must have a line, under the trace of that very question.
 */
export async function killRounds(
  rounds: number,
  tell: (text: string) => void = () => {},
): Promise<KillOutcome> {
  const harness = await startKillHarness();
  const load = await startLoad(harness.url);
  const kills: string[] = [];
  try {
    for (let round = 0; round < rounds; round += 1) {
      const victim = harness.names[(round + randomBelow(2)) % harness.names.length] ?? '';
      for (let left = 1 + randomBelow(ANSWERS_BEFORE_MAX); left > 0; left -= 1) await load.next();
      // Somewhere within an answer that is being made: no particular moment, and nothing waits for it.
      await setTimeout(randomBelow(MOMENT_MS));
      await harness.kill(victim);
      await harness.revive(victim);
      kills.push(victim);
      tell(`${round + 1}/${rounds}  ${victim} killed, ${load.received.length} answers so far`);
    }
    await load.next();
    await load.stop();
    await harness.stop();
    return {
      kills,
      responses: load.received.length,
      people: load.received.reduce((sum, { people }) => sum + people.length, 0),
      unaccounted: await unaccounted(load.received, harness.folder),
      damages: (await verifyLogs(harness.folder)).damages,
    };
  } finally {
    await load.stop();
    await harness.stop();
    harness.clear();
  }
}
