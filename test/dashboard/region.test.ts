/** What of a response belongs to a labour market region. */
import { expect, test } from 'vitest';
import {
  areasOf,
  hasRegion,
  networksIn,
  programmesIn,
  rowsOfRegion,
  type ProgrammeWithRoles,
  type Region,
} from '../../dashboard/pages/region/region-areas.ts';
import {
  freeOfferings,
  vouchersFor,
  type Training,
} from '../../dashboard/pages/region/trainings.ts';
import type { StatisticsTable } from '../../dashboard/statistics/table.ts';

const region: Region = {
  code: 'AM06',
  name: 'Stedendriehoek en Noordwest Veluwe',
  aliases: [],
  hasPartners: true,
  overlaps: [{ kind: 'PROVINCIE', code: 'PV25', name: 'Gelderland' }],
  gemeenten: [{ code: 'GM0200', name: 'Apeldoorn' }],
  labourMarket: [],
};

const programme = (
  id: string,
  regions: ProgrammeWithRoles['regions'],
  roles: ProgrammeWithRoles['roles'] = [],
): ProgrammeWithRoles => ({ id, name: id, period: null, regions, roles });

test('a programme works in the region by its province, its municipality or itself', () => {
  const all = [
    programme('province', [{ kind: 'PROVINCIE', code: 'PV25', name: null }]),
    programme('municipality', [{ kind: 'GEMEENTE', code: 'GM0200', name: null }]),
    programme('itself', [{ kind: 'ARBEIDSMARKTREGIO', code: 'AM06', name: null }]),
    programme('elsewhere', [{ kind: 'PROVINCIE', code: 'PV27', name: null }]),
    programme('nowhere', null),
  ];
  expect(programmesIn(areasOf(region), all).map(({ id }) => id)).toEqual([
    'province',
    'municipality',
    'itself',
  ]);
});

test('a region that the table does not know whole is in the province of its tile', () => {
  const areas = areasOf({ ...region, code: 'AM29', overlaps: null, gemeenten: null });
  expect([...areas]).toEqual(['ARBEIDSMARKTREGIO AM29', 'PROVINCIE PV31']);
});

test('a role for another region is left out, and an organisation is named once for a role', () => {
  const organisation = (id: string) => ({ id, name: id });
  const wendbaarheid = programme('wendbaarheid', null, [
    { role: 'INITIATOR', organisation: organisation('saxion'), region: null },
    {
      role: 'INITIATOR',
      organisation: organisation('saxion'),
      region: { kind: 'GEMEENTE', code: 'GM0200' },
    },
    {
      role: 'BRANCH',
      organisation: organisation('oom'),
      region: { kind: 'ARBEIDSMARKTREGIO', code: 'AM12' },
    },
  ]);
  const networks = networksIn(areasOf(region), [wendbaarheid, programme('without', null)]);
  expect(networks.map(({ roles, ...one }) => [one.programme.id, [...roles]])).toEqual([
    ['wendbaarheid', [['INITIATOR', ['saxion']]]],
  ]);
});

const text = (nl: string) => ({ nl, en: nl });
const row = (code: string, value: number | null): NonNullable<StatisticsTable['rows']>[number] => ({
  keys: [
    { dimension: 'step', code: 'issued', title: text('uitgereikt') },
    { dimension: 'region', code, title: text(code) },
  ],
  count: { value, roundedTo: 10, threshold: 10 },
  share: null,
  answer: null,
});
const table: StatisticsTable = {
  id: 'all.by-region',
  title: text('Per regio'),
  method: text('Geteld'),
  legalNote: null,
  questions: [],
  unit: 'VOUCHERS',
  status: 'PUBLISHED',
  reason: null,
  dimensions: [
    {
      id: 'region',
      title: text('regio'),
      categories: [{ code: 'AM06', title: text('AM06') }],
    },
  ],
  release: {
    id: '2026Q3',
    publishedAt: '2026-11-30T00:00:00Z',
    certificate: '/c',
    synthetic: true,
  },
  sources: [],
  rows: [row('AM06', null), row('AM07', 20)],
  csv: null,
  jsonStat: null,
};

test('a table with rows of the region is about it, hidden rows included', () => {
  expect([hasRegion(table, 'AM06'), hasRegion(table, 'AM09')]).toEqual([true, false]);
  expect([rowsOfRegion(table, 'AM06'), rowsOfRegion(table, 'AM99')]).toEqual([1, 0]);
});

const offering = (id: string, startDate: string, seatsLeft: number, code: string) => ({
  id,
  startDate,
  seatsLeft,
  region: { code, name: null },
  price: null,
});
const training: Training = {
  id: 'saxion:1',
  name: 'Lasser',
  sector: null,
  durationMonths: null,
  provider: null,
  offerings: [
    offering('later', '2027-02-15', 4, 'GM0200'),
    offering('full', '2027-01-04', 0, 'GM0200'),
    offering('elsewhere', '2027-01-04', 9, 'GM0153'),
    offering('first', '2027-01-04', 6, 'GM0200'),
  ],
  payableWith: [
    { id: 'here', name: 'Hier' },
    { id: 'north', name: 'Noord' },
  ],
  provenance: null,
};

test('only starts in the region with a free seat are shown, the first one first', () => {
  expect(freeOfferings(training, region).map(({ id }) => id)).toEqual(['first', 'later']);
});

test('only vouchers for people in the region pay; without the answer of the funds that is not known', () => {
  expect(vouchersFor(training, { nodes: [{ id: 'here' }] })).toEqual([
    { id: 'here', name: 'Hier' },
  ]);
  expect(vouchersFor(training, null)).toBeNull();
});
