import type { ErrorCode } from '../../core/errors/error-codes.ts';
import type { Ledger } from '../../core/audit-log/audit-log.ts';
import type { Recognize } from '../authentication/authenticate.ts';
import { refusedRecord } from './access-record.ts';
import type { Attempt, AttemptHeaders } from './request-record.ts';
import { createRefusalTally, type RefusalTallyOptions } from './denial-tally.ts';

/** Requests that were refused before they were a valid question, seen from the door. */
export interface Refusals {
  /** For a request that presents a token; undefined for the public, which leaves no line. */
  begin(headers: AttemptHeaders): Attempt | undefined;
  /** When the reply is ready. Waits for nothing and never throws. */
  end(attempt: Attempt | undefined): void;
  /** A token that stood in an address is taken for lost: nobody is named by it. */
  tokenInAddress(): void;
  /** Resolves when everything that was seen is on its way to the disk. */
  stop(): Promise<void>;
}

export interface RefusalsOptions extends Omit<RefusalTallyOptions, 'write'> {
  readonly ledger: Ledger;
  readonly now: () => Date;
  readonly recognize: Recognize;
}

const IN_ADDRESS: ErrorCode = 'BAD_REQUEST';
const NOT_VALID: ErrorCode = 'UNAUTHENTICATED';

/** Tokens of refused requests that are being verified at once; the rest count as not valid. */
const RECOGNIZING_MAX = 500;

export function createRefusals({ ledger, now, recognize, ...tally }: RefusalsOptions): Refusals {
  const refusals = createRefusalTally({
    ...tally,
    write: (records) => void ledger.append(records).catch(() => undefined),
  });
  const recognizing = new Set<Promise<void>>();

  const recognized = (attempt: Attempt) => {
    if (attempt.caller !== undefined) {
      return Promise.resolve(attempt.caller.isPublic ? null : attempt.caller);
    }
    // Its token was looked at already, and was not valid.
    const isRefusedToken = attempt.codes?.includes(NOT_VALID) === true;
    if (isRefusedToken || recognizing.size >= RECOGNIZING_MAX) return Promise.resolve(null);
    return recognize(attempt.headers);
  };

  return {
    begin: (headers) =>
      headers.authorization === undefined
        ? undefined
        : { startedAt: now(), startedMs: performance.now(), headers },
    end(attempt) {
      if (attempt?.codes === undefined || attempt.isWitnessed === true) return;
      const durationMs = performance.now() - attempt.startedMs;
      const taken = recognized(attempt).then((by) =>
        refusals.take(refusedRecord(attempt, by, durationMs)),
      );
      recognizing.add(taken);
      void taken.finally(() => recognizing.delete(taken));
    },
    tokenInAddress() {
      const attempt = { startedAt: now(), startedMs: 0, headers: {}, codes: [IN_ADDRESS] };
      refusals.take(refusedRecord(attempt, null, 0));
    },
    async stop() {
      await Promise.all(recognizing);
      refusals.flush();
    },
  };
}

/** Where nothing is recorded. */
export const NO_REFUSALS: Refusals = {
  begin: () => undefined,
  end: () => undefined,
  tokenInAddress: () => undefined,
  stop: () => Promise.resolve(),
};
