/** What a voucher pays, where one applies, and which schemes a filter gives, of funds with their own columns. */
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

/** The schemes of both funds, each with its own narrowing. */
const SCHEMES: readonly (readonly [code: string, changes: SchemeRow])[] = [
  ['ALL', {}],
  ['TECH', { sectors: 'TECHNIEK', regions: 'PV25', target_groups: 'JOBSEEKER' }],
  ['PIPES', { sectors: 'INSTALLATION_TECHNOLOGY', regions: 'GM0200', target_groups: 'WOMEN' }],
  ['CARE', { sectors: 'CARE,hout', regions: 'AM06', target_groups: 'JOBSEEKER,LEDEN' }],
  ['LOST', { sectors: 'hout', regions: 'Veluwe', target_groups: 'LEDEN' }],
];
const OOM = { ...schemeRow(), code: 'OOM', uses: '{train}', sectors: '{CARE}' };

const all = (...codes: readonly string[]) => ({
  data: {
    voucherSchemes: {
      nodes: codes.map((code) => ({ id: `${code === 'OOM' ? 'oom' : 'otib'}:${code}` })),
    },
  },
});

async function filtered(filter: object | null) {
  return harness.ask(
    null,
    `query ($filter: VoucherSchemeFilter) { voucherSchemes(filter: $filter, first: 20) { nodes { id } } }`,
    { filter },
  );
}

test.each<[string, object | null, readonly string[]]>([
  ['no filter', null, ['OOM', 'ALL', 'CARE', 'LOST', 'PIPES', 'TECH']],
  [
    'explicit nulls',
    { funds: null, region: null, sectors: null, targetGroups: null },
    ['OOM', 'ALL', 'CARE', 'LOST', 'PIPES', 'TECH'],
  ],
  ['one fund', { funds: ['oom', 'oom'] }, ['OOM']],
  ['no fund', { funds: [] }, []],
  ['TECHNIEK', { sectors: ['TECHNIEK'] }, ['ALL', 'PIPES', 'TECH']],
  ['a branch', { sectors: ['INSTALLATION_TECHNOLOGY'] }, ['ALL', 'PIPES', 'TECH']],
  ['another branch', { sectors: ['MANUFACTURING'] }, ['ALL', 'TECH']],
  ['two sectors', { sectors: ['CARE', 'ENERGY_TRANSITION'] }, ['OOM', 'ALL', 'CARE', 'TECH']],
  ['a sector of no scheme', { sectors: ['AVIATION'] }, ['ALL']],
  ['no sector', { sectors: [] }, []],
  ['a province', { region: { name: 'gelderland' } }, ['OOM', 'ALL', 'CARE', 'PIPES', 'TECH']],
  [
    'a municipality',
    { region: { kind: 'GEMEENTE', code: 'GM0200' } },
    ['OOM', 'ALL', 'CARE', 'PIPES', 'TECH'],
  ],
  ['another municipality', { region: { name: 'Deventer' } }, ['OOM', 'ALL', 'CARE']],
  ['a region elsewhere', { region: { name: 'Drenthe' } }, ['OOM', 'ALL']],
  ['a target group', { targetGroups: ['JOBSEEKER'] }, ['OOM', 'ALL', 'CARE', 'TECH']],
  ['two target groups', { targetGroups: ['WOMEN', 'STARTER'] }, ['OOM', 'ALL', 'PIPES']],
  ['no target group', { targetGroups: [] }, []],
  ['a programme without a name', { programme: '' }, []],
  [
    'all four',
    { funds: ['otib'], sectors: ['TECHNIEK'], region: { code: 'PV25' }, targetGroups: ['WOMEN'] },
    ['ALL', 'PIPES'],
  ],
])('voucherSchemes filtered by %s', async (_, filter, expected) => {
  comma.schemes = SCHEMES.map(([code, changes]) => schemeRow({ code, ...changes }));
  array.schemes = [OOM];
  expect(await filtered(filter)).toEqual(all(...expected));
});

test('a fund that is not in the filter is not asked, so its failure is not reported', async () => {
  comma.schemes = [schemeRow({ code: 'ALL' })];
  array.respond = (socket) => void socket.destroy();
  expect(await filtered({ funds: ['otib'] })).toEqual(all('ALL'));
  expect(await filtered({ sectors: ['CARE'] })).toEqual({
    ...all('ALL'),
    errors: [
      {
        message: 'Partner "oom" gave no answer: unreachable',
        path: ['voucherSchemes'],
        extensions: {
          code: 'PARTNER_NO_ANSWER',
          partner: 'oom',
          kind: 'funds',
          fault: 'unreachable',
        },
      },
    ],
  });
});

test.each([
  [
    'a region',
    { region: { name: 'Gelderlant' } },
    'Cannot use this region: No region has this name; nearest are "Gelderland"',
  ],
  ['a fund', { funds: ['otip'] }, 'Cannot find this partner: did you mean "otib"?'],
  ['a school', { funds: ['aventus'] }, 'Cannot find this partner: known are otib, oom'],
  [
    'a target group',
    { targetGroups: ['WOMEN', 'JOBSEEKERS'] },
    'Cannot use this target group: did you mean "JOBSEEKER"?',
  ],
])('%s in the filter that does not exist gives ARGUMENT_INVALID', async (_, filter, message) => {
  expect(await filtered(filter)).toEqual({
    data: { voucherSchemes: null },
    errors: [{ message, path: ['voucherSchemes'], extensions: { code: 'ARGUMENT_INVALID' } }],
  });
});

const PAGE = `query ($filter: VoucherSchemeFilter, $after: String) {
  voucherSchemes(filter: $filter, first: 1, after: $after) { nodes { id } pageInfo { hasNextPage endCursor } } }`;

test('a walk under a filter gives its schemes, and its cursor is invalid under another filter', async () => {
  comma.schemes = SCHEMES.map(([code, changes]) => schemeRow({ code, ...changes }));
  const filter = { sectors: ['TECHNIEK'] };
  const found: string[] = [];
  let after: string | null = null;
  for (let page = 0; page < 5; page += 1) {
    const { data, errors } = await harness.ask(null, PAGE, { filter, after });
    expect(errors).toBeUndefined();
    const { nodes, pageInfo } = (data as Page).voucherSchemes;
    found.push(...nodes.map(({ id }) => id));
    after = pageInfo.endCursor;
    if (!pageInfo.hasNextPage) break;
  }
  expect(found).toEqual(['otib:ALL', 'otib:PIPES', 'otib:TECH']);
  for (const other of [null, {}, { sectors: ['CARE'] }, { ...filter, funds: ['otib'] }]) {
    expect(await harness.ask(null, PAGE, { filter: other, after })).toMatchObject({
      data: { voucherSchemes: null },
      errors: [{ path: ['voucherSchemes'], extensions: { code: 'CURSOR_INVALID' } }],
    });
  }
});

interface Page {
  readonly voucherSchemes: {
    readonly nodes: readonly { readonly id: string }[];
    readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
  };
}
