/**
 * The graph beside hand-written code, for ten saved questions: both ask the same partner systems, whose
 * answers are a number of milliseconds late. They take turns, so that a noisy minute touches both. A
 * question to which their data differs, or a partner is late, is not timed.
 */
import {
  loadAutocannon,
  measureLoad,
  warm,
  type Autocannon,
  type MeasuredParts,
} from '../measure.ts';
import { askBoth, isLate } from './ask-both.ts';
import { startContenders, type DomainContender } from './contenders.ts';
import { readQuestion } from './questions.ts';
import { startPartners, TODAY, type PartnerHarness } from './stage.ts';

export interface DomainBenchOptions {
  readonly rounds: number;
  readonly scales: readonly number[];
  readonly delaysMs: readonly number[];
  readonly operations: readonly string[];
  readonly durationS: number;
  /** The longest that one question of one contender is warmed up. */
  readonly warmupMsMax: number;
}

/** What a question was measured under. */
export interface DomainCell {
  readonly operation: string;
  readonly scale: number;
  readonly delayMs: number;
}

/** One window of one contender. */
export interface DomainMeasurement extends DomainCell {
  readonly name: DomainContender['name'];
  readonly result: MeasuredParts;
  /** Names of the processes, in the order of `result.cpuMsParts`. */
  readonly processes: readonly string[];
  /** HTTP requests and SQL statements that partners got for one question. */
  readonly partnerCalls: number;
}

/** Why a cell was not timed. */
export interface DomainRefusal extends DomainCell {
  readonly why: string;
}

export interface DomainResult {
  readonly measured: readonly DomainMeasurement[];
  readonly refused: readonly DomainRefusal[];
}

/** A compiler is warm after a number of requests, not of seconds; a slow question ends earlier. */
const WARMUP = { warmupRequests: 300, warmupS: 1 };
/** Once it is warm, a moment to fill the connections. */
const AGAIN = { warmupRequests: 1, warmupS: 0.5, warmupMsMax: 500 };
/** Enough to see the partners' waiting beside the work; a partner gives each asker eight connections. */
const CONNECTIONS = 4;
const CONNECTIONS_DELAYED = 8;

export async function benchDomain(options: DomainBenchOptions): Promise<DomainResult> {
  const autocannon = loadAutocannon();
  const results: DomainResult[] = [];
  for (const scale of options.scales) {
    console.error(`scale ${scale}: the partner systems start`);
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
              await measureTurn({ autocannon, contenders, harness, delayMs }, options, title),
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
    refused: results.flatMap(({ refused }) => refused),
  };
}

/** While partners answer at once, so that the most is asked in the least time. */
async function warmUp(
  autocannon: Autocannon,
  contenders: readonly DomainContender[],
  { operations, warmupMsMax }: DomainBenchOptions,
): Promise<void> {
  for (const id of operations) {
    console.error(`warming up: ${id}`);
    const operation = await readQuestion(id, TODAY);
    for (const contender of contenders) {
      const request = contender.requestFor(operation);
      const load = { request, connections: CONNECTIONS, ...WARMUP };
      await warm(autocannon, { ...load, warmupMsMax });
    }
  }
}

interface Turn {
  readonly autocannon: Autocannon;
  readonly contenders: readonly DomainContender[];
  readonly harness: PartnerHarness;
  readonly delayMs: number;
}

/** Every question once, both contenders one after the other. */
async function measureTurn(
  { autocannon, contenders, harness, delayMs }: Turn,
  { operations, durationS }: DomainBenchOptions,
  round: string,
): Promise<DomainResult> {
  const measured: DomainMeasurement[] = [];
  const refused: DomainRefusal[] = [];
  for (const id of operations) {
    const cell = { operation: id, scale: harness.wish.scale, delayMs };
    const operation = await readQuestion(id, TODAY);
    const asked = await askBoth(contenders, operation, harness);
    if (asked.difference !== null) {
      refused.push({ ...cell, why: asked.difference });
      console.error(`[${round}] ${cellText(cell)} not timed: ${asked.difference}`);
      continue;
    }
    for (const [index, contender] of contenders.entries()) {
      const result = await measureLoad(autocannon, {
        request: contender.requestFor(operation),
        usages: contender.processes.map(({ usage }) => usage),
        connections: delayMs === 0 ? CONNECTIONS : CONNECTIONS_DELAYED,
        ...AGAIN,
        durationS: delayMs < 100 ? durationS : 2 * durationS,
        isRight: (body) => !isLate(body),
      });
      const partnerCalls = asked.calls[index] ?? 0;
      const processes = contender.processes.map(({ name }) => name);
      measured.push({ ...cell, name: contender.name, result, processes, partnerCalls });
      progress(round, cell, contender.name, result, partnerCalls);
    }
  }
  return { measured, refused };
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
