/**
 * A server of the protocol of Valkey and Redis (RESP2) with the few commands that counting rates needs. It runs no
 * Lua: any script counts as the one of `rate-limiter-flexible`, which adds to a key and gives its value and time.
 */
import { createServer, type AddressInfo, type Socket } from 'node:net';

export interface RespServer {
  readonly url: string;
  /** The counters by key. */
  readonly values: ReadonlyMap<string, number>;
  /** While it is silent, commands are read and get no response. */
  setHanging(isHanging: boolean): void;
  stop(): Promise<void>;
}

export async function startRespServer(port = 0): Promise<RespServer> {
  const values = new Map<string, number>();
  const sockets = new Set<Socket>();
  let isHanging = false;
  const respond = ([name = '', ...args]: readonly string[]): string => {
    switch (name.toUpperCase()) {
      case 'EVAL': {
        const [, , key = '', points = '0', seconds = '0'] = args;
        const value = (values.get(key) ?? 0) + Number(points);
        values.set(key, value);
        return `*2\r\n:${value}\r\n:${Number(seconds) * 1000}\r\n`;
      }
      case 'CLIENT':
      case 'AUTH':
        return '+OK\r\n';
      default:
        return `-ERR unknown command ${name}\r\n`;
    }
  };
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    socket.on('error', () => undefined);
    let rest = '';
    socket.on('data', (chunk: Buffer) => {
      rest += chunk.toString();
      for (;;) {
        const command = parseCommand(rest);
        if (command === null) return;
        rest = rest.slice(command.length);
        if (!isHanging) socket.write(respond(command.words));
      }
    });
  });
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- it listens on a port
  const address = server.address() as AddressInfo;
  return {
    url: `redis://127.0.0.1:${address.port}`,
    values,
    setHanging(next) {
      isHanging = next;
    },
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}

/** The first whole command, an array of bulk strings of ASCII; null when more has to arrive. */
function parseCommand(text: string): { readonly words: string[]; readonly length: number } | null {
  const [head = '', count = ''] = /^\*(\d+)\r\n/.exec(text) ?? [];
  if (head === '') return null;
  const words: string[] = [];
  let at = head.length;
  while (words.length < Number(count)) {
    const [line = '', size = ''] = /^\$(\d+)\r\n/.exec(text.slice(at, at + 20)) ?? [];
    const start = at + line.length;
    at = start + Number(size) + 2;
    if (line === '' || at > text.length) return null;
    words.push(text.slice(start, at - 2));
  }
  return { words, length: at };
}
