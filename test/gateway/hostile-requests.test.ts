import { connect } from 'node:net';
import * as fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { isErrorCode } from '../../gateway/responses/mask-error.ts';
import { startSmallGateway, type SmallGateway } from './support/small-gateway.ts';

let gateway: SmallGateway;

beforeAll(async () => {
  gateway = await startSmallGateway();
  gateway.funds.respondWith({ data: { schemes: [], region: null } });
  gateway.education.respondWith({ data: { trainings: [] } });
});
afterAll(() => gateway.stop());

const WORDS = [
  '{',
  '}',
  '(',
  ')',
  '[',
  ']',
  ':',
  '$',
  '@',
  '!',
  '...',
  'on',
  'query',
  'fragment',
  'mutation',
  'schemes',
  'region',
  'members',
  'name',
  'id',
  'vouchers',
  'F',
  'Region',
  'Query',
  '"x"',
  '"""',
  '1e9',
  '@skip(if: true)',
  '__typename',
  '__schema',
  '__proto__',
  '\u0000',
  '#',
  'null',
];

const almostGraphql = fc
  .array(fc.constantFrom(...WORDS), { maxLength: 60 })
  .map((words) => words.join(' '));

const bodies = fc.oneof(
  almostGraphql.map((query) => JSON.stringify({ query })),
  fc
    .record({ query: almostGraphql, variables: fc.jsonValue(), operationName: fc.jsonValue() })
    .map((body) => JSON.stringify(body)),
  fc.json(),
  fc.string({ unit: 'binary' }),
);

interface Body {
  readonly data?: unknown;
  readonly errors?: readonly {
    readonly message: string;
    readonly extensions: { readonly code: string };
  }[];
}

test('any posted body gives data, or errors with a known code and a status below 500', async () => {
  await fc.assert(
    fc.asyncProperty(bodies, async (body) => {
      const response = await fetch(`${gateway.url}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body,
      });
      const { data, errors } = (await response.json()) as Body;
      expect(response.status).toBeLessThan(500);
      expect(data !== undefined || (errors ?? []).length > 0).toBe(true);
      for (const { extensions } of errors ?? []) expect(isErrorCode(extensions.code)).toBe(true);
    }),
    { numRuns: 200 },
  );
  expect(gateway.logged()).toBe('');
});

async function sendRaw(text: string): Promise<string> {
  const { hostname, port } = new URL(gateway.url);
  const socket = connect(Number(port), hostname);
  socket.end(text);
  let received = '';
  socket.on('data', (chunk: Buffer) => (received += chunk.toString()));
  await new Promise((resolve) => {
    socket.on('close', resolve);
    socket.on('error', resolve);
  });
  return received.split('\r\n', 1)[0] ?? '';
}

test.each([
  ['text that is not HTTP', 'hello\r\n\r\n', 'HTTP/1.1 400 Bad Request'],
  [
    'a header of 40 kB',
    `GET / HTTP/1.1\r\nhost: x\r\nx: ${'y'.repeat(40_000)}\r\n\r\n`,
    'HTTP/1.1 431 Request Header Fields Too Large',
  ],
  [
    'two Content-Length headers',
    'POST /graphql HTTP/1.1\r\nhost: x\r\ncontent-length: 5\r\ncontent-length: 6\r\n\r\nhello',
    'HTTP/1.1 400 Bad Request',
  ],
  [
    'Content-Length with Transfer-Encoding',
    'POST /graphql HTTP/1.1\r\nhost: x\r\ncontent-length: 5\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n',
    'HTTP/1.1 400 Bad Request',
  ],
  [
    'an invalid request target',
    'GET http://[ HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n',
    'HTTP/1.1 400 Bad Request',
  ],
])('%s gives a 4xx status', async (_, text, status) => {
  expect(await sendRaw(text)).toBe(status);
});

const POST_SCHEMES = postOf(JSON.stringify({ query: '{ schemes { id } }' }));

function postOf(body: string): string {
  const headers = `content-type: application/json\r\ncontent-length: ${body.length}`;
  return `POST /graphql HTTP/1.1\r\nhost: x\r\n${headers}\r\n\r\n${body}`;
}

/** A connection to the gateway, and how many responses have arrived on it. */
function openConnection() {
  const socket = connect(Number(new URL(gateway.url).port), '127.0.0.1');
  let text = '';
  socket.on('data', (chunk: Buffer) => (text += chunk.toString()));
  const responses = () => text.split('{"data":{"schemes":[]}}').length - 1;
  return { socket, responses };
}

test('three pipelined requests on one connection give three responses', async () => {
  gateway.funds.respondWith({ data: { schemes: [] } });
  const { socket, responses } = openConnection();
  socket.write(POST_SCHEMES.repeat(3));
  await expect.poll(responses).toBe(3);
  socket.destroy();
});

test('a client that disconnects in its second request aborts the subgraph request, and the next client gets its data', async () => {
  gateway.funds.received.length = 0;
  gateway.funds.respondWith({ data: { schemes: [] } });
  const { socket, responses } = openConnection();
  socket.write(POST_SCHEMES);
  await expect.poll(responses).toBe(1);
  const abortedBefore = gateway.funds.abortedCount();
  gateway.funds.respondWith(new Promise(() => {}));
  socket.write(POST_SCHEMES);
  await expect.poll(() => gateway.funds.received.length).toBe(2);
  socket.destroy();
  // Well within the deadline of 10 seconds, at which the subgraph request would be aborted anyway.
  await expect.poll(() => gateway.funds.abortedCount(), { timeout: 5_000 }).toBe(abortedBefore + 1);
  gateway.funds.respondWith({ data: { schemes: [] } });
  expect((await gateway.ask('{ schemes { id } }')).body).toEqual({ data: { schemes: [] } });
});

test('a client that disconnects does not affect the next request', async () => {
  gateway.funds.received.length = 0;
  gateway.funds.respondWith(new Promise(() => {}));
  const controller = new AbortController();
  const pending = fetch(`${gateway.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query: '{ schemes { id } }' }),
    signal: controller.signal,
  }).catch(() => 'aborted');
  await expect.poll(() => gateway.funds.received.length).toBe(1);
  controller.abort();
  expect(await pending).toBe('aborted');
  gateway.funds.respondWith({ data: { schemes: [] } });
  expect((await gateway.ask('{ schemes { id } }')).body).toEqual({ data: { schemes: [] } });
});
