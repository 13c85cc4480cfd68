import { startLedger, type Ledger, type LedgerOptions } from '../../core/audit-log/audit-log.ts';
import { continueTrace, parseTraceparent, type Trace } from '../../core/trace/trace.ts';
import type { ClientAnswer } from '../responses/client-response.ts';
import type { Caller } from '../authentication/principal.ts';
import type { Recognize } from '../authentication/authenticate.ts';
import { answeredRecord, hasData, type Notes } from './access-record.ts';
import type { Attempt } from './request-record.ts';
import { createRefusals, NO_REFUSALS, type Refusals } from './denied-requests.ts';

/** What the access log looks at; nothing that was asked with, and nothing that was answered. */
export interface Witnessed {
  readonly caller: Caller;
  readonly operationName: string | undefined;
  readonly key: string;
  readonly headers: { readonly traceparent?: string | string[] | undefined };
  readonly attempt?: Attempt | undefined;
}

/**
 * Sees every valid question of a known caller go by and writes who asked. A personal answer leaves
 * only when that stands on the disk; for any other question the line is written without waiting.
 */
export type Witness = (
  question: Witnessed,
  answer: (notes: Notes) => Promise<ClientAnswer>,
) => Promise<ClientAnswer>;

export interface AccessLog {
  readonly witness: Witness;
  readonly refusals: Refusals;
  stop(): Promise<void>;
}

export interface AccessLogOptions extends Omit<LedgerOptions, 'name'> {
  readonly recognize: Recognize;
}

/** Starts it in a folder; without one only traces are made, for tests of other things. */
export async function startAccessLog(options: AccessLogOptions | undefined): Promise<AccessLog> {
  if (options === undefined) {
    return { witness: traceOnly, refusals: NO_REFUSALS, stop: () => Promise.resolve() };
  }
  const { recognize, ...rest } = options;
  const { now } = rest;
  const ledger = await startLedger({ ...rest, name: 'gateway' });
  const refusals = createRefusals({ ledger, now, recognize });
  return {
    witness: createWitness(ledger, now),
    refusals,
    stop: async () => {
      await refusals.stop();
      await ledger.stop();
    },
  };
}

const traceOnly: Witness = (question, answer) => answer({ trace: traceFor(question) });

function createWitness(ledger: Ledger, now: () => Date): Witness {
  return async function witness(question, answer) {
    const notes: Notes = { trace: traceFor(question) };
    const { caller, attempt } = question;
    if (caller.isPublic) return await answer(notes);
    if (attempt !== undefined) attempt.isWitnessed = true;
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

function traceFor({ headers }: Witnessed): Trace {
  return continueTrace(parseTraceparent(headers.traceparent));
}

function withheld(): ClientAnswer {
  const message =
    'Cannot account for this answer now, so it is withheld: try again later' +
    ' / Deze vraag kan nu niet worden verantwoord en blijft daarom onbeantwoord: probeer het later';
  return { data: null, errors: [{ message, extensions: { code: 'ACCOUNT_UNAVAILABLE' } }] };
}
