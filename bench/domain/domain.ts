/**
 * Compares our gateway with hand-written code for ten saved queries. Both call the same partner systems,
 * whose responses are delayed. They take turns, so that noise on the machine affects both. An operation is
 * not timed if their data differs or a partner is late.
 */
import {
  loadAutocannon,
  measureLoad,
  warm,
  type Autocannon,
  type MeasuredParts,
} from '../measure.ts';
import { compareContenders, isLate } from './compare-contenders.ts';
import { startContenders, type DomainContender } from './contenders.ts';
import { readOperation } from './operations.ts';
import { startPartners, TODAY, type PartnerHarness } from './harness.ts';

export interface DomainBenchOptions {
  readonly rounds: number;
  readonly scales: readonly number[];
  readonly delaysMs: readonly number[];
  readonly operations: readonly string[];
  readonly durationS: number;
  /** Maximum warm-up time for one operation of one contender. */
  readonly warmupMsMax: number;
}

/** The conditions of a measurement. */
export interface DomainCell {
  readonly operation: string;
  readonly scale: number;
  readonly delayMs: number;
}

/** One measurement of one contender. */
export interface DomainMeasurement extends DomainCell {
  readonly name: DomainContender['name'];
  readonly result: MeasuredParts;
  /** The median of one client that sends one request after another: what waiting in series costs, without load. */
  readonly aloneP50Ms: number;
  /** Names of the processes, in the order of `result.cpuMsParts`. */
  readonly processes: readonly string[];
  /** HTTP requests and SQL statements that partners received for one operation. */
  readonly partnerCalls: number;
}

/** A cell that was not timed, and why. */
export interface SkippedCell extends DomainCell {
  readonly reason: string;
}

export interface DomainResult {
  readonly measured: readonly DomainMeasurement[];
  readonly skipped: readonly SkippedCell[];
}

/** The JIT compiler is warm after a number of requests, not of seconds; `warmupMsMax` limits slow operations. */
const WARMUP = { warmupRequests: 300, warmupS: 1 };
/** Short warm-up before each later measurement, to open the connections. */
const REWARM = { warmupRequests: 1, warmupS: 0.5, warmupMsMax: 500 };
/** Enough to overlap partners' delays with work; subgraphs and hand-written code open eight connections to a partner. */
const CONNECTIONS = 4;
const CONNECTIONS_DELAYED = 8;

export async function benchDomain(options: DomainBenchOptions): Promise<DomainResult> {
  const autocannon = loadAutocannon();
  const results: DomainResult[] = [];
  for (const scale of options.scales) {
    console.error(`scale ${scale}: starting the partner systems`);
    const harness = await startPartners({ scale });
    try {
      const contenders = await startContenders(harness);
      try {
        await warmUp(autocannon, contenders, options);
        for (let round = 1; round <= options.rounds; round += 1) {
          for (const delayMs of options.delaysMs) {
            await harness.delay(delayMs);
            const title = `${round}/${options.rounds}`;
            results.push(
              await measureRound({ autocannon, contenders, harness, delayMs }, options, title),
            );
          }
        }
      } finally {
        await Promise.all(contenders.map((one) => one.stop()));
      }
    } finally {
      await harness.stop();
    }
  }
  return {
    measured: results.flatMap(({ measured }) => measured),
    skipped: results.flatMap(({ skipped }) => skipped),
  };
}

/** Without delay of the partners, so that the warm-up has the most requests. */
async function warmUp(
  autocannon: Autocannon,
  contenders: readonly DomainContender[],
  { operations, warmupMsMax }: DomainBenchOptions,
): Promise<void> {
  for (const id of operations) {
    console.error(`warming up: ${id}`);
    const operation = await readOperation(id, TODAY);
    for (const contender of contenders) {
      const request = contender.requestFor(operation);
      const load = { request, connections: CONNECTIONS, ...WARMUP };
      await warm(autocannon, { ...load, warmupMsMax });
    }
  }
}

interface Round {
  readonly autocannon: Autocannon;
  readonly contenders: readonly DomainContender[];
  readonly harness: PartnerHarness;
  readonly delayMs: number;
}

/** Measures every operation once, with the contenders one after the other. */
async function measureRound(
  { autocannon, contenders, harness, delayMs }: Round,
  { operations, durationS }: DomainBenchOptions,
  round: string,
): Promise<DomainResult> {
  const measured: DomainMeasurement[] = [];
  const skipped: SkippedCell[] = [];
  for (const id of operations) {
    const cell = { operation: id, scale: harness.options.scale, delayMs };
    const operation = await readOperation(id, TODAY);
    const compared = await compareContenders(contenders, operation, harness);
    if (compared.difference !== null) {
      skipped.push({ ...cell, reason: compared.difference });
      console.error(`[${round}] ${cellText(cell)} not timed: ${compared.difference}`);
      continue;
    }
    for (const [index, contender] of contenders.entries()) {
      const load = (connections: number) =>
        measureLoad(autocannon, {
          request: contender.requestFor(operation),
          usages: contender.processes.map(({ usage }) => usage),
          connections,
          ...REWARM,
          durationS: delayMs < 100 ? durationS : 2 * durationS,
          isRight: (body) => !isLate(body),
        });
      const result = await load(delayMs === 0 ? CONNECTIONS : CONNECTIONS_DELAYED);
      const { p50Ms: aloneP50Ms } = await load(1);
      const partnerCalls = compared.calls[index] ?? 0;
      const processes = contender.processes.map(({ name }) => name);
      measured.push({
        ...cell,
        name: contender.name,
        result,
        aloneP50Ms,
        processes,
        partnerCalls,
      });
      progress(round, cell, contender.name, result, partnerCalls);
    }
  }
  return { measured, skipped };
}

export function cellText({ operation, scale, delayMs }: DomainCell): string {
  return `${operation} scale ${scale} delay ${delayMs} ms`;
}

function progress(
  round: string,
  cell: DomainCell,
  name: string,
  { cpuMsPerRequest, p50Ms, p99Ms, failed }: MeasuredParts,
  partnerCalls: number,
): void {
  const figures = `${cpuMsPerRequest.toFixed(2)} CPU-ms, p50 ${p50Ms} ms, p99 ${p99Ms} ms`;
  const warning = failed > 0 ? `, ${failed} FAILED` : '';
  console.error(
    `[${round}] ${cellText(cell)} ${name}: ${partnerCalls} calls, ${figures}${warning}`,
  );
}
