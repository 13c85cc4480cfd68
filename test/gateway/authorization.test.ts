import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { analyst, coach, startSmallGateway, type SmallGateway } from './support/small-gateway.ts';

let gateway: SmallGateway;

beforeAll(async () => {
  gateway = await startSmallGateway();
});
afterAll(() => gateway.stop());
beforeEach(() => {
  gateway.funds.asked.length = 0;
  gateway.education.asked.length = 0;
});

const CASE_QUESTION = '{ vouchers { id status } }';
const VOUCHERS = [{ id: 'v1', status: 'ISSUED' }];

test('the public asks a case question and is told to sign in, before any partner is called', async () => {
  const { status, body } = await gateway.ask(CASE_QUESTION);
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
  expect(gateway.funds.asked).toEqual([]);
});

test('an analyst asks the same and is told which scope is missing', async () => {
  const token = await gateway.token(analyst);
  const { body } = await gateway.ask(CASE_QUESTION, { token });
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
  expect(gateway.funds.asked).toEqual([]);
});

test('a coach asks the same and is answered', async () => {
  gateway.funds.answer({ data: { vouchers: VOUCHERS } });
  const token = await gateway.token(coach);
  const { body } = await gateway.ask(CASE_QUESTION, { token });
  expect(body).toEqual({ data: { vouchers: VOUCHERS } });
});

test('a purpose that does not cover the field is named, with the rule, in two languages', async () => {
  const token = await gateway.token({ ...coach, purposes: ['urn:llo:purpose:inzage'] });
  const { body } = await gateway.ask(CASE_QUESTION, { token });
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

test('one refused field refuses the whole question, also what is public in it', async () => {
  const { body } = await gateway.ask('{ schemes { id } own: me { id } vouchers { id } }');
  expect(body.data).toBeNull();
  expect(body.errors?.map(({ path, extensions }) => [path, extensions])).toEqual([
    [['own'], { code: 'UNAUTHENTICATED' }],
    [['vouchers'], { code: 'UNAUTHENTICATED' }],
  ]);
  expect(gateway.funds.asked).toEqual([]);
});

test.each([
  ['a fragment', 'query { ...V } fragment V on Query { vouchers { id } }'],
  ['an inline fragment', '{ ... on Query { vouchers { id } } }'],
  ['an alias', '{ schemes: vouchers { id } }'],
  [
    '@include with a variable',
    'query ($no: Boolean = false) { vouchers @include(if: $no) { id } }',
  ],
  ['a second operation that was chosen', 'query A { schemes { id } } query B { vouchers { id } }'],
])('a case field hidden behind %s is refused', async (_, query) => {
  const options = query.includes('query B') ? { operationName: 'B' } : {};
  const { body } = await gateway.ask(query, options);
  expect(body.errors?.map(({ extensions }) => extensions)).toEqual([{ code: 'UNAUTHENTICATED' }]);
  expect(gateway.funds.asked).toEqual([]);
});

test('a field that the document itself rules out refuses nothing', async () => {
  gateway.funds.answer({ data: { schemes: [] } });
  const query = '{ schemes { id } vouchers @skip(if: true) { id } }';
  expect((await gateway.ask(query)).body).toEqual({ data: { schemes: [] } });
});

test('the same text asked by another caller is judged anew', async () => {
  gateway.funds.answer({ data: { vouchers: [] } });
  const token = await gateway.token(coach);
  const codes = [];
  for (const options of [{ token }, {}, { token }]) {
    const { body } = await gateway.ask(CASE_QUESTION, options);
    codes.push(body.errors?.[0]?.extensions?.code ?? 'answered');
  }
  expect(codes).toEqual(['answered', 'UNAUTHENTICATED', 'answered']);
});

test('the whole schema can be read by everyone', async () => {
  const { body } = await gateway.ask(
    '{ __schema { queryType { name } } __type(name: "Voucher") { name } }',
  );
  expect(body).toEqual({
    data: { __schema: { queryType: { name: 'Query' } }, __type: { name: 'Voucher' } },
  });
});
