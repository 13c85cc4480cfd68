/** Turns measurements into rows of a file and a table on the terminal. */
import type { Measured } from './measure.ts';
import { print } from './results.ts';

export interface Row {
  readonly name: string;
  readonly scenario: string;
  readonly cpuMsPerRequest: number;
  readonly requestsPerSecond: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly rssMb: number;
  /** Subgraph calls for each request, of benchmarks that count them. */
  readonly callsPerRequest?: number;
  /** Minimum and maximum CPU time over the rounds. */
  readonly cpuMsSpread: readonly [number, number];
  readonly rounds: number;
}

export function summarize(measured: ReadonlyMap<string, readonly Measured[]>): readonly Row[] {
  return [...measured].map(([key, results]) => {
    const [scenario = '', name = ''] = key.split('/');
    const cpu = results.map(({ cpuMsPerRequest }) => cpuMsPerRequest);
    return {
      name,
      scenario,
      cpuMsPerRequest: round(median(cpu)),
      requestsPerSecond: round(median(results.map(({ requestsPerSecond }) => requestsPerSecond))),
      p50Ms: median(results.map(({ p50Ms }) => p50Ms)),
      p99Ms: median(results.map(({ p99Ms }) => p99Ms)),
      rssMb: Math.round(median(results.map(({ rssMb }) => rssMb))),
      ...(results[0]?.callsPerRequest !== undefined && {
        callsPerRequest: round(median(results.map(({ callsPerRequest = 0 }) => callsPerRequest))),
      }),
      cpuMsSpread: [round(Math.min(...cpu)), round(Math.max(...cpu))],
      rounds: results.length,
    };
  });
}

export function printTable(rows: readonly Row[]): void {
  for (const scenario of new Set(rows.map((row) => row.scenario))) {
    const inScenario = rows.filter((row) => row.scenario === scenario);
    const ours = inScenario.find(({ name }) => name === 'vakgraaf')?.cpuMsPerRequest;
    print(`\n${scenario}`);
    print(
      '  name                       CPU-ms/request        × ours     rps   p50   p99  RSS MB  calls',
    );
    for (const row of inScenario) {
      const [low, high] = row.cpuMsSpread;
      const ratio = ours === undefined ? '-' : (row.cpuMsPerRequest / ours).toFixed(2);
      const cpu = `${row.cpuMsPerRequest.toFixed(3)} [${low.toFixed(3)}-${high.toFixed(3)}]`;
      print(
        `  ${row.name.padEnd(24)} ${cpu.padStart(23)} ${ratio.padStart(8)} ` +
          `${row.requestsPerSecond.toFixed(0).padStart(7)} ${String(row.p50Ms).padStart(5)} ` +
          `${String(row.p99Ms).padStart(5)} ${String(row.rssMb).padStart(7)} ` +
          (row.callsPerRequest ?? 0).toFixed(1).padStart(6),
      );
    }
  }
}

export function median(values: readonly number[]): number {
  const ordered = values.toSorted((left, right) => left - right);
  const middle = Math.floor(ordered.length / 2);
  const upper = ordered[middle] ?? 0;
  return ordered.length % 2 === 1 ? upper : ((ordered[middle - 1] ?? 0) + upper) / 2;
}

function round(value: number): number {
  return Math.round(value * 1000) / 1000;
}
