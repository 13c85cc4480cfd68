import { createHmac, hkdfSync } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startFunds } from '../../mocks/funds/start-funds.ts';
import type { FundSystem } from '../../mocks/funds/start-fund.ts';
import { createWorld } from '../../mocks/world/create-world.ts';
import { municipalityOf } from '../../mocks/world/places.ts';
import type { Voucher } from '../../mocks/world/world.ts';
import { readKeySet } from '../../subgraphs/kit/ids/key-set.ts';
import {
  partnersAt,
  startSubgraphHarness,
  type SubgraphHarness,
} from '../support/subgraph-harness.ts';
import {
  askStatistics,
  KEY_QUARTER,
  RELEASE,
  STATISTICS_KEYS,
  table,
  type Row,
} from '../support/statistics-client.ts';
import { TEST_DAY } from '../support/test-day.ts';

const world = createWorld({ date: TEST_DAY });
const UNTIL = '2026-09-30';
const GELDERLAND = 'gelders-vakmanschap';

let systems: readonly FundSystem[];
let funds: SubgraphHarness;

beforeAll(async () => {
  systems = await startFunds(world);
  const urls = Object.fromEntries(systems.map(({ id, url }) => [id, url]));
  funds = await startSubgraphHarness('funds', partnersAt(urls), ['voucher'], {
    statisticsKeys: STATISTICS_KEYS,
  });
});
afterAll(async () => {
  await funds.stop();
  await Promise.all(systems.map((one) => one.stop()));
});

const employers = new Map(world.employers.map((one) => [one.kvk, one]));
const quarterOf = (day: string) => `${day.slice(0, 4)}Q${Math.ceil(Number(day.slice(5, 7)) / 3)}`;
const inTime = (day: string | null) => (day !== null && day <= UNTIL ? quarterOf(day) : null);

/** What a voucher of the world has in each column, by the rules of the registry. */
function columnsOf(voucher: Voucher): Readonly<Record<string, string | null>> {
  const { status, redeemedOn, expiresOn, changedAt, employerKvk } = voucher;
  const employer = employerKvk === null ? undefined : employers.get(employerKvk);
  return {
    programme: voucher.programme ?? 'UNKNOWN',
    fund: voucher.fund,
    'voucher-type': voucher.type,
    'voucher-use': voucher.use,
    requester: voucher.requestedBy,
    'employer-size': employer?.size ?? 'UNKNOWN',
    membership: employer === undefined ? 'UNKNOWN' : employer.isMember ? 'MEMBER' : 'NON_MEMBER',
    region: municipalityOf(voucher.municipality).labourRegion,
    situation: voucher.situation,
    issued: quarterOf(voucher.issuedOn),
    'issued-day': voucher.issuedOn,
    redeemed: inTime(redeemedOn),
    expired: status === 'EXPIRED' ? inTime(expiresOn) : null,
    withdrawn: status === 'WITHDRAWN' ? inTime(changedAt.slice(0, 10)) : null,
  };
}

const counted = world.vouchers.filter(({ issuedOn }) => issuedOn <= UNTIL);

function countsOf(vouchers: readonly Voucher[], columns: readonly string[]): readonly Row[] {
  const counts = new Map<string, number>();
  for (const voucher of vouchers) {
    const values = columnsOf(voucher);
    const key = JSON.stringify(columns.map((column) => values[column] ?? null));
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return [...counts].map(([key, count]) => [count, ...(JSON.parse(key) as Row)]);
}

const sorted = (rows: readonly Row[] = []) => rows.map((row) => JSON.stringify(row)).toSorted();

const ATTRIBUTES = [
  ['programme', 'voucher-type'],
  ['fund', 'voucher-use', 'requester'],
  ['employer-size', 'membership'],
  ['region', 'situation'],
  ['issued', 'redeemed', 'expired', 'withdrawn'],
  ['issued-day', 'fund'],
  [],
];

test.each(ATTRIBUTES.map((columns) => ({ columns })))(
  'the counts of all vouchers by $columns equal those of the world, over both layouts',
  async ({ columns }) => {
    const { tables, head } = await askStatistics(funds.url, 'funds', [table('vouchers', columns)]);
    expect(head.partners.map(({ id }) => id).toSorted()).toEqual(
      systems.map(({ id }) => id).toSorted(),
    );
    expect(sorted(tables['one'])).toEqual(sorted(countsOf(counted, columns)));
  },
);

test('vouchers as tokens are those of one programme, each with a token of its own, in the order of the tokens', async () => {
  const columns = ['voucher-type', 'issued', 'redeemed', 'issued-day', 'employer-size', 'fund'];
  const { tables } = await askStatistics(funds.url, 'funds', [
    table('vouchers', columns, { give: 'tokens', programme: GELDERLAND }),
  ]);
  const rows = tables['one'] ?? [];
  const tokens = rows.map(([token]) => String(token));
  expect(tokens).toEqual([...new Set(tokens)].toSorted());
  const ofProgramme = counted.filter(({ programme }) => programme === GELDERLAND);
  // The text and the key are those by which every other subgraph that knows a voucher makes its token.
  const key = readKeySet('mocks/demo-keys/voucher.key.json').keyOf(KEY_QUARTER);
  const info = JSON.stringify(['llo-token/v1', RELEASE, 'one']);
  const derived = Buffer.from(hkdfSync('sha256', key, '', info, 32));
  const expected = ofProgramme.map(({ fund, number }) =>
    createHmac('sha256', derived)
      .update(`${fund}:${number}`)
      .digest()
      .subarray(0, 16)
      .toString('base64url'),
  );
  expect(tokens).toEqual(expected.toSorted());
  expect(sorted(rows.map(([, ...values]) => values))).toEqual(
    sorted(
      ofProgramme.map((voucher) => columns.map((column) => columnsOf(voucher)[column] ?? null)),
    ),
  );
});

test('in the world of the tests some vouchers expired and some were withdrawn', () => {
  const reached = (step: string) => counted.filter((one) => columnsOf(one)[step] !== null).length;
  expect(reached('expired')).toBeGreaterThan(20);
  expect(reached('withdrawn')).toBeGreaterThan(20);
});

/** The vouchers that went to each employer, the first one first. */
function byEmployer(vouchers: readonly Voucher[]): ReadonlyMap<string, readonly Voucher[]> {
  const found = new Map<string, Voucher[]>();
  for (const voucher of vouchers.toSorted((a, b) => (a.issuedOn < b.issuedOn ? -1 : 1))) {
    const { employerKvk } = voucher;
    if (employerKvk !== null) found.set(employerKvk, [...(found.get(employerKvk) ?? []), voucher]);
  }
  return found;
}

test('an employer with vouchers of several funds is one, in the quarter of its first voucher', async () => {
  const all = byEmployer(counted);
  expect([...all.values()].some((own) => new Set(own.map(({ fund }) => fund)).size > 1)).toBe(true);
  const { tables } = await askStatistics(funds.url, 'funds', [
    table('employers', ['first-voucher', 'employer-size', 'membership']),
  ]);
  const expected = [...all].map(([kvk, [first]]) => {
    const employer = employers.get(kvk);
    return JSON.stringify([
      quarterOf(first?.issuedOn ?? ''),
      employer?.size,
      employer?.isMember ? 'MEMBER' : 'NON_MEMBER',
    ]);
  });
  const rows = tables['one'] ?? [];
  const given = rows.flatMap(([count, ...values]) =>
    Array.from({ length: Number(count) }, () => JSON.stringify(values)),
  );
  expect(given.toSorted()).toEqual(expected.toSorted());
});

test('the employers of a programme are those whose first voucher was of it', async () => {
  const { tables } = await askStatistics(funds.url, 'funds', [
    table('employers', ['programme'], { programme: GELDERLAND }),
  ]);
  const all = [...byEmployer(counted).values()];
  const own = all.filter(([first]) => first?.programme === GELDERLAND);
  expect(tables['one']).toEqual([[own.length, GELDERLAND]]);
});

test('concentration says for each region with five employers or more whether two of them have most vouchers', async () => {
  const columns = ['region', 'concentrated'];
  const { tables } = await askStatistics(funds.url, 'funds', [
    table('employer-concentration', columns, { programme: GELDERLAND }),
    table('employer-concentration', ['concentrated'], { programme: GELDERLAND, id: 'whole' }),
  ]);
  const ofProgramme = counted.filter(({ programme }) => programme === GELDERLAND);
  const regionOf = ({ municipality }: Voucher) => municipalityOf(municipality).labourRegion;
  const answerFor = (vouchers: readonly Voucher[]) => {
    const counts = [...byEmployer(vouchers).values()].map(({ length }) => length);
    if (counts.length < 5) return null;
    const [one = 0, other = 0] = counts.toSorted((a, b) => b - a);
    return 2 * (one + other) > counts.reduce((sum, count) => sum + count, 0) ? 'YES' : 'NO';
  };
  const expected = [...new Set(ofProgramme.map(regionOf))].flatMap((region) => {
    const answer = answerFor(ofProgramme.filter((one) => regionOf(one) === region));
    return answer === null ? [] : [[1, region, answer]];
  });
  expect(expected.length).toBeGreaterThan(2);
  expect(sorted(tables['one'])).toEqual(sorted(expected));
  expect(tables['whole']).toEqual([[1, answerFor(ofProgramme)]]);
});

test('two employers with most of the vouchers of five are a concentration, and of four nothing is told', async () => {
  const [own] = systems;
  if (own === undefined) throw new Error('No fund was started');
  const insert = (scheme: string, kvk: string, count: number) =>
    Array.from({ length: count }, (_, at) =>
      own.execute(
        `insert into werkgever values ('${kvk}', 'KL', 'J') on conflict do nothing;
         insert into voucher values ('X-${scheme}-${kvk}-${at}', '${scheme}', 'OPL', 'U', '2020-01-01',
           '2021-01-01', null, 100, 'W', 'GM0344', null, '${kvk}', '2020-01-01', 'WN');`,
      ),
    );
  await own.execute(
    `insert into regeling select 'five', naam, 'of-five', soort, inzet, sectoren, regios, doelgroepen, max_maanden,
       open_vanaf, open_tot, budget_centen, maximum_centen, aanvragen_bij, contact, true, bijgewerkt_op
     from regeling limit 1;
     insert into regeling select 'four', naam, 'of-four', soort, inzet, sectoren, regios, doelgroepen, max_maanden,
       open_vanaf, open_tot, budget_centen, maximum_centen, aanvragen_bij, contact, true, bijgewerkt_op
     from regeling limit 1;`,
  );
  const counts = { '99990001': 3, '99990002': 2, '99990003': 1, '99990004': 1 };
  for (const [kvk, count] of Object.entries(counts)) {
    await Promise.all([...insert('five', kvk, count), ...insert('four', kvk, count)]);
  }
  await Promise.all(insert('five', '99990005', 1));
  const ask = (programme: string) =>
    askStatistics(funds.url, 'funds', [
      table('employer-concentration', ['programme', 'concentrated'], { programme }),
    ]);
  expect((await ask('of-five')).tables['one']).toEqual([[1, 'of-five', 'YES']]);
  expect((await ask('of-four')).tables['one']).toEqual([]);
});
