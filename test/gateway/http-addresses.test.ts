/** Methods, forms of addresses, and what every response has, at each address of the gateway. */
import { connect } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  startStandaloneGateway,
  type StandaloneGateway,
} from '../../gateway/standalone/standalone-gateway.ts';
import { composeSubgraphs } from '../federation/support/fixture.ts';
import { startFakeSubgraph, type FakeSubgraph } from './support/fake-subgraph.ts';
import { startSmallGateway, type SmallGateway } from './support/small-gateway.ts';

let gateway: SmallGateway;
let standalone: StandaloneGateway;
let control: FakeSubgraph;
beforeAll(async () => {
  control = await startFakeSubgraph();
  control.respondWith({ roles: [] });
  gateway = await startSmallGateway({
    isDemo: true,
    demoUrl: new URL('/', control.url).href,
    securityContact: 'mailto:lek@fonds.example',
  });
  standalone = await startStandaloneGateway({
    host: '127.0.0.1',
    port: 0,
    supergraphSdl: composeSubgraphs({ a: 'type Query { a: Int } type Mutation { b: Int }' }),
    subgraphUrls: new Map([['a', gateway.funds.url]]),
  });
});
afterAll(async () => {
  await Promise.all([gateway.stop(), standalone.stop(), control.stop()]);
});

const QUERY = '?query=%7B__typename%7D';
const PAGES = [
  '/',
  '/sign-in.json',
  '/openapi.json',
  '/health/live',
  '/health/ready',
  '/schema.graphql',
  '/supergraph.graphql',
  '/.well-known/security.txt',
];

const send = (path: string, method = 'GET', headers: Readonly<Record<string, string>> = {}) =>
  fetch(`${gateway.url}${path}`, { method, headers, redirect: 'manual' });

test.each([...PAGES.map((path) => [path, 'GET, HEAD']), ['/graphql', 'GET, HEAD, POST']])(
  '%s allows %s and OPTIONS, and another method gives 405',
  async (path, methods) => {
    const options = await send(path, 'OPTIONS');
    expect([options.status, options.headers.get('allow'), await options.text()]).toEqual([
      204,
      `${methods}, OPTIONS`,
      '',
    ]);
    for (const method of ['PUT', 'DELETE', 'QUERY', ...(path === '/graphql' ? [] : ['POST'])]) {
      const response = await send(path, method);
      expect([response.status, response.headers.get('allow'), await response.json()]).toEqual([
        405,
        `${methods}, OPTIONS`,
        path === '/graphql'
          ? { errors: [{ message: `Use ${methods}`, extensions: { code: 'BAD_REQUEST' } }] }
          : {
              status: 405,
              title: 'Method Not Allowed',
              detail: `Use ${methods}`,
              code: 'BAD_REQUEST',
            },
      ]);
    }
  },
);

test('an address of the demo allows its own method, and an unknown address gives 404', async () => {
  const allow = async (path: string, method: string) => {
    const response = await send(path, method);
    return [response.status, response.headers.get('allow')];
  };
  expect(await allow('/demo/roles', 'POST')).toEqual([405, 'GET, HEAD, OPTIONS']);
  expect(await allow('/demo/token', 'GET')).toEqual([405, 'POST, OPTIONS']);
  expect(await allow('/demo/other', 'GET')).toEqual([404, null]);
  expect(await allow('/other', 'GET')).toEqual([404, null]);
});

test('a mutation by GET gives 405 with Allow POST', async () => {
  const response = await fetch(`${standalone.url}/graphql?query=mutation%7Bb%7D`);
  expect([response.status, response.headers.get('allow'), await response.json()]).toEqual([
    405,
    'POST',
    {
      errors: [
        {
          message: 'GET requests only support query operations, not mutation operations',
          extensions: { code: 'BAD_REQUEST' },
        },
      ],
    },
  ]);
});

/** After a HEAD request, fetch closes the connection; each request has a trace of its own. */
const OF_CONNECTION = new Set(['date', 'connection', 'keep-alive', 'traceresponse']);

test.each([...PAGES, '/demo/roles', `/graphql${QUERY}`, '/graphql?query=%7B', '/nothing'])(
  'HEAD %s gives the status and headers of GET, and no body',
  async (path) => {
    const plain = { 'accept-encoding': 'identity' };
    const [head, get] = [await send(path, 'HEAD', plain), await send(path, 'GET', plain)];
    const without = (headers: Headers) => [...headers].filter(([name]) => !OF_CONNECTION.has(name));
    expect(head.status).toBe(get.status);
    expect(without(head.headers)).toEqual(without(get.headers));
    expect(await head.text()).toBe('');
    expect(get.headers.get('content-length')).toBe(String((await get.arrayBuffer()).byteLength));
  },
);

test.each([
  ['/graphql/', QUERY],
  ['/graphql//', QUERY],
  ['//graphql', QUERY],
  ['/graphql', `${QUERY}&x=1`],
  ['//health/live', ''],
  ['/health/ready', '?verbose'],
  ['/health/ready', '?verbose=1&exclude=etcd'],
  ['/schema.graphql', '?v=2'],
  ['/.well-known/security.txt', '?x'],
  ['/demo/roles', '?x'],
])('%s with query "%s" is the same address as without its slashes', async (path, query) => {
  const plain = path.replaceAll(/^\/+/g, '/').replace(/\/+$/, '');
  const asked = await send(path + query);
  expect(asked.status).toBe(200);
  expect(await asked.text()).toBe(
    await (await send(plain + (plain === '/graphql' ? QUERY : ''))).text(),
  );
});

test('a slash at the end of any other address gives 404, and no redirect', async () => {
  for (const path of [...PAGES.filter((page) => page !== '/'), '/demo/roles', '/explorer/x.js']) {
    const response = await send(`${path}/`);
    expect([response.status, response.headers.get('location'), await response.json()]).toEqual([
      404,
      null,
      { status: 404, title: 'Not Found', detail: 'Nothing at this address' },
    ]);
  }
});

test('a POST to /graphql/?x=1 gives data', async () => {
  const response = await fetch(`${gateway.url}/graphql/?x=1`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: '{"query":"{ __typename }"}',
  });
  expect(await response.json()).toEqual({ data: { __typename: 'Query' } });
});

/** The status line and body of the response to raw text. */
async function sendRaw(text: string): Promise<string> {
  const { hostname, port } = new URL(gateway.url);
  const socket = connect(Number(port), hostname);
  socket.write(text);
  let received = '';
  socket.on('data', (chunk: Buffer) => (received += chunk.toString()));
  await new Promise((resolve) => {
    socket.on('close', resolve);
    socket.on('error', resolve);
  });
  const [status = ''] = received.split('\r\n', 1);
  return `${status} ${received.split('\r\n\r\n')[1] ?? ''}`.trim();
}

const rawGet = (target: string, headers: readonly string[] = ['host: x'], method = 'GET') =>
  `${method} ${target} HTTP/1.1\r\n${[...headers, 'connection: close'].join('\r\n')}\r\n\r\n`;

const LIVE = 'HTTP/1.1 200 OK {"status":"live"}';
const NOT_READ =
  'HTTP/1.1 400 Bad Request {"status":400,"title":"Bad Request","detail":"Address cannot be read"}';

test.each([
  ['a whole address as request target', rawGet('http://other.example/health/live'), LIVE],
  ['a whole address in capitals', rawGet('HTTP://OTHER.EXAMPLE:81/health/live?x'), LIVE],
  ['OPTIONS *', rawGet('*', ['host: x'], 'OPTIONS'), 'HTTP/1.1 204 No Content'],
  ['an upgrade to WebSocket', rawGet('/health/live', ['host: x', 'upgrade: websocket']), LIVE],
  ['a host that is an IPv6 address', rawGet('/health/live', ['host: [::1]:4000']), LIVE],
  ['GET *', rawGet('*'), NOT_READ],
  ['another scheme', rawGet('ftp://x/health/live'), NOT_READ],
  ['no host', rawGet('/health/live', []), 'HTTP/1.1 400 Bad Request 0'],
  [
    'two hosts',
    rawGet('/health/live', ['host: a', 'Host: b']),
    'HTTP/1.1 400 Bad Request {"status":400,"title":"Bad Request","detail":"Header \\"host\\" is given twice"}',
  ],
  [
    'an address of 20,000 characters',
    rawGet(`/${'x'.repeat(20_000)}`),
    'HTTP/1.1 414 URI Too Long {"status":414,"title":"URI Too Long","detail":"Address is too long"}',
  ],
  [
    '101 headers',
    rawGet('/health/live', ['host: x', ...Array.from({ length: 99 }, (_, at) => `x-${at}: 1`)]),
    'HTTP/1.1 431 Request Header Fields Too Large {"status":431,"title":"Request Header Fields Too Large","detail":"Too many headers"}',
  ],
  [
    'a chunk whose size is no number',
    `POST /graphql HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ntransfer-encoding: chunked\r\n\r\nzz\r\n{}\r\n0\r\n\r\n`,
    'HTTP/1.1 400 Bad Request',
  ],
  [
    'an expectation that is not 100-continue',
    rawGet('/health/live', ['host: x', 'expect: a-cake']),
    'HTTP/1.1 417 Expectation Failed 0',
  ],
])(
  'a raw request with %s gives its response, and the gateway goes on',
  async (_, text, response) => {
    expect(await sendRaw(text)).toBe(response);
    expect((await send('/health/live')).status).toBe(200);
  },
);

const POST_TEXT = (url: string, query: string, accept = 'application/json') =>
  fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept },
    body: JSON.stringify({ query }),
  }).then((response) => response.text());

test('errors come before data, in the first and in later responses, executed or refused, at both gateways', async () => {
  gateway.funds.respondWith({
    data: { schemes: null, a: null },
    errors: [{ message: 'no', extensions: { code: 'ARGUMENT_INVALID' } }],
  });
  for (const [url, query] of [
    [gateway.url, '{ schemes { id } }'],
    [standalone.url, '{ a }'],
  ] as const) {
    for (const time of ['first', 'second']) {
      const keys = Object.keys(JSON.parse(await POST_TEXT(url, query)) as object);
      expect([time, keys]).toEqual([time, ['errors', 'data']]);
    }
    expect(await POST_TEXT(url, '{')).toMatch(/^\{"errors":\[/);
  }
  // Refused after planning.
  expect(await POST_TEXT(gateway.url, '{ me { id } }')).toMatch(
    /^\{"errors":\[.*\],"data":null\}$/,
  );
});
