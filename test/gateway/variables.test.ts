import { afterAll, beforeAll, expect, test } from 'vitest';
import { coach, startSmallGateway, type SmallGateway } from './support/small-gateway.ts';

let gateway: SmallGateway;
let token: string;

beforeAll(async () => {
  gateway = await startSmallGateway();
  token = await gateway.token(coach);
});
afterAll(() => gateway.stop());

const QUERY = `query ($first: Int! = 5, $status: Status, $filter: VoucherFilter) {
  vouchers(first: $first, status: $status, filter: $filter) { id } }`;

test.each([
  [{ first: 'Jansen' }, 'Variable "$first" has a value that does not fit: expected type "Int"'],
  [
    { first: null },
    'Variable "$first" has a value that does not fit: expected a value of type "Int!", not null',
  ],
  [
    { status: 'JANSEN' },
    'Variable "$status" has a value that does not fit: expected a value of enum "Status"',
  ],
  [
    { status: 'x" does not exist in "Jansen" enum.' },
    'Variable "$status" has a value that does not fit: expected a value of enum "Status"',
  ],
  [
    { status: { in: ' in "Jansen" ' } },
    'Variable "$status" has a value that does not fit: expected a value of enum "Status"',
  ],
  [
    { filter: { from: 'a', 'a" of required type "Jansen" was not provided': 3 } },
    'Variable "$filter" has a value that does not fit: expected only fields of type "VoucherFilter"',
  ],
  [
    { filter: { from: 'a', 'a" is not defined by type "Jansen': 3 } },
    'Variable "$filter" has a value that does not fit: expected only fields of type "VoucherFilter"',
  ],
  [
    { filter: { until: 3 } },
    'Variable "$filter" has a value that does not fit: expected field "from" of type "String!"',
  ],
  [
    { filter: { from: 'a', Jansen: 3 } },
    'Variable "$filter" has a value that does not fit: expected only fields of type "VoucherFilter"',
  ],
  [
    { filter: { from: 'a', until: 'Jansen' } },
    'Variable "$filter" has a value that does not fit at "filter.until": expected type "Int"',
  ],
  [
    { filter: 'Jansen' },
    'Variable "$filter" has a value that does not fit: expected type "VoucherFilter"',
  ],
])(
  'variables %j give BAD_USER_INPUT without the value that was sent',
  async (variables, message) => {
    const { status, body } = await gateway.ask(QUERY, { token, variables });
    expect({ status, body }).toEqual({
      status: 400,
      body: { errors: [{ message, extensions: { code: 'BAD_USER_INPUT' } }] },
    });
    expect(gateway.funds.received).toEqual([]);
  },
);

test('a missing variable without a default gives BAD_USER_INPUT with its name', async () => {
  const query = 'query ($first: Int!) { vouchers(first: $first) { id } }';
  const { body } = await gateway.ask(query, { token });
  expect(body).toEqual({
    errors: [
      {
        message: 'Variable "$first" has a value that does not fit: expected a value of type "Int!"',
        extensions: { code: 'BAD_USER_INPUT' },
      },
    ],
  });
});

test('defaults and sent variables reach the subgraph as the operation declares them', async () => {
  gateway.funds.respondWith({ data: { vouchers: [] } });
  const filter = { from: '2019-01-01', until: 3 };
  const { body } = await gateway.ask(QUERY, { token, variables: { status: 'ISSUED', filter } });
  expect(body).toEqual({ data: { vouchers: [] } });
  const sent = JSON.parse(gateway.funds.received.at(-1)?.body ?? '{}') as { variables: unknown };
  expect(sent.variables).toEqual({ first: 5, status: 'ISSUED', filter });
});
