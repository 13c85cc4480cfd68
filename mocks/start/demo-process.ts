/**
 * One child process of the demo: it reports when it is ready and at which addresses, its last output is kept
 * for error messages, and it ends when the demo ends.
 */
import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { z } from 'zod';

export interface ProcessPlan {
  readonly name: string;
  /** Path of the module to run. */
  readonly module: string;
  readonly args: readonly string[];
  readonly nodeFlags?: readonly string[];
  /** Environment variables besides those of the demo itself. */
  readonly variables?: Readonly<Record<string, string>>;
  readonly readyMs: number;
  /** Ends by itself, and never reports that it is ready. */
  readonly isTask?: boolean;
}

export type Readiness =
  | {
      readonly state: 'ready';
      readonly url: string | undefined;
      /** Addresses of the partner systems that the process runs, by partner. */
      readonly partners: ReadonlyMap<string, string>;
    }
  | { readonly state: 'late' }
  | { readonly state: 'ended'; readonly why: string };

export interface DemoProcess {
  readonly name: string;
  readonly isTask: boolean;
  /** Settles once: ready, too late, or ended before it was ready. */
  readonly readiness: Promise<Readiness>;
  /** Settles with the exit code or signal when the process has ended. */
  readonly ended: Promise<string>;
  /** Called every `HEARTBEAT_MS`; true when the process has sent heartbeats and then none for so long that it hangs. */
  isHanging(): boolean;
  lastOutput(): string;
  /** Sends a message; does nothing when the process has ended. */
  send(message: object): void;
  signal(signal: NodeJS.Signals): void;
}

const LAST_LINES_MAX = 16;

/** `{ ready: URL }`, or `{ ready: true }` from a process without a server. */
const readyMessage = z.object({
  ready: z.union([z.string(), z.literal(true)]),
  partners: z.record(z.string(), z.string()).optional(),
});

/** Starts the process; `onLine` is called with each line that it prints. */
export function startProcess(plan: ProcessPlan, onLine: (line: string) => void): DemoProcess {
  const child = launch(plan);
  const lastLines: string[] = [];
  const keep = (chunk: string) => {
    for (const line of chunk.split('\n').filter((text) => text.trim() !== '')) {
      lastLines.push(line);
      if (lastLines.length > LAST_LINES_MAX) lastLines.shift();
      onLine(line);
    }
  };
  child.stdout?.setEncoding('utf8').on('data', keep);
  child.stderr?.setEncoding('utf8').on('data', keep);

  // Counted and not measured, so that nothing seems to hang after the machine or this process was suspended.
  let missedBeats: number | undefined;
  child.on('message', (message) => {
    if (isHeartbeat(message)) missedBeats = 0;
  });

  const ended = new Promise<string>((resolve) => {
    child.once('error', (error) => resolve(error.message));
    child.once('exit', (code, signal) => resolve(signal ?? `code ${code}`));
  });
  return {
    name: plan.name,
    isTask: plan.isTask === true,
    ended,
    readiness: awaitReadiness(child, ended, plan.readyMs),
    isHanging: () => {
      if (missedBeats === undefined) return false;
      missedBeats += 1;
      return missedBeats > MISSED_MAX;
    },
    lastOutput: () => lastLines.join('\n'),
    send: (message) => {
      if (child.connected) child.send(message, () => undefined);
    },
    signal: (signal) => {
      child.kill(signal);
    },
  };
}

/** The longest that an event loop stands still on a busy machine, with a margin. */
const MISSED_MAX = 30;

function isHeartbeat(message: unknown): boolean {
  return typeof message === 'object' && message !== null && 'isAlive' in message;
}

/**
 * Most code of a server runs once, while the demo starts. The optimizing compiler of V8 then takes almost a fifth
 * of the processor time for functions that are hardly called again, so it waits eight times as long as it does by default:
 * Node.js 20 counts bytes of executed bytecode, later versions count calls. The young generation starts larger, because
 * what a start creates stays.
 */
const START_FLAGS: readonly string[] = [
  process.versions.node.startsWith('20.')
    ? '--interrupt-budget=540672'
    : '--invocation-count-for-turbofan=24000',
  '--min-semi-space-size=2',
];

function launch({ module, args, nodeFlags = [], variables, isTask }: ProcessPlan): ChildProcess {
  return fork(module, [...args], {
    execArgv: [...process.execArgv, ...(isTask === true ? [] : START_FLAGS), ...nodeFlags],
    env: { ...process.env, ...variables },
    // The IPC channel closes when this process ends in any way, which ends the child.
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
}

function awaitReadiness(
  child: ChildProcess,
  ended: Promise<string>,
  readyMs: number,
): Promise<Readiness> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve({ state: 'late' }), readyMs);
    const settle = (readiness: Readiness) => {
      clearTimeout(timer);
      resolve(readiness);
    };
    child.on('message', (message) => {
      const ready = readyMessage.safeParse(message);
      if (!ready.success) return;
      const { ready: url, partners = {} } = ready.data;
      settle({
        state: 'ready',
        url: url === true ? undefined : url,
        partners: new Map(Object.entries(partners)),
      });
    });
    void ended.then((why) => settle({ state: 'ended', why }));
  });
}
