/** What the gateway counts. Labels are names of the manifest, of subgraphs and of error codes alone. */
import type { ErrorCode, Fault } from '../../core/errors/error-codes.ts';
import { durations } from '../../core/metrics/metrics.ts';

/** `ok`, `partial` for data with errors, or the code of the error that a response without data has. */
export type RequestOutcome = 'ok' | 'partial' | ErrorCode;

const OTHER = 'other';

const requests = durations(
  'vakgraaf_request_seconds',
  'Requests, until the response is written; operation is a name of the manifest or "other"',
  ['operation', 'outcome'],
);

const subgraphCalls = durations(
  'vakgraaf_subgraph_call_seconds',
  'Calls to a subgraph, until its response is read; outcome is ok or a fault',
  ['subgraph', 'outcome'],
);

const planning = durations(
  'vakgraaf_planning_seconds',
  'Validating, planning or compiling a new operation, without waiting for a turn',
  [],
);

const waiting = durations(
  'vakgraaf_planning_wait_seconds',
  'How long a new operation waits for its turn to be planned or compiled',
  [],
);

/** Counts a request; `operation` is undefined for one that is not in the manifest. */
export function countRequest(
  operation: string | undefined,
  outcome: RequestOutcome,
  durationMs: number,
): void {
  requests.observe({ operation: operation ?? OTHER, outcome }, durationMs / 1_000);
}

/** Counts a call to a subgraph. */
export function countSubgraphCall(
  subgraph: string,
  outcome: Fault | 'ok',
  startedMs: number,
): void {
  subgraphCalls.observe({ subgraph, outcome }, (performance.now() - startedMs) / 1_000);
}

/** Counts how long a new operation waited for its turn. */
export function countWait(waitedMs: number): void {
  waiting.observe(waitedMs / 1_000);
}

/** Counts how long a new operation was validated, planned or compiled. */
export function countWork(workedMs: number): void {
  planning.observe(workedMs / 1_000);
}
