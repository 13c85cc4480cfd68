/**
 * All processes of the demo together: watched from their start, started again when they die, ended
 * together.
 */
import { setTimeout } from 'node:timers/promises';
import { startProcess } from './demo-process.ts';
import type { DemoProcess, ProcessPlan, Readiness } from './demo-process.ts';
import {
  cannotStartText,
  diedText,
  misconfiguredText,
  notMadeText,
  runsAgainText,
} from './welcome.ts';

export interface HouseholdOptions {
  /** Aborted when the demo must stop; the household aborts it when a part cannot start. */
  readonly stopping: AbortController;
  readonly print: (text: string) => void;
  /** Show what every process prints. */
  readonly isVerbose: boolean;
}

type Ready = Extract<Readiness, { readonly state: 'ready' }>;

/** A part of the demo: one process, or the next one that takes its place. */
export interface DemoPart {
  readonly name: string;
  readonly isUp: () => boolean;
  /** Tells its process something, if there is one. */
  send(message: object): void;
}

export interface PartWish {
  readonly name: string;
  /** Asked anew at each start, since the addresses of the other parts may have changed. */
  readonly plan: () => ProcessPlan;
  readonly onUp: (ready: Ready, part: DemoPart) => void;
  readonly onDown: () => void;
}

export interface DemoHousehold {
  readonly parts: readonly DemoPart[];
  /** Starts a part, and starts it again whenever it dies. Resolves when it is first ready. */
  readonly startPart: (wish: PartWish) => Promise<void>;
  /** Runs what does one thing and ends, such as a build; resolves when it has ended, well or not. */
  readonly runTask: (plan: ProcessPlan) => Promise<void>;
  /** From now on a part that dies is started again; before, its death means that it cannot start. */
  readonly setStarted: () => void;
  readonly hasFailed: () => boolean;
  /** Ends the demo because a part cannot start. */
  readonly fail: (text: string) => void;
  /** Asks every process to stop, and ends those that do not. */
  readonly stop: () => Promise<void>;
}

const STOP_MS = 1_800;
/** The first wait before a part is started again; each next one is twice as long, up to the last. */
const RESTART_FIRST_MS = 250;
const RESTART_LAST_MS = 30_000;
/** A part that was up this long starts afresh: its next death is waited for as briefly as the first. */
const STEADY_MS = 30_000;
/** Ctrl-C reaches the children too: a death this soon before the stop is no news. */
const DEATH_NEWS_MS = 250;
/** A child that cannot use its settings ends so (`EX_CONFIG`): no other part would do better. */
const MISCONFIGURED = 'code 78';

/** A household without processes yet. */
export function createHousehold(options: HouseholdOptions): DemoHousehold {
  const { stopping, print } = options;
  const running = new Set<DemoProcess>();
  const parts: DemoPart[] = [];
  let hasStarted = false;
  let hasFailed = false;
  // Whatever happens to this process, its children go with it.
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

  async function keepUp(wish: PartWish, onFirstReady: () => void): Promise<void> {
    let child: DemoProcess | undefined;
    let isUp = false;
    const part = { name: wish.name, isUp: () => isUp, send: (told: object) => child?.send(told) };
    parts.push(part);
    for (let deaths = 0; !stopping.signal.aborted; deaths += 1) {
      child = launch(wish.plan());
      const readiness = await child.readiness;
      const upAtMs = performance.now();
      if (readiness.state === 'ready' && !stopping.signal.aborted) {
        isUp = true;
        wish.onUp(readiness, part);
        onFirstReady();
        if (hasStarted) print(runsAgainText(wish.name, readiness.url));
      } else if (readiness.state === 'late') child.signal('SIGKILL');
      const why = await child.ended;
      const wasUp = isUp;
      isUp = false;
      if (wasUp) wish.onDown();
      if (wasUp && performance.now() - upAtMs > STEADY_MS) deaths = 0;
      const restartMs = Math.min(RESTART_FIRST_MS * 2 ** deaths, RESTART_LAST_MS);
      await pause(Math.max(DEATH_NEWS_MS, hasStarted ? restartMs : 0), stopping.signal);
      if (stopping.signal.aborted) return;
      if (!hasStarted) return fail(failureText(wish.name, why, readiness, child.lastWords()));
      print(diedText(wish.name, why, child.lastWords()));
    }
  }

  return {
    parts,
    hasFailed: () => hasFailed,
    fail,
    setStarted: () => (hasStarted = true),
    startPart: (wish) => new Promise((resolve) => void keepUp(wish, resolve)),
    runTask: async (plan) => {
      const child = launch(plan);
      const why = await child.ended;
      if (why === 'code 0' || stopping.signal.aborted) return;
      print(notMadeText(plan.name, why, child.lastWords()));
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

function failureText(name: string, why: string, readiness: Readiness, lastWords: string): string {
  if (why === MISCONFIGURED) return misconfiguredText(lastWords);
  return cannotStartText(name, readiness.state === 'late' ? 'not ready in time' : why, lastWords);
}

/** Waits, or goes on at once when the demo stops. */
async function pause(ms: number, signal: AbortSignal): Promise<void> {
  await setTimeout(ms, undefined, { signal }).catch(() => undefined);
}

function signalAll(processes: Iterable<DemoProcess>, signal: NodeJS.Signals): void {
  for (const child of processes) child.signal(signal);
}
