/** All processes of the demo: each is started again when it ends, and all end together. */
import { setTimeout } from 'node:timers/promises';
import { EXIT } from '../../core/process/exit.ts';
import { HEARTBEAT_MS } from '../../core/process/heartbeat.ts';
import { startProcess } from './demo-process.ts';
import type { DemoProcess, ProcessPlan, Readiness } from './demo-process.ts';
import {
  cannotStartText,
  diedText,
  misconfiguredText,
  notMadeText,
  runsAgainText,
} from './welcome.ts';

export interface ProcessGroupOptions {
  /** Aborted when the demo must stop; the group aborts it when a process cannot start. */
  readonly stopping: AbortController;
  readonly print: (text: string) => void;
  /** Show what every process prints. */
  readonly isVerbose: boolean;
}

type Ready = Extract<Readiness, { readonly state: 'ready' }>;

/** A part of the demo: one process, or the process that replaced it. */
export interface DemoPart {
  readonly name: string;
  readonly isUp: () => boolean;
  /** Sends a message to its process, if there is one. */
  send(message: object): void;
}

export interface PartOptions {
  readonly name: string;
  /** Called at each start, since the addresses of the other parts may have changed. */
  readonly plan: () => ProcessPlan;
  readonly onUp: (ready: Ready, part: DemoPart) => void;
  readonly onDown: () => void;
}

export interface ProcessGroup {
  readonly parts: readonly DemoPart[];
  /** Starts a part, and starts it again whenever it ends. Resolves when it is first ready. */
  readonly startPart: (wanted: PartOptions) => Promise<void>;
  /** Runs a process that ends by itself, such as a build; resolves when it has ended, successfully or not. */
  readonly runTask: (plan: ProcessPlan) => Promise<void>;
  /** From now on a part that ends is started again; before, its end means that it cannot start. */
  readonly setStarted: () => void;
  readonly hasFailed: () => boolean;
  /** Ends the demo because a part cannot start. */
  readonly fail: (text: string) => void;
  /** Sends SIGTERM to every process, and SIGKILL to those that do not stop in time. */
  readonly stop: () => Promise<void>;
}

const STOP_MS = 1_800;
/** The first wait before a part is started again; each next one is twice as long, up to the last. */
const RESTART_FIRST_MS = 250;
const RESTART_LAST_MS = 30_000;
/** A part that was up this long is restarted after the first wait again. */
const STEADY_MS = 30_000;
/** Ctrl-C reaches the children too: an end this soon before the stop is not reported. */
const END_REPORTED_MS = 250;
/** A child that cannot use its settings ends with this: starting it again will not help. */
const MISCONFIGURED = `code ${EXIT.config}`;

/** A group without processes. */
export function createProcessGroup(options: ProcessGroupOptions): ProcessGroup {
  const { stopping, print } = options;
  const running = new Set<DemoProcess>();
  const parts: DemoPart[] = [];
  let hasStarted = false;
  let hasFailed = false;
  setInterval(() => {
    for (const child of running) if (child.isHanging()) child.signal('SIGKILL');
  }, HEARTBEAT_MS).unref();
  // The children end when this process ends in any way.
  process.once('exit', () => signalAll(running, 'SIGKILL'));

  function launch(plan: ProcessPlan): DemoProcess {
    const child = startProcess(plan, (line) => {
      if (options.isVerbose) print(`  ${plan.name} | ${line}`);
    });
    running.add(child);
    void child.ended.then(() => running.delete(child));
    return child;
  }

  function fail(text: string): void {
    if (stopping.signal.aborted) return;
    print(text);
    hasFailed = true;
    stopping.abort();
  }

  async function keepUp(wanted: PartOptions, onFirstReady: () => void): Promise<void> {
    let child: DemoProcess | undefined;
    let isUp = false;
    const part = {
      name: wanted.name,
      isUp: () => isUp,
      send: (message: object) => child?.send(message),
    };
    parts.push(part);
    for (let deaths = 0; !stopping.signal.aborted; deaths += 1) {
      child = launch(wanted.plan());
      const readiness = await child.readiness;
      const upAtMs = performance.now();
      if (readiness.state === 'ready' && !stopping.signal.aborted) {
        isUp = true;
        wanted.onUp(readiness, part);
        onFirstReady();
        if (hasStarted) print(runsAgainText(wanted.name, readiness.url));
      } else if (readiness.state === 'late') child.signal('SIGKILL');
      const why = await child.ended;
      const wasUp = isUp;
      isUp = false;
      if (wasUp) wanted.onDown();
      if (wasUp && performance.now() - upAtMs > STEADY_MS) deaths = 0;
      const restartMs = Math.min(RESTART_FIRST_MS * 2 ** deaths, RESTART_LAST_MS);
      await pause(Math.max(END_REPORTED_MS, hasStarted ? restartMs : 0), stopping.signal);
      if (stopping.signal.aborted) return;
      if (!hasStarted) return fail(failureText(wanted.name, why, readiness, child.lastOutput()));
      print(diedText(wanted.name, why, child.lastOutput()));
    }
  }

  return {
    parts,
    hasFailed: () => hasFailed,
    fail,
    setStarted: () => (hasStarted = true),
    startPart: (wanted) => new Promise((resolve) => void keepUp(wanted, resolve)),
    runTask: async (plan) => {
      const child = launch(plan);
      const why = await child.ended;
      if (why === 'code 0') return;
      await pause(END_REPORTED_MS, stopping.signal);
      if (stopping.signal.aborted) return;
      print(notMadeText(plan.name, why, child.lastOutput()));
    },
    stop: async () => {
      const allEnded = Promise.all([...running].map(async (child) => child.ended));
      signalAll(running, 'SIGTERM');
      await Promise.race([allEnded, setTimeout(STOP_MS, undefined, { ref: false })]);
      signalAll(running, 'SIGKILL');
      await allEnded;
    },
  };
}

function failureText(name: string, why: string, readiness: Readiness, lastOutput: string): string {
  if (why === MISCONFIGURED) return misconfiguredText(lastOutput);
  return cannotStartText(name, readiness.state === 'late' ? 'not ready in time' : why, lastOutput);
}

/** Waits, or goes on at once when the demo stops. */
async function pause(ms: number, signal: AbortSignal): Promise<void> {
  await setTimeout(ms, undefined, { signal }).catch(() => undefined);
}

function signalAll(processes: Iterable<DemoProcess>, signal: NodeJS.Signals): void {
  for (const child of processes) child.signal(signal);
}
