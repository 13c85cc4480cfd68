import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startSmallGateway, type SmallGateway } from './support/small-gateway.ts';

let gateway: SmallGateway;

beforeAll(async () => {
  gateway = await startSmallGateway({ isDemo: true });
  gateway.funds.answer({ data: { schemes: [] } });
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

/** Status, media type and codes: what GraphQL over HTTP is about. */
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
const ANSWERED = { status: 200, type: JSON_TYPE, data: { __typename: 'Query' }, codes: [] };

describe('what is accepted (GraphQL over HTTP, 4 and 5)', () => {
  test.each([
    ['no accept header is taken for JSON', undefined, JSON_TYPE],
    ['anything at all is answered in JSON', '*/*', JSON_TYPE],
    ['any application type is answered in JSON', 'application/*', JSON_TYPE],
    ['plain JSON', 'application/json', JSON_TYPE],
    ['plain JSON with a charset', 'application/json; charset=utf-8', JSON_TYPE],
    ["GraphQL's own type", 'application/graphql-response+json', GRAPHQL_TYPE],
    [
      "GraphQL's own type before JSON",
      'application/graphql-response+json, application/json;q=0.9',
      GRAPHQL_TYPE,
    ],
    [
      "JSON before GraphQL's own type",
      'application/json, application/graphql-response+json',
      JSON_TYPE,
    ],
  ])('%s', async (_, accept, type) => {
    const headers = accept === undefined ? {} : { accept };
    expect(await outcome({ headers, body: QUERY })).toEqual({ ...ANSWERED, type });
  });

  test('a client that takes neither is told so before anything is done', async () => {
    gateway.funds.asked.length = 0;
    const body = JSON.stringify({ query: '{ schemes { id } }' });
    expect(await outcome({ headers: { accept: 'text/csv' }, body })).toEqual({
      status: 406,
      type: JSON_TYPE,
      codes: ['BAD_REQUEST'],
    });
    expect(gateway.funds.asked).toEqual([]);
  });

  test.each([
    'text/plain',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
    'application/graphql',
    'application/json; charset=utf-16',
    'application/json; charset=exotic',
  ])('a body of type %s is not read', async (type) => {
    expect(await outcome({ headers: { 'content-type': type }, body: QUERY })).toEqual({
      status: 415,
      type: JSON_TYPE,
      codes: ['BAD_REQUEST'],
    });
  });

  test('a body without a type is not read, nor one that is compressed', async () => {
    const response = await fetch(`${gateway.url}/graphql`, {
      method: 'POST',
      body: new Uint8Array(Buffer.from(QUERY)),
    });
    expect(response.status).toBe(415);
    const headers = { 'content-encoding': 'gzip' };
    expect((await send({ headers, body: QUERY })).status).toBe(415);
  });

  test('other methods are told what there is', async () => {
    for (const method of ['PUT', 'DELETE', 'PATCH', 'OPTIONS']) {
      const { status, headers } = await send({ method });
      expect([status, headers.get('allow')]).toEqual([405, 'GET, POST']);
    }
  });
});

describe('what a request must be (5.4)', () => {
  test.each([
    ['no JSON', '{'],
    ['an empty body', ''],
    ['a batch', `[${QUERY}]`],
    ['a text', '"query"'],
    ['null', 'null'],
    ['no query', '{}'],
    ['an empty query', '{"query":""}'],
    ['a query that is a number', '{"query":1}'],
    ['a query that is an object', '{"query":{}}'],
    ['an operation name that is a number', '{"query":"{ __typename }","operationName":1}'],
    ['variables that are text', '{"query":"{ __typename }","variables":"{}"}'],
    ['variables that are a list', '{"query":"{ __typename }","variables":[]}'],
    ['extensions that are text', '{"query":"{ __typename }","extensions":"x"}'],
    ['extensions that are a list', '{"query":"{ __typename }","extensions":[]}'],
  ])('%s is a bad request', async (_, body) => {
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
    ['null for all that is optional', { operationName: null, variables: null, extensions: null }],
    ['empty objects', { variables: {}, extensions: {} }],
    ['a name the specification does not know', { futher: 1 }],
  ])('%s is fine', async (_, more) => {
    const body = JSON.stringify({ query: '{ __typename }', ...more });
    expect(await outcome({ body })).toEqual(ANSWERED);
  });

  test('several operations need a name, and an unknown name is refused', async () => {
    const query = 'query A { __typename } query B { b: __typename }';
    const ask = (operationName?: string) =>
      outcome({ body: JSON.stringify({ query, operationName }) });
    expect(await ask('B')).toEqual({ ...ANSWERED, data: { b: 'Query' } });
    expect(await ask()).toEqual({ status: 400, type: JSON_TYPE, codes: ['BAD_REQUEST'] });
    expect(await ask('C')).toEqual({ status: 400, type: JSON_TYPE, codes: ['BAD_REQUEST'] });
  });

  test('mutations and subscriptions are not offered', async () => {
    for (const query of ['mutation { a }', 'subscription { a }']) {
      const { status, codes } = await outcome({ body: JSON.stringify({ query }) });
      expect([status, codes.length]).toEqual([400, 1]);
    }
  });

  const HASH = createHash('sha256').update('{ __typename }').digest('hex');

  test('an operation asked by hash alone is asked for whole, and then answered', async () => {
    const extensions = { persistedQuery: { version: 1, sha256Hash: HASH } };
    expect(await outcome({ body: JSON.stringify({ extensions }) })).toEqual({
      status: 200,
      type: JSON_TYPE,
      codes: ['PERSISTED_QUERY_NOT_FOUND'],
    });
    expect(
      await outcome({ body: JSON.stringify({ query: '{ __typename }', extensions }) }),
    ).toEqual(ANSWERED);
  });
});

describe('the status of a document that does not fit (6.4)', () => {
  test.each([
    ['does not parse', '{', 'GRAPHQL_PARSE_FAILED'],
    ['does not validate', '{ nope }', 'GRAPHQL_VALIDATION_FAILED'],
    ['lacks a variable', 'query ($n: String!) { region(name: $n) { name } }', 'BAD_USER_INPUT'],
  ])(
    'one that %s is 400, but 200 for a client that knows only plain JSON',
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

describe('GET', () => {
  const path = '/graphql?query=%7B__typename%7D';
  const get = (headers: Readonly<Record<string, string>> = {}, to = path) =>
    outcome({ method: 'GET', path: to, headers });

  test('a program may ask by GET', async () => {
    expect(await get()).toEqual(ANSWERED);
    const query =
      'query A($n: String) { __typename @skip(if: false) ...F } fragment F on Query { region(name: $n) { name } }';
    const search = new URLSearchParams({ query, operationName: 'A', variables: '{"n":"x"}' });
    gateway.funds.answer({ data: { region: { name: 'x' } } });
    expect(await get({}, `/graphql?${String(search)}`)).toEqual({
      ...ANSWERED,
      data: { __typename: 'Query', region: { name: 'x' } },
    });
  });

  test.each([
    ['a page of another site', { 'sec-fetch-site': 'cross-site' }, 403],
    ['a neighbouring site', { 'sec-fetch-site': 'same-site' }, 403],
    ['an old browser with a cookie', { cookie: 'a=b' }, 403],
    ['our own page', { 'sec-fetch-site': 'same-origin' }, 200],
    ['the address bar', { 'sec-fetch-site': 'none' }, 200],
    [
      'a header that no other site can add',
      { 'sec-fetch-site': 'cross-site', 'apollo-require-preflight': '1' },
      200,
    ],
    ['a content type that needs no permission', { 'content-type': 'text/plain' }, 415],
  ])('from %s', async (_, headers, status) => {
    expect((await get(headers)).status).toBe(status);
  });

  test.each([
    ['without a query', '/graphql'],
    ['with two queries', `${path}&query=%7Ba%7D`],
    ['with variables that are no JSON', `${path}&variables=x`],
    ['with variables that are a list', `${path}&variables=[]`],
    ['with a mutation', '/graphql?query=mutation%7Ba%7D'],
  ])('%s is a bad request', async (_, to) => {
    const { status, codes } = await get({}, to);
    expect(status === 400 || status === 405).toBe(true);
    expect(codes).toHaveLength(1);
  });
});

describe('around the graph', () => {
  test('every reply forbids sniffing, framing, keeping and telling where one came from', async () => {
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

  test('the health addresses, the schema and the supergraph are there', async () => {
    const get = (path: string) => send({ method: 'GET', path });
    expect((await get('/health/live')).text).toBe('{"status":"live"}\n');
    expect((await get('/health/ready')).text).toBe('{"status":"ready"}\n');
    expect((await get('/schema.graphql')).text).toContain(
      '"""A region, with what lies in it."""\ntype Region',
    );
    expect((await get('/schema.graphql')).text).not.toContain('join__');
    expect((await get('/supergraph.graphql')).text).toContain('join__Graph');
    expect((await get('/')).headers.get('location')).toBe('/graphql');
    expect((await get('/nothing')).status).toBe(404);
    expect((await send({ path: '/health/live', body: '{}' })).status).toBe(405);
    expect((await get('/demo/roles')).status).toBe(404);
  });
});
