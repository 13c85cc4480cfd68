import type { Duplex } from 'node:stream';
import { Client, type ClientConfig } from 'pg';
import { PartnerFault } from './partner-fault.ts';

/** What one response of a database may hold. */
const BYTES_MAX = 8_388_608;
const ROWS_MAX = 100_000;
const COLUMNS_MAX = 64;

/** The driver's own method that reads from a socket; its types leave it out. */
interface ReadsMessages {
  attachListeners(stream: Pick<Duplex, 'on'>): void;
}

/**
 * A client that survives whatever its server sends. The driver parses messages in the listener of
 * the socket, where what it throws would end the process: here that ends this connection alone, and
 * its query rejects. The same for a response without end.
 */
export class GuardedClient extends Client {
  #bytes = 0;
  #rows = 0;

  constructor(config?: ClientConfig) {
    super(config);
    const reading = this.connection as unknown as ReadsMessages;
    const attachListeners = reading.attachListeners.bind(this.connection);
    reading.attachListeners = (stream) => attachListeners(this.#guard(stream as Duplex));
    // Before the client's own listeners, so that nothing is made of what is too much.
    this.connection.on('rowDescription', ({ fields }: { readonly fields: readonly unknown[] }) => {
      if (fields.length > COLUMNS_MAX) throw tooMuch();
    });
    this.connection.on('dataRow', () => {
      this.#rows += 1;
      if (this.#rows > ROWS_MAX) throw tooMuch();
    });
    // Between two uses nobody else listens, and an error that nobody hears ends the process.
    this.on('error', () => undefined);
  }

  /** From here on another response is counted. */
  countAnew(): void {
    this.#bytes = 0;
    this.#rows = 0;
  }

  #guard(stream: Duplex): Pick<Duplex, 'on'> {
    const read = (listener: (chunk: Buffer) => void) => (chunk: Buffer) => {
      // What was read already may come after the end of the connection.
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
