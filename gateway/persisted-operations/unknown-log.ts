import { pino } from 'pino';
import type { NoteUnknown } from './persisted-operations.ts';

/** Logs on standard error which operations the manifest lacks, before a safelist would reject them. */
export function createUnknownLog(): NoteUnknown {
  const log = pino(
    { base: null, timestamp: pino.stdTimeFunctions.isoTime },
    pino.destination({ dest: 2, sync: true }),
  );
  return (textHash) =>
    log.warn({ unlistedOperation: textHash }, 'Operation is not in the manifest');
}
