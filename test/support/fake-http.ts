/** An HTTP server in place of a partner: a test sets the response of each path, and other paths give 404. */
import { createServer } from 'node:http';
import type { IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface FakeResponse {
  readonly status?: number;
  /** `null` sends no content-type header. */
  readonly type?: string | null;
  /** Text and bytes are sent unchanged, other values as JSON. */
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

export type Route = FakeResponse | ((request: IncomingMessage) => FakeResponse);

export interface FakeHttp {
  readonly url: string;
  /** Responses by path, without its query. */
  routes: Readonly<Record<string, Route>>;
  /** Method and path of every request, in order. */
  readonly received: string[];
  stop(): Promise<void>;
}

export async function startFakeHttp(routes: FakeHttp['routes']): Promise<FakeHttp> {
  const server = createServer((request, response) => {
    request.resume();
    const path = request.url?.split('?', 1)[0] ?? '';
    fake.received.push(`${request.method} ${path}`);
    const route = fake.routes[path] ?? { status: 404, body: { status: '404' } };
    const {
      status = 200,
      type = 'application/json',
      body,
      headers,
    } = typeof route === 'function' ? route(request) : route;
    response.writeHead(status, { ...(type !== null && { 'content-type': type }), ...headers });
    response.end(
      body === undefined || typeof body === 'string' || Buffer.isBuffer(body)
        ? body
        : JSON.stringify(body),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const fake: FakeHttp = {
    url: `http://127.0.0.1:${port}`,
    routes,
    received: [],
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  return fake;
}

/** Failing responses to a request for a list, each with its fault: none may be read as an empty list. */
export const LOST_LISTS: Readonly<Record<string, readonly [fault: string, FakeResponse]>> = {
  '404 in JSON': ['refused', { status: 404, body: { status: '404', title: 'Not found' } }],
  '404 as problem+json': [
    'refused',
    { status: 404, type: 'application/problem+json', body: { status: '404' } },
  ],
  '404 as an HTML page': ['refused', { status: 404, type: 'text/html', body: '<h1>Weg</h1>' }],
  '410': ['refused', { status: 410 }],
  '403': ['refused', { status: 403, body: {} }],
  '429': ['refused', { status: 429, body: {} }],
  '500': ['refused', { status: 500, body: {} }],
  'a redirect': ['refused', { status: 302, headers: { location: '/elders' } }],
  '204': ['garbled', { status: 204, type: null }],
  '202': ['garbled', { status: 202, body: {} }],
  '206': ['garbled', { status: 206, body: {} }],
  '304 without If-None-Match': ['garbled', { status: 304 }],
  'an empty body': ['garbled', { body: '' }],
  'JSON null': ['garbled', { body: null }],
  'an empty object': ['garbled', { body: {} }],
  'an empty array': ['garbled', { body: [] }],
  'a number': ['garbled', { body: '0' }],
  'an HTML page': ['garbled', { type: 'text/html', body: '<h1>Onderhoud</h1>' }],
  'no media type': ['garbled', { type: null, body: {} }],
  'bytes that are not UTF-8': ['garbled', { body: Buffer.from([0x22, 0xff, 0x22]) }],
  'JSON that ends early': ['garbled', { body: '{"items":[' }],
  'very deep JSON': ['garbled', { body: `${'['.repeat(200_000)}${']'.repeat(200_000)}` }],
};
