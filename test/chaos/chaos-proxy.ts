/**
 * A proxy between two processes that spoils responses on the wire. A fault is set for all requests, or for the
 * requests of one trace, so that requests with and without faults can be in flight side by side.
 */
import { createServer, request as sendRequest } from 'node:http';
import type { IncomingMessage } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { parseTraceparent } from '../../core/trace/trace.ts';
import type { ChaosFault, WholeResponse } from './faults.ts';

export interface ChaosProxy {
  readonly url: string;
  /** The fault of requests without a fault of their own. */
  setFault(fault: ChaosFault | null): void;
  setFaultOf(traceId: string, fault: ChaosFault): void;
  /** How many requests of this trace arrived. */
  requestsOf(traceId: string): number;
  stop(): Promise<void>;
}

/** Starts a proxy in front of an HTTP server; `trapUrl` is the address that redirects name. */
export async function startChaosProxy(target: string, trapUrl: string): Promise<ChaosProxy> {
  let fault: ChaosFault | null = null;
  const faults = new Map<string, ChaosFault>();
  const counts = new Map<string, number>();
  const sockets = new Set<Socket>();
  const { origin, pathname } = new URL(target);

  const handle = async (request: IncomingMessage) => {
    const traceId = parseTraceparent(request.headers['traceparent'])?.traceId ?? '';
    counts.set(traceId, (counts.get(traceId) ?? 0) + 1);
    const chosen = faults.get(traceId) ?? fault;
    // A spoiled response has a body, so nothing may be unchanged since the last one.
    if (chosen) delete request.headers['if-none-match'];
    const whole = await relay(origin, request);
    if (chosen) chosen.send(request.socket, whole, { trapUrl });
    else request.socket.write(whole.bytes);
  };
  const server = createServer((request) => {
    void handle(request).catch(() => request.socket.destroy());
  });
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.on('error', () => socket.destroy());
    socket.on('close', () => sockets.delete(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}${pathname === '/' ? '' : pathname}`,
    setFault: (next) => {
      fault = next;
    },
    setFaultOf: (traceId, next) => void faults.set(traceId, next),
    requestsOf: (traceId) => counts.get(traceId) ?? 0,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}

/** The response of the server behind the proxy, with a length and a connection that stays open. */
function relay(origin: string, request: IncomingMessage): Promise<WholeResponse> {
  const { method = 'GET', url = '/', headers } = request;
  return new Promise((resolve, reject) => {
    const upstream = sendRequest(new URL(url, origin), { method, headers }, (response) => {
      void readAll(response).then(
        (body) => resolve(wholeOf(response, body)),
        (error: unknown) => reject(error instanceof Error ? error : new Error('No response')),
      );
    });
    upstream.on('error', reject);
    request.pipe(upstream);
  });
}

function wholeOf({ statusCode = 502, headers }: IncomingMessage, body: Buffer): WholeResponse {
  const left = ['connection', 'keep-alive', 'transfer-encoding', 'content-length'];
  const kept = Object.entries(headers).filter(([name]) => !left.includes(name));
  const lines = [
    `HTTP/1.1 ${statusCode} ${statusCode === 200 ? 'OK' : 'Other'}`,
    ...kept.map(([name, value]) => `${name}: ${String(value)}`),
    ...(statusCode === 304 ? [] : [`content-length: ${body.length}`]),
  ];
  const type = headers['content-type'] ?? 'application/json';
  const bytes = Buffer.concat([Buffer.from(`${lines.join('\r\n')}\r\n\r\n`), body]);
  return { status: statusCode, type, body, bytes };
}

async function readAll(message: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of message as AsyncIterable<Buffer>) chunks.push(chunk);
  return Buffer.concat(chunks);
}
