/**
 * Stands in for PgBouncer, a connection pooler, before a real PostgreSQL server. It rejects a startup parameter that
 * it does not know, with PgBouncer's error, and in the modes `transaction` and `statement` gives each transaction
 * of a client another server connection than the one before.
 */
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { Client } from 'pg';
import {
  CANCEL_REQUEST,
  frame,
  parseFrame,
  parseOpening,
  SSL_REQUEST,
} from '../../mocks/funds/wire.ts';

export type PoolMode = 'session' | 'transaction' | 'statement';

export interface FakePgbouncer {
  /** For a role that needs no password here. */
  readonly url: string;
  /** How many connections to the server were opened. */
  serverConnections(): number;
  stop(): Promise<void>;
}

const KNOWN_PARAMETERS = [
  'user',
  'database',
  'client_encoding',
  'datestyle',
  'timezone',
  'standard_conforming_strings',
  'application_name',
];

interface ServerConnection {
  readonly socket: Socket;
  readonly processId: number;
  readonly secretKey: number;
}

export async function startFakePgbouncer(target: string, mode: PoolMode): Promise<FakePgbouncer> {
  const { hostname, port, pathname } = new URL(target);
  const free: ServerConnection[] = [];
  const sockets = new Set<Socket>();
  /** The server connection that each client has now, by its number. */
  const linked = new Map<number, ServerConnection>();
  let opened = 0;
  let clients = 0;

  /** Another connection than the one before, which a client cannot rely on. */
  const take = async (before: ServerConnection | null) => {
    const index = free.findIndex((one) => one !== before);
    const [found] = index < 0 ? [] : free.splice(index, 1);
    if (found) return found;
    opened += 1;
    return openServer(target);
  };

  const server = createServer((client) => {
    sockets.add(client);
    const id = (clients += 1);
    let before: ServerConnection | null = null;
    let rest: Buffer = Buffer.alloc(0);
    let isWelcome = false;
    let work = Promise.resolve();
    client.on('error', () => client.destroy());
    client.on('close', () => {
      sockets.delete(client);
      // A server connection in the middle of a transaction is not given to another client.
      linked.get(id)?.socket.destroy();
      linked.delete(id);
    });
    client.on('data', (bytes: Buffer) => {
      rest = Buffer.concat([rest, bytes]);
      if (!isWelcome) open();
      if (isWelcome) work = work.then(forward);
    });

    function open(): void {
      for (let opening = parseOpening(rest); opening && !isWelcome; opening = parseOpening(rest)) {
        const body = rest.subarray(8, opening.length);
        rest = rest.subarray(opening.length);
        if (opening.code === SSL_REQUEST) client.write('N');
        else if (opening.code === CANCEL_REQUEST) {
          const running = linked.get(body.readInt32BE(0));
          if (running) cancel(running);
          client.end();
          return;
        } else {
          const words = body.toString('utf8').split('\0');
          const names = words.filter((_, index) => index % 2 === 0 && words[index] !== '');
          const unknown = names.find((name) => !KNOWN_PARAMETERS.includes(name.toLowerCase()));
          if (unknown) return fail('08P01', `unsupported startup parameter: ${unknown}`);
          isWelcome = true;
          client.write(welcomeOf(id));
        }
      }
    }

    async function forward(): Promise<void> {
      for (let next = parseFrame(rest); next; next = parseFrame(rest)) {
        rest = rest.subarray(next.bytes.length);
        if (next.type === 'X') return void client.end();
        const running = linked.get(id) ?? (await take(before));
        if (!linked.has(id)) link(running);
        running.socket.write(next.bytes);
      }
    }

    function link(running: ServerConnection): void {
      linked.set(id, running);
      let received: Buffer = Buffer.alloc(0);
      running.socket.on('close', () => client.destroy());
      running.socket.on('data', (bytes: Buffer) => {
        received = Buffer.concat([received, bytes]);
        for (let next = parseFrame(received); next; next = parseFrame(received)) {
          received = received.subarray(next.bytes.length);
          const status = next.type === 'Z' ? String.fromCharCode(next.bytes[5] ?? 0) : '';
          if (mode === 'statement' && (status === 'T' || status === 'E')) {
            return fail('08P01', 'transaction blocks not allowed in statement pooling mode');
          }
          client.write(next.bytes);
          if (mode !== 'session' && status === 'I') unlink(running);
        }
      });
    }

    function unlink(running: ServerConnection): void {
      running.socket.removeAllListeners();
      running.socket.on('error', () => undefined);
      linked.delete(id);
      before = running;
      free.push(running);
    }

    function fail(code: string, message: string): void {
      const fields = ['SFATAL', 'VFATAL', `C${code}`, `M${message}`, ''];
      client.end(frame('E', Buffer.from(`${fields.join('\0')}\0`)));
    }
  });

  function cancel({ processId, secretKey }: ServerConnection): void {
    const request = Buffer.alloc(16);
    for (const [at, value] of [16, CANCEL_REQUEST, processId, secretKey].entries()) {
      request.writeInt32BE(value, 4 * at);
    }
    connect(Number(port), hostname)
      .on('error', () => undefined)
      .end(request);
  }

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port: own } = server.address() as AddressInfo;
  return {
    url: `postgresql://pooled@127.0.0.1:${own}${pathname}`,
    serverConnections: () => opened,
    stop: async () => {
      for (const socket of sockets) socket.destroy();
      for (const { socket } of free) socket.destroy();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

/** Signs in with the driver, and then takes over its socket. */
async function openServer(url: string): Promise<ServerConnection> {
  const driver = new Client({ connectionString: url });
  await driver.connect();
  const { connection, processID, secretKey } = driver as unknown as {
    readonly connection: { readonly stream: Socket };
    readonly processID: number;
    readonly secretKey: number;
  };
  const { stream } = connection;
  stream.removeAllListeners();
  stream.on('error', () => undefined);
  return { socket: stream, processId: processID, secretKey };
}

/** As PgBouncer greets: the key for a CancelRequest is its own. */
function welcomeOf(id: number): Buffer {
  const key = Buffer.alloc(8);
  key.writeInt32BE(id, 0);
  const settings = ['server_encoding\0UTF8', 'client_encoding\0UTF8', 'DateStyle\0ISO, MDY'];
  return Buffer.concat([
    frame('R', Buffer.alloc(4)),
    ...settings.map((setting) => frame('S', Buffer.from(`${setting}\0`))),
    frame('K', key),
    frame('Z', Buffer.from('I')),
  ]);
}
