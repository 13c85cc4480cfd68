/** A subgraph reads JSON in UTF-8 alone. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startSubgraph, type RunningSubgraph } from '../../subgraphs/start-subgraph.ts';
import { partnersAt, settingsOf } from '../support/subgraph-harness.ts';

let subgraph: RunningSubgraph;
beforeAll(async () => {
  subgraph = await startSubgraph(settingsOf('reference', partnersAt({}), []));
});
afterAll(() => subgraph.stop());

const BODY = Buffer.from('{"query":"{ __typename }"}');

async function post(type: string | null, body: Buffer = BODY) {
  const response = await fetch(subgraph.url, {
    method: 'POST',
    headers: type === null ? {} : { 'content-type': type },
    body: new Uint8Array(body),
  });
  return { status: response.status, body: await response.json() };
}

const failure = (status: number, message: string) => ({
  status,
  body: { errors: [{ message, extensions: { code: 'BAD_REQUEST' } }] },
});

test.each([
  'application/json',
  'application/json; charset=utf-8',
  'Application/JSON;charset="UTF-8"',
])('a body of the type %s gets data', async (type) => {
  expect(await post(type)).toEqual({ status: 200, body: { data: { __typename: 'Query' } } });
});

test.each([
  null,
  '',
  'text/plain',
  'application/graphql',
  'application/json-seq',
  'application/jsonp, application/json',
  'multipart/form-data; boundary=x',
  'application/x-www-form-urlencoded',
  'application/graphql+json',
  'application/json; charset=utf-16',
  'application/json; charset=latin1',
  'application/json; charset=utf-8; charset=utf-16',
])('a body of the type %j gets 415', async (type) => {
  expect(await post(type)).toEqual(
    failure(415, 'Cannot read this body: expected JSON in UTF-8, "content-type: application/json"'),
  );
});

test.each<[string, Buffer]>([
  ['nothing', Buffer.alloc(0)],
  ['no JSON', Buffer.from('{ __typename }')],
  ['a list', Buffer.from('[{"query":"{ __typename }"}]')],
  [
    'bytes that are no UTF-8',
    Buffer.concat([BODY.subarray(0, -2), Buffer.from([0xff, 0x22, 0x7d])]),
  ],
  ['a byte order mark', Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), BODY])],
  ['UTF-16', Buffer.from(BODY.toString(), 'utf16le')],
  ['variables that are a list', Buffer.from('{"query":"{ __typename }","variables":[]}')],
])('a body of %s gets 400', async (_, body) => {
  expect(await post('application/json', body)).toEqual(
    failure(400, 'Cannot read this request: expected JSON with a query'),
  );
});
