import { request as httpRequest, type IncomingMessage } from 'node:http';
import { connect } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { BOUNDS } from '../../gateway/limits/bounds.ts';
import { startSmallGateway, type SmallGateway } from './support/small-gateway.ts';

let gateway: SmallGateway;

beforeAll(async () => {
  gateway = await startSmallGateway();
});
afterAll(() => gateway.stop());

const TOO_LARGE = (found: string) => ({
  errors: [
    {
      message:
        `Operation is too large: body bytes may be at most ${BOUNDS.bodyBytes}, found ${found}` +
        ` / Vraag is te groot: hoogstens ${BOUNDS.bodyBytes} bytes in de body, gevonden ${found.replace('more', 'meer')}`,
      extensions: { code: 'TOO_LARGE' },
    },
  ],
});

/** Sends the whole body before it reads the response, as many clients do. */
async function post(
  bytes: number,
  isAnnounced: boolean,
): Promise<{ status: number; body: unknown }> {
  return await new Promise((resolve, reject) => {
    const chunk = Buffer.alloc(65_536, 0x20);
    const request = httpRequest(`${gateway.url}/graphql`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        ...(isAnnounced ? { 'content-length': bytes } : { 'transfer-encoding': 'chunked' }),
      },
    });
    let received: IncomingMessage | undefined;
    request.on('response', (response) => {
      received = response;
    });
    request.on('error', reject);
    const sendFrom = (sent: number) => {
      if (sent < bytes) {
        request.write(chunk.subarray(0, Math.min(chunk.length, bytes - sent)), () =>
          sendFrom(sent + chunk.length),
        );
      } else request.end();
    };
    sendFrom(0);
    request.on('close', () => {
      if (!received) reject(new Error('closed without a response'));
    });
    request.on('response', (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (part: Buffer) => chunks.push(part));
      response.on('end', () =>
        resolve({
          status: response.statusCode ?? 0,
          body: JSON.parse(Buffer.concat(chunks).toString()) as unknown,
        }),
      );
    });
  });
}

test('a Content-Length over the limit gives 413 TOO_LARGE, also to a client that first sends the whole body', async () => {
  const bytes = 4 * 1024 * 1024;
  expect(await post(bytes, true)).toEqual({ status: 413, body: TOO_LARGE(String(bytes)) });
});

test('a chunked body over the limit gives 413 TOO_LARGE', async () => {
  expect(await post(4 * 1024 * 1024, false)).toEqual({ status: 413, body: TOO_LARGE('more') });
});

test('fetch receives the 413 response to a body over the limit, and the connection closes', async () => {
  const body = JSON.stringify({ query: '{ a }', variables: { pad: 'x'.repeat(1_000_000) } });
  const response = await fetch(`${gateway.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body,
  });
  expect(response.status).toBe(413);
  expect(response.headers.get('connection')).toBe('close');
  expect(await response.json()).toEqual(TOO_LARGE(String(body.length)));
});

test('the 413 response is complete before the client has sent the body', async () => {
  const { hostname, port } = new URL(gateway.url);
  const socket = connect(Number(port), hostname);
  socket.write(
    `POST /graphql HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: 9999999\r\n\r\n{"query":`,
  );
  const text = await new Promise<string>((resolve) => {
    let received = '';
    socket.on('data', (chunk: Buffer) => {
      received += chunk.toString();
      if (received.endsWith('}\n')) resolve(received);
    });
  });
  expect(text.startsWith('HTTP/1.1 413 ')).toBe(true);
  expect(text).toContain('"code":"TOO_LARGE"');
  socket.destroy();
});

test('a body within the limit gives data', async () => {
  expect((await gateway.ask('{ __typename }')).body).toEqual({ data: { __typename: 'Query' } });
});
