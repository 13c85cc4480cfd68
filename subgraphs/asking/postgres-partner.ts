import { Pool, TypeOverrides, type PoolClient } from 'pg';
import { traceOf, type Trace } from '../account/trace.ts';
import { noteAsked } from './asked-partners.ts';
import { PartnerFault } from './partner-fault.ts';

/** One row as the database gives it, every value still unchecked. */
export type Row = Readonly<Record<string, unknown>>;

/** The one way to a partner that is a PostgreSQL database: read-only, bounded, with a deadline. */
export interface PostgresPartner {
  ask(sql: string, values: readonly unknown[], signal: AbortSignal): Promise<readonly Row[]>;
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
  const pool = new Pool({
    connectionString: options.url,
    ...(options.password === undefined ? {} : { password: options.password }),
    max: options.connectionsMax,
    connectionTimeoutMillis: options.deadlineMs,
    statement_timeout: options.deadlineMs,
    idleTimeoutMillis: 30_000,
    application_name: 'vakgraaf',
    types,
  });
  // An idle connection that breaks is replaced at the next question.
  pool.on('error', () => undefined);

  return {
    ask: async (sql, values, signal) => {
      noteAsked(signal);
      let client: PoolClient;
      try {
        client = await pool.connect();
      } catch (error) {
        throw new PartnerFault(faultOf(error, signal), { cause: error });
      }
      return askWith(client, sql, values, signal);
    },
    stop: () => pool.end(),
  };
}

async function askWith(
  client: PoolClient,
  sql: string,
  values: readonly unknown[],
  signal: AbortSignal,
): Promise<readonly Row[]> {
  const interruption = watch(client, signal);
  let isClean = false;
  try {
    const rows = await Promise.race([
      readOnly(client, sql, values, traceOf(signal)),
      interruption.promise,
    ]);
    isClean = true;
    return rows;
  } catch (error) {
    if (error instanceof PartnerFault) throw error;
    throw new PartnerFault(faultOf(error, signal), { cause: error });
  } finally {
    interruption.release();
    // A connection that was left half way is not given to the next caller.
    client.release(!isClean);
  }
}

/** Read-only is asked of the database too, beside the rights of the role. */
async function readOnly(
  client: PoolClient,
  sql: string,
  values: readonly unknown[],
  trace: Trace | null,
) {
  await client.query(`begin read only${nameFor(trace)}`);
  const { rows } = await client.query<Record<string, unknown>>({ text: sql, values: [...values] });
  await client.query('commit');
  return rows;
}

/**
 * The partner's own log of statements can name the trace (`log_line_prefix` with `%a`). It lasts as
 * long as the transaction, and is made of hexadecimal digits alone.
 */
function nameFor(trace: Trace | null): string {
  if (trace === null) return '';
  return `; set local application_name = 'vakgraaf ${trace.traceId}-${trace.operationId}'`;
}

/** Rejects when the time is up or the connection breaks under a running statement. */
function watch(client: PoolClient, signal: AbortSignal) {
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

/** PostgreSQL error classes: appendix A of its manual. */
function faultOf(error: unknown, signal: AbortSignal) {
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
