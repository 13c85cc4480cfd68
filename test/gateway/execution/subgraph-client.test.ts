import { createServer, type RequestListener, type Server } from 'node:http';
import { afterEach, expect, test } from 'vitest';
import { createCancellation } from '../../../gateway/execution/cancellation.ts';
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
  to.send('{"query":"{ a }"}', subgraphHeaders({}), createCancellation(signal));

test('an answer arrives whole, from the path of the address', async () => {
  const asked: unknown[] = [];
  const to = await start((request, response) => {
    asked.push([request.method, request.url, request.headers['content-type']]);
    response.writeHead(200, json).write('{"da');
    response.end('ta":{}}');
  });
  expect((await send(to)).bytes?.toString()).toBe('{"data":{}}');
  expect(asked).toEqual([['POST', '/graphql?a=1', 'application/json']]);
});

test('headers of one connection are never forwarded, the others are', async () => {
  const headers = subgraphHeaders({
    'X-LLO-Context': 'signed',
    Connection: 'upgrade',
    'Transfer-Encoding': 'chunked',
    Host: 'evil',
    'Content-Length': '1',
    'Content-Type': 'text/plain',
  });
  expect(headers.slice(4)).toEqual(['X-LLO-Context', 'signed']);
});

test('GraphQL errors with a status of their own are read, other bodies are not', async () => {
  const to = await start((_, response) => {
    response.writeHead(400, { 'content-type': 'application/graphql-response+json' }).end('{}');
  });
  expect((await send(to)).bytes?.toString()).toBe('{}');
});

test.each<[string, RequestListener, string]>([
  ['a subgraph that is silent', () => {}, 'late'],
  ['half an answer', (_, response) => void response.writeHead(200, json).write('{'), 'late'],
  [
    'too large an answer',
    (_, response) => void response.writeHead(200, json).end('x'.repeat(2000)),
    'garbled',
  ],
  [
    'an answer that never ends',
    (_, response) => {
      response.writeHead(200, json);
      const write = () => void response.write('x'.repeat(500), () => setImmediate(write));
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
    'a page',
    (_, response) => void response.writeHead(200, { 'content-type': 'text/html' }).end('<'),
    'garbled',
  ],
  ['no media type', (_, response) => void response.writeHead(200).end('{}'), 'garbled'],
  ['a broken connection', (request) => void request.socket.destroy(), 'unreachable'],
  ['an outage', (_, response) => void response.writeHead(503, json).end('{}'), 'unreachable'],
])('%s is a fault, in time', async (_, listener, fault) => {
  const to = await start(listener, { deadlineMs: 200, answerBytesMax: 1000 });
  expect(await send(to)).toEqual({ fault });
});

test('nobody there is unreachable', async () => {
  const to = await start(() => {});
  server?.close();
  server?.closeAllConnections();
  expect(await send(to)).toEqual({ fault: 'unreachable' });
});

test('a caller who leaves ends the call', async () => {
  const controller = new AbortController();
  const left = new Promise<void>((resolve) => {
    void start((request) => {
      request.socket.once('close', () => resolve());
      controller.abort();
    }).then((to) => send(to, controller.signal));
  });
  await left;
});

test('a caller who has left is not asked for', async () => {
  let calls = 0;
  const to = await start(() => (calls += 1));
  expect(await send(to, AbortSignal.abort())).toEqual({ fault: 'late' });
  expect(calls).toBe(0);
});

test('a second asking has what is left of the deadline of the first', async () => {
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
    return to.send('{}', subgraphHeaders({}), createCancellation(signal), startedAtMs);
  };
  expect((await again(performance.now() - 1000)).bytes?.toString()).toBe('{"data":{}}');
  expect(await again(performance.now() - 60_000)).toEqual({ fault: 'late' });
  expect(requestedCount).toBe(1);
});
