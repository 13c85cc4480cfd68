import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startSmallGateway, type SmallGateway } from './support/small-gateway.ts';

let gateway: SmallGateway;

beforeAll(async () => {
  gateway = await startSmallGateway({ isDemo: true });
  gateway.funds.respondWith({ data: { schemes: [] } });
});
afterAll(() => gateway.stop());

const JSON_TYPE = 'application/json; charset=utf-8';
const GRAPHQL_TYPE = 'application/graphql-response+json; charset=utf-8';

interface Sent {
  readonly method?: string;
  readonly path?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

async function send({ method = 'POST', path = '/graphql', headers, body }: Sent) {
  const response = await fetch(`${gateway.url}${path}`, {
    method,
    redirect: 'manual',
    headers: { ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
    ...(body === undefined ? {} : { body }),
  });
  const text = await response.text();
  return {
    status: response.status,
    type: response.headers.get('content-type'),
    headers: response.headers,
    text,
  };
}

/** The parts of a response that GraphQL over HTTP specifies: status, media type, data and error codes. */
async function outcome(sent: Sent) {
  const { status, type, text } = await send(sent);
  const { data, errors } = JSON.parse(text) as {
    data?: unknown;
    errors?: { extensions: { code: string } }[];
  };
  return {
    status,
    type,
    ...(data === undefined ? {} : { data }),
    codes: errors?.map(({ extensions }) => extensions.code) ?? [],
  };
}

const QUERY = JSON.stringify({ query: '{ __typename }' });
const SUCCESS = { status: 200, type: JSON_TYPE, data: { __typename: 'Query' }, codes: [] };

describe('media types and methods (GraphQL over HTTP, sections 4 and 5)', () => {
  test.each([
    ['no Accept header gives application/json', undefined, JSON_TYPE],
    ['Accept */* gives application/json', '*/*', JSON_TYPE],
    ['Accept application/* gives application/json', 'application/*', JSON_TYPE],
    ['Accept application/json gives application/json', 'application/json', JSON_TYPE],
    [
      'Accept application/json with a charset gives application/json',
      'application/json; charset=utf-8',
      JSON_TYPE,
    ],
    [
      'Accept application/graphql-response+json gives that type',
      'application/graphql-response+json',
      GRAPHQL_TYPE,
    ],
    [
      'Accept application/graphql-response+json before application/json gives the first',
      'application/graphql-response+json, application/json;q=0.9',
      GRAPHQL_TYPE,
    ],
    [
      'Accept application/json before application/graphql-response+json gives the first',
      'application/json, application/graphql-response+json',
      JSON_TYPE,
    ],
  ])('%s', async (_, accept, type) => {
    const headers = accept === undefined ? {} : { accept };
    expect(await outcome({ headers, body: QUERY })).toEqual({ ...SUCCESS, type });
  });

  test('Accept text/csv gives 406, and no subgraph is called', async () => {
    gateway.funds.received.length = 0;
    const body = JSON.stringify({ query: '{ schemes { id } }' });
    expect(await outcome({ headers: { accept: 'text/csv' }, body })).toEqual({
      status: 406,
      type: JSON_TYPE,
      codes: ['BAD_REQUEST'],
    });
    expect(gateway.funds.received).toEqual([]);
  });

  test.each([
    'text/plain',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
    'application/graphql',
    'application/json; charset=utf-16',
    'application/json; charset=exotic',
  ])('a body of type %s gives 415', async (type) => {
    expect(await outcome({ headers: { 'content-type': type }, body: QUERY })).toEqual({
      status: 415,
      type: JSON_TYPE,
      codes: ['BAD_REQUEST'],
    });
  });

  test('a body without a content type, or with a content encoding, gives 415', async () => {
    const response = await fetch(`${gateway.url}/graphql`, {
      method: 'POST',
      body: new Uint8Array(Buffer.from(QUERY)),
    });
    expect(response.status).toBe(415);
    const headers = { 'content-encoding': 'gzip' };
    expect((await send({ headers, body: QUERY })).status).toBe(415);
  });

  test('PUT, DELETE and PATCH give 405 with Allow GET, HEAD, POST, OPTIONS', async () => {
    for (const method of ['PUT', 'DELETE', 'PATCH']) {
      const { headers, ...rest } = await send({ method });
      expect({ ...rest, allow: headers.get('allow') }).toEqual({
        status: 405,
        type: JSON_TYPE,
        allow: 'GET, HEAD, POST, OPTIONS',
        text: '{"errors":[{"message":"Use GET, HEAD, POST","extensions":{"code":"BAD_REQUEST"}}]}\n',
      });
    }
  });
});

describe('parameters of a POST request (GraphQL over HTTP, section 5.4)', () => {
  test.each([
    ['invalid JSON', '{'],
    ['an empty body', ''],
    ['a batch', `[${QUERY}]`],
    ['a JSON string', '"query"'],
    ['null', 'null'],
    ['no query', '{}'],
    ['an empty query', '{"query":""}'],
    ['a query that is a number', '{"query":1}'],
    ['a query that is an object', '{"query":{}}'],
    ['an operation name that is a number', '{"query":"{ __typename }","operationName":1}'],
    ['variables that are a string', '{"query":"{ __typename }","variables":"{}"}'],
    ['variables that are a list', '{"query":"{ __typename }","variables":[]}'],
    ['extensions that are a string', '{"query":"{ __typename }","extensions":"x"}'],
    ['extensions that are a list', '{"query":"{ __typename }","extensions":[]}'],
  ])('%s gives 400 BAD_REQUEST', async (_, body) => {
    for (const [accept, type] of [
      ['application/json', JSON_TYPE],
      ['application/graphql-response+json', GRAPHQL_TYPE],
    ] as const) {
      expect(await outcome({ headers: { accept }, body })).toEqual({
        status: 400,
        type,
        codes: ['BAD_REQUEST'],
      });
    }
  });

  test.each([
    [
      'null for every optional parameter',
      { operationName: null, variables: null, extensions: null },
    ],
    ['empty objects', { variables: {}, extensions: {} }],
    ['an unknown parameter', { futher: 1 }],
  ])('%s gives data', async (_, more) => {
    const body = JSON.stringify({ query: '{ __typename }', ...more });
    expect(await outcome({ body })).toEqual(SUCCESS);
  });

  test('a document with several operations needs the operationName of one of them', async () => {
    const query = 'query A { __typename } query B { b: __typename }';
    const ask = (operationName?: string) =>
      outcome({ body: JSON.stringify({ query, operationName }) });
    expect(await ask('B')).toEqual({ ...SUCCESS, data: { b: 'Query' } });
    expect(await ask()).toEqual({ status: 400, type: JSON_TYPE, codes: ['BAD_REQUEST'] });
    expect(await ask('C')).toEqual({ status: 400, type: JSON_TYPE, codes: ['BAD_REQUEST'] });
  });

  test('a mutation or a subscription gives 400 with one error', async () => {
    for (const query of ['mutation { a }', 'subscription { a }']) {
      const { status, codes } = await outcome({ body: JSON.stringify({ query }) });
      expect([status, codes.length]).toEqual([400, 1]);
    }
  });

  const HASH = createHash('sha256').update('{ __typename }').digest('hex');

  test('a hash without a document gives PERSISTED_QUERY_NOT_FOUND, and with its document gives data', async () => {
    const extensions = { persistedQuery: { version: 1, sha256Hash: HASH } };
    expect(await outcome({ body: JSON.stringify({ extensions }) })).toEqual({
      status: 200,
      type: JSON_TYPE,
      codes: ['PERSISTED_QUERY_NOT_FOUND'],
    });
    expect(
      await outcome({ body: JSON.stringify({ query: '{ __typename }', extensions }) }),
    ).toEqual(SUCCESS);
  });
});

describe('the status of an invalid document (GraphQL over HTTP, section 6.4)', () => {
  test.each([
    ['does not parse', '{', 'GRAPHQL_PARSE_FAILED'],
    ['does not validate', '{ nope }', 'GRAPHQL_VALIDATION_FAILED'],
    [
      'lacks the value of a variable',
      'query ($n: String!) { region(name: $n) { name } }',
      'BAD_USER_INPUT',
    ],
  ])(
    'a document that %s gives 400, and 200 for Accept application/json',
    async (_, query, code) => {
      const body = JSON.stringify({ query });
      const statusFor = async (accept: string) => {
        const { status, codes } = await outcome({ headers: { accept }, body });
        return [status, codes];
      };
      expect(await statusFor('application/graphql-response+json')).toEqual([400, [code]]);
      expect(await statusFor('*/*')).toEqual([400, [code]]);
      expect(await statusFor('application/json')).toEqual([200, [code]]);
    },
  );
});

describe('a GET request', () => {
  const path = '/graphql?query=%7B__typename%7D';
  const get = (headers: Readonly<Record<string, string>> = {}, to = path) =>
    outcome({ method: 'GET', path: to, headers });

  test('with query, operationName and variables gives data', async () => {
    expect(await get()).toEqual(SUCCESS);
    const query =
      'query A($n: String) { __typename @skip(if: false) ...F } fragment F on Query { region(name: $n) { name } }';
    const search = new URLSearchParams({ query, operationName: 'A', variables: '{"n":"x"}' });
    gateway.funds.respondWith({ data: { region: { name: 'x' } } });
    expect(await get({}, `/graphql?${String(search)}`)).toEqual({
      ...SUCCESS,
      data: { __typename: 'Query', region: { name: 'x' } },
    });
  });

  test.each([
    ['another site', 403, { 'sec-fetch-site': 'cross-site' }],
    ['another subdomain', 403, { 'sec-fetch-site': 'same-site' }],
    ['an old browser with a cookie', 403, { cookie: 'a=b' }],
    ['a page of the gateway', 200, { 'sec-fetch-site': 'same-origin' }],
    ['the address bar', 200, { 'sec-fetch-site': 'none' }],
    [
      'another site with a header that needs a preflight request',
      200,
      { 'sec-fetch-site': 'cross-site', 'apollo-require-preflight': '1' },
    ],
    ['a client with content type text/plain', 415, { 'content-type': 'text/plain' }],
  ])('from %s gives %i', async (_, status, headers) => {
    expect((await get(headers)).status).toBe(status);
  });

  test.each([
    ['without a query', '/graphql'],
    ['with two queries', `${path}&query=%7Ba%7D`],
    ['with variables that are not JSON', `${path}&variables=x`],
    ['with variables that are a list', `${path}&variables=[]`],
    ['with a mutation', '/graphql?query=mutation%7Ba%7D'],
  ])('%s gives status 400 or 405 with one error', async (_, to) => {
    const { status, codes } = await get({}, to);
    expect(status === 400 || status === 405).toBe(true);
    expect(codes).toHaveLength(1);
  });
});

describe('headers and other URLs', () => {
  test('every response has the security headers and no CORS header', async () => {
    for (const sent of [
      { body: QUERY },
      { method: 'GET', path: '/schema.graphql' },
      { method: 'GET', path: '/nothing' },
    ]) {
      const { headers } = await send(sent);
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('cache-control')).toBe('no-store');
      expect(headers.get('referrer-policy')).toBe('no-referrer');
      expect(headers.get('content-security-policy')).toContain(
        "default-src 'none'; script-src 'self'",
      );
      expect(headers.get('access-control-allow-origin')).toBeNull();
      expect(headers.get('x-powered-by')).toBeNull();
    }
  });

  test('the health, schema and supergraph URLs are served, and unknown URLs give 404', async () => {
    const get = (path: string) => send({ method: 'GET', path });
    expect((await get('/health/live')).text).toBe('{"status":"live"}\n');
    expect((await get('/health/ready')).text).toBe('{"status":"ready"}\n');
    expect((await get('/schema.graphql')).text).toContain(
      '"""A region with its member regions."""\ntype Region',
    );
    expect((await get('/schema.graphql')).text).not.toContain('join__');
    expect((await get('/supergraph.graphql')).text).toContain('join__Graph');
    expect((await get('/')).headers.get('location')).toBe('/graphql');
    expect((await get('/nothing')).status).toBe(404);
    expect((await send({ path: '/health/live', body: '{}' })).status).toBe(405);
    expect((await get('/demo/roles')).status).toBe(404);
  });
});
