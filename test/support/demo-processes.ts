/** The demo with all its real processes at a free port, for measurements of each process. */
import { readdirSync, readFileSync } from 'node:fs';
import { projectRoot } from '../../core/config/project-root.ts';
import { runCommand } from './run-command.ts';
import { TEST_DAY } from './test-day.ts';

export interface DemoProcess {
  /** Such as `gateway`, `funds` or `partner databases`. */
  readonly name: string;
  readonly pid: number;
}

export interface Demo {
  readonly url: string;
  /** The processes that run now; a restarted one has another id. */
  processes(): readonly DemoProcess[];
  printed(): string;
  isRunning(): boolean;
  stop(): Promise<void>;
}

const READY_MS = 240_000;

/** Starts the demo of the test day, with the settings of this folder; resolves when it is ready. */
export async function startDemo(
  folder = projectRoot(),
  variables: Readonly<Record<string, string>> = {},
): Promise<Demo> {
  const starter = ['node', '--import', 'tsx', 'test/support/start-demo.ts', folder];
  const demo = runCommand([...starter, '--port', '0', '--date', TEST_DAY], variables);
  try {
    await demo.untilPrinted(/^ready http\S+$/m, READY_MS);
  } catch (error) {
    if (demo.isAnyLeft()) demo.signal('SIGKILL', 'group');
    throw error;
  }
  return {
    url: /^ready (http\S+)$/m.exec(demo.printed())?.[1] ?? '',
    processes: () =>
      demo.tree().flatMap(({ pid, line }) => {
        const name = nameOf(line);
        return name === undefined ? [] : [{ name, pid }];
      }),
    printed: () => demo.printed(),
    isRunning: () => demo.isAnyLeft(),
    stop: async () => {
      if (demo.isAnyLeft()) demo.signal('SIGTERM', 'command');
      await demo.ended;
    },
  };
}

function nameOf(line: string): string | undefined {
  const [, subgraph] = /cli\/main\.js subgraph (\S+)/.exec(line) ?? [];
  if (subgraph !== undefined) return subgraph;
  if (line.includes('cli/main.js gateway ')) return 'gateway';
  if (line.includes('mocks/exchange/main.js')) return 'exchange';
  if (!line.includes('mocks/main.js')) return undefined;
  return line.includes('--partner funds/') ? 'partner databases' : 'partner systems';
}

/** CPU time in milliseconds that all threads of a process have used; null when it has ended. */
export function cpuMsOf(pid: number): number | null {
  try {
    const threads = readdirSync(`/proc/${pid}/task`);
    const nanoseconds = threads.map((thread) => {
      const text = readFileSync(`/proc/${pid}/task/${thread}/schedstat`, 'utf8');
      return Number(text.split(' ', 1)[0]);
    });
    return nanoseconds.reduce((sum, one) => sum + one, 0) / 1e6;
  } catch {
    return null;
  }
}

/** Resident memory in megabytes; null when the process has ended. */
export function residentMegabytesOf(pid: number): number | null {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8');
    return Number(/^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1] ?? 0) / 1024;
  } catch {
    return null;
  }
}

/** How many files and sockets a process has open; null when it has ended. */
export function openFilesOf(pid: number): number | null {
  try {
    return readdirSync(`/proc/${pid}/fd`).length;
  } catch {
    return null;
  }
}
