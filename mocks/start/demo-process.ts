/**
 * One child of the demo, from its start to its end: it says when it is ready, leaves its last
 * words when it dies, and never outlives the demo.
 */
import { fork, spawn } from 'node:child_process';
import type { ChildProcess, StdioOptions } from 'node:child_process';

export interface ProcessPlan {
  readonly name: string;
  /** Path of the module to run, and what it is told. */
  readonly module: string;
  readonly args: readonly string[];
  readonly nodeFlags?: readonly string[];
  /** Environment variables besides those of the demo itself. */
  readonly variables?: Readonly<Record<string, string>>;
  readonly readyMs: number;
  /** Does one thing and ends; a channel to this process would keep it. */
  readonly isTask?: boolean;
}

export type Readiness =
  | { readonly state: 'ready'; readonly url: string | undefined }
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
  signal(signal: NodeJS.Signals): void;
}

const LAST_LINES_MAX = 16;

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
    signal: (signal) => {
      child.kill(signal);
    },
  };
}

function launch({ module, args, nodeFlags = [], variables, isTask }: ProcessPlan): ChildProcess {
  const execArgv = [...process.execArgv, ...nodeFlags];
  const env = { ...process.env, ...variables };
  if (isTask !== true) {
    return fork(module, args, { execArgv, env, stdio: ['ignore', 'pipe', 'pipe', 'ipc'] });
  }
  const stdio: StdioOptions = ['ignore', 'pipe', 'pipe'];
  return spawn(process.execPath, [...execArgv, module, ...args], { env, stdio });
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
      const url = parseReady(message);
      if (url !== null) settle({ state: 'ready', url });
    });
    void ended.then((why) => settle({ state: 'ended', why }));
  });
}

/** `{ ready: URL }`, or `{ ready: true }` of a process that listens nowhere; else null. */
function parseReady(message: unknown): string | undefined | null {
  if (typeof message !== 'object' || message === null || !('ready' in message)) return null;
  return typeof message.ready === 'string' ? message.ready : undefined;
}
