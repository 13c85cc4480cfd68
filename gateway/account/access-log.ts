import type { QueryPlan } from '@apollo/query-planner';
import { startLedger, type Ledger, type LedgerOptions } from '../../subgraphs/account/ledger.ts';
import { continueTrace, parseTraceparent, type Trace } from '../../subgraphs/account/trace.ts';
import type { ClientAnswer } from '../answering/answer-client.ts';
import type { Caller, KnownCaller } from '../identity/caller.ts';
import { operationHash } from './operation-hash.ts';
import { kindsIn } from './kinds-in.ts';

/** What the access log looks at; nothing that was asked with, and nothing that was answered. */
export interface Witnessed {
  readonly caller: Caller;
  readonly operationName: string | undefined;
  readonly key: string;
  readonly headers: { readonly traceparent?: string | string[] | undefined };
}

/** What becomes known on the way: the plan, and whether it asks for something protected. */
export interface Notes {
  readonly trace: Trace;
  plan?: QueryPlan;
  isPersonal?: boolean;
}

/**
 * Sees every question of a known caller go by and writes who asked. A personal answer leaves only
 * when that stands on the disk; for any other question the line is written without waiting.
 */
export type Witness = (
  question: Witnessed,
  answer: (notes: Notes) => Promise<ClientAnswer>,
) => Promise<ClientAnswer>;

export interface AccessLog {
  readonly witness: Witness;
  stop(): Promise<void>;
}

/** One line of the access log: who asked, why, and how it went. */
export interface AccessRecord {
  readonly time: string;
  readonly trace_id: string;
  readonly span_id: string;
  readonly parent_span_id?: string;
  readonly consumer: string;
  /** Who sat behind the screen, as the issuer knows them; or the hash of their token's number. */
  readonly user: string | null;
  readonly purpose: string | null;
  readonly operation_hash: string;
  readonly operation_name: string | null;
  readonly personal: boolean;
  readonly kinds: readonly string[];
  readonly outcome: 'answered' | 'partial' | 'refused';
  readonly codes: readonly string[];
  /** Partners that gave no answer; those that did have lines of their own under this trace. */
  readonly silent: readonly string[];
  readonly duration_ms: number;
}

type AccessLogOptions = Omit<LedgerOptions, 'name'>;

/** Starts it in a folder; without one only traces are made, for tests of other things. */
export async function startAccessLog(options: AccessLogOptions | undefined): Promise<AccessLog> {
  if (options === undefined) return { witness: traceOnly, stop: () => Promise.resolve() };
  const ledger = await startLedger({ ...options, name: 'gateway' });
  return { witness: createWitness(ledger, options.now), stop: () => ledger.stop() };
}

const traceOnly: Witness = (question, answer) => answer({ trace: traceFor(question) });

function createWitness(ledger: Ledger, now: () => Date): Witness {
  return async function witness(question, answer) {
    const notes: Notes = { trace: traceFor(question) };
    const { caller } = question;
    if (caller.isPublic) return await answer(notes);
    const startedAt = now();
    const startedMs = performance.now();
    const given = await answer(notes);
    const durationMs = performance.now() - startedMs;
    const record = accessRecord({ question, caller, notes, given, startedAt, durationMs });
    const recorded = ledger.append([record]).then(
      () => true,
      () => false,
    );
    if (notes.isPersonal !== true || !hasData(given)) return given;
    return (await recorded) ? given : withheld();
  };
}

function traceFor({ headers }: Witnessed): Trace {
  return continueTrace(parseTraceparent(headers.traceparent));
}

function accessRecord(seen: {
  readonly question: Witnessed;
  readonly caller: KnownCaller;
  readonly notes: Notes;
  readonly given: ClientAnswer;
  readonly startedAt: Date;
  readonly durationMs: number;
}): AccessRecord {
  const { question, caller, notes, given, startedAt, durationMs } = seen;
  const askedBy = parseTraceparent(question.headers.traceparent);
  const codes = codesIn(given);
  const name = question.operationName;
  return {
    time: startedAt.toISOString(),
    trace_id: notes.trace.traceId,
    span_id: notes.trace.operationId,
    ...(askedBy && { parent_span_id: askedBy.operationId }),
    consumer: caller.consumer,
    user: caller.user ?? null,
    purpose: caller.purpose?.uri ?? null,
    operation_hash: operationHash(question.key),
    operation_name: name !== undefined && isWords(name) ? name : null,
    personal: notes.isPersonal === true,
    kinds: notes.plan === undefined ? [] : kindsIn(notes.plan),
    outcome: outcomeOf(given, codes),
    codes,
    silent: (given.extensions?.partial ?? []).map(({ partner, kind }) => partner ?? kind ?? ''),
    duration_ms: Math.round(durationMs * 10) / 10,
  };
}

/** A client names its operations; a name with a number in it might name someone. */
function isWords(name: string): boolean {
  return name.length <= 60 && !/\d{4}/.test(name);
}

function codesIn({ errors = [] }: ClientAnswer): readonly string[] {
  const codes = errors.map(({ extensions }) => extensions?.['code']);
  return [...new Set(codes.map((code) => (typeof code === 'string' ? code : 'INTERNAL')))];
}

function outcomeOf(given: ClientAnswer, codes: readonly string[]): AccessRecord['outcome'] {
  if (!hasData(given)) return 'refused';
  return codes.length === 0 ? 'answered' : 'partial';
}

/** Data that is written already is not read back to look at it. */
function hasData(given: ClientAnswer): boolean {
  return given.body !== undefined || given.data != null;
}

function withheld(): ClientAnswer {
  const message =
    'Cannot account for this answer now, so it is withheld: try again later' +
    ' / Deze vraag kan nu niet worden verantwoord en blijft daarom onbeantwoord: probeer het later';
  return { data: null, errors: [{ message, extensions: { code: 'ACCOUNT_UNAVAILABLE' } }] };
}
