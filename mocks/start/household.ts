/** All processes of the demo together: watched from their start, ended together. */
import { setTimeout } from 'node:timers/promises';
import { startProcess } from './demo-process.ts';
import type { DemoProcess, ProcessPlan } from './demo-process.ts';
import { diedText, gatewayDiedText, misconfiguredText } from './welcome.ts';

export interface HouseholdOptions {
  /** Aborted when the demo must stop; the household aborts it when the gateway dies. */
  readonly stopping: AbortController;
  readonly print: (text: string) => void;
  /** Show what every process prints. */
  readonly isVerbose: boolean;
}

export interface DemoHousehold {
  readonly processes: readonly DemoProcess[];
  readonly start: (plans: readonly ProcessPlan[]) => void;
  readonly hasFailed: () => boolean;
  /** Asks every process to stop, and ends those that do not. */
  readonly stop: () => Promise<void>;
}

const STOP_MS = 1_800;
/** Ctrl-C reaches the children too: a death this soon before the stop is no news. */
const DEATH_NEWS_MS = 250;
/** A child that cannot use its settings ends so (`EX_CONFIG`): no other part would do better. */
const MISCONFIGURED = 'code 78';

/** A household without processes yet. */
export function createHousehold(options: HouseholdOptions): DemoHousehold {
  const processes: DemoProcess[] = [];
  let hasFailed = false;
  // Whatever happens to this process, its children go with it.
  process.once('exit', () => signalAll(processes, 'SIGKILL'));
  return {
    processes,
    hasFailed: () => hasFailed,
    start: (plans) => {
      for (const plan of plans) {
        const child = startProcess(plan, (line) => {
          if (options.isVerbose) options.print(`  ${plan.name} | ${line}`);
        });
        processes.push(child);
        void tellDeath(child, options, () => (hasFailed = true));
      }
    },
    stop: async () => {
      const allEnded = Promise.all(processes.map(async (child) => child.ended));
      signalAll(processes, 'SIGTERM');
      await Promise.race([allEnded, setTimeout(STOP_MS, undefined, { ref: false })]);
      signalAll(processes, 'SIGKILL');
      await allEnded;
    },
  };
}

/** Says who died and goes on; without its gateway there is no demo. */
async function tellDeath(
  child: DemoProcess,
  { stopping, print }: HouseholdOptions,
  fail: () => void,
): Promise<void> {
  const why = await child.ended;
  const isGateway = child.name === 'gateway';
  if (why === MISCONFIGURED) {
    if (!stopping.signal.aborted) print(misconfiguredText(child.lastWords()));
    fail();
    stopping.abort();
    return;
  }
  if (why === 'code 0' && !isGateway) return; // a task that is done, such as a build
  await setTimeout(DEATH_NEWS_MS, undefined, { ref: false });
  if (stopping.signal.aborted) return;
  if (!isGateway) {
    print(diedText(child.name, why, child.lastWords()));
    return;
  }
  print(gatewayDiedText(why, child.lastWords()));
  fail();
  stopping.abort();
}

function signalAll(processes: readonly DemoProcess[], signal: NodeJS.Signals): void {
  for (const child of processes) child.signal(signal);
}
