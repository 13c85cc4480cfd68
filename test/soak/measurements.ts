/** Memory, open files and responsiveness of the processes during the soak. */
import { liveMegabytesOf } from './live-heap.ts';
import { setTimeout as wait } from 'node:timers/promises';
import { openFilesOf, residentMegabytesOf, type Demo } from '../support/demo-processes.ts';

export interface Measurements {
  /** Of each process that runs now. */
  report(): readonly ProcessReport[];
  /** Times that `/health/live` took, in milliseconds, since the last call. */
  takeLiveTimes(): readonly number[];
  stop(): Promise<void>;
}

export interface ProcessReport {
  readonly name: string;
  /** Of resident memory. */
  readonly megabytes: number;
  /** Live memory when it was last measured; null before. */
  readonly liveMegabytes: number | null;
  /** Megabytes of live memory per hour by linear regression after the warm-up; null while it is too short to tell. */
  readonly slope: number | null;
  readonly openFiles: number;
}

interface Sample {
  readonly atMs: number;
  readonly megabytes: number;
}

const SAMPLE_EACH_MS = 30_000;
const PROBE_EACH_MS = 50;
/** Code is compiled and caches are filled in this part of the time that a process runs. */
const WARM_UP_SHARE = 0.4;
/** Below this a slope says more about one cache than about a leak. */
const SLOPE_MS_MIN = 1_080_000;

export function startMeasurements(demo: Demo): Measurements {
  const samples = new Map<number, Sample[]>();
  let liveTimes: number[] = [];
  const stopping = new AbortController();
  const sampleAll = async () => {
    for (const { pid } of demo.processes()) {
      const megabytes = await liveMegabytesOf(pid);
      if (megabytes === null) continue;
      samples.set(pid, [...(samples.get(pid) ?? []), { atMs: performance.now(), megabytes }]);
    }
  };
  const sampling = (async () => {
    while (!stopping.signal.aborted) {
      await sampleAll();
      await wait(SAMPLE_EACH_MS, undefined, { signal: stopping.signal }).catch(() => undefined);
    }
  })();
  let isProbing = false;
  const prober = setInterval(() => {
    if (isProbing) return;
    isProbing = true;
    const startedAt = performance.now();
    void fetch(`${demo.url}/health/live`)
      .then((response) => response.arrayBuffer())
      .catch(() => undefined)
      .finally(() => {
        liveTimes.push(performance.now() - startedAt);
        isProbing = false;
      });
  }, PROBE_EACH_MS);
  return {
    report: () =>
      demo.processes().map(({ name, pid }) => ({
        name,
        megabytes: residentMegabytesOf(pid) ?? 0,
        liveMegabytes: samples.get(pid)?.at(-1)?.megabytes ?? null,
        slope: slopeOf(samples.get(pid) ?? []),
        openFiles: openFilesOf(pid) ?? 0,
      })),
    takeLiveTimes: () => {
      const taken = liveTimes;
      liveTimes = [];
      return taken;
    },
    stop: async () => {
      stopping.abort();
      clearInterval(prober);
      await sampling;
    },
  };
}

function slopeOf(all: readonly Sample[]): number | null {
  const [first] = all;
  const last = all.at(-1);
  if (!first || !last || last.atMs - first.atMs < SLOPE_MS_MIN) return null;
  const from = first.atMs + (last.atMs - first.atMs) * WARM_UP_SHARE;
  const points = all.filter(({ atMs }) => atMs >= from);
  const meanAt = mean(points.map(({ atMs }) => atMs));
  const meanMegabytes = mean(points.map(({ megabytes }) => megabytes));
  const above = points.map(({ atMs, megabytes }) => (atMs - meanAt) * (megabytes - meanMegabytes));
  const below = points.map(({ atMs }) => (atMs - meanAt) ** 2);
  return (mean(above) / mean(below)) * 3_600_000;
}

const mean = (numbers: readonly number[]): number =>
  numbers.reduce((sum, one) => sum + one, 0) / numbers.length;

/** The value below which this share of the numbers is. */
export function quantile(numbers: readonly number[], share: number): number {
  const sorted = numbers.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}
