import type { PartnerState } from '../../../schema/generated/shared.ts';
import type { Fault } from '../../../core/errors/error-codes.ts';

/** The circuit breaker opens after this many faults in a row. */
const FAULTS_BEFORE_PAUSE = 5;
const PAUSE_MS = 5_000;
const LATENCIES_KEPT = 200;

/** How a partner responded lately, as `Partner` of the graph. */
export interface PartnerReport {
  readonly state: PartnerState;
  readonly fault: Fault | null;
  readonly lastAnswerAt: string | null;
  readonly p99Ms: number | null;
}

export type PartnerHealth = ReturnType<typeof createPartnerHealth>;

/** Recent responses of one partner, kept while the process runs; holds no personal data. */
export function createPartnerHealth(slowMs: number, freshForMs = 0) {
  let faultsInARow = 0;
  let lastFault: Fault | null = null;
  let pausedUntilMs = 0;
  let lastAnswerAtMs: number | null = null;
  let kept: { readonly report: PartnerReport; readonly atMs: number } | null = null;
  const latencies: number[] = [];

  const p99 = (): number | null => {
    if (latencies.length === 0) return null;
    const sorted = latencies.toSorted((a, b) => a - b);
    return Math.round(sorted[Math.floor((sorted.length - 1) * 0.99)] ?? 0);
  };

  const state = (): PartnerState => {
    if (pausedUntilMs > Date.now()) return 'PAUSED';
    if (lastFault !== null) return 'SILENT';
    return (p99() ?? 0) > slowMs ? 'SLOW' : 'ANSWERING';
  };

  const report = (): PartnerReport => ({
    state: state(),
    fault: lastFault,
    lastAnswerAt: lastAnswerAtMs === null ? null : new Date(lastAnswerAtMs).toISOString(),
    p99Ms: p99(),
  });

  return {
    /** False while the circuit breaker is open. After a pause one call at a time may try again. */
    mayAsk: (): boolean => {
      if (pausedUntilMs === 0) return true;
      if (pausedUntilMs > Date.now()) return false;
      pausedUntilMs = Date.now() + PAUSE_MS;
      return true;
    },
    recordResponse: (tookMs: number) => {
      faultsInARow = 0;
      lastFault = null;
      pausedUntilMs = 0;
      lastAnswerAtMs = Date.now();
      latencies.push(tookMs);
      if (latencies.length > LATENCIES_KEPT) latencies.shift();
    },
    recordFault: (fault: Fault) => {
      faultsInARow += 1;
      lastFault = fault;
      if (faultsInARow >= FAULTS_BEFORE_PAUSE) pausedUntilMs = Date.now() + PAUSE_MS;
    },
    report,
    /**
     * The report of a moment ago; null where there is none, so that the partner is asked for a new one. It is kept as it
     * was: the time of a later response would tell the public when somebody asked this partner for something.
     */
    recentReport: (): PartnerReport | null =>
      kept !== null && performance.now() - kept.atMs < freshForMs ? kept.report : null,
    keepReport: (): void => {
      kept = { report: report(), atMs: performance.now() };
    },
  };
}
