import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { EXECUTORS, startSmallGateway, type SmallGateway } from './support/small-gateway.ts';

const QUERY = '{ schemes { id } trainings { id } }';
const CANARY = 'Jansen 999990019 password=geheim';
const FUNDS_UNAVAILABLE = { partner: null, kind: 'funds', fault: 'unreachable' };

/** Apollo's executor gives no path for an error of a whole subgraph. */
describe.each([
  { executor: 'compiled', located: { path: ['schemes'] } },
  { executor: 'apollo', located: {} },
] as const)('with the $executor executor', ({ executor, located }) => {
  let gateway: SmallGateway;

  beforeAll(async () => {
    gateway = await startSmallGateway(EXECUTORS[executor]);
  });
  afterAll(() => gateway.stop());
  beforeEach(() => {
    gateway.education.respondWith({ data: { trainings: [{ id: 't1', name: 'Lassen' }] } });
  });

  test.each([
    [
      'an HTML page with status 500',
      { status: 500, type: 'text/html', body: CANARY },
      'unreachable',
    ],
    ['status 403 with a body', { status: 403, type: 'text/plain', body: CANARY }, 'refused'],
    ['an HTML page with status 200', { type: 'text/html', body: CANARY }, 'garbled'],
    ['incomplete JSON', { body: `{"data":{"schemes":[{"id":"${CANARY}` }, 'garbled'],
    ['a JSON array', { body: `["${CANARY}"]` }, 'garbled'],
  ])(
    'a subgraph that sends %s gives PARTNER_NO_ANSWER with its name, and nothing of its body',
    async (_, reply, fault) => {
      gateway.funds.respondWith(reply);
      const { status, body } = await gateway.ask(QUERY);
      const unavailable = { ...FUNDS_UNAVAILABLE, fault };
      expect({ status, body }).toEqual({
        status: 200,
        body: {
          data: { schemes: null, trainings: [{ id: 't1' }] },
          errors: [
            {
              message: `No partner of kind "funds" could be asked: ${fault}`,
              ...located,
              extensions: { code: 'PARTNER_NO_ANSWER', ...unavailable },
            },
          ],
          extensions: { partial: [unavailable] },
        },
      });
      expect(gateway.logged()).not.toContain('Jansen');
    },
  );

  test('a partner that a subgraph reports as unavailable is in each field error, and once in extensions.partial', async () => {
    const partnerError = (path: readonly (string | number)[]) => ({
      message: CANARY,
      path,
      extensions: {
        code: 'PARTNER_NO_ANSWER',
        partner: 'otib',
        kind: 'funds',
        fault: 'late',
        serviceName: 'funds',
        body: CANARY,
      },
    });
    gateway.funds.respondWith({
      data: { schemes: [{ id: 's1' }] },
      errors: [partnerError(['schemes']), partnerError(['schemes', 0, 'id'])],
    });
    const { body } = await gateway.ask(QUERY);
    const unavailable = { partner: 'otib', kind: 'funds', fault: 'late' };
    expect(body).toEqual({
      data: { schemes: [{ id: 's1' }], trainings: [{ id: 't1' }] },
      errors: [['schemes'], ['schemes', 0, 'id']].map((path) => ({
        message: 'Partner "otib" gave no answer: late',
        path,
        extensions: { code: 'PARTNER_NO_ANSWER', ...unavailable },
      })),
      extensions: { partial: [unavailable] },
    });
  });

  test('a subgraph error with a public code keeps its message, path and code, and no other extensions', async () => {
    gateway.funds.respondWith({
      data: { schemes: null },
      errors: [
        {
          message: 'Cursor belongs to another query: start again without "after"',
          path: ['schemes'],
          extensions: { code: 'CURSOR_INVALID', stacktrace: [CANARY], serviceName: 'funds' },
        },
      ],
    });
    const { body } = await gateway.ask('{ schemes { id } }');
    expect(body).toEqual({
      data: { schemes: null },
      errors: [
        {
          message: 'Cursor belongs to another query: start again without "after"',
          path: ['schemes'],
          extensions: { code: 'CURSOR_INVALID' },
        },
      ],
    });
  });

  test.each([
    ['no code', {}],
    ['an unknown code', { code: 'SQL_ERROR' }],
    ['a code that only the gateway gives', { code: 'GRAPHQL_VALIDATION_FAILED' }],
    ['a code that is not a string', { code: { nested: 'PARTNER_NO_ANSWER' } }],
    ['a code in lower case', { code: 'internal' }],
  ])(
    'a subgraph error with %s becomes INTERNAL with a reference that is in the log',
    async (_, extensions) => {
      gateway.funds.respondWith({
        data: { schemes: null },
        errors: [
          { message: CANARY, path: ['schemes'], extensions: { ...extensions, body: CANARY } },
        ],
      });
      const { body } = await gateway.ask('{ schemes { id } }');
      const reference = body.errors?.[0]?.extensions?.reference;
      expect(reference).toMatch(/^[0-9a-f]{12}$/);
      expect(body).toEqual({
        data: { schemes: null },
        errors: [
          {
            message:
              `Something went wrong on our side: quote reference ${reference} when you report it` +
              ` / Er ging bij ons iets mis: noem kenmerk ${reference} als u dit meldt`,
            path: ['schemes'],
            extensions: { code: 'INTERNAL', reference },
          },
        ],
      });
      expect(gateway.logged()).toContain(`"reference":"${reference}"`);
      expect(gateway.logged()).not.toContain('Jansen');
    },
  );

  test('an INTERNAL error of a subgraph keeps its reference', async () => {
    gateway.funds.respondWith({
      data: { schemes: null },
      errors: [{ message: CANARY, extensions: { code: 'INTERNAL', reference: 'abcdef012345' } }],
    });
    const { body } = await gateway.ask('{ schemes { id } }');
    expect(body.errors?.[0]?.extensions).toEqual({ code: 'INTERNAL', reference: 'abcdef012345' });
  });

  test('an unknown partner, kind and fault in a subgraph error are not sent to the client', async () => {
    gateway.funds.respondWith({
      data: { schemes: null },
      errors: [
        {
          message: CANARY,
          extensions: { code: 'PARTNER_NO_ANSWER', partner: CANARY, kind: CANARY, fault: CANARY },
        },
      ],
    });
    const { body } = await gateway.ask('{ schemes { id } }');
    expect(JSON.stringify(body)).not.toContain('Jansen');
    expect(body.extensions).toEqual({
      partial: [{ partner: null, kind: null, fault: 'unreachable' }],
    });
  });

  test('900 errors of a subgraph give 200 errors in the response', async () => {
    const error = (message: string) => ({
      message,
      path: ['schemes'],
      extensions: { code: 'ARGUMENT_INVALID' },
    });
    gateway.funds.respondWith({
      data: { schemes: null },
      errors: Array.from({ length: 900 }, (_, index) => error(`x${index}`)),
    });
    expect((await gateway.ask('{ schemes { id } }')).body.errors).toHaveLength(200);
  });

  test('equal subgraph errors with the same path are sent once', async () => {
    const error = { message: 'x', path: ['schemes'], extensions: { code: 'ARGUMENT_INVALID' } };
    gateway.funds.respondWith({ data: { schemes: null }, errors: [error, error, error] });
    expect((await gateway.ask('{ schemes { id } }')).body.errors).toHaveLength(1);
  });

  test('names such as __proto__ and constructor do not change a prototype', async () => {
    gateway.funds.respondWith({
      data: JSON.parse('{"__proto__":{"polluted":1},"schemes":[]}') as object,
    });
    const query =
      'query ($constructor: String) { __proto__: schemes { id } toString: region(name: $constructor) { name } }';
    await gateway.ask(query, {
      variables: JSON.parse('{"__proto__":{"polluted":1}}') as object as Record<string, unknown>,
    });
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
    gateway.funds.respondWith({ data: { schemes: [] } });
    expect((await gateway.ask('{ schemes { id } }')).body).toEqual({ data: { schemes: [] } });
  });

  test('an unknown field gives GRAPHQL_VALIDATION_FAILED without a suggestion', async () => {
    const { status, body } = await gateway.ask('{ scheme { idd } shemes { id } }');
    expect({ status, body }).toEqual({
      status: 400,
      body: {
        errors: [
          {
            message: 'Cannot query field "scheme" on type "Query".',
            locations: [{ line: 1, column: 3 }],
            extensions: { code: 'GRAPHQL_VALIDATION_FAILED' },
          },
          {
            message: 'Cannot query field "shemes" on type "Query".',
            locations: [{ line: 1, column: 18 }],
            extensions: { code: 'GRAPHQL_VALIDATION_FAILED' },
          },
        ],
      },
    });
  });
});
