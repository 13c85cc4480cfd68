/** One measurement: load on one gateway for a while, and what it cost. */
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { projectRoot } from '../schema/project-root.ts';
import type { Scenario } from './scenarios.ts';

export interface Measured {
  readonly cpuMsPerRequest: number;
  readonly requestsPerSecond: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly rssMb: number;
  readonly failed: number;
}

/** With the CPU time per request of each process, in the order in which they were named. */
export interface MeasuredParts extends Measured {
  readonly cpuMsParts: readonly number[];
}

interface LoadResult {
  readonly requests: { readonly total: number; readonly average: number };
  readonly latency: { readonly p50: number; readonly p99: number };
  readonly non2xx: number;
  readonly errors: number;
  readonly mismatches?: number;
}

export type Autocannon = (options: Readonly<Record<string, unknown>>) => Promise<LoadResult>;

/** The load generator is installed with the opponents. */
export function loadAutocannon(): Autocannon {
  const require = createRequire(join(projectRoot(), 'bench', 'package.json'));
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- it comes without types
  return require('autocannon') as Autocannon;
}

/** What one client asks over and over. */
export interface LoadRequest {
  readonly url: string;
  readonly method: 'GET' | 'POST';
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  /** Headers that are others at each request. */
  readonly nextHeaders?: () => Readonly<Record<string, string>>;
}

export interface LoadOptions {
  readonly request: LoadRequest;
  /** The processes whose CPU time and memory count, their children included. */
  readonly pids: readonly number[];
  readonly connections: number;
  readonly warmupRequests: number;
  readonly warmupS: number;
  /** Where a slow contender's warming up ends, whatever it has answered. */
  readonly warmupMsMax: number;
  readonly durationS: number;
  /** An answer that is not right counts as failed. */
  readonly isRight?: (body: string) => boolean;
}

export interface MeasureOptions {
  readonly url: string;
  readonly pid: number;
  readonly scenario: Scenario;
  readonly warmupS: number;
  readonly warmupMsMax: number;
  readonly durationS: number;
}

/** One scenario at one gateway. */
export function measure(
  autocannon: Autocannon,
  { url, pid, scenario, ...times }: MeasureOptions,
): Promise<Measured> {
  const headers = { 'content-type': 'application/json', accept: 'application/json' };
  const request = {
    url,
    method: 'POST',
    headers,
    body: JSON.stringify(scenario.question),
  } as const;
  const { connections, warmupRequests } = scenario;
  return measureLoad(autocannon, { request, pids: [pid], connections, warmupRequests, ...times });
}

type WarmupOptions = Omit<LoadOptions, 'durationS'>;

/**
 * Warm is a number of requests and not of seconds: on a busy machine seconds are few requests, and
 * what is measured would be the compiler.
 */
export async function warm(autocannon: Autocannon, options: WarmupOptions): Promise<void> {
  const giveUpAt = performance.now() + options.warmupMsMax;
  for (let asked = 0; asked < options.warmupRequests && performance.now() < giveUpAt;) {
    asked += (await load(autocannon, options, options.warmupS)).requests.total;
  }
}

function load(
  autocannon: Autocannon,
  { request, connections, isRight }: WarmupOptions,
  duration: number,
): Promise<LoadResult> {
  const verifyBody = isRight && { verifyBody: isRight };
  const { nextHeaders, ...fixed } = request;
  const requests = nextHeaders && [
    {
      setupRequest: (next: object) => ({
        ...next,
        headers: { ...fixed.headers, ...nextHeaders() },
      }),
    },
  ];
  return autocannon({
    ...fixed,
    connections,
    duration,
    timeout: 60,
    ...verifyBody,
    ...(requests && { requests }),
  });
}

/** Warms up, then measures one window. */
export async function measureLoad(
  autocannon: Autocannon,
  options: LoadOptions,
): Promise<MeasuredParts> {
  const { pids, durationS } = options;
  await warm(autocannon, options);
  const before = pids.map(cpuMs);
  const result = await load(autocannon, options, durationS);
  const asked = Math.max(result.requests.total, 1);
  const cpuMsParts = pids.map((pid, index) => (cpuMs(pid) - (before[index] ?? 0)) / asked);
  return {
    cpuMsPerRequest: sum(cpuMsParts),
    cpuMsParts,
    requestsPerSecond: result.requests.total / durationS,
    p50Ms: result.latency.p50,
    p99Ms: result.latency.p99,
    rssMb: sum(pids.map(rssMb)),
    failed: result.non2xx + result.errors + (result.mismatches ?? 0),
  };
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

/** Kernel clock ticks per second; 100 on every Linux that Node runs on. */
const TICKS_PER_SECOND = 100;

/** CPU time of a process and its children, threads included: user and system. */
function cpuMs(pid: number): number {
  return sumOverTree(pid, (id) => {
    const stat = readFileSync(`/proc/${id}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return ((Number(fields[11]) + Number(fields[12])) * 1000) / TICKS_PER_SECOND;
  });
}

function rssMb(pid: number): number {
  return sumOverTree(pid, (id) => {
    const [, kilobytes] = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${id}/status`, 'utf8')) ?? [];
    return Number(kilobytes ?? 0) / 1024;
  });
}

function sumOverTree(pid: number, valueOf: (pid: number) => number): number {
  const children = readdirSync(`/proc/${pid}/task`).flatMap((task) =>
    readFileSync(`/proc/${pid}/task/${task}/children`, 'utf8').trim().split(' ').filter(Boolean),
  );
  return (
    valueOf(pid) + children.reduce((total, child) => total + sumOverTree(Number(child), valueOf), 0)
  );
}
