import type { Duplex } from 'node:stream';
import { Client, type ClientConfig } from 'pg';
import { PartnerFault } from './partner-fault.ts';

/** Bounds of one response of a database. */
const BYTES_MAX = 8_388_608;
const ROWS_MAX = 100_000;
const COLUMNS_MAX = 64;

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
  #rows = 0;

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
      this.#rows += 1;
      if (this.#rows > ROWS_MAX) throw tooMuch();
    });
    // Between two uses there is no other listener, and an unhandled 'error' ends the process.
    this.on('error', () => undefined);
  }

  /** Starts counting the next response. */
  resetCounts(): void {
    this.#bytes = 0;
    this.#rows = 0;
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
