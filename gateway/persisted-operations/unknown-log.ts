import { pino } from 'pino';
import type { NoteUnknown } from './persisted-operations.ts';

/** Notes on standard error which questions the manifest lacks, before a safelist would refuse them. */
export function createUnknownLog(): NoteUnknown {
  const log = pino(
    { base: null, timestamp: pino.stdTimeFunctions.isoTime },
    pino.destination({ dest: 2, sync: true }),
  );
  return (textHash) => log.warn({ unlistedOperation: textHash }, 'Question is not in the manifest');
}
