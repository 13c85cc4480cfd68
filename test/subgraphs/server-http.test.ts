/** HTTP of a subgraph's server: methods, addresses and content codings. */
import { networkInterfaces } from 'node:os';
import { request as httpRequest, type IncomingHttpHeaders } from 'node:http';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { CONTEXT_HEADER } from '../../core/http/headers.ts';
import { BODY_BYTES_MAX, startGraphServer } from '../../subgraphs/kit/server/graphql-server.ts';

const DATA = { names: 'x'.repeat(10_000) };

let server: Awaited<ReturnType<typeof startGraphServer>>;
beforeAll(async () => {
  server = await startGraphServer({
    host: '0.0.0.0',
    port: 0,
    execute: async ({ query }) => ({ data: query === '{ names }' ? DATA : {} }),
  });
});
afterAll(() => server.stop());

interface Sent {
  readonly method?: string;
  readonly path?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly hostname?: string;
}

async function send(sent: Sent): Promise<{
  readonly status: number | undefined;
  readonly headers: IncomingHttpHeaders;
  readonly bytes: Buffer;
}> {
  const { method = 'POST', path = '/graphql', headers = {}, body, hostname = '127.0.0.1' } = sent;
  return await new Promise((resolve, reject) => {
    const { port } = new URL(server.url);
    const all = { 'content-type': 'application/json', ...headers };
    const request = httpRequest({ hostname, port, path, method, headers: all }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () =>
        resolve({
          status: response.statusCode,
          headers: response.headers,
          bytes: Buffer.concat(chunks),
        }),
      );
    });
    request.on('error', reject);
    request.end(body ?? (method === 'POST' ? '{"query":"{ names }"}' : undefined));
  });
}

test.each([
  ['GET', '/graphql', 405, 'POST'],
  ['OPTIONS', '/graphql', 405, 'POST'],
  ['POST', '/health', 405, 'GET, HEAD'],
  ['DELETE', '/health/?x', 405, 'GET, HEAD'],
  ['GET', '/', 404, undefined],
  ['GET', '/graphql/other', 404, undefined],
  ['HEAD', '/health', 200, undefined],
  ['GET', '/health/?verbose', 200, undefined],
  ['POST', '/graphql/?x=1', 200, undefined],
])('%s %s gives status %i with Allow %s', async (method, path, status, allow) => {
  const { status: received, headers } = await send({ method, path });
  expect([received, headers.allow]).toEqual([status, allow]);
});

test('HEAD gives the headers of GET, and no body', async () => {
  const [get, head] = [
    await send({ method: 'GET', path: '/health' }),
    await send({ method: 'HEAD', path: '/health' }),
  ];
  expect(head.headers['content-length']).toBe(String(get.bytes.length));
  expect(head.bytes.length).toBe(0);
});

test('a compressed request gives 415', async () => {
  const { status, bytes } = await send({ headers: { 'content-encoding': 'gzip' } });
  expect([status, JSON.parse(bytes.toString())]).toEqual([
    415,
    {
      errors: [
        {
          message:
            'Cannot read this body: expected JSON in UTF-8, "content-type: application/json"',
          extensions: { code: 'BAD_REQUEST' },
        },
      ],
    },
  ]);
});

test('a body that is too large gives 413 and ends its connection, because the rest of it is not read', async () => {
  const { status, headers } = await send({ body: ' '.repeat(BODY_BYTES_MAX + 1) });
  expect([status, headers.connection]).toEqual([413, 'close']);
});

const GZIP = { 'accept-encoding': 'gzip' };
const elsewhere = Object.values(networkInterfaces())
  .flatMap((addresses) => addresses ?? [])
  .find(({ internal, family }) => !internal && family === 'IPv4')?.address;

test.skipIf(elsewhere === undefined)(
  'a large response to another machine is compressed as it accepts, unless it may hold protected data',
  async () => {
    const ask = async (headers: Readonly<Record<string, string>>, body?: string) => {
      const hostname = elsewhere ?? '';
      const { headers: received, bytes } = await send({ hostname, headers, ...(body && { body }) });
      expect(received['content-length']).toBe(String(bytes.length));
      return [received['content-encoding'], bytes] as const;
    };
    const [coding, bytes] = await ask(GZIP);
    expect([coding, JSON.parse(gunzipSync(bytes).toString())]).toEqual(['gzip', { data: DATA }]);
    expect((await ask({}))[0]).toBeUndefined();
    expect((await ask(GZIP, '{"query":"{ small }"}'))[0]).toBeUndefined();
    expect((await ask({ ...GZIP, [CONTEXT_HEADER]: 'signed' }))[0]).toBeUndefined();
  },
);

test('a response on the same machine is not compressed, which would cost more than it saves', async () => {
  const { headers, bytes } = await send({ headers: GZIP });
  expect([headers['content-encoding'], JSON.parse(bytes.toString())]).toEqual([
    undefined,
    { data: DATA },
  ]);
});
