/** A partner over HTTP that responds as a test says, path by path; anything else is not found. */
import { createServer } from 'node:http';
import type { IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface FakeResponse {
  readonly status?: number;
  /** Null sends no such header. */
  readonly type?: string | null;
  /** Text and bytes go as they are, anything else as JSON. */
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

export type Route = FakeResponse | ((request: IncomingMessage) => FakeResponse);

export interface FakeHttp {
  readonly url: string;
  /** By path, without its query. */
  routes: Readonly<Record<string, Route>>;
  /** Method and path of every request, in order. */
  readonly asked: string[];
  stop(): Promise<void>;
}

export async function startFakeHttp(routes: FakeHttp['routes']): Promise<FakeHttp> {
  const server = createServer((request, response) => {
    request.resume();
    const path = request.url?.split('?', 1)[0] ?? '';
    fake.asked.push(`${request.method} ${path}`);
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
    asked: [],
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  return fake;
}

/** What a list turns into when something is wrong with the service; never an empty list. */
export const LOST_LISTS: Readonly<Record<string, readonly [fault: string, FakeResponse]>> = {
  '404 in JSON': ['refused', { status: 404, body: { status: '404', title: 'Not found' } }],
  '404 as problem+json': [
    'refused',
    { status: 404, type: 'application/problem+json', body: { status: '404' } },
  ],
  '404 as a page': ['refused', { status: 404, type: 'text/html', body: '<h1>Weg</h1>' }],
  '410': ['refused', { status: 410 }],
  '403': ['refused', { status: 403, body: {} }],
  '429': ['refused', { status: 429, body: {} }],
  '500': ['refused', { status: 500, body: {} }],
  'a redirect': ['refused', { status: 302, headers: { location: '/elders' } }],
  '204': ['garbled', { status: 204, type: null }],
  '202': ['garbled', { status: 202, body: {} }],
  '206': ['garbled', { status: 206, body: {} }],
  '304 that was not asked for': ['garbled', { status: 304 }],
  'an empty body': ['garbled', { body: '' }],
  'JSON null': ['garbled', { body: null }],
  'an empty object': ['garbled', { body: {} }],
  'an empty array': ['garbled', { body: [] }],
  'a number': ['garbled', { body: '0' }],
  'a page': ['garbled', { type: 'text/html', body: '<h1>Onderhoud</h1>' }],
  'no media type': ['garbled', { type: null, body: {} }],
  'bytes that are not UTF-8': ['garbled', { body: Buffer.from([0x22, 0xff, 0x22]) }],
  'JSON that ends early': ['garbled', { body: '{"items":[' }],
  'very deep JSON': ['garbled', { body: `${'['.repeat(200_000)}${']'.repeat(200_000)}` }],
};
