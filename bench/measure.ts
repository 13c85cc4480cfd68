/** One measurement: load on one gateway for a while, and what it cost. */
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { projectRoot } from '../core/config/project-root.ts';
import type { Scenario } from './scenarios.ts';
import type { ReadUsage } from './usage.ts';

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
  /** Seconds. */
  readonly duration: number;
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
  readonly usages: readonly ReadUsage[];
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
  readonly usage: ReadUsage;
  readonly scenario: Scenario;
  readonly warmupS: number;
  readonly warmupMsMax: number;
  readonly durationS: number;
}

/** One scenario at one gateway. */
export function measure(
  autocannon: Autocannon,
  { url, usage, scenario, ...times }: MeasureOptions,
): Promise<Measured> {
  const headers = { 'content-type': 'application/json', accept: 'application/json' };
  const request = {
    url,
    method: 'POST',
    headers,
    body: JSON.stringify(scenario.operation),
  } as const;
  const { connections, warmupRequests } = scenario;
  return measureLoad(autocannon, {
    request,
    usages: [usage],
    connections,
    warmupRequests,
    ...times,
  });
}

type WarmupOptions = Omit<LoadOptions, 'durationS' | 'usages'>;

/**
 * Warm is a number of requests and not of seconds: on a busy machine seconds are few requests, and
 * what is measured would be the compiler.
 */
export async function warm(autocannon: Autocannon, options: WarmupOptions): Promise<void> {
  const giveUpAt = performance.now() + options.warmupMsMax;
  for (let asked = 0; asked < options.warmupRequests && performance.now() < giveUpAt;) {
    asked += (await load(autocannon, options, { duration: options.warmupS })).requests.total;
  }
}

/** Fewer say nothing, and what is cut off at the end weighs too much: then so many are waited for. */
const ANSWERS_MIN = 10;

/** For so many seconds, or until so many answers. */
type Extent = { readonly duration: number } | { readonly amount: number };

function load(
  autocannon: Autocannon,
  { request, connections, isRight }: WarmupOptions,
  extent: Extent,
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
    ...extent,
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
  const { usages, durationS } = options;
  const readAll = () => Promise.all(usages.map((read) => read()));
  await warm(autocannon, options);
  const window = async (extent: Extent) => {
    const before = await readAll();
    return { before, result: await load(autocannon, options, extent), after: await readAll() };
  };
  let { before, result, after } = await window({ duration: durationS });
  if (result.requests.total < ANSWERS_MIN) {
    ({ before, result, after } = await window({ amount: ANSWERS_MIN }));
  }
  const asked = Math.max(result.requests.total, 1);
  const cpuMsParts = after.map(({ cpuMs }, index) => (cpuMs - (before[index]?.cpuMs ?? 0)) / asked);
  return {
    cpuMsPerRequest: sum(cpuMsParts),
    cpuMsParts,
    requestsPerSecond: result.requests.total / result.duration,
    p50Ms: result.latency.p50,
    p99Ms: result.latency.p99,
    rssMb: sum(after.map(({ rssMb }) => rssMb)),
    failed: result.non2xx + result.errors + (result.mismatches ?? 0),
  };
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
