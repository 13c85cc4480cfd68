/** Connections that are kept open, and clients that do not read. */
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { reply, TEXT_TYPE } from '../../gateway/http/http-response.ts';
import { listen, type Listening } from '../../gateway/http/listen.ts';

let listening: Listening | undefined;
const sockets: Socket[] = [];
/** The ends of the server, by the path of their last request. */
const served = new Map<string, Socket>();

afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.destroy();
  await listening?.stop();
});

async function start(limits: { readonly idleMs?: number; readonly connectionsMax?: number }) {
  const body = Buffer.alloc(32 * 1024 * 1024, 'x');
  listening = await listen({
    host: '127.0.0.1',
    port: 0,
    record: () => undefined,
    route: async ({ url = '', socket }) => {
      served.set(url, socket);
      return reply(200, TEXT_TYPE, url === '/large' ? body : 'small');
    },
    ...limits,
  });
  return listening.url;
}

async function open(url: string): Promise<Socket> {
  const socket = connect(Number(new URL(url).port), '127.0.0.1');
  sockets.push(socket);
  socket.on('error', () => undefined);
  await once(socket, 'connect');
  return socket;
}

const get = (path: string) => `GET ${path} HTTP/1.1\r\nhost: x\r\n\r\n`;

test('a client that does not read its response is disconnected', async () => {
  const url = await start({ idleMs: 200 });
  const socket = await open(url);
  socket.write(get('/large'));
  await once(socket, 'data');
  socket.pause();
  await expect.poll(() => served.get('/large')?.destroyed, { timeout: 20_000 }).toBe(true);
});

test('connections without a request make room before there are too many', async () => {
  const url = await start({ connectionsMax: 20 });
  const idle = await Promise.all(Array.from({ length: 19 }, () => open(url)));
  for (const socket of idle) {
    socket.write(get('/small'));
    await once(socket, 'data');
  }
  const areClosed = Promise.all(idle.map((socket) => once(socket, 'close')));
  expect((await fetch(url)).status).toBe(200);
  await areClosed;
});
