import { createServer, type IncomingHttpHeaders, type OutgoingHttpHeaders } from 'node:http';
import { afterEach, expect, test } from 'vitest';
import {
  startStandaloneGateway,
  type StandaloneGatewayOptions,
} from '../../../gateway/standalone/standalone-gateway.ts';
import { createExecution } from '../../../gateway/supergraph/create-execution.ts';
import { parseHeaderNames } from '../../../gateway/execution/header-rules.ts';
import { createPlanner } from '../../../gateway/planning/planner.ts';
import { parse } from 'graphql';
import { composeSubgraphs } from '../../federation/support/fixture.ts';

const SDL = composeSubgraphs({
  a: 'type Query { person: Person } type Person @key(fields: "id") { id: ID! name: String }',
  b: 'type Person @key(fields: "id") { id: ID! age: Int }',
});
const RESPONSES: Readonly<Record<string, string>> = {
  a: '{"data":{"person":{"__typename":"Person","id":"1"}}}',
  b: '{"data":{"_entities":[{"age":3}]}}',
};

const stops: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0).toReversed()) await stop();
});

async function startSubgraph(name: string, headers: OutgoingHttpHeaders) {
  const received: IncomingHttpHeaders[] = [];
  const server = createServer((request, response) => {
    received.push(request.headers);
    request.resume().on('end', () => {
      response
        .writeHead(200, { 'content-type': 'application/json', ...headers })
        .end(RESPONSES[name]);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  stops.push(() => new Promise((resolve) => server.close(resolve)));
  const address = server.address();
  const port = address !== null && typeof address === 'object' ? address.port : 0;
  return { received, url: `http://127.0.0.1:${port}/graphql` };
}

async function startGateway(
  responseHeaders: { readonly a: OutgoingHttpHeaders; readonly b: OutgoingHttpHeaders },
  rules: Pick<StandaloneGatewayOptions, 'requestHeaders' | 'responseHeaders'>,
) {
  const [a, b] = [
    await startSubgraph('a', responseHeaders.a),
    await startSubgraph('b', responseHeaders.b),
  ];
  const subgraphUrls = new Map([
    ['a', a.url],
    ['b', b.url],
  ]);
  const listening = { host: '127.0.0.1', port: 0, supergraphSdl: SDL, subgraphUrls };
  const gateway = await startStandaloneGateway({ ...listening, ...rules });
  stops.push(() => gateway.stop());
  const send = (headers: Readonly<Record<string, string>>) =>
    fetch(`${gateway.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: '{"query":"{ person { age } }"}',
    });
  return { a, b, send, subgraphUrls };
}

const SENT = { authorization: 'Bearer x', 'x-request-id': '7', cookie: 'c=1' };

test('without allow lists the gateway forwards no header to subgraphs or clients, except a trace', async () => {
  const { a, b, send } = await startGateway({ a: { 'x-cost': '1' }, b: {} }, {});
  const response = await send(SENT);
  expect(await response.text()).toBe('{"data":{"person":{"age":3}}}');
  expect(response.headers.has('x-cost')).toBe(false);
  for (const { received } of [a, b]) {
    expect(Object.keys(received[0] ?? {}).toSorted()).toEqual([
      'accept',
      'accept-encoding',
      'connection',
      'content-length',
      'content-type',
      'host',
      'traceparent',
    ]);
  }
});

test('an allowed request header reaches every subgraph, and no other header does', async () => {
  const { a, b, send } = await startGateway({ a: {}, b: {} }, { requestHeaders: ['X-Request-Id'] });
  await send(SENT);
  for (const { received } of [a, b]) {
    expect(received[0]).toMatchObject({ 'x-request-id': '7' });
    expect(received[0]).not.toHaveProperty('authorization');
    expect(received[0]).not.toHaveProperty('cookie');
  }
});

test('an allowed response header of two subgraphs reaches the client with each different value once', async () => {
  const { send } = await startGateway(
    { a: { 'x-cost': ['1', '2'], 'x-other': 'no' }, b: { 'X-Cost': '2' } },
    { responseHeaders: ['x-cost'] },
  );
  const response = await send({});
  expect(response.headers.get('x-cost')).toBe('1, 2');
  expect(response.headers.has('x-other')).toBe(false);
});

test('a response header that is named in Connection is not forwarded, even when it is allowed', async () => {
  const { send } = await startGateway(
    { a: { 'x-cost': '1', connection: 'keep-alive, X-Cost' }, b: {} },
    { responseHeaders: ['x-cost'] },
  );
  expect((await send({})).headers.has('x-cost')).toBe(false);
});

test.each(['Connection', 'transfer-encoding', 'Set-Cookie', 'content-length', 'host', 'x y', ''])(
  'parseHeaderNames throws for "%s"',
  (name) => {
    expect(() => parseHeaderNames(['x-fine', name])).toThrow('Cannot pass the header');
  },
);

test.each(['apollo', 'compiled'] as const)(
  'the %s execution returns allowed response headers with its result',
  async (kind) => {
    const { subgraphUrls } = await startGateway({ a: { 'x-cost': '1' }, b: { 'x-cost': '2' } }, {});
    const responseHeaders = ['x-cost'];
    const execution = await createExecution(kind, {
      supergraphSdl: SDL,
      subgraphUrls,
      responseHeaders,
    });
    stops.push(() => execution.stop());
    const operation = { document: parse('{ person { age } }'), operationName: undefined, key: 'k' };
    const plan = await createPlanner(SDL).plan(operation);
    const call = { variables: {}, headers: {}, signal: new AbortController().signal };
    const response = await execution.prepare({ ...operation, plan }).execute(call);
    expect(response.responseHeaders).toEqual(new Map([['x-cost', ['1', '2']]]));
  },
);
