/** What happens to the demo during the soak: faults of partners, reloads, and processes that are killed. */
import { setTimeout as wait } from 'node:timers/promises';
import { DEMO_SUBGRAPHS } from '../../mocks/start/demo-parts.ts';
import type { Demo } from '../support/demo-processes.ts';
import type { Random } from '../support/random.ts';
import type { DemoFolder } from './demo-folder.ts';

export interface Disturbances {
  readonly counts: { faults: number; reloads: number; kills: number };
  /** Ends them, removes all faults, and waits until every part is up. */
  stop(): Promise<void>;
}

const FAULTS = ['late', 'down', 'garbled', 'html', 'half'] as const;
const KINDS = DEMO_SUBGRAPHS.filter(({ partners }) => partners.length > 0);
const TARGETS = KINDS.flatMap(({ kind, partners }) => [kind, ...partners.map(({ id }) => id)]);
const STEP_MS = 2_000;
const READY_MS = 120_000;

/** Processes are killed only until `killUntil`, a value of `performance.now()`. */
export function startDisturbances(
  demo: Demo,
  folder: DemoFolder,
  random: Random,
  killUntil: number,
): Disturbances {
  const counts = { faults: 0, reloads: 0, kills: 0 };
  const state = { isStopped: false };
  const failing = new Set<string>();

  const setFault = async (partner: string, fault: (typeof FAULTS)[number] | null) => {
    const response = await fetch(`${demo.url}/demo/faults`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ partner, fault }),
    });
    await response.arrayBuffer();
    // While its process is down nobody knows the partner; a restarted one gets the faults that were set.
    return response.ok;
  };
  const isReady = async () => {
    const response = await fetch(`${demo.url}/health/ready`);
    const { status } = (await response.json()) as { status?: string };
    return status === 'ready';
  };
  const untilReady = async () => {
    const until = Date.now() + READY_MS;
    while (!(await isReady())) {
      if (Date.now() > until) throw new Error('A part that was killed does not come back');
      await wait(STEP_MS / 4);
    }
  };
  const heal = async () => {
    for (const partner of failing) if (await setFault(partner, null)) failing.delete(partner);
  };

  const steps = [
    async () => {
      const partner = TARGETS[random(TARGETS.length)] ?? 'uwv';
      const fault = FAULTS[random(FAULTS.length)] ?? 'down';
      failing.add(partner);
      if (await setFault(partner, fault)) counts.faults += 1;
    },
    heal,
    heal,
    async () => {
      if (random(2) === 0) folder.touchManifest();
      else folder.changeSupergraph();
      counts.reloads += 1;
    },
    async () => {
      if (random(3) > 0 || performance.now() > killUntil) return;
      const processes = demo.processes().filter(({ name }) => name !== 'gateway');
      const victim = processes[random(processes.length)];
      if (!victim) return;
      process.kill(victim.pid, 'SIGKILL');
      counts.kills += 1;
      await untilReady();
    },
  ];
  const run = async () => {
    while (!state.isStopped) {
      await steps[random(steps.length)]?.();
      await wait(STEP_MS);
    }
  };
  const running = run();
  return {
    counts,
    stop: async () => {
      state.isStopped = true;
      await running;
      await untilReady();
      for (const target of KINDS) await setFault(target.kind, null);
    },
  };
}
