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
  end(record: RequestRecord | undefined): void;
  /** A token that stood in an address is taken for lost: nobody is named by it. */
  tokenInAddress(): void;
  /** Resolves when everything that was seen is on its way to the disk. */
  stop(): Promise<void>;
}

export interface DeniedRequestsOptions extends Omit<DenialTallyOptions, 'write'> {
  readonly log: AppendOnlyLog;
  readonly now: () => Date;
  readonly recognize: Recognize;
}

const IN_ADDRESS: ErrorCode = 'BAD_REQUEST';
const NOT_VALID: ErrorCode = 'UNAUTHENTICATED';

/** Tokens of refused requests that are being verified at once; the rest count as not valid. */
const RECOGNIZING_MAX = 500;

export function createDeniedRequests({
  log,
  now,
  recognize,
  ...tally
}: DeniedRequestsOptions): DeniedRequests {
  const refusals = createDenialTally({
    ...tally,
    write: (records) => void log.append(records).catch(() => undefined),
  });
  const recognizing = new Set<Promise<void>>();

  const recognized = (record: RequestRecord) => {
    if (record.principal !== undefined) {
      return Promise.resolve(record.principal.isPublic ? null : record.principal);
    }
    // Its token was looked at already, and was not valid.
    const isRefusedToken = record.codes?.includes(NOT_VALID) === true;
    if (isRefusedToken || recognizing.size >= RECOGNIZING_MAX) return Promise.resolve(null);
    return recognize(record.headers);
  };

  return {
    begin: (headers) =>
      headers.authorization === undefined
        ? undefined
        : { startedAt: now(), startedMs: performance.now(), headers },
    end(record) {
      if (record?.codes === undefined || record.isAudited === true) return;
      const durationMs = performance.now() - record.startedMs;
      const taken = recognized(record).then((by) =>
        refusals.take(refusedRecord(record, by, durationMs)),
      );
      recognizing.add(taken);
      void taken.finally(() => recognizing.delete(taken));
    },
    tokenInAddress() {
      const record = { startedAt: now(), startedMs: 0, headers: {}, codes: [IN_ADDRESS] };
      refusals.take(refusedRecord(record, null, 0));
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
