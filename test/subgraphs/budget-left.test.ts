/** What is left of a fund's budget, asked of the subgraph day by day while its database changes. */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { FundSystem } from '../../mocks/funds/start-fund.ts';
import { startFunds } from '../../mocks/funds/start-funds.ts';
import { createWorld } from '../../mocks/world/create-world.ts';
import { encodeFilter } from '../../subgraphs/kit/instruments/instrument-filter.ts';
import { startSubgraph, type RunningSubgraph } from '../../subgraphs/start-subgraph.ts';
import { partnersAt, settingsOf } from '../support/subgraph-harness.ts';
import { TEST_DAY } from '../support/test-day.ts';

const START = '2026-10-01';
const QUARTER = [START, '2026-10-02', '2026-10-31', '2026-11-16', '2026-12-31'];
const NEXT_QUARTER = '2027-01-01';

/** A thousand vouchers of the highest amount, of which some thirty are issued; one scheme a layout. */
const LARGE = { otib: 'NU-ZW', oom: 'seek-now' } as const;
const BUDGET_CENTS = 250_000_000;
const world = createWorld({ date: TEST_DAY });
const schemes = world.schemes.map((scheme) =>
  Object.values<string>(LARGE).includes(scheme.id)
    ? { ...scheme, budgetCents: BUDGET_CENTS, closesOn: null }
    : scheme,
);

const releases = mkdtempSync(join(tmpdir(), 'vakgraaf-budgets-'));
let funds: readonly FundSystem[] = [];
let subgraph: RunningSubgraph;
let now = new Date(`${START}T12:00:00Z`);

beforeAll(async () => {
  funds = await startFunds({ ...world, schemes }, { funds: ['otib', 'oom'] });
  const partners = partnersAt(Object.fromEntries(funds.map(({ id, url }) => [id, url])));
  subgraph = await startSubgraph({
    ...settingsOf(
      'funds',
      {
        ...partners,
        partners: partners.partners.map((one) => ({ ...one, deadlineMs: 30_000 })),
      },
      ['voucher'],
    ),
    now: () => now,
    releasesFolder: releases,
  });
}, 120_000);
afterAll(async () => {
  await subgraph?.stop();
  await Promise.all(funds.map((fund) => fund.stop()));
  rmSync(releases, { recursive: true });
});

const QUERY = `query ($them: [_Any!]!) {
  voucherSchemes(first: 100) {
    nodes { id budgetLeftPercent availability provenance { asOf } }
    pageInfo { hasNextPage }
  }
  _entities(representations: $them) {
    ... on InstrumentFinder { fromFunds { id status why budgetLeftPercent provenance { asOf } } }
    ... on Training { payableWith { id } }
  }
}`;
const TRAINING = { __typename: 'Training', id: 'x:1', sector: 'TECHNIEK', durationMonths: 6 };

interface SchemeSeen {
  readonly id: string;
  readonly budgetLeftPercent: number | null;
  readonly availability: string;
  readonly provenance: { readonly asOf: string | null };
}
interface Seen {
  readonly errors?: unknown;
  readonly data: {
    readonly voucherSchemes: { readonly nodes: readonly SchemeSeen[] };
    readonly _entities: readonly [
      { readonly fromFunds: readonly (SchemeSeen & { readonly status: string })[] },
      { readonly payableWith: readonly { readonly id: string }[] },
    ];
  };
}

async function seenOn(day: string): Promise<Seen> {
  now = new Date(`${day}T12:00:00Z`);
  const response = await fetch(subgraph.url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      query: QUERY,
      variables: {
        them: [{ __typename: 'InstrumentFinder', question: encodeFilter({ on: day }) }, TRAINING],
      },
    }),
  });
  const seen = (await response.json()) as Seen;
  expect(seen.errors).toBeUndefined();
  return seen;
}

/** Runs a statement in both databases, each in the words of its own layout. */
async function inBoth(regelingen: string, register: string): Promise<void> {
  await funds[0]?.execute(regelingen);
  await funds[1]?.execute(register);
}

/** Issues so many vouchers of 2500 euro in both funds. */
async function issue(name: string, day: string, count: number): Promise<void> {
  await inBoth(
    `insert into voucher select '${name}-' || n, '${LARGE.otib}', 'OPL', 'U', '${day}', null, null,
      250000, 'D', 'GM0200', null, null, '${day}T10:00:00Z' from generate_series(1, ${count}) n`,
    `insert into vouchers_issued select '${name}-' || n, '${LARGE.oom}', 'train', 'issued', '${day}',
      null, null, 2500, 'employee', 'GM0200', null, null, null, '${day}T10:00:00Z'
      from generate_series(1, ${count}) n`,
  );
}

const stateOf = ({ data }: Seen, wanted: 'percent' | 'availability') =>
  Object.entries(LARGE).map(([fund, code]) => {
    const scheme = data.voucherSchemes.nodes.find(({ id }) => id === `${fund}:${code}`);
    return wanted === 'percent' ? scheme?.budgetLeftPercent : scheme?.availability;
  });

/** How the same schemes show in the instrument finder and at a training. */
function offered({ data: { _entities: entities } }: Seen): readonly string[] {
  const ids = Object.entries(LARGE).map(([fund, code]) => `${fund}:${code}`);
  const [{ fromFunds }, { payableWith }] = entities;
  return [
    ...ids.map((id) => fromFunds.find((one) => one.id === id)?.status ?? 'missing'),
    ...ids.map((id) => (payableWith.some((one) => one.id === id) ? 'pays' : 'does not pay')),
  ];
}

test('budgetLeftPercent is in tens, and null where the budget is worth fewer than 100 vouchers', async () => {
  const { data } = await seenOn(START);
  const expected = schemes
    .filter(({ fund }) => fund === 'otib' || fund === 'oom')
    .map(({ fund, id, budgetCents }) => {
      const issued = world.vouchers.filter(
        (one) => one.fund === fund && one.schemeId === id && one.issuedOn < START,
      );
      const highest = Math.max(0, ...issued.map(({ amountCents }) => amountCents));
      const committed = issued
        .filter((one) => ['ISSUED', 'REDEEMED'].includes(one.status) || one.changedAt >= START)
        .reduce((sum, { amountCents }) => sum + amountCents, 0);
      const isTold = highest > 0 && budgetCents >= 100 * highest;
      const tens = Math.floor((10 * (budgetCents - committed)) / budgetCents) * 10;
      return [`${fund}:${id}`, isTold ? tens : null];
    });
  expect(new Map(data.voucherSchemes.nodes.map((one) => [one.id, one.budgetLeftPercent]))).toEqual(
    new Map(expected as [string, number | null][]),
  );
  expect(stateOf(await seenOn(START), 'percent')).toEqual([90, 90]);
});

test('a voucher that is issued, withdrawn, expired or changed affects the budget of its scheme from the next quarter on', async () => {
  const before = await seenOn(START);
  await inBoth(
    `update voucher set status = 'X', geldig_tot = '${START}'
      where regeling_id = '${LARGE.otib}' and status = 'U'`,
    `update vouchers_issued set state = 'expired', expiry_date = '${START}'
      where scheme_code = '${LARGE.oom}' and state = 'issued'`,
  );
  await inBoth(
    `update voucher set status = 'I', bijgewerkt_op = '${START}T09:00:00Z'
      where regeling_id = '${LARGE.otib}' and status = 'V'`,
    `update vouchers_issued set state = 'withdrawn', changed_at = '${START}T09:00:00Z'
      where scheme_code = '${LARGE.oom}' and state = 'redeemed'`,
  );
  await issue('A', START, 600);
  await inBoth(
    `update regeling set bijgewerkt_op = '2026-10-18T14:00:00Z'`,
    `update scheme_register set changed_at = '2026-10-18T14:00:00Z'`,
  );
  const moneyOf = ({ data }: Seen) =>
    data.voucherSchemes.nodes.map((one) => [one.id, one.budgetLeftPercent]);
  for (const day of QUARTER) {
    const seen = await seenOn(day);
    expect([day, moneyOf(seen)]).toEqual([day, moneyOf(before)]);
    const moments = [...seen.data.voucherSchemes.nodes, ...seen.data._entities[0].fromFunds].map(
      ({ provenance }) => provenance.asOf,
    );
    expect([day, new Set(moments)]).toEqual([day, new Set([`${START}T00:00:00Z`])]);
  }
  expect(stateOf(await seenOn(NEXT_QUARTER), 'percent')).toEqual([40, 40]);

  await issue('B', '2027-01-24', 320);
  expect(stateOf(await seenOn('2027-03-31'), 'availability')).toEqual(['OPEN', 'OPEN']);
  const almost = await seenOn('2027-04-01');
  expect(stateOf(almost, 'availability')).toEqual(['ALMOST_EXHAUSTED', 'ALMOST_EXHAUSTED']);
  expect(stateOf(almost, 'percent')).toEqual([0, 0]);
  await issue('C', '2027-04-01', 79);
  await issue('D', '2027-07-08', 1);
  const nearly = await seenOn('2027-09-30');
  expect(stateOf(nearly, 'availability')).toEqual(['ALMOST_EXHAUSTED', 'ALMOST_EXHAUSTED']);
  expect(offered(nearly)).toEqual(['OPEN', 'OPEN', 'pays', 'pays']);
  const spent = await seenOn('2027-10-01');
  expect(stateOf(spent, 'availability')).toEqual(['EXHAUSTED', 'EXHAUSTED']);
  expect(stateOf(spent, 'percent')).toEqual([0, 0]);
  expect(offered(spent)).toEqual(['EXHAUSTED', 'EXHAUSTED', 'does not pay', 'does not pay']);
});

test('once there is a release, budgets are as of its quarter, and follow the next one', async () => {
  const day = '2027-10-01';
  const percent = async () => stateOf(await seenOn(day), 'percent');
  expect(await percent()).toEqual([0, 0]);
  mkdirSync(join(releases, '2026Q3'));
  await vi.waitFor(async () => expect(await percent()).toEqual([90, 90]), 20_000);
  const { nodes } = (await seenOn(day)).data.voucherSchemes;
  expect(new Set(nodes.map(({ provenance }) => provenance.asOf))).toEqual(
    new Set(['2026-10-01T00:00:00Z']),
  );
  mkdirSync(join(releases, '2026Q4'));
  await vi.waitFor(async () => expect(await percent()).toEqual([40, 40]), 20_000);
}, 60_000);
