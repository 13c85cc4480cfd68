/** One connection to a fund's database. PGlite has a single session, so transactions of all connections run in turn. */
import type { Socket } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import type { MockFault } from '../partner-system.ts';
import type { Turns } from './turns.ts';
import {
  CANCEL_REQUEST,
  GSS_REQUEST,
  isIdleAfter,
  parseFrame,
  parseOpening,
  SSL_REQUEST,
  statementText,
  welcome,
} from './wire.ts';

/** After this a transaction is ended, because an idle one blocks all other connections. */
const TRANSACTION_MS_MAX = 30_000;

/** The database behind the sessions. */
export interface Backend {
  readonly turns: Turns;
  run(messages: Uint8Array): Promise<Buffer>;
  rollback(): Promise<void>;
  fault(): MockFault;
  /** Delay of each transaction. */
  delayMs(): number;
  record(statements: string): void;
  /** Called for a connection that gets no response because of the fault `late`. */
  keepWaiting(socket: Socket): void;
}

/** Serves a connection until it closes. */
export function serveSession(socket: Socket, backend: Backend): void {
  let waiting: Buffer = Buffer.alloc(0);
  let unit: Buffer[] = [];
  let isWelcome = false;
  let endTurn: (() => void) | undefined;
  let timer: NodeJS.Timeout | undefined;
  let work = Promise.resolve();

  socket.setNoDelay(true);
  socket.on('error', () => socket.destroy());
  socket.on('data', (bytes) => {
    waiting = waiting.length === 0 ? Buffer.from(bytes) : Buffer.concat([waiting, bytes]);
    if (!isWelcome) open();
    if (isWelcome) read();
  });
  socket.on('close', () => {
    work = work.then(leave, leave);
  });

  function open(): void {
    for (
      let opening = parseOpening(waiting);
      opening && !isWelcome;
      opening = parseOpening(waiting)
    ) {
      waiting = waiting.subarray(opening.length);
      const { code } = opening;
      if (code === CANCEL_REQUEST) socket.destroy();
      else if (code === SSL_REQUEST || code === GSS_REQUEST) socket.write('N');
      else isWelcome = true;
    }
    if (!isWelcome) return;
    if (backend.fault() === 'late') backend.keepWaiting(socket);
    else socket.write(welcome());
  }

  /** Collects messages up to one that needs a response: a query, a sync or a flush. */
  function read(): void {
    for (let next = parseFrame(waiting); next; next = parseFrame(waiting)) {
      waiting = waiting.subarray(next.bytes.length);
      if (next.type === 'X') {
        socket.end();
        return;
      }
      backend.record(statementText(next));
      unit.push(next.bytes);
      if (next.type === 'Q' || next.type === 'S' || next.type === 'H') {
        const messages = Buffer.concat(unit);
        unit = [];
        work = work.then(() => handle(messages)).catch(() => void socket.destroy());
      }
    }
  }

  async function handle(messages: Buffer): Promise<void> {
    const fault = backend.fault();
    if (socket.destroyed) return;
    if (fault === 'late') {
      backend.keepWaiting(socket);
      return;
    }
    if (fault === 'garbled' || fault === 'html') {
      socket.end(fault === 'html' ? '<!doctype html><h1>Onderhoud</h1>' : nonsense());
      return;
    }
    if (!endTurn) {
      if (backend.delayMs() > 0) await wait(backend.delayMs());
      endTurn = await backend.turns.take();
    }
    const bytes = await backend.run(messages);
    if (isIdleAfter(bytes)) release();
    else timer ??= setTimeout(() => void socket.destroy(), TRANSACTION_MS_MAX).unref();
    if (fault === 'half') socket.end(bytes.subarray(0, bytes.length / 2));
    else socket.write(bytes);
  }

  function release(): void {
    clearTimeout(timer);
    timer = undefined;
    endTurn?.();
    endTurn = undefined;
  }

  async function leave(): Promise<void> {
    if (!endTurn) return;
    await backend.rollback();
    release();
  }
}

/** Bytes that start with a message of an unknown type and an impossible length. */
function nonsense(): Buffer {
  return Buffer.from([0x07, 0x00, 0x00, 0x00, 0x09, 0xff, 0xfe, 0xfd, 0x00, 0x13, 0x37]);
}
