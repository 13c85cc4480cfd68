import type { IncomingHttpHeaders } from 'node:http';
import type { ErrorCode } from '../../core/errors/error-codes.ts';
import type { Recognize } from '../authentication/authenticate.ts';
import type { Principal } from '../authentication/principal.ts';
import { accessRecordOf, type AccessRecord } from './access-record.ts';
import { createDenialTally } from './denial-tally.ts';
import {
  newTrace,
  traceOf,
  type NamedOperation,
  type RequestRecord,
  type RequestTrace,
} from './request-record.ts';

/** A request that presents a token, from its first moment. */
export interface StartedRequest {
  readonly startedAt: Date;
  /** By `performance.now()`. */
  readonly startedMs: number;
  readonly headers: IncomingHttpHeaders;
  readonly trace: RequestTrace;
}

/** Why a request ended before its operation could be executed, and what was known of it by then. */
export interface Denial {
  readonly codes: readonly string[];
  /** Undefined where the token had not been verified yet. */
  readonly principal?: Principal | undefined;
  readonly operation?: NamedOperation | null | undefined;
}

/** Records requests that end before there is a valid operation to execute. */
export interface DeniedRequests {
  /** For a request that presents a token; undefined for the public, which leaves no line. */
  begin(headers: IncomingHttpHeaders, trace?: RequestTrace): StartedRequest | undefined;
  /** Returns at once and never throws; a later line is written for what cannot be verified now. */
  record(request: StartedRequest | undefined, denial: Denial): void;
  /** A token in an address counts as leaked: the line names nobody. */
  tokenInAddress(): void;
  /** Resolves when every line is on its way to the disk. */
  stop(): Promise<void>;
}

interface DeniedRequestsOptions {
  /** Writes lines without waiting for the disk. */
  readonly write: (records: readonly AccessRecord[]) => void;
  readonly now: () => Date;
  readonly recognize: Recognize;
}

const IN_ADDRESS: ErrorCode = 'BAD_REQUEST';
/** Without a principal: the token is not valid, or its request was refused before anybody looked at it. */
const UNVERIFIED: readonly ErrorCode[] = ['UNAUTHENTICATED', 'RATE_LIMITED'];

/** Tokens of denied requests that are verified at once; those of further ones count as not valid. */
const RECOGNIZING_MAX = 500;

export function createDeniedRequests(options: DeniedRequestsOptions): DeniedRequests {
  const { write, now, recognize } = options;
  const tally = createDenialTally({ write });
  const recognizing = new Set<Promise<void>>();

  const recognized = async (
    { headers }: StartedRequest,
    { codes, principal }: Denial,
  ): Promise<RequestRecord['principal']> => {
    if (principal !== undefined) return principal.isPublic ? null : principal;
    if (UNVERIFIED.some((code) => codes.includes(code)) || recognizing.size >= RECOGNIZING_MAX)
      return null;
    return await recognize(headers);
  };

  const take = async (request: StartedRequest, denial: Denial, durationMs: number) => {
    const principal = await recognized(request, denial);
    // Nothing of a request without a valid token is believed, not even its trace.
    const trace = principal === null ? newTrace() : request.trace;
    const { startedAt } = request;
    tally.take(accessRecordOf({ ...denied(denial, principal), startedAt, durationMs, trace }));
  };

  return {
    begin: (headers, trace = traceOf(headers)) =>
      headers.authorization === undefined
        ? undefined
        : { startedAt: now(), startedMs: performance.now(), headers, trace },
    record(request, denial) {
      if (request === undefined) return;
      const taken = take(request, denial, performance.now() - request.startedMs);
      recognizing.add(taken);
      void taken.finally(() => recognizing.delete(taken));
    },
    tokenInAddress() {
      const record = denied({ codes: [IN_ADDRESS] }, null);
      tally.take(accessRecordOf({ ...record, trace: newTrace(), startedAt: now(), durationMs: 0 }));
    },
    async stop() {
      await Promise.all(recognizing);
      tally.flush();
    },
  };
}

function denied({ codes, operation = null }: Denial, principal: RequestRecord['principal']) {
  return {
    principal,
    operation: principal === null ? null : operation,
    outcome: 'refused' as const,
    codes,
    isPersonal: false,
    subgraphs: [],
    partners: [],
    unavailable: [],
  };
}

/** For a gateway without an access log. */
export const NO_DENIED_REQUESTS: DeniedRequests = {
  begin: () => undefined,
  record: () => undefined,
  tokenInAddress: () => undefined,
  stop: () => Promise.resolve(),
};
