/** Changed bytes from both sides of the gateway: responses of a subgraph, and requests of a client. */
import { connect } from 'node:net';
import { assert, asyncProperty, constantFrom, oneof } from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  startSmallGateway,
  type ClientResponse,
  type SmallGateway,
} from '../gateway/support/small-gateway.ts';
import { isErrorCode } from '../../gateway/responses/mask-error.ts';
import { startFakeHttp, type FakeHttp } from '../support/fake-http.ts';
import { changedBytes, changedJson } from './mutations.ts';
import { FUZZ_MS, fuzzRuns } from './runs.ts';

let gateway: SmallGateway;
let funds: FakeHttp;
let education: FakeHttp;

const SCHEMES =
  '{ schemes { id name } region(name: "x") { name members { name } parent { name } } }';
const TRAININGS = '{ trainings { id name payableWith { id name } } }';
const TEXTS = ['Regeling', 'Zorg é €', 'a "quoted" \\ text', '\u2028', '👩‍👧', ''];

const schemes = (from: number) =>
  TEXTS.map((name, index) => ({ __typename: 'Scheme', id: `${from + index}`, name }));
const GOOD = {
  [SCHEMES]: {
    data: {
      schemes: schemes(1).map(({ id, name }) => ({ id, name })),
      region: { name: 'Noord', members: [{ name: 'Oost' }, { name: null }], parent: null },
    },
  },
  [TRAININGS]: {
    data: {
      trainings: TEXTS.map((name, index) => ({
        __typename: 'Training',
        id: `t${index}`,
        name,
        payableWith: [{ __typename: 'Scheme', id: `${index}` }],
      })),
    },
  },
};

beforeAll(async () => {
  [funds, education] = await Promise.all([startFakeHttp({}), startFakeHttp({})]);
  gateway = await startSmallGateway({
    subgraphUrls: new Map([
      ['funds', `${funds.url}/graphql`],
      ['education', `${education.url}/graphql`],
    ]),
  });
});
afterAll(async () => {
  await gateway.stop();
  await Promise.all([funds.stop(), education.stop()]);
});

/** The response to the operation while its first subgraph sends this body. */
async function ask(operation: string, body: Buffer): Promise<ClientResponse['body']> {
  const isTrainings = operation === TRAININGS;
  education.routes = { '/graphql': { body: isTrainings ? body : { data: null } } };
  funds.routes = { '/graphql': { body: isTrainings ? { data: { _entities: [] } } : body } };
  const response = await gateway.ask(operation);
  expect(response.status).toBe(200);
  return response.body;
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function parsed(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    return undefined;
  }
}

/** Without the references of errors, of which each is new. */
const textOf = (response: ClientResponse['body']): string =>
  JSON.stringify(response, (key, value: unknown) =>
    key === 'reference' || key === 'message' ? null : value,
  );

const operations = constantFrom(SCHEMES, TRAININGS);
const responses = operations.chain((operation) => {
  const good = GOOD[operation] ?? {};
  const spaced = Buffer.from(JSON.stringify(good, null, 1));
  return oneof(
    changedBytes(Buffer.from(JSON.stringify(good))),
    changedBytes(spaced),
    changedJson(good).map((value) => Buffer.from(JSON.stringify(value) ?? '')),
  ).map((body) => ({ operation, body }));
});

test(
  'a changed subgraph response gives what JSON.parse reads in it, or the subgraph is garbled',
  async () => {
    await assert(
      asyncProperty(responses, async ({ operation, body }) => {
        const response = await ask(operation, body);
        const value = parsed(body);
        if (!isObject(value)) {
          expect(response.errors).toMatchObject([{ extensions: { fault: 'garbled' } }]);
          return;
        }
        // The same JSON in other bytes takes another way through the reader.
        const rewritten = await ask(operation, Buffer.from(`\n${JSON.stringify(value)} `));
        expect(textOf(response)).toBe(textOf(rewritten));
      }),
      fuzzRuns(),
    );
    expect(gateway.logged()).not.toContain('TypeError');
  },
  FUZZ_MS,
);

const BODY = JSON.stringify({
  query: 'query Q($first: Int) { schemes { id name } region(name: "é") { name } }',
  variables: { first: 3 },
  operationName: 'Q',
});
const REQUEST = Buffer.from(
  [
    'POST /graphql HTTP/1.1',
    'host: 127.0.0.1',
    'content-type: application/json; charset=utf-8',
    'accept: application/graphql-response+json, application/json;q=0.5',
    'x-llo-purpose: urn:llo:purpose:case-guidance',
    'authorization: Bearer eyJhbGciOiJFZERTQSJ9.eyJpc3MiOiJ1cm46dGVzdDppc3N1ZXIifQ.AAAA',
    'traceparent: 00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01',
    `content-length: ${Buffer.byteLength(BODY)}`,
    'connection: close',
    '',
    BODY,
  ].join('\r\n'),
);

/** All bytes that come back until the connection is closed. */
function exchange(bytes: Buffer): Promise<string> {
  return new Promise((resolve, reject) => {
    const { hostname, port } = new URL(gateway.url);
    const socket = connect(Number(port), hostname, () => socket.end(bytes));
    let text = '';
    socket.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
    socket.on('close', () => resolve(text));
    socket.on('error', () => resolve(text));
    socket.setTimeout(FUZZ_MS, () => reject(new Error('No end of the response')));
  });
}

const requests = oneof(
  changedBytes(REQUEST),
  // Without a token the request comes further.
  changedBytes(Buffer.from(REQUEST.toString().replace(/authorization: .*\r\n/, ''))),
);

test(
  'a changed request gives a status below 500 and known codes, or no response, and the next one is served',
  async () => {
    education.routes = { '/graphql': { body: { data: null } } };
    funds.routes = { '/graphql': { body: GOOD[SCHEMES] } };
    await assert(
      asyncProperty(requests, async (bytes) => {
        const text = await exchange(bytes);
        const [, status = '200'] = /^HTTP\/1\.1 (\d{3})/.exec(text) ?? [];
        expect(Number(status)).toBeLessThan(500);
        for (const code of text.match(/(?<="code":")\w+/g) ?? []) {
          expect([code, isErrorCode(code)]).toEqual([code, true]);
          expect(code).not.toBe('INTERNAL');
        }
        expect((await fetch(`${gateway.url}/health/live`)).status).toBe(200);
      }),
      fuzzRuns(),
    );
  },
  FUZZ_MS,
);
