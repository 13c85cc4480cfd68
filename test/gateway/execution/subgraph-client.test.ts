import { createServer, type RequestListener, type Server } from 'node:http';
import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import { afterEach, describe, expect, test } from 'vitest';
import { Cancellation } from '../../../gateway/execution/cancellation.ts';
import {
  createSubgraphClient,
  subgraphHeaders,
  type SubgraphClient,
} from '../../../gateway/execution/subgraph-client.ts';
import type { SubgraphLimits } from '../../../gateway/execution/execution.ts';

let server: Server | undefined;
let client: SubgraphClient | undefined;
afterEach(async () => {
  await client?.stop();
  server?.closeAllConnections();
  server?.close();
});

async function start(listener: RequestListener, limits: SubgraphLimits = {}) {
  const started = createServer(listener);
  server = started;
  await new Promise<void>((resolve) => started.listen(0, '127.0.0.1', resolve));
  const address = started.address();
  if (address === null || typeof address === 'string') throw new Error('Expected a TCP port');
  client = createSubgraphClient('funds', `http://127.0.0.1:${address.port}/graphql?a=1`, limits);
  return client;
}

const json = { 'content-type': 'application/json' };
const send = (to: SubgraphClient, signal = new AbortController().signal) =>
  to.send('{"query":"{ a }"}', subgraphHeaders({}), new Cancellation(signal));

test('the subgraph client posts to the path of the URL and returns the whole body', async () => {
  const received: unknown[] = [];
  const to = await start((request, response) => {
    received.push([request.method, request.url, request.headers['content-type']]);
    response.writeHead(200, json).write('{"da');
    response.end('ta":{}}');
  });
  expect((await send(to)).bytes?.toString()).toBe('{"data":{}}');
  expect(received).toEqual([['POST', '/graphql?a=1', 'application/json']]);
});

test('subgraphHeaders drops connection headers and keeps others', async () => {
  const headers = subgraphHeaders({
    'X-LLO-Context': 'signed',
    Connection: 'upgrade',
    'Transfer-Encoding': 'chunked',
    Host: 'evil',
    'Content-Length': '1',
    'Content-Type': 'text/plain',
  });
  expect(headers.slice(6)).toEqual(['X-LLO-Context', 'signed']);
});

test('a body with status 400 and the GraphQL media type is returned', async () => {
  const to = await start((_, response) => {
    response.writeHead(400, { 'content-type': 'application/graphql-response+json' }).end('{}');
  });
  expect((await send(to)).bytes?.toString()).toBe('{}');
});

test('a response after an interim response (103) is returned', async () => {
  const to = await start((_, response) => {
    response.writeEarlyHints({ link: '</style.css>; rel=preload' });
    response.writeHead(200, json).end('{"data":{}}');
  });
  expect((await send(to)).bytes?.toString()).toBe('{"data":{}}');
});

test.each<[string, RequestListener, string]>([
  ['a subgraph that does not respond', () => {}, 'late'],
  ['half a response', (_, response) => void response.writeHead(200, json).write('{'), 'late'],
  [
    'a response above the byte limit',
    (_, response) => void response.writeHead(200, json).end('x'.repeat(2000)),
    'garbled',
  ],
  [
    'an endless response',
    (_, response) => {
      response.writeHead(200, json);
      // Until the connection is closed, so that it does not go on while other tests run.
      const write = (error?: Error | null): unknown =>
        error ?? response.write('x'.repeat(500), (failed) => setImmediate(write, failed));
      response.on('error', () => {});
      write();
    },
    'garbled',
  ],
  [
    'a redirect',
    (_, response) => void response.writeHead(307, { location: 'http://127.0.0.1:1/' }).end(),
    'refused',
  ],
  [
    'an HTML page',
    (_, response) => void response.writeHead(200, { 'content-type': 'text/html' }).end('<'),
    'garbled',
  ],
  [
    'a response without a media type',
    (_, response) => void response.writeHead(200).end('{}'),
    'garbled',
  ],
  ['a closed connection', (request) => void request.socket.destroy(), 'unreachable'],
  ['status 503', (_, response) => void response.writeHead(503, json).end('{}'), 'unreachable'],
])('%s gives a fault', async (_, listener, fault) => {
  const to = await start(listener, { deadlineMs: 200, answerBytesMax: 1000 });
  expect(await send(to)).toEqual({ fault });
});

test('a closed port gives the fault "unreachable"', async () => {
  const to = await start(() => {});
  server?.close();
  server?.closeAllConnections();
  expect(await send(to)).toEqual({ fault: 'unreachable' });
});

test('the subgraph request is closed when the client request aborts', async () => {
  const controller = new AbortController();
  const left = new Promise<void>((resolve) => {
    void start((request) => {
      request.socket.once('close', () => resolve());
      controller.abort();
    }).then((to) => send(to, controller.signal));
  });
  await left;
});

test('no subgraph request is sent for an aborted client request', async () => {
  let calls = 0;
  const to = await start(() => (calls += 1));
  expect(await send(to, AbortSignal.abort())).toEqual({ fault: 'late' });
  expect(calls).toBe(0);
});

test('a second attempt has the remaining time of the first', async () => {
  let requestedCount = 0;
  const to = await start(
    (_, response) => {
      requestedCount += 1;
      response.writeHead(200, json).end('{"data":{}}');
    },
    { deadlineMs: 60_000 },
  );
  const again = (startedAtMs: number) => {
    const { signal } = new AbortController();
    return to.send('{}', subgraphHeaders({}), new Cancellation(signal), startedAtMs);
  };
  expect((await again(performance.now() - 1000)).bytes?.toString()).toBe('{"data":{}}');
  expect(await again(performance.now() - 60_000)).toEqual({ fault: 'late' });
  expect(requestedCount).toBe(1);
});

describe('a compressed response', () => {
  const BODY = JSON.stringify({ data: { names: 'x'.repeat(10_000) } });
  /** Members of a gzip file follow each other: 1 MB that expands to 1 GB. */
  const bomb = () => Buffer.concat(Array.from({ length: 64 }, () => GZIPPED_ZEROS));
  const GZIPPED_ZEROS = gzipSync(Buffer.alloc(16 * 1024 * 1024));

  const sendCoded = async (coding: string, bytes: Buffer, limits: SubgraphLimits = {}) => {
    const accepted: unknown[] = [];
    const to = await start((request, response) => {
      accepted.push(request.headers['accept-encoding']);
      response.writeHead(200, { ...json, 'content-encoding': coding }).end(bytes);
    }, limits);
    const { bytes: received, fault } = await send(to);
    return { accepted, text: received?.toString(), fault };
  };
  const EXPANDED = { accepted: ['gzip, br'], text: BODY, fault: undefined };
  const garbled = { accepted: ['gzip, br'], text: undefined, fault: 'garbled' };

  test.each([
    ['gzip', gzipSync(BODY), EXPANDED],
    ['X-GZIP', gzipSync(BODY), EXPANDED],
    ['br', brotliCompressSync(BODY), EXPANDED],
    ['identity', Buffer.from(BODY), EXPANDED],
    ['deflate', deflateSync(BODY), garbled],
    ['gzip, gzip', gzipSync(gzipSync(BODY)), garbled],
    ['gzip', Buffer.from(BODY), garbled],
    ['gzip', gzipSync(BODY).subarray(0, 40), garbled],
    ['gzip', Buffer.alloc(0), garbled],
    ['br', brotliCompressSync(BODY).subarray(0, 12), garbled],
  ])('in the coding %s is expanded, or garbled (%#)', async (coding, bytes, expected) => {
    expect(await sendCoded(coding, bytes)).toEqual(expected);
  });

  test('that expands to a gigabyte is garbled, and no more than the limit is kept', async () => {
    const before = process.resourceUsage().maxRSS;
    expect(await sendCoded('gzip', bomb())).toEqual(garbled);
    expect(process.resourceUsage().maxRSS - before).toBeLessThan(256 * 1024);
  });

  test('that is one byte larger than the limit when it is expanded is garbled', async () => {
    const limits = (answerBytesMax: number) =>
      sendCoded('gzip', gzipSync(BODY), { answerBytesMax });
    expect(await limits(BODY.length)).toEqual(EXPANDED);
    expect(await limits(BODY.length - 1)).toEqual(garbled);
  });
});
