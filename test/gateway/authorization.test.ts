import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { analyst, coach, startSmallGateway, type SmallGateway } from './support/small-gateway.ts';

let gateway: SmallGateway;

beforeAll(async () => {
  gateway = await startSmallGateway();
});
afterAll(() => gateway.stop());
beforeEach(() => {
  gateway.funds.received.length = 0;
  gateway.education.received.length = 0;
});

const CASE_QUERY = '{ vouchers { id status } }';
const VOUCHERS = [{ id: 'v1', status: 'ISSUED' }];

test('a case query without a token gives UNAUTHENTICATED, and no subgraph is called', async () => {
  const { status, body } = await gateway.ask(CASE_QUERY);
  expect(status).toBe(200);
  expect(body).toEqual({
    data: null,
    errors: [
      {
        message:
          'Field "Query.vouchers" needs a token: sign in first' +
          ' / Veld "Query.vouchers" vraagt een token: log eerst in',
        path: ['vouchers'],
        extensions: { code: 'UNAUTHENTICATED' },
      },
    ],
  });
  expect(gateway.funds.received).toEqual([]);
});

test('a case query with the token of an analyst gives SCOPE_DENIED and names the missing scope', async () => {
  const token = await gateway.token(analyst);
  const { body } = await gateway.ask(CASE_QUERY, { token });
  expect(body).toEqual({
    data: null,
    errors: [
      {
        message:
          'Field "Query.vouchers" needs scope "llo:case", which this token does not have' +
          ' for purpose "evaluation of a programme"' +
          ' / Veld "Query.vouchers" vraagt scope "llo:case", en dit token heeft die niet' +
          ' voor doel "evaluatie van een programma"',
        path: ['vouchers'],
        extensions: { code: 'SCOPE_DENIED' },
      },
    ],
  });
  expect(gateway.funds.received).toEqual([]);
});

test('a case query with the token of a coach gives data', async () => {
  gateway.funds.respondWith({ data: { vouchers: VOUCHERS } });
  const token = await gateway.token(coach);
  const { body } = await gateway.ask(CASE_QUERY, { token });
  expect(body).toEqual({ data: { vouchers: VOUCHERS } });
});

test('a purpose without the required policy gives PURPOSE_DENIED, naming both in two languages', async () => {
  const token = await gateway.ownToken();
  const { body } = await gateway.ask(CASE_QUERY, { token });
  expect(body).toEqual({
    data: null,
    errors: [
      {
        message:
          'Field "Query.vouchers" needs a purpose that satisfies "purpose:case", and purpose' +
          ' "access to one\'s own data" does not' +
          ' / Veld "Query.vouchers" vraagt een doel dat voldoet aan "purpose:case", en doel' +
          ' "inzage in eigen gegevens" doet dat niet',
        path: ['vouchers'],
        extensions: { code: 'PURPOSE_DENIED' },
      },
    ],
  });
});

test('one denied field denies the whole operation, including its public fields', async () => {
  const { body } = await gateway.ask('{ schemes { id } own: me { id } vouchers { id } }');
  expect(body.data).toBeNull();
  expect(body.errors?.map(({ path, extensions }) => [path, extensions])).toEqual([
    [['own'], { code: 'UNAUTHENTICATED' }],
    [['vouchers'], { code: 'UNAUTHENTICATED' }],
  ]);
  expect(gateway.funds.received).toEqual([]);
});

test.each([
  ['a fragment', 'query { ...V } fragment V on Query { vouchers { id } }'],
  ['an inline fragment', '{ ... on Query { vouchers { id } } }'],
  ['an alias', '{ schemes: vouchers { id } }'],
  [
    '@include with a variable',
    'query ($no: Boolean = false) { vouchers @include(if: $no) { id } }',
  ],
  [
    'the operationName of a second operation',
    'query A { schemes { id } } query B { vouchers { id } }',
  ],
])('a case field behind %s gives UNAUTHENTICATED, and no subgraph is called', async (_, query) => {
  const options = query.includes('query B') ? { operationName: 'B' } : {};
  const { body } = await gateway.ask(query, options);
  expect(body.errors?.map(({ extensions }) => extensions)).toEqual([{ code: 'UNAUTHENTICATED' }]);
  expect(gateway.funds.received).toEqual([]);
});

test('a case field with @skip(if: true) does not deny the operation', async () => {
  gateway.funds.respondWith({ data: { schemes: [] } });
  const query = '{ schemes { id } vouchers @skip(if: true) { id } }';
  expect((await gateway.ask(query)).body).toEqual({ data: { schemes: [] } });
});

test('the same document is authorized again for each client', async () => {
  gateway.funds.respondWith({ data: { vouchers: [] } });
  const token = await gateway.token(coach);
  const codes = [];
  for (const options of [{ token }, {}, { token }]) {
    const { body } = await gateway.ask(CASE_QUERY, options);
    codes.push(body.errors?.[0]?.extensions?.code ?? 'no error');
  }
  expect(codes).toEqual(['no error', 'UNAUTHENTICATED', 'no error']);
});

test('introspection without a token gives the whole schema', async () => {
  const { body } = await gateway.ask(
    '{ __schema { queryType { name } } __type(name: "Voucher") { name } }',
  );
  expect(body).toEqual({
    data: { __schema: { queryType: { name: 'Query' } }, __type: { name: 'Voucher' } },
  });
});
