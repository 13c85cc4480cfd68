/** Measures CPU time, latency and throughput of a process under load. */
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
  /** Calls to subgraphs for each request, under load: fewer than alone where requests share them. */
  readonly callsPerRequest?: number;
}

/** With the CPU time per request of each process, in the order of `usages`. */
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

/** The load generator is installed with the other gateways. */
export function loadAutocannon(): Autocannon {
  const require = createRequire(join(projectRoot(), 'bench', 'package.json'));
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- it comes without types
  return require('autocannon') as Autocannon;
}

/** The request that every connection repeats. */
export interface LoadRequest {
  readonly url: string;
  readonly method: 'GET' | 'POST';
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  /** Headers that differ for each request. */
  readonly nextHeaders?: () => Readonly<Record<string, string>>;
}

export interface LoadOptions {
  readonly request: LoadRequest;
  /** The processes whose CPU time and memory count, including their children. */
  readonly usages: readonly ReadUsage[];
  readonly connections: number;
  readonly warmupRequests: number;
  readonly warmupS: number;
  /** Maximum time of the warm-up, for slow contenders. */
  readonly warmupMsMax: number;
  readonly durationS: number;
  /** Calls to subgraphs since the start. */
  readonly countCalls?: () => Promise<number>;
  /** A response for which this is false counts as failed. */
  readonly isRight?: (body: string) => boolean;
}

export interface MeasureOptions {
  readonly url: string;
  readonly usage: ReadUsage;
  readonly countCalls: () => Promise<number>;
  readonly scenario: Scenario;
  readonly warmupS: number;
  readonly warmupMsMax: number;
  readonly durationS: number;
}

/** Measures one scenario of one gateway. */
export function measure(
  autocannon: Autocannon,
  { url, usage, countCalls, scenario, ...times }: MeasureOptions,
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
    countCalls,
    connections,
    warmupRequests,
    ...times,
  });
}

type WarmupOptions = Omit<LoadOptions, 'durationS' | 'usages' | 'countCalls'>;

/**
 * Warms up by a number of requests instead of seconds: on a busy machine a few seconds are too few
 * requests, and the measurement would include the JIT compiler.
 */
export async function warm(autocannon: Autocannon, options: WarmupOptions): Promise<void> {
  const giveUpAt = performance.now() + options.warmupMsMax;
  for (let sent = 0; sent < options.warmupRequests && performance.now() < giveUpAt;) {
    sent += (await load(autocannon, options, { duration: options.warmupS })).requests.total;
  }
}

/** With fewer responses in the window the figures are not reliable; then this number of responses is measured. */
const RESPONSES_MIN = 10;

/** A number of seconds, or a number of responses. */
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

/** Warms up, and measures. */
export async function measureLoad(
  autocannon: Autocannon,
  options: LoadOptions,
): Promise<MeasuredParts> {
  const { usages, durationS, countCalls } = options;
  const readAll = async () => ({
    usage: await Promise.all(usages.map((read) => read())),
    calls: (await countCalls?.()) ?? 0,
  });
  await warm(autocannon, options);
  const window = async (extent: Extent) => {
    const before = await readAll();
    return { before, result: await load(autocannon, options, extent), after: await readAll() };
  };
  let { before, result, after } = await window({ duration: durationS });
  if (result.requests.total < RESPONSES_MIN) {
    ({ before, result, after } = await window({ amount: RESPONSES_MIN }));
  }
  const sent = Math.max(result.requests.total, 1);
  const cpuMsParts = after.usage.map(
    ({ cpuMs }, index) => (cpuMs - (before.usage[index]?.cpuMs ?? 0)) / sent,
  );
  return {
    cpuMsPerRequest: sum(cpuMsParts),
    cpuMsParts,
    requestsPerSecond: result.requests.total / result.duration,
    p50Ms: result.latency.p50,
    p99Ms: result.latency.p99,
    rssMb: sum(after.usage.map(({ rssMb }) => rssMb)),
    ...(countCalls && { callsPerRequest: (after.calls - before.calls) / sent }),
    failed: result.non2xx + result.errors + (result.mismatches ?? 0),
  };
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
