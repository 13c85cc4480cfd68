/**
 * CPU time and memory of a process and its children, from `/proc`. On a system without `/proc` the process
 * reports its own usage (`process.cpuUsage`).
 */
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync } from 'node:fs';

export interface Usage {
  /** Since the start of the process. */
  readonly cpuMs: number;
  readonly rssMb: number;
  /** The most resident memory that the process itself has had. */
  readonly peakMb: number;
}

export type ReadUsage = () => Promise<Usage>;

const HAS_PROC = existsSync('/proc/self/schedstat');

/** Node flags of a process that will be measured. */
export function usageFlags(hasProc = HAS_PROC): readonly string[] {
  return hasProc ? [] : ['--import', new URL('report-usage.mjs', import.meta.url).href];
}

export function usageOf(child: ChildProcess, hasProc = HAS_PROC): ReadUsage {
  const { pid = 0 } = child;
  return hasProc
    ? () =>
        Promise.resolve({
          cpuMs: cpuMsOf(pid),
          rssMb: rssMbOf(pid),
          peakMb: memoryOf(pid, 'VmHWM'),
        })
    : () => requestUsage(child);
}

async function requestUsage(child: ChildProcess): Promise<Usage> {
  const reported = once(child, 'message');
  child.send('usage');
  const [message]: unknown[] = await reported;
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- sent by report-usage.mjs
  const { usage, rss, maxRss } = message as {
    usage: NodeJS.CpuUsage;
    rss: number;
    maxRss: number;
  };
  const cpuMs = (usage.user + usage.system) / 1_000;
  return { cpuMs, rssMb: rss / 2 ** 20, peakMb: maxRss / 1024 };
}

/**
 * CPU time of all threads of a process and its children. The scheduler counts nanoseconds, and `stat` hundredths of
 * a second, which is more than one request takes.
 */
function cpuMsOf(pid: number): number {
  return sumOverTree(pid, (id) =>
    readdirSync(`/proc/${id}/task`).reduce((sum, thread) => sum + threadMs(id, thread), 0),
  );
}

function threadMs(pid: number, thread: string): number {
  try {
    const [nanoseconds] = readFileSync(`/proc/${pid}/task/${thread}/schedstat`, 'utf8').split(' ');
    return Number(nanoseconds) / 1e6;
  } catch {
    return 0; // The thread has ended since the folder was read.
  }
}

function rssMbOf(pid: number): number {
  return sumOverTree(pid, (id) => memoryOf(id, 'VmRSS'));
}

function memoryOf(pid: number, field: 'VmRSS' | 'VmHWM'): number {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  const [, kilobytes] = new RegExp(`${field}:\\s+(\\d+)`).exec(status) ?? [];
  return Number(kilobytes ?? 0) / 1024;
}

function sumOverTree(pid: number, valueOf: (pid: number) => number): number {
  const children = readdirSync(`/proc/${pid}/task`).flatMap((task) =>
    readFileSync(`/proc/${pid}/task/${task}/children`, 'utf8').trim().split(' ').filter(Boolean),
  );
  return (
    valueOf(pid) + children.reduce((total, child) => total + sumOverTree(Number(child), valueOf), 0)
  );
}
