/** Relays the demo's controls to the process that started it, so that a browser needs one address only. */
import type { IncomingMessage } from 'node:http';
import { GatewayError } from '../errors/gateway-error.ts';
import { requireJson } from './media-type.ts';
import { readBody } from './read-body.ts';
import { reply, type Reply } from './http-response.ts';
import { problemOf } from './problem.ts';
import { isFromElsewhere } from './same-site.ts';

export interface DemoRelay {
  /** The methods of a path; undefined for one that is not relayed. */
  methodsOf(path: string): readonly string[] | undefined;
  /** For a path and one of its methods. */
  relay(request: IncomingMessage, path: string): Promise<Reply>;
}

const OFFERED: ReadonlyMap<string, readonly string[]> = new Map([
  ['/demo/roles', ['GET', 'HEAD']],
  ['/demo/token', ['POST']],
  ['/demo/exchange', ['POST']],
  ['/demo/faults', ['POST']],
]);
const BOUNDS = { bodyBytes: 4096 };
const ANSWER_BYTES_MAX = 262_144;
const DEADLINE_MS = 5_000;
const LOOPBACK_HOST = /^(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/;

/** It issues tokens, so it accepts requests from loopback only. */
export function createDemoRelay(demoUrl: string): DemoRelay {
  return {
    methodsOf: (path) => OFFERED.get(path),
    async relay(request, path) {
      try {
        requireOwnPage(request);
        const body = request.method === 'POST' ? await readPosted(request) : null;
        return await relay(new URL(path, demoUrl), body);
      } catch (error) {
        if (error instanceof GatewayError) return problemOf(error);
        return problemOf(
          new GatewayError('INTERNAL', 'The controls of the demo do not respond', 502),
        );
      }
    },
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

async function relay(url: URL, body: Buffer | null): Promise<Reply> {
  const response = await fetch(url, {
    method: body ? 'POST' : 'GET',
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
