/** Compressed responses to clients, negotiated by `Accept-Encoding`. */
import { mkdtempSync, rmSync, writeFileSync, mkdirSync } from 'node:fs';
import { request as httpRequest, type IncomingHttpHeaders } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startSmallGateway, type SmallGateway } from './support/small-gateway.ts';

const folder = mkdtempSync(join(tmpdir(), 'vakgraaf-page-'));
const asset = join(folder, 'assets', 'app-abcdefgh.js');
const SCHEMES = Array.from({ length: 500 }, (_, at) => ({ id: `scheme ${at}` }));
const DATA = JSON.stringify({ data: { schemes: SCHEMES } });
const QUERY = '{ schemes { id } }';

let gateway: SmallGateway;
beforeAll(async () => {
  mkdirSync(join(folder, 'assets'));
  writeFileSync(join(folder, 'index.html'), '<!doctype html>'.padEnd(5_000, 'x'));
  writeFileSync(asset, 'first'.repeat(1_000));
  writeFileSync(join(folder, 'assets', 'font-abcdefgh.woff2'), 'x'.repeat(5_000));
  gateway = await startSmallGateway({ explorerFolder: folder });
  gateway.funds.respondWith({ data: { schemes: SCHEMES } });
});
afterAll(async () => {
  await gateway.stop();
  rmSync(folder, { recursive: true });
});

interface Received {
  readonly status: number | undefined;
  readonly headers: IncomingHttpHeaders;
  /** As it was sent. */
  readonly bytes: Buffer;
  readonly text: string;
}

/** Sends a request of which nothing is added or decoded, as fetch does. */
async function send(
  path: string,
  headers: Readonly<Record<string, string>> = {},
  { method = 'GET', body = '' } = {},
): Promise<Received> {
  return await new Promise((resolve, reject) => {
    const request = httpRequest(`${gateway.url}${path}`, { method, headers }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () => {
        const bytes = Buffer.concat(chunks);
        const { headers: received, statusCode: status } = response;
        const coding = received['content-encoding'];
        const text = method === 'HEAD' ? '' : decoded(bytes, coding).toString();
        resolve({ status, headers: received, bytes, text });
      });
    });
    request.on('error', reject);
    request.end(body);
  });
}

function decoded(bytes: Buffer, coding: string | undefined): Buffer {
  if (coding === 'br') return brotliDecompressSync(bytes);
  return coding === 'gzip' ? gunzipSync(bytes) : bytes;
}

const ask = (headers: Readonly<Record<string, string>>, query = QUERY) =>
  send(
    '/graphql',
    { 'content-type': 'application/json', ...headers },
    { method: 'POST', body: JSON.stringify({ query }) },
  );

test.each([
  ['gzip, deflate, br, zstd', 'br'],
  ['gzip, deflate', 'gzip'],
  ['GZIP', 'gzip'],
  ['br;q=0.5, gzip', 'gzip'],
  ['br;q=0, gzip;q=0.1', 'gzip'],
  ['*', 'br'],
  ['br;q=0, *;q=0.5', 'gzip'],
  ['gzip ; q=1.0', 'gzip'],
  ['identity', undefined],
  ['gzip;q=0', undefined],
  ['*;q=0', undefined],
  ['identity, gzip;q=0.5', undefined],
  ['deflate', undefined],
  ['zstd, compress', undefined],
  ['', undefined],
  ['gzip;q=high', undefined],
  [`${'x,'.repeat(5_000)}gzip`, undefined],
])('Accept-Encoding "%s" gives the content coding %s', async (accepted, coding) => {
  const { status, headers, bytes, text } = await ask({ 'accept-encoding': accepted });
  expect([status, headers['content-encoding'], headers.vary, text]).toEqual([
    200,
    coding,
    'accept-encoding',
    DATA,
  ]);
  expect(headers['content-length']).toBe(String(bytes.length));
  if (coding !== undefined) expect(bytes.length).toBeLessThan(DATA.length / 4);
});

test('without Accept-Encoding nothing is compressed', async () => {
  const { headers, text } = await ask({});
  expect([headers['content-encoding'], headers.vary, text]).toEqual([
    undefined,
    'accept-encoding',
    DATA,
  ]);
});

const BR = { 'accept-encoding': 'br' };

test('a response of less than 1,400 bytes is not compressed', async () => {
  const { headers, text } = await ask(BR, '{ __typename }');
  expect([headers['content-encoding'], text]).toEqual([
    undefined,
    '{"data":{"__typename":"Query"}}',
  ]);
});

test('a response to a request with a token is not compressed, so that its length tells nothing of its content', async () => {
  const { headers, text } = await ask({ ...BR, authorization: `Bearer ${await gateway.token()}` });
  expect([headers['content-encoding'], headers.vary, text]).toEqual([undefined, undefined, DATA]);
});

test.each(['/graphql?query=%7Bschemes%7Bid%7D%7D', '/explorer/assets/app-abcdefgh.js'])(
  'HEAD %s gives the headers of the compressed response, and no body',
  async (path) => {
    const [get, head] = [await send(path, BR), await send(path, BR, { method: 'HEAD' })];
    expect(get.headers['content-encoding']).toBe('br');
    expect(head.bytes.length).toBe(0);
    const { date: _, connection: _c, traceresponse: _t, ...headers } = head.headers;
    expect(get.headers).toMatchObject(headers);
    expect(head.headers['content-length']).toBe(String(get.bytes.length));
  },
);

test('the page and its scripts are compressed, a font is not, and a file that changes is sent as it is now', async () => {
  const coding = async (path: string, headers: Readonly<Record<string, string>> = BR) =>
    (await send(path, headers)).headers['content-encoding'];
  expect(await coding('/graphql', { ...BR, accept: 'text/html' })).toBe('br');
  expect(await coding('/explorer/assets/font-abcdefgh.woff2')).toBeUndefined();
  const before = await send('/explorer/assets/app-abcdefgh.js', BR);
  writeFileSync(asset, 'second'.repeat(1_000));
  const after = await send('/explorer/assets/app-abcdefgh.js', BR);
  expect([before.text, after.text]).toEqual(['first'.repeat(1_000), 'second'.repeat(1_000)]);
});

test('24 large responses at a time are whole, compressed or not', async () => {
  const asked = Array.from({ length: 24 }, () => ask(BR));
  for (const { text } of await Promise.all(asked)) expect(text).toBe(DATA);
});
