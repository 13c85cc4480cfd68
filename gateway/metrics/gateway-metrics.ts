/** What the gateway counts. Labels are names of the manifest, of subgraphs and of error codes alone. */
import type { ErrorCode, Fault } from '../../core/errors/error-codes.ts';
import { durations } from '../../core/metrics/metrics.ts';
import { recordServerSpan, recordSpan } from '../../core/telemetry/spans.ts';
import type { Trace } from '../../core/trace/trace.ts';

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

/** Counts a request that ends now, and records its span; `operation` is undefined for one that is not in the manifest. */
export function countRequest(
  operation: string | undefined,
  outcome: RequestOutcome,
  startedMs: number,
  { own, parent }: { readonly own: Trace; readonly parent: Trace | null },
): void {
  const name = operation ?? OTHER;
  requests.observe({ operation: name, outcome }, (performance.now() - startedMs) / 1_000);
  recordServerSpan(own, parent, {
    name: `graphql ${name}`,
    startedMs,
    attributes: { 'graphql.operation.name': name, 'vakgraaf.outcome': outcome },
    error: outcome === 'ok' || outcome === 'partial' ? undefined : outcome,
  });
}

/** Counts a call to a subgraph, and records its span. */
export function countSubgraphCall(
  subgraph: string,
  fault: Fault | undefined,
  startedMs: number,
  trace: Trace | undefined,
): void {
  const outcome = fault ?? 'ok';
  subgraphCalls.observe({ subgraph, outcome }, (performance.now() - startedMs) / 1_000);
  const attributes = { 'peer.service': subgraph };
  recordSpan('client', trace, { name: `fetch ${subgraph}`, startedMs, attributes, error: fault });
}

/** Counts how long a new operation waited for its turn. */
export function countWait(waitedMs: number): void {
  waiting.observe(waitedMs / 1_000);
}

/** Counts how long a new operation was validated, planned or compiled. */
export function countWork(workedMs: number): void {
  planning.observe(workedMs / 1_000);
}
