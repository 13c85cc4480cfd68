/** Paging through the vouchers of four funds while the data changes. */
import { Client } from 'pg';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { createWorld } from '../../mocks/world/create-world.ts';
import { SHARED } from '../support/shared-partners.ts';
import { startStack, type Stack } from '../support/stack.ts';
import { TEST_DAY } from '../support/test-day.ts';

const developer = { role: 'developer', purpose: 'development' };
const world = createWorld({ date: TEST_DAY });
let stack: Stack;

beforeAll(async () => {
  stack = await startStack({ kinds: ['funds'] });
});
afterAll(() => stack.stop());

const PAGE = `query ($filter: VoucherFilter, $direction: SortDirection!, $first: Int!, $after: String) {
  vouchers(filter: $filter, sort: { direction: $direction }, first: $first, after: $after) {
    nodes { id issuedOn provenance { partner } }
    edges { cursor node { id } }
    pageInfo { hasNextPage endCursor }
  }
}`;

interface Page {
  readonly vouchers: {
    readonly nodes: readonly Row[];
    readonly edges: readonly { readonly cursor: string; readonly node: { readonly id: string } }[];
    readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
  };
}
interface Row {
  readonly id: string;
  readonly issuedOn: string;
  readonly provenance: { readonly partner: string };
}

/** Requests all pages; `before(step)` runs before each page. */
async function readPages(
  filter: object,
  {
    first = 50,
    direction = 'ASC',
    before = async (_step: number): Promise<void> => undefined,
  } = {},
): Promise<{ rows: readonly Row[]; failedPartners: readonly (readonly string[])[] }> {
  const rows: Row[] = [];
  const failedPartners: string[][] = [];
  let after: string | null = null;
  for (let step = 0; step < 200; step += 1) {
    await before(step);
    const response = await stack.ask(developer, PAGE, { filter, direction, first, after });
    const { vouchers } = response.data as Page;
    rows.push(...vouchers.nodes);
    const errors = (response.errors ?? []) as { extensions: { partner: string } }[];
    failedPartners.push(errors.map(({ extensions }) => extensions.partner));
    if (!vouchers.pageInfo.hasNextPage) return { rows, failedPartners };
    after = vouchers.pageInfo.endCursor;
  }
  throw new Error('There are more than 200 pages');
}

const expectedRows = (programme: string) =>
  world.vouchers
    .filter((one) => one.programme === programme)
    .map((one) => `${one.issuedOn} ${one.fund}`)
    .toSorted();
/** By day and fund; the rows themselves must be in the order of days, and of ids within a day. */
const shown = (rows: readonly Row[]) => {
  const order = rows.map(({ issuedOn, id }) => `${issuedOn} ${id}`);
  expect(order).toEqual(order.toSorted());
  return rows.map((row) => `${row.issuedOn} ${row.provenance.partner}`).toSorted();
};
/** For a list with rows that were offered later. */
const unordered = (rows: readonly Row[]) =>
  rows.map((row) => `${row.issuedOn} ${row.provenance.partner}`).toSorted();

test('all pages together have the 850 vouchers of Gelders Vakmanschap in order of issue, each once', async () => {
  const { rows } = await readPages({ programme: 'gelders-vakmanschap' }, { first: 100 });
  expect(shown(rows)).toEqual(expectedRows('gelders-vakmanschap'));
  expect(rows).toHaveLength(850);
  expect(new Set(rows.map(({ id }) => id)).size).toBe(850);
});

test('direction DESC gives the same list in reverse', async () => {
  const filter = { programme: 'overijssels-vakmanschap' };
  const forwards = await readPages(filter, { first: 7 });
  const backwards = await readPages(filter, { first: 11, direction: 'DESC' });
  expect(backwards.rows.toReversed()).toEqual(forwards.rows);
});

test('filters by type, status and day of issue apply to the vouchers of every fund', async () => {
  const filter = {
    programme: 'gelders-vakmanschap',
    types: ['RETRAINING_INTO_TECH'],
    statuses: ['REDEEMED', 'EXPIRED'],
    issuedFrom: '2018-10-01',
    issuedTo: '2019-03-31',
  };
  const expected = world.vouchers
    .filter((one) => one.programme === filter.programme && filter.types.includes(one.type))
    .filter((one) => filter.statuses.includes(one.status))
    .filter((one) => one.issuedOn >= filter.issuedFrom && one.issuedOn <= filter.issuedTo)
    .map((one) => `${one.issuedOn} ${one.fund}`);
  const { rows } = await readPages(filter);
  expect(expected.length).toBeGreaterThan(10);
  expect(shown(rows)).toEqual(expected.toSorted());
});

test('the cursor of each edge gives the next voucher', async () => {
  const filter = { programme: 'gelders-vakmanschap' };
  const request = async (after: string | null, first: number) =>
    (await stack.ask(developer, PAGE, { filter, direction: 'ASC', first, after })).data as Page;
  const whole = await request(null, 6);
  const ids = whole.vouchers.nodes.map(({ id }) => id);
  const rest = await Promise.all(
    whole.vouchers.edges.map(
      async ({ cursor }) => (await request(cursor, 1)).vouchers.nodes[0]?.id,
    ),
  );
  expect(rest.slice(0, -1)).toEqual(ids.slice(1));
});

test('no voucher is lost or repeated when one fund is unavailable for two pages', async () => {
  const filter = { programme: 'gelders-vakmanschap' };
  const { rows, failedPartners } = await readPages(filter, {
    first: 100,
    before: async (step) => stack.setFault('oom', step === 1 || step === 2 ? 'down' : null),
  });
  expect(unordered(rows)).toEqual(expectedRows('gelders-vakmanschap'));
  expect(new Set(rows.map(({ id }) => id)).size).toBe(850);
  expect(failedPartners.slice(0, 5)).toEqual([[], ['oom'], ['oom'], [], []]);
});

// Other tests read the same database meanwhile: the inserted vouchers are neither the first nor among
// the newest of all vouchers.
test('a voucher inserted after the cursor is returned, one inserted before the cursor changes nothing', async () => {
  const filter = { programme: 'overijssels-vakmanschap' };
  const template = world.vouchers.find(
    (one) => one.programme === filter.programme && one.fund === 'otib',
  );
  const database = new Client({ connectionString: inject(SHARED)['otib'] });
  await database.connect();
  const insert = (day: string, number: string) =>
    database.query(
      `insert into voucher select $1, regeling_id, inzet, 'U', $2::date, geldig_tot, null, bedrag_centen,
        aanvrager, gemeente, null, null, bijgewerkt_op from voucher where voucher_nr = $3`,
      [number, day, template?.number],
    );
  try {
    const { rows } = await readPages(filter, {
      first: 10,
      before: async (step) => {
        if (step === 1) await insert('2026-10-01', 'TEST-LATER');
        if (step === 1) await insert('2018-11-28', 'TEST-EARLIER');
      },
    });
    const expected = [...expectedRows('overijssels-vakmanschap'), '2026-10-01 otib'];
    expect(shown(rows)).toEqual(expected.toSorted());
  } finally {
    await database.query("delete from voucher where voucher_nr like 'TEST-%'");
    await database.end();
  }
});

test('a page of 1 or 100 vouchers sends one request to each fund', async () => {
  for (const first of [1, 100]) {
    stack.resetCalls();
    const query = `{ vouchers(first: ${first}) { nodes { id status amount { amount } employer { size } } } }`;
    await stack.ask(developer, query);
    expect(stack.calls()).toEqual({ otib: 1, oom: 1, oomt: 1, 'a-en-o-metalektro': 1 });
  }
});

test('a filter by fund sends a request only to that fund', async () => {
  stack.resetCalls();
  await stack.ask(developer, '{ vouchers(filter: { funds: ["oomt"] }) { nodes { id } } }');
  expect(stack.calls()).toEqual({ oomt: 1 });
});
