import { Pool, TypeOverrides, type QueryResult } from 'pg';
import { parseIntoClientConfig } from 'pg-connection-string';
import type { Fault } from '../../../core/errors/error-codes.ts';
import type { Trace } from '../../../core/trace/trace.ts';
import { GuardedClient } from './guarded-client.ts';
import { PartnerFault } from './partner-fault.ts';
import type { PartnerCall } from './partner-request.ts';

/** One row as the database gives it, every value still unchecked. */
export type Row = Readonly<Record<string, unknown>>;

/** The one way to a partner that is a PostgreSQL database: read-only, bounded, with a deadline. */
export interface PostgresPartner {
  ask(sql: string, values: readonly unknown[], call: PartnerCall): Promise<readonly Row[]>;
  stop(): Promise<void>;
}

export interface PostgresPartnerOptions {
  readonly url: string;
  readonly password?: string;
  readonly connectionsMax: number;
  readonly deadlineMs: number;
}

// Dates stay the text they are: a JavaScript Date would move them by the time zone.
const DATE = 1082;
const INT8 = 20;
const NUMERIC = 1700;
const types = new TypeOverrides();
types.setTypeParser(DATE, (text) => text);
types.setTypeParser(INT8, Number);
types.setTypeParser(NUMERIC, Number);

export function createPostgresPartner(options: PostgresPartnerOptions): PostgresPartner {
  const address = parseIntoClientConfig(options.url);
  const password = options.password ?? address.password;
  const poolOptions = {
    // In the driver an address wins over what stands beside it, a password among that: so it is
    // taken apart here, and what follows cannot be overruled by its query.
    ...address,
    password: async () => {
      if (typeof password === 'string' && password !== '') return password;
      throw new PartnerFault('refused', { reason: 'credentials' });
    },
    max: options.connectionsMax,
    connectionTimeoutMillis: options.deadlineMs,
    statement_timeout: options.deadlineMs,
    idleTimeoutMillis: 30_000,
    application_name: 'vakgraaf',
    types,
  };
  const pool = new Pool({ ...poolOptions, Client: GuardedClient });
  // An idle connection that breaks is replaced at the next question.
  pool.on('error', () => undefined);

  return {
    ask: async (sql, values, call) => {
      call.recordSent();
      const client = await connect(pool, call.signal);
      return askWith(client, sql, values, call);
    },
    stop: () => pool.end(),
  };
}

type Connected = GuardedClient & { release(isBroken: boolean): void };

async function connect(pool: Pool, signal: AbortSignal): Promise<Connected> {
  try {
    // The pool makes its clients of the class that it was given.
    return (await pool.connect()) as unknown as Connected;
  } catch (error) {
    throw faultFrom(error, 'connection', signal);
  }
}

async function askWith(
  client: Connected,
  sql: string,
  values: readonly unknown[],
  { signal, trace }: PartnerCall,
): Promise<readonly Row[]> {
  const interruption = watch(client, signal);
  let isClean = false;
  try {
    const rows = await Promise.race([readOnly(client, sql, values, trace), interruption.promise]);
    isClean = true;
    return rows;
  } catch (error) {
    throw faultFrom(error, 'result', signal);
  } finally {
    interruption.release();
    // A connection that was left half way is not given to the next caller.
    client.release(!isClean);
  }
}

/** Read-only is asked of the database too, beside the rights of the role. */
async function readOnly(
  client: Connected,
  sql: string,
  values: readonly unknown[],
  { traceId, operationId }: Trace,
) {
  client.countAnew();
  // The partner's own log of statements can show the trace (`log_line_prefix` with `%a`). Both ids are
  // hexadecimal digits alone.
  const name = `vakgraaf ${traceId}-${operationId}`;
  await client.query(`begin read only; set local application_name = '${name}'`);
  const result = await client.query<Record<string, unknown>>({ text: sql, values: [...values] });
  await client.query('commit');
  assertWhole(result);
  return result.rows;
}

/** A query that ends without having said what its rows are, or how many, has given no empty list. */
function assertWhole(result: QueryResult): void {
  // Two descriptions of rows make it a list of results.
  const isWhole =
    !Array.isArray(result) &&
    result.command === 'SELECT' &&
    result.fields.length > 0 &&
    result.rowCount === result.rows.length;
  if (!isWhole) throw new PartnerFault('garbled', { reason: 'result' });
}

/** Rejects when the time is up or the connection breaks under a running statement. */
function watch(client: Connected, signal: AbortSignal) {
  const controller = new AbortController();
  const promise = new Promise<never>((_, reject) => {
    const onAbort = () => reject(new PartnerFault('late'));
    if (signal.aborted) onAbort();
    signal.addEventListener('abort', onAbort, { signal: controller.signal });
    client.on('error', reject);
    controller.signal.addEventListener('abort', () => client.off('error', reject));
  });
  return { promise, release: () => controller.abort() };
}

function faultFrom(
  cause: unknown,
  reason: 'connection' | 'result',
  signal: AbortSignal,
): PartnerFault {
  return cause instanceof PartnerFault
    ? cause
    : new PartnerFault(faultOf(cause, signal), { reason, cause });
}

/** PostgreSQL error classes: appendix A of its manual. */
function faultOf(error: unknown, signal: AbortSignal): Fault {
  if (signal.aborted) return 'late';
  const { code: given } = error as { code?: unknown };
  const code = typeof given === 'string' ? given : '';
  if (code === '57014') return 'late';
  if (code === '42501' || code.startsWith('28') || code.startsWith('53')) return 'refused';
  if (/^(42|22|3D|3F)/.test(code)) return 'garbled';
  if (code !== '') return 'unreachable';
  const message = error instanceof Error ? error.message : '';
  if (/timeout/i.test(message)) return 'late';
  // What has no code and is no broken connection, is an answer that was not PostgreSQL's.
  return /terminat|closed|not queryable/i.test(message) ? 'unreachable' : 'garbled';
}
