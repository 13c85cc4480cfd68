import { Pool, TypeOverrides, type QueryResult } from 'pg';
import { parseIntoClientConfig } from 'pg-connection-string';
import type { Fault } from '../../../core/errors/error-codes.ts';
import type { Trace } from '../../../core/trace/trace.ts';
import { GuardedClient } from './guarded-client.ts';
import { PartnerFault } from './partner-fault.ts';
import type { PartnerCall } from './partner-request.ts';

/** One row of the database; no value is checked yet. */
export type Row = Readonly<Record<string, unknown>>;

export interface PostgresQuery {
  readonly sql: string;
  readonly values: readonly unknown[];
  /** A result with more rows is a fault, and is not read to its end. */
  readonly rowsMax: number;
}

/** The client for a partner that is a PostgreSQL database: read-only, bounded, with a deadline. */
export interface PostgresPartner {
  ask(query: PostgresQuery, call: PartnerCall): Promise<readonly Row[]>;
  stop(): Promise<void>;
}

export interface PostgresPartnerOptions {
  readonly url: string;
  readonly password?: string;
  readonly connectionsMax: number;
  readonly deadlineMs: number;
}

// Dates stay text, because a JavaScript Date would shift them by the time zone.
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
    // In the driver an address overrides the other options, also by its query; so it is parsed here and
    // the options below come last.
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
  // The pool replaces an idle connection that breaks.
  pool.on('error', () => undefined);

  return {
    ask: async (query, call) => {
      call.recordSent();
      const client = await connect(pool, call.signal);
      return askWith(client, query, call);
    },
    stop: () => pool.end(),
  };
}

type Connected = GuardedClient & { release(isBroken: boolean): void };

async function connect(pool: Pool, signal: AbortSignal): Promise<Connected> {
  try {
    // The pool creates instances of the class in its options.
    return (await pool.connect()) as unknown as Connected;
  } catch (error) {
    throw faultFrom(error, 'connection', signal);
  }
}

async function askWith(
  client: Connected,
  query: PostgresQuery,
  { signal, trace }: PartnerCall,
): Promise<readonly Row[]> {
  const interruption = watch(client, signal);
  let isClean = false;
  try {
    const rows = await Promise.race([readOnly(client, query, trace), interruption.promise]);
    isClean = true;
    return rows;
  } catch (error) {
    throw faultFrom(error, 'result', signal);
  } finally {
    interruption.release();
    // A connection in an unknown state is not reused.
    client.release(!isClean);
  }
}

/** In a read-only transaction, in case the role has more rights than it should. */
async function readOnly(
  client: Connected,
  { sql, values, rowsMax }: PostgresQuery,
  { traceId, operationId }: Trace,
) {
  client.startResponse(rowsMax);
  // The partner's own log of statements can show the trace (`log_line_prefix` with `%a`). Both ids are
  // hexadecimal digits alone.
  const name = `vakgraaf ${traceId}-${operationId}`;
  await client.query(`begin read only; set local application_name = '${name}'`);
  const result = await client.query<Record<string, unknown>>({ text: sql, values: [...values] });
  await client.query('commit');
  assertWhole(result);
  return result.rows;
}

/** Throws for a result without a description of its rows or with another count: that is no empty list. */
function assertWhole(result: QueryResult): void {
  // Two row descriptions make the driver return an array of results.
  const isWhole =
    !Array.isArray(result) &&
    result.command === 'SELECT' &&
    result.fields.length > 0 &&
    result.rowCount === result.rows.length;
  if (!isWhole) throw new PartnerFault('garbled', { reason: 'result' });
}

/** Rejects and stops the statement at the deadline or when the client has left, and rejects when the connection breaks during a statement. */
function watch(client: Connected, signal: AbortSignal) {
  const controller = new AbortController();
  const promise = new Promise<never>((_, reject) => {
    const onAbort = () => {
      client.cancelStatement();
      reject(new PartnerFault('late', { reason: 'deadline' }));
    };
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
  // An error without a code and without a broken connection: the server did not speak PostgreSQL.
  return /terminat|closed|not queryable/i.test(message) ? 'unreachable' : 'garbled';
}
