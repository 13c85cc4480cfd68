/**
 * One line on standard output for each GraphQL request, also of the public: when, how long, which operation of the manifest,
 * how it ended. No value of a client, no name of an operation that the manifest does not hold, and no address unless the
 * operator asks for it. Who asked for records of people is in the access log.
 */
import { pino, type DestinationStream } from 'pino';
import type { RequestOutcome } from '../metrics/gateway-metrics.ts';

/** Whether requests are logged, and with the network address of the client. */
export const REQUEST_LOGS = ['off', 'on', 'with-address'] as const;

export interface RequestLine {
  /** The trace that subgraphs and the access log have too. */
  readonly traceId: string;
  /** Its name in the manifest. */
  readonly operation: string | undefined;
  readonly outcome: RequestOutcome;
  readonly status: number;
  readonly durationMs: number;
  readonly address: string;
}

export type LogRequest = (line: RequestLine) => void;

export const NO_REQUEST_LOG: LogRequest = () => {};

/** Lines are written some kilobytes at a time, so that a request does not wait for the terminal. */
const BUFFER_BYTES = 4_096;

export function createRequestLog(
  kind: (typeof REQUEST_LOGS)[number],
  destination?: DestinationStream,
): LogRequest {
  if (kind === 'off') return NO_REQUEST_LOG;
  const log = pino(
    { base: null, timestamp: pino.stdTimeFunctions.isoTime },
    destination ??
      pino.destination({ dest: 1, sync: false, minLength: BUFFER_BYTES, periodicFlush: 1_000 }),
  );
  return ({ traceId, operation, outcome, status, durationMs, address }) =>
    log.info(
      {
        trace: traceId,
        operation: operation ?? 'other',
        outcome,
        status,
        ms: Math.round(durationMs),
        ...(kind === 'with-address' && { address }),
      },
      'request',
    );
}
