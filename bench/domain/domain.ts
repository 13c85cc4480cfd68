/**
 * The graph beside hand-written code, for ten saved questions: both ask the same partner systems, whose
 * answers are a number of milliseconds late. They take turns, so that a noisy minute touches both; every
 * round starts both afresh. Whose data differs is not timed.
 */
import { loadAutocannon, measureLoad, type Autocannon, type MeasuredParts } from '../measure.ts';
import { differenceOf } from './compare.ts';
import { askOnce, startContenders, type DomainContender } from './contenders.ts';
import { readQuestion, type DomainQuestion } from './questions.ts';
import { startPartners, TODAY, type PartnerStage } from './stage.ts';

export interface DomainBenchOptions {
  readonly rounds: number;
  readonly scales: readonly number[];
  readonly delaysMs: readonly number[];
  readonly questions: readonly string[];
  readonly durationS: number;
}

/** What a question was measured under. */
export interface DomainCell {
  readonly question: string;
  readonly scale: number;
  readonly delayMs: number;
}

/** One window of one contender. */
export interface DomainMeasurement extends DomainCell {
  readonly name: DomainContender['name'];
  readonly result: MeasuredParts;
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

const WARMUP_S = 1;
/** Enough to see the partners' waiting beside the work; a partner gives each asker eight connections. */
const CONNECTIONS = 4;
const CONNECTIONS_DELAYED = 8;

export async function benchDomain(options: DomainBenchOptions): Promise<DomainResult> {
  const autocannon = loadAutocannon();
  const measured: DomainMeasurement[] = [];
  const refused: DomainRefusal[] = [];
  for (const scale of options.scales) {
    console.error(`scale ${scale}: partner systems start`);
    const stage = await startPartners(scale);
    try {
      for (let round = 1; round <= options.rounds; round += 1) {
        const found = await measureRound(autocannon, stage, options, `${round}/${options.rounds}`);
        measured.push(...found.measured);
        refused.push(...found.refused);
      }
    } finally {
      await stage.stop();
    }
  }
  return { measured, refused };
}

async function measureRound(
  autocannon: Autocannon,
  stage: PartnerStage,
  { delaysMs, questions, durationS }: DomainBenchOptions,
  round: string,
): Promise<DomainResult> {
  const measured: DomainMeasurement[] = [];
  const refused: DomainRefusal[] = [];
  await stage.delay(0);
  const contenders = await startContenders(stage);
  try {
    for (const delayMs of delaysMs) {
      await stage.delay(delayMs);
      for (const id of questions) {
        const cell = { question: id, scale: stage.scale, delayMs };
        const question = await readQuestion(id, TODAY);
        const asked = await askBoth(contenders, question, stage);
        if (asked.difference !== null) {
          refused.push({ ...cell, why: asked.difference });
          console.error(`[${round}] ${cellText(cell)} not timed: ${asked.difference}`);
          continue;
        }
        for (const [index, contender] of contenders.entries()) {
          const result = await measureLoad(autocannon, {
            request: contender.requestFor(question),
            pids: contender.processes.map(({ pid }) => pid),
            connections: delayMs === 0 ? CONNECTIONS : CONNECTIONS_DELAYED,
            warmupRequests: 1,
            warmupS: WARMUP_S,
            warmupMsMax: WARMUP_S * 1_000,
            durationS: delayMs < 100 ? durationS : 2 * durationS,
            isRight: (body) => !LATE.test(body),
          });
          const partnerCalls = asked.calls[index] ?? 0;
          measured.push({ ...cell, name: contender.name, result, partnerCalls });
          progress(round, cell, contender.name, result, partnerCalls);
        }
      }
    }
  } finally {
    await Promise.all(contenders.map((one) => one.stop()));
  }
  return { measured, refused };
}

/** A partner that had no time left for the question; one that refuses on purpose always does. */
const LATE = /"fault":"(late|unreachable|garbled|paused)"|"code":"INTERNAL"/;

/**
 * Asks both until nothing is new to them (tokens, plans, unchanged files), then once more, counting what
 * partners are asked; and says where their data differs.
 */
async function askBoth(
  contenders: readonly DomainContender[],
  question: DomainQuestion,
  stage: PartnerStage,
) {
  const answers: unknown[] = [];
  const calls: number[] = [];
  const faults: string[] = [];
  for (const contender of contenders) {
    const request = contender.requestFor(question);
    await askOnce(request);
    const before = await stage.calls();
    const answer = await askOnce(request);
    calls.push((await stage.calls()) - before);
    answers.push(answer.data);
    const late = answer.faults.filter((one) => / (late|unreachable|garbled|paused)$/.test(one));
    if (late.length > 0) faults.push(`${contender.name} answers with ${late.join(', ')}`);
  }
  const [ours, theirs] = answers;
  return { calls, difference: faults.join('; ') || differenceOf(ours, theirs) };
}

export function cellText({ question, scale, delayMs }: DomainCell): string {
  return `${question} scale ${scale} delay ${delayMs} ms`;
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
