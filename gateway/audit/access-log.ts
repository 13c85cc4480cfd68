import {
  startAppendOnlyLog,
  type AppendOnlyLog,
  type AppendOnlyLogOptions,
} from '../../core/audit-log/audit-log.ts';
import { continueTrace, parseTraceparent, type Trace } from '../../core/trace/trace.ts';
import type { ClientResponse } from '../responses/client-response.ts';
import type { Caller } from '../authentication/principal.ts';
import type { Recognize } from '../authentication/authenticate.ts';
import { answeredRecord, hasData, type Notes } from './access-record.ts';
import type { RequestRecord } from './request-record.ts';
import { createDeniedRequests, NO_REFUSALS, type DeniedRequests } from './denied-requests.ts';

/** What the access log looks at; nothing that was asked with, and nothing that was answered. */
export interface Audited {
  readonly caller: Caller;
  readonly operationName: string | undefined;
  readonly key: string;
  readonly headers: { readonly traceparent?: string | string[] | undefined };
  readonly attempt?: RequestRecord | undefined;
}

/**
 * Sees every valid question of a known caller go by and writes who asked. A personal answer leaves
 * only when that stands on the disk; for any other question the line is written without waiting.
 */
export type AuditRequest = (
  question: Audited,
  answer: (notes: Notes) => Promise<ClientResponse>,
) => Promise<ClientResponse>;

export interface AccessLog {
  readonly witness: AuditRequest;
  readonly refusals: DeniedRequests;
  stop(): Promise<void>;
}

export interface AccessLogOptions extends Omit<AppendOnlyLogOptions, 'name'> {
  readonly recognize: Recognize;
}

/** Starts it in a folder; without one only traces are made, for tests of other things. */
export async function startAccessLog(options: AccessLogOptions | undefined): Promise<AccessLog> {
  if (options === undefined) {
    return { witness: traceOnly, refusals: NO_REFUSALS, stop: () => Promise.resolve() };
  }
  const { recognize, ...rest } = options;
  const { now } = rest;
  const ledger = await startAppendOnlyLog({ ...rest, name: 'gateway' });
  const refusals = createDeniedRequests({ ledger, now, recognize });
  return {
    witness: createRequestAudit(ledger, now),
    refusals,
    stop: async () => {
      await refusals.stop();
      await ledger.stop();
    },
  };
}

const traceOnly: AuditRequest = (question, answer) => answer({ trace: traceFor(question) });

function createRequestAudit(ledger: AppendOnlyLog, now: () => Date): AuditRequest {
  return async function witness(question, answer) {
    const notes: Notes = { trace: traceFor(question) };
    const { caller, attempt } = question;
    if (caller.isPublic) return await answer(notes);
    if (attempt !== undefined) attempt.isAudited = true;
    const startedAt = now();
    const startedMs = performance.now();
    const given = await answer(notes);
    const durationMs = performance.now() - startedMs;
    const record = answeredRecord({ question, caller, notes, given, startedAt, durationMs });
    const recorded = ledger.append([record]).then(
      () => true,
      () => false,
    );
    if (notes.isPersonal !== true || !hasData(given)) return given;
    return (await recorded) ? given : withheld();
  };
}

function traceFor({ headers }: Audited): Trace {
  return continueTrace(parseTraceparent(headers.traceparent));
}

function withheld(): ClientResponse {
  const message =
    'Cannot account for this answer now, so it is withheld: try again later' +
    ' / Deze vraag kan nu niet worden verantwoord en blijft daarom onbeantwoord: probeer het later';
  return { data: null, errors: [{ message, extensions: { code: 'ACCOUNT_UNAVAILABLE' } }] };
}
