/** Relays the demo's controls to the process that started it, so that a browser needs one address only. */
import type { IncomingMessage } from 'node:http';
import { GatewayError } from '../errors/gateway-error.ts';
import { requireJson } from './media-type.ts';
import { readBody } from './read-body.ts';
import { refusal, reply, type Reply } from './http-response.ts';
import { isFromElsewhere } from './same-site.ts';

export type DemoRelay = (request: IncomingMessage, path: string) => Promise<Reply | null>;

const OFFERED: Readonly<Record<string, string>> = {
  '/demo/roles': 'GET',
  '/demo/token': 'POST',
  '/demo/faults': 'POST',
};
const BOUNDS = { bodyBytes: 4096 };
const ANSWER_BYTES_MAX = 262_144;
const DEADLINE_MS = 5_000;
const LOOPBACK_HOST = /^(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/;

/** Null for a path that is not relayed. It issues tokens, so it accepts requests from loopback only. */
export function createDemoRelay(demoUrl: string): DemoRelay {
  return async function demoRelay(request, path) {
    const method = OFFERED[path];
    if (method === undefined) return null;
    try {
      requireOwnPage(request);
      if (request.method !== method) throw new GatewayError('BAD_REQUEST', `Use ${method}`, 405);
      const body = method === 'POST' ? await readPosted(request) : null;
      return await relay(new URL(path, demoUrl), method, body);
    } catch (error) {
      if (error instanceof GatewayError) return refusal(error);
      return refusal(new GatewayError('INTERNAL', 'The controls of the demo do not respond', 502));
    }
  };
}

/** Rejects other sites and other host names: with DNS rebinding a site can pose as this host. */
function requireOwnPage({ headers }: IncomingMessage): void {
  if (!isFromElsewhere(headers) && LOOPBACK_HOST.test(headers.host ?? '')) return;
  throw new GatewayError('BAD_REQUEST', 'The demo accepts requests of its own pages only', 403);
}

async function readPosted(request: IncomingMessage): Promise<Buffer> {
  requireJson(request.headers);
  return await readBody(request, BOUNDS);
}

async function relay(url: URL, method: string, body: Buffer | null): Promise<Reply> {
  const response = await fetch(url, {
    method,
    redirect: 'error',
    signal: AbortSignal.timeout(DEADLINE_MS),
    ...(body && { body: new Uint8Array(body), headers: { 'content-type': 'application/json' } }),
  });
  const bytes = await readAnswer(response);
  return reply(response.status, 'application/json; charset=utf-8', bytes);
}

async function readAnswer(response: Response): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of response.body ?? []) {
    bytes += chunk.length;
    if (bytes > ANSWER_BYTES_MAX) throw new Error('Response of the demo is too large');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
