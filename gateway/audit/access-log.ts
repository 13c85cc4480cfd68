import {
  startAppendOnlyLog,
  type AppendOnlyLog,
  type AppendOnlyLogOptions,
} from '../../core/audit-log/audit-log.ts';
import { continueTrace, parseTraceparent, type Trace } from '../../core/trace/trace.ts';
import type { ClientResponse } from '../responses/client-response.ts';
import type { Principal } from '../authentication/principal.ts';
import type { Recognize } from '../authentication/authenticate.ts';
import { answeredRecord, hasData, type Notes } from './access-record.ts';
import type { RequestRecord } from './request-record.ts';
import { createDeniedRequests, NO_REFUSALS, type DeniedRequests } from './denied-requests.ts';

/** What the access log looks at; nothing that was asked with, and nothing that was answered. */
export interface Audited {
  readonly principal: Principal;
  readonly operationName: string | undefined;
  readonly key: string;
  readonly headers: { readonly traceparent?: string | string[] | undefined };
  readonly record?: RequestRecord | undefined;
}

/**
 * Sees every valid question of a known caller go by and writes who asked. A personal answer leaves
 * only when that stands on the disk; for any other question the line is written without waiting.
 */
export type AuditRequest = (
  request: Audited,
  execute: (notes: Notes) => Promise<ClientResponse>,
) => Promise<ClientResponse>;

export interface AccessLog {
  readonly auditRequest: AuditRequest;
  readonly deniedRequests: DeniedRequests;
  stop(): Promise<void>;
}

export interface AccessLogOptions extends Omit<AppendOnlyLogOptions, 'name'> {
  readonly recognize: Recognize;
}

/** Starts it in a folder; without one only traces are made, for tests of other things. */
export async function startAccessLog(options: AccessLogOptions | undefined): Promise<AccessLog> {
  if (options === undefined) {
    return { auditRequest: traceOnly, deniedRequests: NO_REFUSALS, stop: () => Promise.resolve() };
  }
  const { recognize, ...rest } = options;
  const { now } = rest;
  const log = await startAppendOnlyLog({ ...rest, name: 'gateway' });
  const deniedRequests = createDeniedRequests({ log, now, recognize });
  return {
    auditRequest: createRequestAudit(log, now),
    deniedRequests,
    stop: async () => {
      await deniedRequests.stop();
      await log.stop();
    },
  };
}

const traceOnly: AuditRequest = (request, execute) => execute({ trace: traceFor(request) });

function createRequestAudit(log: AppendOnlyLog, now: () => Date): AuditRequest {
  return async function auditRequest(request, execute) {
    const notes: Notes = { trace: traceFor(request) };
    const { principal, record: requestRecord } = request;
    if (principal.isPublic) return await execute(notes);
    if (requestRecord !== undefined) requestRecord.isAudited = true;
    const startedAt = now();
    const startedMs = performance.now();
    const response = await execute(notes);
    const durationMs = performance.now() - startedMs;
    const record = answeredRecord({
      question: request,
      principal,
      notes,
      response,
      startedAt,
      durationMs,
    });
    const recorded = log.append([record]).then(
      () => true,
      () => false,
    );
    if (notes.isPersonal !== true || !hasData(response)) return response;
    return (await recorded) ? response : withheld();
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
