/** Compressed responses of partners over HTTP: expanded within the limit on bytes, or that partner's fault. */
import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import { afterEach, expect, test } from 'vitest';
import { createHttpPartner, type HttpPartner } from '../../subgraphs/kit/partners/http-partner.ts';
import { startFakeHttp, type FakeHttp } from '../support/fake-http.ts';
import { partnerCall } from '../support/partner-call.ts';

let fake: FakeHttp | undefined;
let partner: HttpPartner | undefined;
afterEach(async () => {
  await partner?.stop();
  await fake?.stop();
});

const BODY = JSON.stringify({ items: 'x'.repeat(10_000) });

async function ask(coding: string, body: Buffer, answerBytesMax = 8_388_608) {
  const accepted: unknown[] = [];
  fake = await startFakeHttp({
    '/list': ({ headers }) => {
      accepted.push(headers['accept-encoding']);
      return { body, headers: { 'content-encoding': coding, etag: '"1"' } };
    },
  });
  partner = createHttpPartner({ url: fake.url, connectionsMax: 1, answerBytesMax });
  const request = { method: 'GET', path: '/list', accept: ['application/json'] } as const;
  const response = partner.ask(request, partnerCall());
  const read = await response.then(
    (given) => (given.outcome === 'body' ? given.body.toString() : given.outcome),
    (error: { fault: string; detail: { reason: string } }) => [error.fault, error.detail.reason],
  );
  return { accepted, read };
}

const READ = { accepted: ['gzip, br'], read: BODY };
const garbled = (reason: string) => ({ accepted: ['gzip, br'], read: ['garbled', reason] });

test.each([
  ['gzip', gzipSync(BODY), READ],
  ['br', brotliCompressSync(BODY), READ],
  ['identity', Buffer.from(BODY), READ],
  ['deflate', deflateSync(BODY), garbled('content coding')],
  ['gzip', Buffer.from(BODY), garbled('content coding')],
  ['gzip', gzipSync(BODY).subarray(0, 40), garbled('content coding')],
])('a response in the coding %s is expanded, or garbled (%#)', async (coding, body, expected) => {
  expect(await ask(coding, body)).toEqual(expected);
});

test('a response of 1 MB that expands to 1 GB is garbled', async () => {
  const zeros = gzipSync(Buffer.alloc(16 * 1024 * 1024));
  const bomb = Buffer.concat(Array.from({ length: 64 }, () => zeros));
  expect(await ask('gzip', bomb)).toEqual(garbled('size'));
});

test('a response that is one byte larger than the limit when it is expanded is garbled', async () => {
  expect(await ask('gzip', gzipSync(BODY), BODY.length)).toEqual(READ);
  await partner?.stop();
  await fake?.stop();
  expect(await ask('gzip', gzipSync(BODY), BODY.length - 1)).toEqual(garbled('size'));
});
