/**
 * How long `npm start` takes until every part is ready, and the memory of all its processes a minute later. The first
 * start compiles, and builds the explorer and the template of the databases; the others find them.
 */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { projectRoot } from '../core/config/project-root.ts';
import { median } from './report.ts';
import { print } from './results.ts';

export interface StartRow {
  readonly name: 'cold' | 'warm';
  readonly readyS: number;
  readonly memoryMb: number;
  readonly processes: number;
}

/** What is made at a start or is not needed for it, and what is too large to copy. */
const LEFT_OUT = new Set(['.cache', '.git', 'dist', 'node_modules', 'test']);
const READY_MS = 120_000;
const IDLE_MS = 60_000;

/** One cold start, and then `rounds` warm ones, of a copy of the project. */
export async function benchStart(rounds: number): Promise<readonly StartRow[]> {
  const folder = mkdtempSync(join(tmpdir(), 'vakgraaf-bench-start-'));
  try {
    for (const name of readdirSync(projectRoot())) {
      if (!LEFT_OUT.has(name))
        cpSync(join(projectRoot(), name), join(folder, name), { recursive: true });
    }
    symlinkSync(join(projectRoot(), 'node_modules'), join(folder, 'node_modules'));
    const rows: StartRow[] = [];
    for (let start = 0; start <= rounds; start += 1) {
      const row = { name: start === 0 ? 'cold' : 'warm', ...(await startOnce(folder)) } as const;
      console.error(`${row.name}: ready after ${row.readyS.toFixed(1)} s, ${row.memoryMb} MB`);
      rows.push(row);
    }
    for (const name of ['cold', 'warm'] as const)
      printRows(rows.filter((row) => row.name === name));
    return rows;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function printRows(rows: readonly StartRow[]): void {
  const [first] = rows;
  if (first === undefined) return;
  const seconds = median(rows.map(({ readyS }) => readyS)).toFixed(1);
  const memory = median(rows.map(({ memoryMb }) => memoryMb));
  print(
    `${first.name.padEnd(5)} ready after ${seconds.padStart(5)} s; a minute later ` +
      `${first.processes} processes with ${memory} MB (median of ${rows.length})`,
  );
}

async function startOnce(folder: string): Promise<Omit<StartRow, 'name'>> {
  const startedMs = performance.now();
  const child = spawn(process.execPath, ['cli/vakgraaf.mjs', 'demo'], {
    cwd: folder,
    // With it every process of Node.js reads all root certificates first, which the demo does not need.
    env: { ...process.env, PORT: '0', NODE_EXTRA_CA_CERTS: undefined },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = once(child, 'exit');
  try {
    await untilReady(child);
    const readyS = (performance.now() - startedMs) / 1_000;
    await wait(IDLE_MS);
    const pids = [child.pid ?? 0, ...childrenOf(child.pid ?? 0)];
    const memoryMb = Math.round(pids.reduce((sum, pid) => sum + sharedMb(pid), 0));
    return { readyS, memoryMb, processes: pids.length };
  } finally {
    child.kill('SIGINT');
    await ended;
  }
}

/** The demo prints the addresses when its gateway reaches every part. */
async function untilReady(child: ChildProcess): Promise<void> {
  const tooLate = AbortSignal.timeout(READY_MS);
  let text = '';
  while (!/^ready /m.test(text)) {
    const [chunk] = (await once(child.stdout ?? child, 'data', { signal: tooLate })) as [Buffer];
    text += chunk.toString();
  }
}

function childrenOf(pid: number): readonly number[] {
  return readdirSync(`/proc/${pid}/task`).flatMap((task) =>
    readFileSync(`/proc/${pid}/task/${task}/children`, 'utf8')
      .trim()
      .split(' ')
      .filter(Boolean)
      .flatMap((child) => [Number(child), ...childrenOf(Number(child))]),
  );
}

/** Resident memory, of which each page that processes share counts for its part (`Pss`). */
function sharedMb(pid: number): number {
  const [, kilobytes] =
    /^Pss:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8')) ?? [];
  return Number(kilobytes ?? 0) / 1_024;
}
