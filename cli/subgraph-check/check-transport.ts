/** HTTP: methods, media types, health and limits. */
import { REQUEST_BOUNDS } from '../../subgraphs/kit/limits/request-bounds.ts';
import { REPRESENTATIONS_MAX } from '../../subgraphs/kit/server/entities-resolver.ts';
import { BODY_BYTES_MAX } from '../../subgraphs/kit/server/graphql-server.ts';
import { isObject } from '../../core/structures/is-object.ts';
import type { SubgraphCheck } from './check-subgraph.ts';
import type { Reply, SubgraphRequest } from './subgraph-client.ts';
import { hasTypename, isRefused, listOf } from './read-reply.ts';

const QUERY = '{ __typename }';
const BODY = JSON.stringify({ query: QUERY });
const FORM = 'application/x-www-form-urlencoded';
const MULTIPART = `--x\r\ncontent-disposition: form-data; name="query"\r\n\r\n${QUERY}\r\n--x--\r\n`;

/** Requests that are no GraphQL request of the gateway: a page of another origin can send some of them. */
const REFUSED: readonly (readonly [string, SubgraphRequest, string])[] = [
  [
    'GET',
    { method: 'GET', search: `?query=${encodeURIComponent(QUERY)}` },
    'answer 405: accept POST alone',
  ],
  ['a form', { body: `query=${encodeURIComponent(QUERY)}`, type: FORM }, ''],
  ['JSON as a form', { body: BODY, type: FORM }, ''],
  ['multipart/form-data', { body: MULTIPART, type: 'multipart/form-data; boundary=x' }, ''],
  ['text/plain', { body: BODY, type: 'text/plain' }, ''],
  ['no media type', { body: BODY, type: null }, ''],
  ['a list of requests', { body: `[${BODY}]` }, 'answer 400: accept one request in a body'],
  ['no JSON', { body: QUERY }, 'answer 400 with BAD_REQUEST'],
];

const JSON_TYPE = /^application\/(json|graphql-response\+json) *(; *charset="?utf-?8"?)?$/i;

/** Looked for in all responses at the end. */
export function checkHeaders({ client, expect }: SubgraphCheck): void {
  const read = client.replies.filter(({ status, fault }) => status === 200 && fault === null);
  expect(
    'media type',
    read.every(({ type }) => JSON_TYPE.test(type)),
    {
      expected: 'responses as application/json or application/graphql-response+json, in UTF-8',
      came: 'another content-type',
      mend: 'the gateway takes other media types for a garbled response',
    },
  );
  const isStored = ({ isPersonal, headers }: Reply) =>
    isPersonal && !/\bno-store\b/.test(String(headers['cache-control']));
  expect('no-store', !read.some(isStored), {
    expected: 'cache-control: no-store for a request with a context',
    came: 'a response that a cache may keep',
    mend: 'send the header with each response',
  });
}

export async function checkTransport(check: SubgraphCheck): Promise<void> {
  const { client, expect } = check;
  const charset = await client.send({ body: BODY, type: 'application/json; charset=utf-8' });
  expect('media type with charset', hasTypename(charset), {
    expected: 'application/json; charset=utf-8 to be read',
    came: charset,
    mend: 'accept this parameter',
  });
  for (const [name, sent, mend] of REFUSED) {
    const reply = await client.send(sent);
    expect(`refuses ${name}`, isRefused(reply) && reply.status >= 400, {
      expected: 'an HTTP status from 400, and nothing executed',
      came: reply,
      mend: mend || 'answer 415: read application/json alone',
    });
  }
  const health = await client.send({ method: 'GET', path: 'health' });
  expect('health', health.status === 200, {
    expected: 'GET /health beside this address to give 200',
    came: health.status === 0 ? health : `HTTP ${health.status}`,
    mend: 'serve it while requests are accepted',
  });
  await checkOperations(check);
  await checkLimits(check);
}

async function checkOperations({ client, ask, expect }: SubgraphCheck): Promise<void> {
  const query = 'query A { a: __typename } query B { ...F } fragment F on Query { b: __typename }';
  const named = await client.send({ body: JSON.stringify({ query, operationName: 'B' }) });
  expect(
    'operations',
    isObject(named.data) && named.data['b'] === 'Query' && !('a' in named.data),
    {
      expected: 'the operation of operationName, with aliases and fragments',
      came: named,
      mend: 'execute what GraphQL allows in a document',
    },
  );
  for (const [name, wrong] of [
    ['unknown field', '{ vakgraafCheckField }'],
    ['syntax error', '{ __typename'],
  ] as const) {
    const reply = await ask(wrong, null);
    expect(name, isRefused(reply) && reply.errors.length > 0, {
      expected: 'an error without data',
      came: reply,
      mend: 'validate a document before it is executed',
    });
  }
}

/** Each a little more than what a subgraph may accept. */
const LEVELS = REQUEST_BOUNDS.bracketNesting * 3;
const TOKENS = REQUEST_BOUNDS.tokens + 2_000;
const REPRESENTATIONS = REPRESENTATIONS_MAX + 1;
const BODY_BYTES = BODY_BYTES_MAX + 1_048_576;

async function checkLimits(check: SubgraphCheck): Promise<void> {
  const { client, graph, ask, expect } = check;
  const expectRefusal = (subject: string, what: string, reply: Reply, mend: string) =>
    expect(subject, isRefused(reply), { expected: `${what} to be refused`, came: reply, mend });

  const nested = `{ __type(name: "Query") ${'{ ofType '.repeat(LEVELS)}{ name }${' }'.repeat(LEVELS)} }`;
  const deep = await ask(nested, null);
  expectRefusal(
    'limit depth',
    `${LEVELS} levels`,
    deep,
    `refuse more than ${REQUEST_BOUNDS.bracketNesting} brackets inside each other`,
  );
  for (const { type, demands } of graph.entities) {
    const [purpose] = check.purposesFor(demands);
    const cycle = purpose === undefined ? undefined : graph.cycleAt(type, purpose);
    if (purpose === undefined || cycle === undefined) continue;
    const times = Math.ceil(LEVELS / cycle.length);
    const around = cycle
      .map((field) => `{ ${field} `)
      .join('')
      .repeat(times);
    const selection = `${around}{ __typename }${' }'.repeat(times * cycle.length)}`;
    const reply = await ask(
      `query ($them: [_Any!]!) { _entities(representations: $them) { ... on ${type.name} ${selection} } }`,
      purpose,
      { them: [] },
    );
    expectRefusal(
      `limit depth of ${type.name}`,
      `${LEVELS} levels`,
      reply,
      `refuse more than ${REQUEST_BOUNDS.bracketNesting} brackets inside each other`,
    );
    break;
  }
  const aliases = Array.from({ length: TOKENS / 3 }, (_, index) => `a${index}: __typename`);
  const long = await ask(`{ ${aliases.join(' ')} }`, null);
  expectRefusal(
    'limit tokens',
    `a document of ${TOKENS} tokens`,
    long,
    `refuse more than ${REQUEST_BOUNDS.tokens} tokens`,
  );
  const them = Array.from({ length: REPRESENTATIONS }, () => ({
    __typename: 'PartnerBoard',
    moment: 'now',
  }));
  const many = await ask(
    'query ($them: [_Any!]!) { _entities(representations: $them) { __typename } }',
    null,
    { them },
  );
  const isOneError = many.errors.length < REPRESENTATIONS;
  expect('limit entities', listOf(many) === null && isOneError && isRefused(many), {
    expected: `${REPRESENTATIONS} representations to be refused with one error`,
    came: many,
    mend: `refuse more than ${REPRESENTATIONS_MAX}`,
  });
  const large = await client.send({
    body: Buffer.from(JSON.stringify({ query: QUERY, variables: { a: 'x'.repeat(BODY_BYTES) } })),
  });
  expectRefusal(
    'limit bytes',
    `a body of ${BODY_BYTES} bytes`,
    large,
    `answer 413 to more than ${BODY_BYTES_MAX} bytes, and read no further`,
  );
}
