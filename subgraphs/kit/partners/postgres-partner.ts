import { Pool, type ClientConfig } from 'pg';
import { parseIntoClientConfig } from 'pg-connection-string';
import { setTimeout as wait } from 'node:timers/promises';
import type { z } from 'zod';
import type { Fault } from '../../../core/errors/error-codes.ts';
import type { databaseTls } from './entry-shape.ts';
import { GuardedClient } from './guarded-client.ts';
import { PartnerFault } from './partner-fault.ts';
import type { PartnerCall } from './partner-request.ts';
import { createPostgresTypes, TYPES_SQL, type PostgresTypes } from './postgres-types.ts';
import { columnReader, type ReadColumn } from './read-column.ts';
import type { SessionSettings, Statement } from './read-only-query.ts';

export interface PostgresQuery extends Statement {
  /** A result with more rows is a fault, and is not read to its end. */
  readonly rowsMax: number;
}

/** The client for a partner that is a PostgreSQL database: read-only, bounded, with a deadline. */
export interface PostgresPartner {
  /** One reader for each row; no value is checked before it is read. */
  ask(query: PostgresQuery, call: PartnerCall): Promise<readonly ReadColumn[]>;
  stop(): Promise<void>;
}

export interface PostgresPartnerOptions {
  readonly url: string;
  readonly password?: string | undefined;
  /** Without it the address decides. */
  readonly tls?: z.output<typeof databaseTls> | undefined;
  /** The zone of a `timestamp without time zone`. */
  readonly timeZone: string;
  readonly connectionsMax: number;
  readonly deadlineMs: number;
}

/** How long a cancelled statement may take to end. */
const CANCEL_MS = 2_000;

export function createPostgresPartner(options: PostgresPartnerOptions): PostgresPartner {
  const address = parseIntoClientConfig(options.url);
  const password = options.password ?? address.password;
  const poolOptions = {
    // In the driver an address overrides the other options, also by its query; so it is parsed here and
    // the options below come last.
    ...address,
    ssl: tlsOf(options, address),
    password: async () => {
      if (typeof password === 'string' && password !== '') return password;
      throw new PartnerFault('refused', { reason: 'credentials' });
    },
    max: options.connectionsMax,
    connectionTimeoutMillis: options.deadlineMs,
    idleTimeoutMillis: 30_000,
    keepAlive: true,
    keepAliveInitialDelayMillis: 10_000,
    // Besides user, database and encoding the only one that is sent at the start of a connection: a
    // connection pooler rejects others.
    application_name: 'vakgraaf',
  };
  const pool = new Pool({ ...poolOptions, Client: GuardedClient });
  // The pool replaces an idle connection that breaks.
  pool.on('error', () => undefined);
  const types = createPostgresTypes();

  const askOn = (client: Connected, query: PostgresQuery, call: PartnerCall) =>
    readRows(client, types, query, settingsOf(options, call), call.signal);

  return {
    ask: async (query, call) => {
      call.recordSent();
      const client = await connect(pool, call.signal);
      const { isReused } = client;
      try {
        return await askOn(client, query, call);
      } catch (error) {
        const isStale = error instanceof PartnerFault && error.fault === 'unreachable' && isReused;
        // A read may be repeated; a connection that just opened is not stale.
        if (!isStale || call.signal.aborted) throw error;
        return await askOn(await connectAnew(pool, options, call.signal), query, call);
      }
    },
    stop: () => pool.end(),
  };
}

/** Whether the server is verified over TLS; null without TLS. */
export function isVerified(options: Pick<PostgresPartnerOptions, 'url' | 'tls'>): boolean | null {
  const ssl = tlsOf(options, parseIntoClientConfig(options.url));
  if (!ssl) return null;
  return ssl === true || ssl.rejectUnauthorized !== false;
}

function tlsOf(
  { tls }: Pick<PostgresPartnerOptions, 'tls'>,
  address: ClientConfig,
): ClientConfig['ssl'] {
  // A value in every case, or the driver would read the environment of the process.
  if (tls === undefined) return address.ssl ?? false;
  if (tls.mode === 'disable') return false;
  if (tls.mode === 'require') return { rejectUnauthorized: false };
  return { rejectUnauthorized: true, ...(tls.ca !== undefined && { ca: tls.ca }) };
}

/**
 * What a statement relies on, whatever server, database, role or an earlier client of a pooler set. The trace
 * is for the partner's own log of statements (`log_line_prefix` with `%a`).
 */
function settingsOf(
  { timeZone }: PostgresPartnerOptions,
  { deadlineMs, trace: { traceId, operationId } }: PartnerCall,
): SessionSettings {
  return {
    // In case the role has more rights than it should.
    transaction_read_only: 'on',
    statement_timeout: String(deadlineMs),
    application_name: `vakgraaf ${traceId}-${operationId}`,
    client_encoding: 'UTF8',
    datestyle: 'ISO, YMD',
    intervalstyle: 'postgres',
    lc_monetary: 'C',
    timezone: timeZone,
  };
}

type Connected = GuardedClient & { release(isBroken: boolean): void };

async function connect(pool: Pool, signal: AbortSignal): Promise<Connected> {
  let client: Connected;
  try {
    // The pool creates instances of the class in its options.
    client = (await pool.connect()) as unknown as Connected;
  } catch (error) {
    throw faultFrom(error, 'connection', signal);
  }
  if (!signal.aborted) return client;
  client.release(false);
  throw new PartnerFault('late', { reason: 'deadline' });
}

/** A connection that was not used before; those that were idle may all be stale. */
async function connectAnew(
  pool: Pool,
  { connectionsMax }: PostgresPartnerOptions,
  signal: AbortSignal,
): Promise<Connected> {
  let client = await connect(pool, signal);
  for (let left = connectionsMax; left > 0 && client.isReused; left -= 1) {
    client.release(true);
    client = await connect(pool, signal);
  }
  return client;
}

async function readRows(
  client: Connected,
  types: PostgresTypes,
  query: PostgresQuery,
  settings: SessionSettings,
  signal: AbortSignal,
): Promise<readonly ReadColumn[]> {
  const read = async () => {
    const result = await client.read(query, settings, query.rowsMax);
    const found = await types.load(
      result.fields.map(({ dataTypeID }) => dataTypeID),
      (oids) => client.read({ sql: TYPES_SQL, values: [oids] }, settings, oids.length),
    );
    const columns = new Map(
      result.fields.flatMap(({ name }, at) => {
        const type = found[at];
        return type === undefined ? [] : [[name, { at, type }] as const];
      }),
    );
    return result.rows.map((row) => columnReader(columns, row));
  };
  const reading = read();
  const interruption = watch(client, signal);
  try {
    const rows = await Promise.race([reading, interruption.promise]);
    client.release(false);
    return rows;
  } catch (error) {
    // A connection in an unknown state is not reused. A pooler finds the statement to cancel by its
    // connection, so that stays open until the statement has ended.
    void Promise.race([reading, wait(signal.aborted ? CANCEL_MS : 0, null, { ref: false })])
      .catch(() => undefined)
      .finally(() => client.release(true));
    throw faultFrom(error, 'result', signal, query.sql);
  } finally {
    interruption.release();
  }
}

/**
 * Rejects and stops the statement at the deadline or when the client has left, and rejects when the connection
 * breaks during a statement.
 */
function watch(client: Connected, signal: AbortSignal) {
  let release = () => {};
  const promise = new Promise<never>((_, reject) => {
    const onAbort = () => {
      client.cancelStatement();
      reject(new PartnerFault('late', { reason: 'deadline' }));
    };
    if (signal.aborted) onAbort();
    signal.addEventListener('abort', onAbort);
    client.on('error', reject);
    release = () => {
      signal.removeEventListener('abort', onAbort);
      client.off('error', reject);
    };
  });
  return { promise, release };
}

function faultFrom(
  cause: unknown,
  reason: 'connection' | 'result',
  signal: AbortSignal,
  sql = '',
): PartnerFault {
  if (cause instanceof PartnerFault) return cause;
  const names = namesIn(cause, sql);
  return new PartnerFault(faultOf(cause, signal), {
    reason,
    cause,
    ...(names.length > 0 && { fields: names }),
  });
}

const NAMES_MAX = 3;

/**
 * The names of tables and columns that an error is about: those of our statement alone, because the message of an
 * error may quote a value.
 */
function namesIn(error: unknown, sql: string): readonly string[] {
  const { code, message, position } = error as {
    readonly [Property in 'code' | 'message' | 'position']?: unknown;
  };
  if (typeof code !== 'string' || !code.startsWith('42')) return [];
  const at = typeof position === 'string' ? Number(position) : 0;
  const named = at > 0 ? /^(?:[\w.]+|"[^"]*"|\.)+/.exec(sql.slice(at - 1))?.[0] : undefined;
  if (named !== undefined) return [named];
  const names = new Set(sql.match(/"[^"]+"/g)?.map((name) => name.slice(1, -1)));
  return [...names]
    .filter((name) =>
      String(message)
        .split(/[^\w]+/)
        .includes(name),
    )
    .slice(0, NAMES_MAX);
}

/** PostgreSQL error classes: appendix A of its manual. */
function faultOf(error: unknown, signal: AbortSignal): Fault {
  if (signal.aborted) return 'late';
  const { code: given } = error as { code?: unknown };
  const code = typeof given === 'string' ? given : '';
  if (code === '57014') return 'late';
  if (code === '42501' || code.startsWith('28') || code.startsWith('53')) return 'refused';
  // Of the connection, of the server itself, or of a standby that fell behind.
  if (/^(?!08|40|57|58|XX)[0-9A-Z]{5}$/.test(code)) return 'garbled';
  if (code !== '') return 'unreachable';
  const message = error instanceof Error ? error.message : '';
  if (/timeout/i.test(message)) return 'late';
  // An error without a code and without a broken connection: the server did not speak PostgreSQL.
  return /terminat|closed|not queryable/i.test(message) ? 'unreachable' : 'garbled';
}
