/** Turns the measurements of the domain benchmark into rows of a file and a table on the terminal. */
import { median, summarize, type Row } from '../report.ts';
import { cellText, type DomainMeasurement, type SkippedCell, type DomainResult } from './domain.ts';
import { print } from '../results.ts';

export interface DomainRow extends Row {
  readonly operation: string;
  readonly scale: number;
  readonly delayMs: number;
  readonly partnerCalls: number;
  /** `cpuMsPerRequest` by process: the gateway, each subgraph, or the hand-written one. */
  readonly cpuMsByProcess: Readonly<Record<string, number>>;
  /** Of one client that sends one request after another. */
  readonly aloneP50Ms: number;
  /** Minimum and maximum over the rounds. */
  readonly p50MsSpread: readonly [number, number];
  /** Responses that failed or had a late partner, over all rounds. */
  readonly failed: number;
}

/** A row for each contender and cell, in the order of measuring. */
export function domainRows({ measured }: DomainResult): readonly DomainRow[] {
  const groups = new Map<string, DomainMeasurement[]>();
  for (const one of measured) {
    const key = `${cellText(one)}/${one.name}`;
    groups.set(key, [...(groups.get(key) ?? []), one]);
  }
  return [...groups].flatMap(([key, windows]) => {
    const results = windows.map(({ result }) => result);
    const [row] = summarize(new Map([[key, results]]));
    const [first] = windows;
    if (row === undefined || first === undefined) return [];
    const { operation, scale, delayMs, partnerCalls } = first;
    const p50s = results.map(({ p50Ms }) => p50Ms);
    return {
      ...row,
      operation,
      scale,
      delayMs,
      partnerCalls,
      aloneP50Ms: rounded(median(windows.map(({ aloneP50Ms }) => aloneP50Ms))),
      cpuMsByProcess: Object.fromEntries(
        first.processes.map((process, index) => [
          process,
          rounded(median(results.map(({ cpuMsParts }) => cpuMsParts[index] ?? 0))),
        ]),
      ),
      p50MsSpread: [Math.min(...p50s), Math.max(...p50s)] as const,
      failed: results.reduce((sum, { failed }) => sum + failed, 0),
    };
  });
}

const HEAD =
  '  operation                         calls          CPU-ms/request: ours      hand-written        x' +
  '      p50 ms        x      p99 ms   alone p50       x';

/** One table for each scale and delay; ours is left, hand-written right. */
export function printDomain(rows: readonly DomainRow[], skipped: readonly SkippedCell[]): void {
  const conditions = new Map(rows.map((row) => [`${row.scale} ${row.delayMs}`, row]));
  for (const { scale, delayMs } of conditions.values()) {
    print(`\nscale ${scale}, partners delayed by ${delayMs} ms (ours / hand-written)\n${HEAD}`);
    const own = rows.filter((row) => row.scale === scale && row.delayMs === delayMs);
    for (const operation of new Set(own.map((row) => row.operation))) {
      const ours = own.find((row) => row.operation === operation && row.name === 'vakgraaf');
      const theirs = own.find((row) => row.operation === operation && row.name === 'hand-written');
      if (ours && theirs) print(lineOf(ours, theirs));
    }
  }
  const reasons = new Set(skipped.map((one) => `${cellText(one)}: ${one.reason}`));
  if (reasons.size > 0) print('\nnot timed:');
  for (const reason of reasons) print(`  ${reason}`);
}

function lineOf(ours: DomainRow, theirs: DomainRow): string {
  const pair = (value: (row: DomainRow) => number | string) => `${value(ours)} / ${value(theirs)}`;
  const failed = ours.failed + theirs.failed;
  return [
    `  ${ours.operation.padEnd(33)}`,
    pair((row) => row.partnerCalls).padEnd(9),
    `${cpuText(ours)} gateway ${(ours.cpuMsByProcess['gateway'] ?? 0).toFixed(2)}`.padStart(33),
    cpuText(theirs).padStart(18),
    (ours.cpuMsPerRequest / Math.max(theirs.cpuMsPerRequest, 0.001)).toFixed(1).padStart(7),
    pair((row) => row.p50Ms).padStart(13),
    (ours.p50Ms / Math.max(theirs.p50Ms, 1)).toFixed(1).padStart(7),
    pair((row) => row.p99Ms).padStart(13),
    pair((row) => row.aloneP50Ms).padStart(11),
    (ours.aloneP50Ms / Math.max(theirs.aloneP50Ms, 1)).toFixed(1).padStart(7),
    failed > 0 ? `  ${pair((row) => row.failed)} FAILED` : '',
  ].join(' ');
}

function cpuText({ cpuMsPerRequest, cpuMsSpread: [low, high] }: DomainRow): string {
  return `${cpuMsPerRequest.toFixed(1)} [${low.toFixed(1)}-${high.toFixed(1)}]`;
}

const rounded = (value: number) => Math.round(value * 1000) / 1000;
