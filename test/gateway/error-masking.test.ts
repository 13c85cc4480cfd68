import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { EXECUTORS, startSmallGateway, type SmallGateway } from './support/small-gateway.ts';

const QUESTION = '{ schemes { id } trainings { id } }';
const CANARY = 'Jansen 999990019 password=geheim';
const SILENT_FUNDS = { partner: null, kind: 'funds', fault: 'unreachable' };

/** Only our executor gives the path of an error that concerns a whole subgraph. */
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
    gateway.education.answer({ data: { trainings: [{ id: 't1', name: 'Lassen' }] } });
  });

  test.each([
    [
      'a page that says why it broke',
      { status: 500, type: 'text/html', body: CANARY },
      'unreachable',
    ],
    ['a refusal with a body', { status: 403, type: 'text/plain', body: CANARY }, 'refused'],
    ['an HTML page with status 200', { type: 'text/html', body: CANARY }, 'garbled'],
    ['half a JSON', { body: `{"data":{"schemes":[{"id":"${CANARY}` }, 'garbled'],
    ['JSON that is no answer', { body: `["${CANARY}"]` }, 'garbled'],
  ])('a subgraph that sends %s is named, and nothing of it is shown', async (_, reply, fault) => {
    gateway.funds.answer(reply);
    const { status, body } = await gateway.ask(QUESTION);
    const silent = { ...SILENT_FUNDS, fault };
    expect({ status, body }).toEqual({
      status: 200,
      body: {
        data: { schemes: null, trainings: [{ id: 't1' }] },
        errors: [
          {
            message: `No partner of kind "funds" could be asked: ${fault}`,
            ...located,
            extensions: { code: 'PARTNER_NO_ANSWER', ...silent },
          },
        ],
        extensions: { partial: [silent] },
      },
    });
    expect(gateway.logged()).not.toContain('Jansen');
  });

  test('a partner that a subgraph reports silent is named at its field, and once in the list', async () => {
    const silence = (path: readonly (string | number)[]) => ({
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
    gateway.funds.answer({
      data: { schemes: [{ id: 's1' }] },
      errors: [silence(['schemes']), silence(['schemes', 0, 'id'])],
    });
    const { body } = await gateway.ask(QUESTION);
    const silent = { partner: 'otib', kind: 'funds', fault: 'late' };
    expect(body).toEqual({
      data: { schemes: [{ id: 's1' }], trainings: [{ id: 't1' }] },
      errors: [['schemes'], ['schemes', 0, 'id']].map((path) => ({
        message: 'Partner "otib" gave no answer: late',
        path,
        extensions: { code: 'PARTNER_NO_ANSWER', ...silent },
      })),
      extensions: { partial: [silent] },
    });
  });

  test('an error the caller can mend keeps its words and its code, and nothing more', async () => {
    gateway.funds.answer({
      data: { schemes: null },
      errors: [
        {
          message: 'Cursor belongs to another question: start again without "after"',
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
          message: 'Cursor belongs to another question: start again without "after"',
          path: ['schemes'],
          extensions: { code: 'CURSOR_INVALID' },
        },
      ],
    });
  });

  test.each([
    ['no code', {}],
    ['a code of its own', { code: 'SQL_ERROR' }],
    ['a code that only the gateway gives', { code: 'GRAPHQL_VALIDATION_FAILED' }],
    ['a code that is no text', { code: { nested: 'PARTNER_NO_ANSWER' } }],
    ['a code in small letters', { code: 'internal' }],
  ])('an error with %s becomes a reference, which the log knows', async (_, extensions) => {
    gateway.funds.answer({
      data: { schemes: null },
      errors: [{ message: CANARY, path: ['schemes'], extensions: { ...extensions, body: CANARY } }],
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
            ` / Er ging bij ons iets mis: noem kenmerk ${reference} als je het meldt`,
          path: ['schemes'],
          extensions: { code: 'INTERNAL', reference },
        },
      ],
    });
    expect(gateway.logged()).toContain(`"reference":"${reference}"`);
    expect(gateway.logged()).not.toContain('Jansen');
  });

  test('the reference under which a subgraph logged its own fault is the one the client gets', async () => {
    gateway.funds.answer({
      data: { schemes: null },
      errors: [{ message: CANARY, extensions: { code: 'INTERNAL', reference: 'abcdef012345' } }],
    });
    const { body } = await gateway.ask('{ schemes { id } }');
    expect(body.errors?.[0]?.extensions).toEqual({ code: 'INTERNAL', reference: 'abcdef012345' });
  });

  test('a silent partner under a name that could be anything is not repeated', async () => {
    gateway.funds.answer({
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

  test('a hundred faults of a partner do not become more than two hundred errors', async () => {
    const error = (message: string) => ({
      message,
      path: ['schemes'],
      extensions: { code: 'ARGUMENT_INVALID' },
    });
    gateway.funds.answer({
      data: { schemes: null },
      errors: Array.from({ length: 900 }, (_, index) => error(`x${index}`)),
    });
    expect((await gateway.ask('{ schemes { id } }')).body.errors).toHaveLength(200);
  });

  test('the same fault at the same place, told by several kinds, is told once', async () => {
    const error = { message: 'x', path: ['schemes'], extensions: { code: 'ARGUMENT_INVALID' } };
    gateway.funds.answer({ data: { schemes: null }, errors: [error, error, error] });
    expect((await gateway.ask('{ schemes { id } }')).body.errors).toHaveLength(1);
  });

  test('names that JavaScript gives a meaning to pass through harmlessly', async () => {
    gateway.funds.answer({
      data: JSON.parse('{"__proto__":{"polluted":1},"schemes":[]}') as object,
    });
    const query =
      'query ($constructor: String) { __proto__: schemes { id } toString: region(name: $constructor) { name } }';
    await gateway.ask(query, {
      variables: JSON.parse('{"__proto__":{"polluted":1}}') as object as Record<string, unknown>,
    });
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
    gateway.funds.answer({ data: { schemes: [] } });
    expect((await gateway.ask('{ schemes { id } }')).body).toEqual({ data: { schemes: [] } });
  });

  test('a mistyped field is refused without a hint at what there is', async () => {
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
