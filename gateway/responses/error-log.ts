import { pino, type DestinationStream } from 'pino';
import type { RecordFault } from './mask-error.ts';

/** The gateway's error log, on standard error: internal errors by reference. */
export interface FaultLog {
  record: RecordFault;
}

/**
 * Logs what helps to find a bug and nothing that could be about a person: no variables, no ids, and no text of a
 * partner. A message is logged only for errors of JavaScript itself.
 */
export function createFaultLog(destination?: DestinationStream): FaultLog {
  const log = pino(
    { base: null, timestamp: pino.stdTimeFunctions.isoTime },
    destination ?? pino.destination({ dest: 2, sync: true }),
  );
  return {
    record({ reference, error, path, traceId }) {
      log.error({
        reference,
        ...(traceId !== undefined && { trace: traceId }),
        kind: error instanceof Error ? error.name : 'SubgraphError',
        ...(isOfLanguage(error) ? { message: error.message } : {}),
        ...(error instanceof Error ? { frames: framesOf(error) } : {}),
        ...(path ? { path: path.filter((part) => typeof part === 'string').join('.') } : {}),
      });
    },
  };
}

function isOfLanguage(error: unknown): error is Error {
  return (
    error instanceof TypeError || error instanceof RangeError || error instanceof ReferenceError
  );
}

const FRAMES_MAX = 12;

/** The stack without its first lines, which repeat the message. */
function framesOf(error: Error): readonly string[] {
  const lines = (error.stack ?? '').split('\n').map((line) => line.trim());
  return lines.filter((line) => line.startsWith('at ')).slice(0, FRAMES_MAX);
}
