import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';
import { projectRoot } from '../../core/config/project-root.ts';

export interface RunningCommand {
  /** The id of its process group, which is also its process id. */
  readonly group: number;
  /** All output so far, of stdout and stderr. */
  printed(): string;
  /** Resolves when the output matches `line`; throws with the output when the command ends first or after `withinMs`. */
  untilPrinted(line: RegExp, withinMs: number): Promise<void>;
  /** Sends a signal to the command alone, or to its whole process group as Ctrl-C does. */
  signal(signal: NodeJS.Signals, target: 'command' | 'group'): void;
  readonly ended: Promise<number | null>;
  /** Whether a process of its group still runs. */
  isAnyLeft(): boolean;
  /** All processes that the command started, in any process group; empty on a system without /proc. */
  tree(): readonly FoundProcess[];
}

export interface FoundProcess {
  readonly pid: number;
  /** The command line, its arguments separated by spaces. */
  readonly line: string;
}

/** Child processes inherit this environment variable, which identifies them in any process group. */
const MARK = 'VAKGRAAF_TEST_COMMAND';

const PAUSE_MS = 20;

/** Runs a command in its own process group, as a terminal does. */
export function runCommand(
  command: readonly string[],
  variables: Readonly<Record<string, string>> = {},
  cwd = projectRoot(),
): RunningCommand {
  const [program = '', ...args] = command;
  const mark = randomUUID();
  const child = spawn(program, args, {
    cwd,
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...variables, [MARK]: mark },
  });
  const group = -(child.pid ?? 0);
  let text = '';
  let hasEnded = false;
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
  }
  const ended = new Promise<number | null>((resolve) => {
    child.once('close', (code) => {
      hasEnded = true;
      resolve(code);
    });
  });
  return {
    group: -group,
    printed: () => text,
    untilPrinted: async (line, withinMs) => {
      const until = Date.now() + withinMs;
      while (!line.test(text)) {
        if (hasEnded) throw new Error(`Ended without printing ${String(line)}:\n${text}`);
        if (Date.now() > until) throw new Error(`Did not print ${String(line)} in time:\n${text}`);
        await setTimeout(PAUSE_MS);
      }
    },
    signal: (signal, target) => process.kill(target === 'group' ? group : -group, signal),
    ended,
    isAnyLeft: () => isAlive(group),
    tree: () => processesWith(`${MARK}=${mark}`),
  };
}

function processesWith(setting: string): readonly FoundProcess[] {
  if (!existsSync('/proc/self/environ')) return [];
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((pid) => {
      try {
        // Empty for a zombie process.
        const settings = readFileSync(`/proc/${pid}/environ`, 'utf8').split('\0');
        if (!settings.includes(setting)) return [];
        const line = readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').trim();
        return [{ pid: Number(pid), line }];
      } catch {
        return []; // The process ended between listing and reading.
      }
    });
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
