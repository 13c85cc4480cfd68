import { startAppendOnlyLog, type AppendOnlyLogOptions } from '../../core/audit-log/audit-log.ts';
import type { DaysKept } from '../../core/audit-log/retention.ts';
import type { AuditReceipts } from '../execution/audit-extensions.ts';
import type { Recognize } from '../authentication/authenticate.ts';
import type { AuthenticatedPrincipal } from '../authentication/principal.ts';
import { hasData, type ClientResponse } from '../responses/client-response.ts';
import { accessRecordOf, type AccessRecord } from './access-record.ts';
import {
  createDeniedRequests,
  NO_DENIED_REQUESTS,
  type DeniedRequests,
} from './denied-requests.ts';
import type { NamedOperation, RequestTrace } from './request-record.ts';

/** How the operation of one request ended. */
export interface Outcome {
  readonly response: ClientResponse;
  /** Whether the operation selects what is not for everyone. */
  readonly isPersonal: boolean;
  /** The subgraphs in the plan; none where the operation was not planned. */
  readonly subgraphs: readonly string[];
  /** Ids of the partners that subgraphs called. */
  readonly partners: readonly string[];
  /** What subgraphs wrote to their audit logs. */
  readonly receipts?: AuditReceipts | undefined;
}

export interface AuditedRequest {
  readonly principal: AuthenticatedPrincipal;
  readonly operation: NamedOperation;
  readonly trace: RequestTrace;
}

/**
 * Executes a valid operation of an authenticated principal and records who sent it. A personal response is
 * given only when its line is on the disk; for any other response the line is written without waiting.
 */
export type AuditRequest = (
  request: AuditedRequest,
  execute: () => Promise<Outcome>,
) => Promise<ClientResponse>;

export interface AccessLog {
  readonly auditRequest: AuditRequest;
  readonly deniedRequests: DeniedRequests;
  /** The newest line of those about this purpose, which signed contexts name; undefined before the first. */
  readonly headFor: (purpose: string) => string | undefined;
  stop(): Promise<void>;
}

export interface AccessLogOptions extends Omit<AppendOnlyLogOptions, 'name'> {
  readonly recognize: Recognize;
  readonly daysKept: DaysKept;
}

/** For a gateway that keeps no access log: in tests of other things, and where no token is accepted. */
const NO_ACCESS_LOG: AccessLog = {
  auditRequest: async (_request, execute) => (await execute()).response,
  deniedRequests: NO_DENIED_REQUESTS,
  headFor: () => undefined,
  stop: () => Promise.resolve(),
};

/** Starts the log in a folder; without options nothing is recorded. */
export async function startAccessLog(options: AccessLogOptions | undefined): Promise<AccessLog> {
  if (options === undefined) return NO_ACCESS_LOG;
  const { recognize, daysKept, ...rest } = options;
  const { now } = rest;
  const log = await startAppendOnlyLog({ ...rest, name: 'gateway' });
  const write = async (record: AccessRecord) =>
    void (await log.append([JSON.stringify(record)], daysKept(record.purpose)));
  const deniedRequests = createDeniedRequests({
    write: (records) => records.forEach((record) => void write(record).catch(() => undefined)),
    now,
    recognize,
  });

  return {
    async auditRequest({ principal, operation, trace }, execute) {
      const startedAt = now();
      const startedMs = performance.now();
      const { response, ...facts } = await execute();
      const record = accessRecordOf({
        ...facts,
        ...outcomeOf(response),
        startedAt,
        durationMs: performance.now() - startedMs,
        trace,
        principal,
        operation,
      });
      const recorded = write(record).then(
        () => true,
        () => false,
      );
      if (!facts.isPersonal || !hasData(response)) return response;
      return (await recorded) ? response : withheld();
    },
    deniedRequests,
    headFor: (purpose) => log.head(daysKept(purpose)),
    stop: async () => {
      await deniedRequests.stop();
      await log.stop();
    },
  };
}

function outcomeOf(response: ClientResponse) {
  const { errors = [], extensions } = response;
  const codes = errors.map((error) => error.extensions?.['code']);
  const isPartial = errors.length > 0;
  return {
    codes: [...new Set(codes.map((code) => (typeof code === 'string' ? code : 'INTERNAL')))],
    outcome: hasData(response) ? (isPartial ? 'partial' : 'answered') : 'refused',
    unavailable: (extensions?.partial ?? [])
      .filter(({ fault }) => fault !== null)
      .map(({ partner, kind }) => partner ?? kind ?? ''),
  } as const;
}

function withheld(): ClientResponse {
  const message =
    'This request cannot be recorded in the access log now, so its response is withheld: try again later' +
    ' / Deze aanvraag kan nu niet worden vastgelegd, en daarom krijgt u geen antwoord: probeer het later opnieuw';
  return { data: null, errors: [{ message, extensions: { code: 'ACCOUNT_UNAVAILABLE' } }] };
}
