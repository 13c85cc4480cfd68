/**
 * A proxy in front of a shared partner system: one test file injects faults and counts requests without an
 * effect on the other test files.
 */
import { createServer } from 'node:http';
import type { IncomingMessage, Server as HttpServer, ServerResponse } from 'node:http';
import { connect, createServer as createTcpServer } from 'node:net';
import type { AddressInfo, Server, Socket } from 'node:net';
import type { MockFault } from '../../mocks/partner-system.ts';
import { createStatementCounter } from './statement-counter.ts';

export interface PartnerProxy {
  readonly url: string;
  /** HTTP requests, or SQL statements other than begin, commit and rollback. */
  calls(): number;
  resetCalls(): void;
  setFault(fault: MockFault): void;
  stop(): Promise<void>;
}

/** Starts a proxy with the protocol of its target: PostgreSQL or HTTP. */
export function startPartnerProxy(target: string): Promise<PartnerProxy> {
  return target.startsWith('postgres') ? startPostgresProxy(target) : startHttpProxy(target);
}

async function startHttpProxy(target: string): Promise<PartnerProxy> {
  let calls = 0;
  let fault: MockFault = null;
  const server = createServer((request, response) => {
    calls += 1;
    void relay(target, request, response, fault).catch(() => response.destroy());
  });
  // After the usual five seconds a client could send on a connection while it is closed, and lose its request.
  server.keepAliveTimeout = 120_000;
  const port = await listen(server);
  return {
    url: `http://127.0.0.1:${port}`,
    calls: () => calls,
    resetCalls: () => (calls = 0),
    setFault: (next) => (fault = next),
    stop: () => close(server, () => server.closeAllConnections()),
  };
}

async function relay(
  target: string,
  request: IncomingMessage,
  response: ServerResponse,
  fault: MockFault,
): Promise<void> {
  if (fault === 'late') return;
  if (fault === 'down') {
    request.socket.resetAndDestroy();
    return;
  }
  if (fault === 'garbled') {
    response.writeHead(200, { 'content-type': 'application/json' }).end('\u0000 nonsense');
    return;
  }
  if (fault === 'html') {
    response.writeHead(200, { 'content-type': 'text/html' }).end('<h1>Onderhoud</h1>');
    return;
  }
  const body = await readAll(request);
  const upstream = await fetch(`${target}${request.url}`, {
    method: request.method ?? 'GET',
    headers: forwardable(request),
    redirect: 'manual',
    ...(body.length === 0 ? {} : { body }),
  });
  // Bytes, not text: a register may be a workbook, or have another encoding than UTF-8.
  const bytes = Buffer.from(await upstream.arrayBuffer());
  const etag = upstream.headers.get('etag');
  response.writeHead(upstream.status, {
    'content-type': upstream.headers.get('content-type') ?? 'application/json',
    ...(etag === null ? {} : { etag }),
  });
  response.end(fault === 'half' ? bytes.subarray(0, Math.floor(bytes.length / 2)) : bytes);
}

function forwardable({ headers }: IncomingMessage): Record<string, string> {
  const kept = [
    'accept',
    'accept-language',
    'authorization',
    'content-type',
    'if-none-match',
    'traceparent',
  ];
  return Object.fromEntries(
    kept.flatMap((name) => {
      const value = headers[name];
      return typeof value === 'string' ? [[name, value]] : [];
    }),
  );
}

async function readAll(request: IncomingMessage): Promise<Buffer<ArrayBuffer>> {
  const chunks: Buffer[] = [];
  for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
  return Buffer.concat(chunks);
}

async function startPostgresProxy(target: string): Promise<PartnerProxy> {
  let calls = 0;
  let fault: MockFault = null;
  const sockets = new Set<Socket>();
  const { hostname, port: targetPort } = new URL(target);
  const server = createTcpServer((client) => {
    const upstream = connect(Number(targetPort), hostname);
    const count = createStatementCounter();
    for (const socket of [client, upstream]) {
      sockets.add(socket);
      socket.on('error', () => end(client, upstream));
      socket.on('close', () => end(client, upstream));
    }
    client.on('data', (bytes: Buffer) => {
      calls += count(bytes);
      if (fault === 'down') client.resetAndDestroy();
      else if (fault === null) upstream.write(bytes);
      else if (fault !== 'late') client.write('nonsense, not a message of PostgreSQL');
    });
    upstream.on('data', (bytes: Buffer) => {
      if (fault === null) client.write(bytes);
    });
  });
  const port = await listen(server);
  const url = new URL(target);
  url.port = String(port);
  return {
    url: url.href,
    calls: () => calls,
    resetCalls: () => (calls = 0),
    setFault: (next) => {
      fault = next;
      if (next === 'down') for (const socket of sockets) socket.destroy();
    },
    stop: () =>
      close(server, () => {
        for (const socket of sockets) socket.destroy();
      }),
  };

  function end(client: Socket, upstream: Socket): void {
    for (const socket of [client, upstream]) {
      socket.destroy();
      sockets.delete(socket);
    }
  }
}

function listen(server: Server | HttpServer): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => resolve((server.address() as AddressInfo).port));
  });
}

function close(server: Server | HttpServer, cutOff: () => void): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    cutOff();
  });
}
