/** A partner system over HTTP that counts requests and can simulate faults. */
import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import type { SubgraphName } from '../core/federation/subgraph-names.ts';
import type { MockFault, PartnerSystem } from './partner-system.ts';

export interface HttpRequest {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export interface HttpResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Buffer;
}

export interface HttpSystemSettings {
  readonly id: string;
  readonly kind: SubgraphName;
  /** 0 means a free port. */
  readonly port: number;
  handle(request: HttpRequest): HttpResponse | Promise<HttpResponse>;
}

const BODY_BYTES_MAX = 1_000_000;
const HTML_PAGE =
  '<!doctype html><html lang="nl"><title>Onderhoud</title><h1>Wij zijn zo terug</h1></html>';

/** Starts a partner system on loopback. */
export async function startHttpSystem(settings: HttpSystemSettings): Promise<PartnerSystem> {
  let fault: MockFault = null;
  let calls = 0;
  let delayMs = 0;
  const waiting = new Set<ServerResponse>();

  const server = createServer((request, response) => {
    calls += 1;
    if (fault === 'down') request.socket.resetAndDestroy();
    else if (fault === 'late') keepWaiting(response);
    else void respond(request, response, fault).catch(() => response.destroy());
  });

  function keepWaiting(response: ServerResponse): void {
    waiting.add(response);
    response.on('close', () => waiting.delete(response));
  }

  async function respond(
    request: IncomingMessage,
    response: ServerResponse,
    responseFault: Exclude<MockFault, 'down' | 'late'>,
  ): Promise<void> {
    const parsed = await readRequest(request);
    if (delayMs > 0) await wait(delayMs);
    const whole = await settings.handle(parsed);
    const sent = responseFault === null ? whole : spoil(whole, responseFault);
    response.writeHead(sent.status, {
      ...sent.headers,
      'content-length': Buffer.byteLength(sent.body),
    });
    response.end(request.method === 'HEAD' ? undefined : sent.body);
  }

  const port = await listen(server, settings.port);
  return {
    id: settings.id,
    kind: settings.kind,
    url: `http://127.0.0.1:${port}`,
    calls: () => calls,
    resetCalls: () => {
      calls = 0;
    },
    setFault: (next) => {
      fault = next;
      // Requests that were left waiting never get a response, so clients must send them again.
      for (const response of waiting) response.socket?.resetAndDestroy();
    },
    setDelay: (next) => {
      delayMs = next;
    },
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function spoil(response: HttpResponse, fault: 'garbled' | 'html' | 'half'): HttpResponse {
  switch (fault) {
    case 'html':
      return { status: 200, headers: { 'content-type': 'text/html' }, body: HTML_PAGE };
    case 'half': {
      const whole = Buffer.from(response.body);
      return { ...response, body: whole.subarray(0, Math.floor(whole.length / 2)) };
    }
    case 'garbled':
      return { ...response, status: 200, body: Buffer.from('\u0000\ufffd{"items":[,,]}\u0007') };
  }
}

async function readRequest(request: IncomingMessage): Promise<HttpRequest> {
  const url = new URL(request.url ?? '/', 'http://partner');
  const headers = Object.fromEntries(
    Object.entries(request.headers).map(([name, value]) => [name, String(value)]),
  );
  const { method = 'GET' } = request;
  return {
    method,
    path: url.pathname,
    query: url.searchParams,
    headers,
    body: await readBody(request),
  };
}

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > BODY_BYTES_MAX) throw new Error('Cannot read the request: too large');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function listen(server: ReturnType<typeof createServer>, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      const address = server.address();
      if (address === null || typeof address === 'string') {
        reject(new Error('Cannot read the port'));
      } else {
        resolve(address.port);
      }
    });
  });
}
