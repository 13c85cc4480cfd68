import type { Duplex } from 'node:stream';
import { Client, type ClientConfig } from 'pg';
import { PartnerFault } from './partner-fault.ts';
import {
  ReadOnlyQuery,
  type RawResult,
  type SessionSettings,
  type Statement,
} from './read-only-query.ts';

/** Bounds of one response of a database. */
const BYTES_MAX = 8_388_608;
const COLUMNS_MAX = 64;

const CANCEL_MS = 2_000;
/** A firewall may have dropped a connection that was idle for this long, without a word to either side. */
const IDLE_MS = 5_000;
/** A server that lives sets settings much faster. */
const ALIVE_MS = 500;

/** What the driver knows of its session, and its messages to another; its types leave them out. */
interface RunningSession {
  readonly host: string;
  readonly port: number;
  /** Null until the server has sent it. */
  readonly processID: number | null;
  readonly secretKey: number;
}
interface CancelConnection {
  readonly stream: Duplex;
  on(event: string, listener: () => void): void;
  connect(portOrPath: number | string, host?: string): void;
  cancel(processID: number, secretKey: number): void;
  requestSsl(): void;
}

/** The driver's method that reads from a socket; its types leave it out. */
interface ReadsMessages {
  attachListeners(stream: Pick<Duplex, 'on'>): void;
}

/**
 * A client that survives any bytes of its server. The driver parses messages in a socket listener, where
 * an exception would end the process; here it ends this connection, and the query rejects. A response
 * over the bounds does the same.
 */
export class GuardedClient extends Client {
  #bytes = 0;
  #rowsLeft = 0;
  #uses = 0;
  #usedAtMs = 0;

  constructor(config?: ClientConfig) {
    super(config);
    const reading = this.connection as unknown as ReadsMessages;
    const attachListeners = reading.attachListeners.bind(this.connection);
    reading.attachListeners = (stream) => attachListeners(this.#guard(stream as Duplex));
    // Registered before the client's own listeners, so that nothing over a bound is parsed.
    this.connection.on('rowDescription', ({ fields }: { readonly fields: readonly unknown[] }) => {
      if (fields.length > COLUMNS_MAX) throw tooMuch();
    });
    this.connection.on('dataRow', () => {
      this.#rowsLeft -= 1;
      if (this.#rowsLeft < 0) throw tooMuch();
    });
    // Before the session begins the driver reports an error and leaves the socket open.
    this.connection.on('error', () => this.connection.stream.destroy());
    // Between two uses there is no other listener, and an unhandled 'error' ends the process.
    this.on('error', () => undefined);
  }

  get isReused(): boolean {
    return this.#uses > 0;
  }

  /** Runs a statement whose result has `rowsMax` rows at most. */
  async read(statement: Statement, settings: SessionSettings, rowsMax: number): Promise<RawResult> {
    const isIdle = this.isReused && performance.now() - this.#usedAtMs > IDLE_MS;
    const timer = isIdle ? setTimeout(() => this.connection.stream.destroy(), ALIVE_MS) : undefined;
    const query = new ReadOnlyQuery(statement, settings, isIdle ? () => clearTimeout(timer) : null);
    this.#bytes = 0;
    // One more, of the settings.
    this.#rowsLeft = rowsMax + 1;
    this.#uses += 1;
    this.query(query);
    try {
      return await query.result;
    } finally {
      clearTimeout(timer);
      this.#usedAtMs = performance.now();
    }
  }

  /**
   * Asks the server to stop the statement that runs here (protocol 3.0, CancelRequest). It would go on until its
   * own timeout, because a server does not notice a closed connection while it works.
   */
  cancelStatement(): void {
    const { host, port, processID, secretKey } = this as unknown as RunningSession;
    if (processID === null) return;
    // Guarded as well, because this server may send anything here too.
    const client = new GuardedClient({ ssl: this.ssl });
    const other = client.connection as unknown as CancelConnection;
    const timer = setTimeout(() => other.stream.destroy(), CANCEL_MS);
    other.on('error', () => other.stream.destroy());
    other.on('end', () => clearTimeout(timer));
    const cancel = () => other.cancel(processID, secretKey);
    other.on('connect', this.ssl ? () => other.requestSsl() : cancel);
    other.on('sslconnect', cancel);
    if (host.startsWith('/')) other.connect(`${host}/.s.PGSQL.${port}`);
    else other.connect(port, host);
  }

  #guard(stream: Duplex): Pick<Duplex, 'on'> {
    const read = (listener: (chunk: Buffer) => void) => (chunk: Buffer) => {
      // Buffered bytes may still arrive after the connection was destroyed.
      if (stream.destroyed) return;
      this.#bytes += chunk.length;
      try {
        if (this.#bytes > BYTES_MAX) throw tooMuch();
        listener(chunk);
      } catch (error) {
        stream.destroy(
          error instanceof PartnerFault
            ? error
            : new PartnerFault('garbled', { reason: 'result', cause: error }),
        );
      }
    };
    const on = (event: string, listener: (chunk: Buffer) => void) =>
      stream.on(event, event === 'data' ? read(listener) : listener);
    return { on } as Pick<Duplex, 'on'>;
  }
}

function tooMuch(): PartnerFault {
  return new PartnerFault('garbled', { reason: 'size' });
}
