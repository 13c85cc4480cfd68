/** What a voucher pays and where one applies, of funds with their own columns. */
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { encodeFilter } from '../../subgraphs/kit/instruments/instrument-filter.ts';
import type { PartnerList } from '../../subgraphs/partners.ts';
import {
  schemeRow,
  startFakePostgres,
  type FakePostgres,
  type SchemeRow,
} from '../support/fake-postgres.ts';
import {
  NOW,
  partnersAt,
  startSubgraphHarness,
  type SubgraphHarness,
} from '../support/subgraph-harness.ts';

let comma: FakePostgres;
let array: FakePostgres;
let harness: SubgraphHarness;

beforeAll(async () => {
  [comma, array] = await Promise.all([startFakePostgres('comma'), startFakePostgres('array')]);
});
beforeEach(async () => {
  array.respond = null;
  array.schemes = [];
  await restart(partnersAt({ otib: comma.url, oom: array.url }));
});
afterAll(async () => {
  await harness.stop();
  await Promise.all([comma.stop(), array.stop()]);
});

async function restart(list: PartnerList): Promise<void> {
  await harness?.stop();
  harness = await startSubgraphHarness('funds', list, ['voucher']);
}

const FUND = 'https://otib.example/voucher-aanvragen';
const QUERY = `query ($finder: [_Any!]!) {
  voucherSchemes(first: 5) { nodes { id maximum { amount currency } applyAt contact } }
  _entities(representations: $finder) {
    ... on InstrumentFinder { fromFunds { id maximum { amount currency } applyAt } } } }`;
const FINDER = {
  __typename: 'InstrumentFinder',
  question: encodeFilter({ on: NOW.toISOString().slice(0, 10) }),
};

/** The one scheme as the list and the instrument search give it. */
function told(amount: number | null, applyAt: string | null, contact: string | null) {
  const scheme = {
    id: 'otib:S1',
    maximum: amount === null ? null : { amount, currency: 'EUR' },
    applyAt,
  };
  return {
    data: {
      voucherSchemes: { nodes: [{ ...scheme, contact }] },
      _entities: [{ fromFunds: [scheme] }],
    },
  };
}

const unread = () =>
  harness
    .log()
    .split('\n')
    .filter((line) => line.includes('Values that cannot be read'))
    .map((line) => {
      const { step: _, list, field, shapes, count } = JSON.parse(line) as Record<string, unknown>;
      return { list, field, shapes, count };
    });

test.each<[string, SchemeRow, ReturnType<typeof told>]>([
  [
    'an amount in cents and two addresses',
    {
      maximum: '125050',
      apply_at: 'https://a.example/x?y=1',
      contact: ' https://a.example/vraag ',
    },
    told(1_250.5, 'https://a.example/x?y=1', 'https://a.example/vraag'),
  ],
  ['NULL in all three', {}, told(null, FUND, null)],
  ['empty texts', { apply_at: '', contact: '  ' }, told(null, FUND, null)],
])('a scheme with %s is told so, the fund standing in for an address', async (_, row, expected) => {
  comma.schemes = [schemeRow(row)];
  expect(await harness.ask(null, QUERY, { finder: [FINDER] })).toEqual(expected);
  expect(unread()).toEqual([]);
});

test.each([
  ['http', 'http://a.example'],
  ['no scheme', 'www.a.example'],
  ['a script', 'javascript:alert(1)'],
  ['a user name', 'https://a.example@b.example'],
  ['a space', 'https://a.example/een pagina'],
  ['an e-mail address', 'mailto:iemand@a.example'],
  ['more than 2,000 characters', `https://a.example/${'x'.repeat(2_000)}`],
])(
  'an address with %s is null, and the log has its column without the value',
  async (_, address) => {
    comma.schemes = [schemeRow({ apply_at: address, contact: address })];
    expect(await harness.ask(null, QUERY, { finder: [FINDER] })).toEqual(told(null, FUND, null));
    expect(unread()).toEqual([
      { list: 'schemes', field: 'apply_at', shapes: ['text'], count: 1 },
      { list: 'schemes', field: 'contact', shapes: ['text'], count: 1 },
    ]);
    expect(harness.log()).not.toContain(address);
  },
);

test.each(['0', '-1'])('a maximum of %s cents is null', async (maximum) => {
  comma.schemes = [schemeRow({ maximum })];
  expect(await harness.ask(null, QUERY, { finder: [FINDER] })).toEqual(told(null, FUND, null));
  expect(unread()).toEqual([{ list: 'schemes', field: 'maximum', shapes: ['number'], count: 1 }]);
});

test('a fund without these columns and without an address in the partner list has null for all three', async () => {
  const list = partnersAt({ otib: comma.url });
  const { regelingen } = list.layouts;
  if (regelingen === undefined) throw new Error('Cannot find the layout');
  const { maximum: _, applyAt: __, contact: ___, ...schemes } = regelingen.schemes;
  const partners = list.partners.map((one) =>
    one.kind === 'funds' ? { ...one, applyAt: undefined } : one,
  );
  await restart({ ...list, partners, layouts: { regelingen: { ...regelingen, schemes } } });
  comma.schemes = [schemeRow()];
  expect(await harness.ask(null, QUERY, { finder: [FINDER] })).toEqual(told(null, null, null));
});
