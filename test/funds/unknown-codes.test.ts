/** A word of a fund that we do not know never widens a scheme. */
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { encodeFilter } from '../../subgraphs/kit/instruments/instrument-filter.ts';
import type { InstrumentFilter } from '../../subgraphs/kit/instruments/instrument-filter.ts';
import type { PartnerList } from '../../subgraphs/partners.ts';
import { schemeRow, startFakePostgres } from '../support/fake-postgres.ts';
import type { FakePostgres, SchemeRow } from '../support/fake-postgres.ts';
import { NOW, partnersAt, startSubgraphHarness } from '../support/subgraph-harness.ts';
import type { SubgraphHarness } from '../support/subgraph-harness.ts';

const ON = NOW.toISOString().slice(0, 10);

let comma: FakePostgres;
let array: FakePostgres;
let harness: SubgraphHarness;

beforeAll(async () => {
  [comma, array] = await Promise.all([startFakePostgres('comma'), startFakePostgres('array')]);
});
beforeEach(async () => {
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

async function entity(key: object, selection: string): Promise<unknown> {
  const { data, errors } = await harness.ask(
    null,
    `query ($them: [_Any!]!) { _entities(representations: $them) {
      ... on ${(key as { __typename: string }).__typename} { ${selection} } } }`,
    { them: [key] },
  );
  expect(errors).toBeUndefined();
  return (data as { _entities: readonly unknown[] })._entities[0];
}

const payable = (sector: string | null) =>
  entity(
    { __typename: 'Training', id: 'aventus:1', sector, durationMonths: 6 },
    'payableWith { id }',
  );
const instruments = (filter: Partial<InstrumentFilter> = {}) =>
  entity(
    { __typename: 'InstrumentFinder', question: encodeFilter({ on: ON, ...filter }) },
    'fromFunds { id }',
  );
const scheme = () =>
  entity(
    { __typename: 'VoucherScheme', id: 'otib:S1' },
    'uses sectors regions { code } targetGroups { code }',
  );

/** What was logged, without level and time. */
function loggedLines(): readonly unknown[] {
  const lines = harness
    .log()
    .split('\n')
    .filter((line) => line !== '');
  return lines.map((line) => {
    const {
      level: _level,
      time: _time,
      pid: _pid,
      hostname: _host,
      ...rest
    } = JSON.parse(line) as Record<string, unknown>;
    return rest;
  });
}

const S1 = [{ id: 'otib:S1' }];

/** The columns, and how many unknown words the first of them holds. */
const UNKNOWN: readonly (readonly [string, SchemeRow, number])[] = [
  ['a sector under another name', { sectors: 'metaal' }, 1],
  ['a sector in lower case', { sectors: 'techniek' }, 1],
  ['a sector with a typing mistake', { sectors: 'TECHNIEK.' }, 1],
  ['a sector with other letters that look the same', { sectors: 'ТECHNIEK' }, 1],
  ['a blank sector', { sectors: '   ' }, 1],
  ['commas alone', { sectors: ',,' }, 3],
  ['two sectors that are unknown', { sectors: 'metaal,hout' }, 2],
  ['a region by its name', { regions: 'Gelderland' }, 1],
  ['a region that does not exist', { regions: 'PV99' }, 1],
  ['a municipality without GM', { regions: '0200' }, 1],
  ['a target group of the fund itself', { target_groups: 'LEDEN' }, 1],
  ['a use that the layout does not name', { uses: 'XXX' }, 1],
  ['a property of every object', { sectors: 'constructor' }, 1],
];

test.each(UNKNOWN)(
  'a scheme that is narrowed by %s pays for nothing, and the number of unknown words is logged once',
  async (_, changes, count) => {
    comma.schemes = [schemeRow(changes)];
    for (let times = 0; times < 2; times += 1) {
      expect(await payable('ICT')).toEqual({ payableWith: [] });
      expect(await payable('TECHNIEK')).toEqual({ payableWith: [] });
      expect(await payable(null)).toEqual({ payableWith: [] });
      expect(await instruments()).toEqual({ fromFunds: [] });
      expect(
        await instruments({ sector: 'ICT', regions: [{ kind: 'PROVINCIE', code: 'PV25' }] }),
      ).toEqual({ fromFunds: [] });
    }
    const [field] = Object.keys(changes);
    expect(loggedLines()).toEqual([
      {
        partner: 'otib',
        kind: 'funds',
        step: 'schemes',
        field,
        count,
        msg: 'Unknown words: add them to the layout',
      },
    ]);
  },
);

test('a list of unknown codes alone is null, because an empty list would mean all', async () => {
  comma.schemes = [
    schemeRow({ sectors: 'metaal', regions: 'Veluwe', target_groups: 'LEDEN', uses: 'XXX' }),
  ];
  expect(await scheme()).toEqual({ uses: null, sectors: null, regions: null, targetGroups: null });
});

test('a scheme with one known and one unknown sector pays for the known one', async () => {
  comma.schemes = [
    schemeRow({ sectors: 'ICT, metaal', regions: 'PV25,Veluwe', target_groups: 'WOMEN,LEDEN' }),
  ];
  expect(await scheme()).toEqual({
    uses: ['TRAINING'],
    sectors: ['ICT'],
    regions: [{ code: 'PV25' }],
    targetGroups: [{ code: 'WOMEN' }],
  });
  expect(await payable('ICT')).toEqual({ payableWith: S1 });
  expect(await payable('CARE')).toEqual({ payableWith: [] });
  expect(await instruments({ sector: 'ICT' })).toEqual({ fromFunds: S1 });
  expect(await instruments({ sector: 'CARE' })).toEqual({ fromFunds: [] });
  expect(await instruments({ regions: [{ kind: 'PROVINCIE', code: 'PV31' }] })).toEqual({
    fromFunds: [],
  });
});

test.each([
  ['NULL', null],
  ['an empty text', ''],
])('a scheme whose lists are %s is for all', async (_, nothing) => {
  comma.schemes = [schemeRow({ sectors: nothing, regions: nothing, target_groups: nothing })];
  expect(await payable('CARE')).toEqual({ payableWith: S1 });
  expect(await instruments({ sector: 'CARE', targetGroup: 'WOMEN' })).toEqual({ fromFunds: S1 });
});

test.each([
  ['NULL', null, true],
  ['an empty array', '{}', true],
  ['an array of an empty text', '{""}', false],
  ['an array of NULL', '{NULL}', false],
  ['an array of an unknown word', '{metaal}', false],
  ['an array of a known and an unknown word', '{CARE,metaal,NULL}', true],
])('a scheme whose sectors are %s: pays for a training in care is %s', async (_, sectors, pays) => {
  comma.schemes = [];
  array.schemes = [schemeRow({ uses: '{train}', sectors })];
  expect(await payable('CARE')).toEqual({ payableWith: pays ? [{ id: 'oom:S1' }] : [] });
});

test('a code that the layout maps counts as the value of the graph', async () => {
  const list = partnersAt({ otib: comma.url });
  const { regelingen } = list.layouts;
  if (regelingen === undefined) throw new Error('Cannot find the layout');
  const words = {
    sectors: { metaal: 'MANUFACTURING' },
    regions: { Veluwe: 'PV25' },
    targetGroups: { LEDEN: 'EMPLOYED' },
  } as const;
  await restart({ ...list, layouts: { regelingen: { ...regelingen, words } } });
  comma.schemes = [schemeRow({ sectors: 'metaal', regions: 'Veluwe', target_groups: 'LEDEN' })];
  expect(await scheme()).toEqual({
    uses: ['TRAINING'],
    sectors: ['MANUFACTURING'],
    regions: [{ code: 'PV25' }],
    targetGroups: [{ code: 'EMPLOYED' }],
  });
  expect(await payable('MANUFACTURING')).toEqual({ payableWith: S1 });
  expect(await payable('CARE')).toEqual({ payableWith: [] });
});

test('no word is logged, whatever it is', async () => {
  comma.schemes = [
    schemeRow({ sectors: 'BSN 999990019\u001b[31m,kraanvogel', type: 'kraanvogel' }),
  ];
  await payable('ICT');
  expect(loggedLines()).toEqual([
    expect.objectContaining({ step: 'schemes', field: 'type', count: 1 }),
    expect.objectContaining({ step: 'schemes', field: 'sectors', count: 2 }),
  ]);
  expect(harness.log()).not.toMatch(/999990019|kraanvogel|u001b/);
});
