/** Proxies that keep every byte between two processes: HTTP with any path, and the protocol of PostgreSQL. */
import { createServer } from 'node:http';
import { connect, createServer as createTcpServer } from 'node:net';
import type { Socket } from 'node:net';
import { listenOnLoopback, readAll, stopServer } from './loopback.ts';

/** What went one way in one request, or on one connection of a database, in Latin-1 so that no byte is lost. */
export interface Sent {
  readonly direction: 'request' | 'response';
  readonly text: string;
}

export interface TrafficRecorder {
  readonly url: string;
  sent(): readonly Sent[];
  stop(): Promise<void>;
}

/** Starts a proxy with the protocol of its target. Paths and queries are passed on as they are. */
export function startTrafficRecorder(target: string): Promise<TrafficRecorder> {
  return target.startsWith('postgres') ? recordDatabase(target) : recordHttp(target);
}

async function recordHttp(target: string): Promise<TrafficRecorder> {
  const sent: Sent[] = [];
  const { origin, pathname } = new URL(target);
  const server = createServer((request, response) => {
    void (async () => {
      const body = await readAll(request);
      const { method = 'GET', url = '', headers } = request;
      const line = `${method} ${url}\n${JSON.stringify(headers)}\n`;
      sent.push({ direction: 'request', text: line + body.toString('latin1') });
      const { host: _, connection: __, 'content-length': ___, ...passed } = headers;
      const upstream = await fetch(`${origin}${url}`, {
        method,
        headers: Object.entries(passed).map(([name, value]): [string, string] => [
          name,
          String(value),
        ]),
        redirect: 'manual',
        ...(body.length > 0 && { body }),
      });
      const bytes = Buffer.from(await upstream.arrayBuffer());
      const head = JSON.stringify([...upstream.headers]);
      sent.push({ direction: 'response', text: `${head}\n${bytes.toString('latin1')}` });
      const type = upstream.headers.get('content-type') ?? 'application/json';
      response.writeHead(upstream.status, { 'content-type': type }).end(bytes);
    })().catch(() => response.destroy());
  });
  server.keepAliveTimeout = 120_000;
  const port = await listenOnLoopback(server);
  return {
    url: `http://127.0.0.1:${port}${pathname === '/' ? '' : pathname}`,
    sent: () => sent,
    stop: () => stopServer(server),
  };
}

async function recordDatabase(target: string): Promise<TrafficRecorder> {
  const connections: Record<Sent['direction'], Buffer[]>[] = [];
  const sockets = new Set<Socket>();
  const url = new URL(target);
  const { hostname, port } = url;
  const server = createTcpServer((client) => {
    const upstream = connect(Number(port), hostname);
    const parts: (typeof connections)[number] = { request: [], response: [] };
    connections.push(parts);
    const end = () => [client, upstream].forEach((socket) => socket.destroy());
    for (const socket of [client, upstream]) {
      sockets.add(socket);
      socket.on('error', end).on('close', end);
    }
    client.on('data', (bytes: Buffer) => {
      parts.request.push(bytes);
      upstream.write(bytes);
    });
    upstream.on('data', (bytes: Buffer) => {
      parts.response.push(bytes);
      client.write(bytes);
    });
  });
  url.port = String(await listenOnLoopback(server));
  return {
    url: url.href,
    // A value may be split over two parts, so each way of a connection is one text.
    sent: () =>
      connections.flatMap((parts) =>
        (['request', 'response'] as const).map((direction) => ({
          direction,
          text: Buffer.concat(parts[direction]).toString('latin1'),
        })),
      ),
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}
