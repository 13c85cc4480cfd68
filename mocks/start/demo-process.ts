/**
 * One child of the demo, from its start to its end: it says when it is ready and at which addresses,
 * leaves its last words when it dies, and never outlives the demo.
 */
import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { z } from 'zod';

export interface ProcessPlan {
  readonly name: string;
  /** Path of the module to run, and what it is told. */
  readonly module: string;
  readonly args: readonly string[];
  readonly nodeFlags?: readonly string[];
  /** Environment variables besides those of the demo itself. */
  readonly variables?: Readonly<Record<string, string>>;
  readonly readyMs: number;
  /** Does one thing and ends, and is not awaited to be ready. */
  readonly isTask?: boolean;
}

export type Readiness =
  | {
      readonly state: 'ready';
      readonly url: string | undefined;
      /** Of the partner systems that the process runs, by partner. */
      readonly partners: ReadonlyMap<string, string>;
    }
  | { readonly state: 'late' }
  | { readonly state: 'ended'; readonly why: string };

export interface DemoProcess {
  readonly name: string;
  readonly isTask: boolean;
  /** Settles once: ready, too late, or ended before it was ready. */
  readonly readiness: Promise<Readiness>;
  /** Settles when the process is gone. */
  readonly ended: Promise<string>;
  lastWords(): string;
  /** Tells the process something; one that is gone hears nothing. */
  send(message: object): void;
  signal(signal: NodeJS.Signals): void;
}

const LAST_LINES_MAX = 16;

/** `{ ready: URL }`, or `{ ready: true }` of a process that listens nowhere. */
const readyMessage = z.object({
  ready: z.union([z.string(), z.literal(true)]),
  partners: z.record(z.string(), z.string()).optional(),
});

/** Starts the process; `onLine` hears everything it prints. */
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

  const ended = new Promise<string>((resolve) => {
    child.once('error', (error) => resolve(error.message));
    child.once('exit', (code, signal) => resolve(signal ?? `code ${code}`));
  });
  return {
    name: plan.name,
    isTask: plan.isTask === true,
    ended,
    readiness: awaitReadiness(child, ended, plan.readyMs),
    lastWords: () => lastLines.join('\n'),
    send: (message) => {
      if (child.connected) child.send(message, () => undefined);
    },
    signal: (signal) => {
      child.kill(signal);
    },
  };
}

function launch({ module, args, nodeFlags = [], variables }: ProcessPlan): ChildProcess {
  return fork(module, [...args], {
    execArgv: [...process.execArgv, ...nodeFlags],
    env: { ...process.env, ...variables },
    // The channel is how a child notices that this process is gone, however it ended.
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
