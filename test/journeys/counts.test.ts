/** Protected counts: the funds' databases count, the subgraph suppresses and rounds. */
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { createWorld } from '../../mocks/world/create-world.ts';
import type { Voucher } from '../../mocks/world/world.ts';
import { regionsOf } from '../../core/regions/regions.ts';
import { startStack, type Principal, type Stack } from '../support/stack.ts';
import { TEST_DAY } from '../support/test-day.ts';

const world = createWorld({ date: TEST_DAY });
const vouchers = world.vouchers.filter((one) => one.programme === 'gelders-vakmanschap');
let stack: Stack;

beforeAll(async () => {
  stack = await startStack({ kinds: ['funds', 'reference'] });
});
afterAll(() => stack.stop());
beforeEach(() => stack.setFault('oom', null));

interface Row {
  readonly keys: readonly { readonly value: string; readonly label: string | null }[];
  readonly count: {
    readonly value: number | null;
    readonly status: string;
    readonly reason: string | null;
  };
}
interface Table {
  readonly policy: string;
  readonly rows: readonly Row[];
  readonly silent: readonly { readonly id: string }[];
}

async function table(
  groupBy: string,
  principal: Principal | null = null,
  rest = '',
): Promise<Table> {
  const response = await stack.ask(
    principal,
    `{ voucherCounts(filter: { programme: "gelders-vakmanschap" ${rest} }, groupBy: [${groupBy}]) {
      policy rows { keys { value label } count { value status reason } } silent { id } } }`,
  );
  return (response.data as { voucherCounts: Table }).voucherCounts;
}

const shown = ({ rows }: Table) =>
  rows.map(({ keys, count }) => [
    keys.map(({ value }) => value).join(' '),
    count.value,
    count.status,
  ]);

/** The protected form of a count: suppressed below ten, otherwise rounded to tens. */
function protect(count: number): readonly [number | null, string] {
  return count < 10 ? [null, 'SUPPRESSED'] : [Math.round(count / 10) * 10, 'ROUNDED'];
}

const labourRegion = ({ municipality }: Voucher) =>
  regionsOf(municipality, TEST_DAY).find(({ kind }) => kind === 'ARBEIDSMARKTREGIO')?.code ??
  'OTHER';

test('voucherCounts without dimensions gives 850 for Gelders Vakmanschap, as published', async () => {
  expect(await table('')).toEqual({
    policy: 'public/v1',
    rows: [{ keys: [], count: { value: 850, status: 'ROUNDED', reason: null } }],
    silent: [],
  });
});

test("counts by type and region are rounded or suppressed from the funds' own numbers", async () => {
  const actual = await table('TYPE, REGION');
  const expected = actual.rows.map(({ keys }) => {
    const [type, region] = keys.map(({ value }) => value);
    const count = vouchers.filter(
      (one) => one.type === type && labourRegion(one) === region,
    ).length;
    return [`${type} ${region}`, ...protect(count)];
  });
  expect(shown(actual)).toEqual(expected);
  const statuses = new Set(actual.rows.map(({ count }) => count.status));
  expect(statuses).toEqual(new Set(['ROUNDED', 'SUPPRESSED']));
});

test('counts by type and status have a row for every combination, also when it is zero', async () => {
  const actual = await table('TYPE, STATUS');
  const types = new Set(actual.rows.map(({ keys }) => keys[0]?.value));
  expect(actual.rows).toHaveLength(types.size * 4);
});

test('with an unavailable fund a count is SOURCE_UNAVAILABLE, except counts of other funds', async () => {
  stack.setFault('oom', 'down');
  const total = await table('');
  expect([shown(total), total.silent]).toEqual([
    [['', null, 'SOURCE_UNAVAILABLE']],
    [{ id: 'oom' }],
  ]);
  const byFund = await table('FUND');
  const countOf = (fund: string) => vouchers.filter((one) => one.fund === fund).length;
  expect(shown(byFund)).toEqual([
    ['otib', ...protect(countOf('otib'))],
    ['oom', null, 'SOURCE_UNAVAILABLE'],
    ['oomt', ...protect(countOf('oomt'))],
    ['a-en-o-metalektro', ...protect(countOf('a-en-o-metalektro'))],
  ]);
});

test('Programme.voucherCounts gives the counts by quarter', async () => {
  const response = await stack.ask(
    null,
    '{ programme(id: "gelders-vakmanschap") { voucherCounts(groupBy: [QUARTER]) { rows { keys { value label } count { value } } } } }',
  );
  const quarters = ['2018-Q2', '2018-Q3', '2018-Q4', '2019-Q1', '2019-Q2'];
  const quarterOf = (day: string) =>
    `${day.slice(0, 4)}-Q${Math.floor((Number(day.slice(5, 7)) - 1) / 3) + 1}`;
  expect(response).toEqual({
    data: {
      programme: {
        voucherCounts: {
          rows: quarters.map((quarter) => ({
            keys: [
              { value: quarter, label: `${quarter.slice(6)}e kwartaal ${quarter.slice(0, 4)}` },
            ],
            count: {
              value: protect(
                vouchers.filter((one) => quarterOf(one.issuedOn) === quarter).length,
              )[0],
            },
          })),
        },
      },
    },
  });
});

test('a programme without voucher schemes has no rows', async () => {
  for (const programme of ['samen-werk-maken-van-werk', 'no-such-programme']) {
    const response = await stack.ask(
      null,
      `{ total: voucherCounts(filter: { programme: "${programme}" }) { ...T }
        byType: voucherCounts(filter: { programme: "${programme}" }, groupBy: [TYPE]) { ...T }
        quarter: voucherCounts(filter: { programme: "${programme}", from: "2019-01-01", to: "2019-03-31",
          region: { code: "AM06" } }, groupBy: [FUND]) { ...T } }
      fragment T on CountTable { rows { count { value } } silent { id } }`,
    );
    const none = { rows: [], silent: [] };
    expect(response).toEqual({ data: { total: none, byType: none, quarter: none } });
  }
});

test('with an unavailable fund a programme without known schemes is SOURCE_UNAVAILABLE and not empty', async () => {
  stack.setFault('oom', 'down');
  const response = await stack.ask(
    null,
    `{ total: voucherCounts(filter: { programme: "samen-werk-maken-van-werk" }) { rows { count { status } } }
      byQuarter: voucherCounts(filter: { programme: "samen-werk-maken-van-werk" }, groupBy: [QUARTER]) { rows { count { status } } } }`,
  );
  expect(response.data).toEqual({
    total: { rows: [{ count: { status: 'SOURCE_UNAVAILABLE' } }] },
    byQuarter: null,
  });
});

test("the rows have only the quarters and types of the programme's schemes", async () => {
  const byQuarter = await table('QUARTER');
  expect(byQuarter.rows.map(({ keys }) => keys[0]?.value)).toEqual([
    '2018-Q2',
    '2018-Q3',
    '2018-Q4',
    '2019-Q1',
    '2019-Q2',
  ]);
  const byType = await table('TYPE');
  const types = new Set(
    world.schemes.filter((one) => one.programme === 'gelders-vakmanschap').map(({ type }) => type),
  );
  expect(new Set(byType.rows.map(({ keys }) => keys[0]?.value))).toEqual(types);
});

test.each([
  ['three dimensions for the public', 'groupBy: [TYPE, USE, STATUS]'],
  ['the same dimension twice', 'groupBy: [TYPE, TYPE]'],
  [
    'a quarter in which no scheme was open',
    'filter: { programme: "gelders-vakmanschap", from: "2017-01-01", to: "2017-03-31" }',
  ],
  [
    'a region for which no scheme is meant',
    'filter: { programme: "gelders-vakmanschap", region: { code: "AM01" } }',
  ],
  ['a municipality', 'filter: { region: { kind: GEMEENTE, name: "Harderwijk" } }'],
])('voucherCounts for %s gives ARGUMENT_INVALID', async (_, args) => {
  const response = await stack.ask(null, `{ voucherCounts(${args}) { rows { count { value } } } }`);
  expect([response.data, response.errors]).toEqual([
    { voucherCounts: null },
    [
      {
        message: expect.stringMatching(/^Cannot (group|count)/),
        path: ['voucherCounts'],
        extensions: { code: 'ARGUMENT_INVALID' },
      },
    ],
  ]);
});
