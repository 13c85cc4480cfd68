import type { QueryPlan } from '@apollo/query-planner';
import { continueTrace, parseTraceparent, type Trace } from '../../core/trace/trace.ts';
import type { ClientResponse } from '../responses/client-response.ts';
import type { AuthenticatedPrincipal } from '../authentication/principal.ts';
import type { RequestRecord } from './request-record.ts';
import { kindsIn } from './subgraphs-in-plan.ts';
import { operationHash } from './operation-hash.ts';

/** One line of the access log: who asked, why, and how it went. */
export interface AccessRecord {
  readonly time: string;
  readonly trace_id: string;
  readonly span_id: string;
  readonly parent_span_id?: string;
  /** OIN; null where the token was not valid. */
  readonly consumer: string | null;
  /** Who sat behind the screen, as the issuer knows them; or the hash of their token's number. */
  readonly user: string | null;
  readonly purpose: string | null;
  /** Null where no question without values is known: one that was not valid may hold an id. */
  readonly operation_hash: string | null;
  readonly operation_name: string | null;
  readonly personal: boolean;
  readonly kinds: readonly string[];
  /** Ids of the partners that were asked, those that gave no answer included. */
  readonly partners: readonly string[];
  readonly outcome: 'answered' | 'partial' | 'refused';
  readonly codes: readonly string[];
  /** Partners that gave no answer; those that did have lines of their own under this trace. */
  readonly silent: readonly string[];
  readonly duration_ms: number;
  /** Only in a line that stands for several refusals: how many, and when the last of them came. */
  readonly count?: number;
  readonly until?: string;
}

/** What becomes known on the way: the plan, and whether it asks for something protected. */
export interface Notes {
  readonly trace: Trace;
  plan?: QueryPlan;
  isPersonal?: boolean;
  partners?: readonly string[];
}

/** The line of a question that was valid. */
export function answeredRecord(seen: {
  readonly question: {
    readonly operationName: string | undefined;
    readonly key: string;
    readonly headers: { readonly traceparent?: string | string[] | undefined };
  };
  readonly principal: AuthenticatedPrincipal;
  readonly notes: Notes;
  readonly response: ClientResponse;
  readonly startedAt: Date;
  readonly durationMs: number;
}): AccessRecord {
  const { question, principal, notes, response, startedAt, durationMs } = seen;
  const askedBy = parseTraceparent(question.headers.traceparent);
  const codes = codesIn(response);
  return {
    time: startedAt.toISOString(),
    trace_id: notes.trace.traceId,
    span_id: notes.trace.operationId,
    ...(askedBy && { parent_span_id: askedBy.operationId }),
    consumer: principal.consumer,
    user: principal.user ?? null,
    purpose: principal.purpose?.uri ?? null,
    operation_hash: operationHash(question.key),
    operation_name: wordsOrNull(question.operationName),
    personal: notes.isPersonal === true,
    kinds: notes.plan === undefined ? [] : kindsIn(notes.plan),
    partners: notes.partners ?? [],
    outcome: outcomeOf(response, codes),
    codes,
    silent: (response.extensions?.partial ?? [])
      .filter(({ fault }) => fault !== null)
      .map(({ partner, kind }) => partner ?? kind ?? ''),
    duration_ms: rounded(durationMs),
  };
}

/**
 * The line of a request that was refused before it was a valid question. Of one without a valid
 * token nothing is taken over, not even its trace.
 */
export function refusedRecord(
  record: RequestRecord,
  by: Pick<AuthenticatedPrincipal, 'consumer' | 'user'> | null,
  durationMs: number,
): AccessRecord {
  const { principal, known, codes = [], headers } = record;
  const askedBy = by === null ? null : parseTraceparent(headers.traceparent);
  const { traceId, operationId } = continueTrace(askedBy);
  const isKnown = by !== null && known !== undefined;
  return {
    time: record.startedAt.toISOString(),
    trace_id: traceId,
    span_id: operationId,
    ...(askedBy && { parent_span_id: askedBy.operationId }),
    consumer: by?.consumer ?? null,
    user: by?.user ?? null,
    purpose: (principal?.isPublic === false && principal.purpose?.uri) || null,
    operation_hash: isKnown ? operationHash(known.key) : null,
    operation_name: isKnown ? wordsOrNull(known.operationName) : null,
    personal: false,
    kinds: [],
    partners: [],
    outcome: 'refused',
    codes,
    silent: [],
    duration_ms: rounded(durationMs),
  };
}

/** Data that is written already is not read back to look at it. */
export function hasData(response: ClientResponse): boolean {
  return response.body !== undefined || response.data != null;
}

/** A client names its operations; a name with a number in it might name someone. */
function wordsOrNull(name: string | undefined): string | null {
  return name !== undefined && name.length <= 60 && !/\d{4}/.test(name) ? name : null;
}

function codesIn({ errors = [] }: ClientResponse): readonly string[] {
  const codes = errors.map(({ extensions }) => extensions?.['code']);
  return [...new Set(codes.map((code) => (typeof code === 'string' ? code : 'INTERNAL')))];
}

function outcomeOf(response: ClientResponse, codes: readonly string[]): AccessRecord['outcome'] {
  if (!hasData(response)) return 'refused';
  return codes.length === 0 ? 'answered' : 'partial';
}

const rounded = (ms: number): number => Math.round(ms * 10) / 10;
