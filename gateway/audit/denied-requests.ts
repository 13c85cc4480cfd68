import type { ErrorCode } from '../../core/errors/error-codes.ts';
import type { AppendOnlyLog } from '../../core/audit-log/audit-log.ts';
import type { Recognize } from '../authentication/authenticate.ts';
import { refusedRecord } from './access-record.ts';
import type { RequestRecord, RecordedHeaders } from './request-record.ts';
import { createDenialTally, type DenialTallyOptions } from './denial-tally.ts';

/** Requests that were refused before they were a valid question, seen from the door. */
export interface DeniedRequests {
  /** For a request that presents a token; undefined for the public, which leaves no line. */
  begin(headers: RecordedHeaders): RequestRecord | undefined;
  /** When the reply is ready. Waits for nothing and never throws. */
  end(attempt: RequestRecord | undefined): void;
  /** A token that stood in an address is taken for lost: nobody is named by it. */
  tokenInAddress(): void;
  /** Resolves when everything that was seen is on its way to the disk. */
  stop(): Promise<void>;
}

export interface DeniedRequestsOptions extends Omit<DenialTallyOptions, 'write'> {
  readonly ledger: AppendOnlyLog;
  readonly now: () => Date;
  readonly recognize: Recognize;
}

const IN_ADDRESS: ErrorCode = 'BAD_REQUEST';
const NOT_VALID: ErrorCode = 'UNAUTHENTICATED';

/** Tokens of refused requests that are being verified at once; the rest count as not valid. */
const RECOGNIZING_MAX = 500;

export function createDeniedRequests({
  ledger,
  now,
  recognize,
  ...tally
}: DeniedRequestsOptions): DeniedRequests {
  const refusals = createDenialTally({
    ...tally,
    write: (records) => void ledger.append(records).catch(() => undefined),
  });
  const recognizing = new Set<Promise<void>>();

  const recognized = (attempt: RequestRecord) => {
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
      if (attempt?.codes === undefined || attempt.isAudited === true) return;
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
export const NO_REFUSALS: DeniedRequests = {
  begin: () => undefined,
  end: () => undefined,
  tokenInAddress: () => undefined,
  stop: () => Promise.resolve(),
};
