import { expect, test } from 'vitest';
import type { InstrumentFilter } from '../../subgraphs/kit/instruments/instrument-filter.ts';
import {
  byAvailability,
  createFitter,
  statusOn,
} from '../../subgraphs/kit/instruments/instrument-fit.ts';
import type { Eligibility } from '../../subgraphs/kit/instruments/instrument-fit.ts';

const ON = '2026-11-21';
const EVERYTHING: Eligibility = {
  targetGroups: [],
  situations: [],
  sectors: [],
  regions: [],
  opensOn: null,
  closesOn: null,
  leftPercent: null,
};

function fit(offer: Partial<Eligibility>, filter: Partial<InstrumentFilter>) {
  return createFitter({ on: ON, ...filter }, ON)({ ...EVERYTHING, ...offer });
}

const ALWAYS = 'Doorlopend open. / Open without an end date.';
const DRENTHE = [{ kind: 'PROVINCIE', code: 'PV22' }] as const;

test('an empty filter fits every open instrument', () => {
  const offer = { targetGroups: ['EMPLOYED'], sectors: ['CARE'], regions: ['PV20'] } as const;
  expect(fit(offer, {})).toEqual({ fits: true, why: [ALWAYS], status: 'OPEN', closeness: 0 });
});

test('an instrument without conditions says that it is for everyone, everywhere and every sector', () => {
  expect(fit({}, { situation: 'EMPLOYED', sector: 'CARE', regions: [...DRENTHE] }).why).toEqual([
    'Bedoeld voor iedereen. / Meant for everyone.',
    'Geldt voor alle sectoren. / Valid for every sector.',
    'Geldt in heel Nederland. / Valid in the whole country.',
    ALWAYS,
  ]);
});

test.each<[string, readonly string[], Partial<InstrumentFilter>, boolean]>([
  ['the situation told', ['EMPLOYED', 'JOBSEEKER'], { situation: 'JOBSEEKER' }, true],
  ['another situation', ['EMPLOYED'], { situation: 'JOBSEEKER' }, false],
  ['the target group told', ['WOMEN'], { targetGroup: 'WOMEN' }, true],
  ['another target group', ['WOMEN'], { targetGroup: 'STATUS_HOLDER' }, false],
  ['one of two', ['JOBSEEKER', 'WOMEN'], { targetGroup: 'WOMEN', situation: 'EMPLOYED' }, true],
  ['a situation that was not told', ['JOBSEEKER'], { targetGroup: 'WOMEN' }, true],
  ['a trait that was not told', ['AGE_45_PLUS'], { situation: 'JOBSEEKER' }, true],
  ['an age that makes one belong', ['AGE_45_PLUS'], { situation: 'JOBSEEKER', age: 45 }, true],
  ['a situation given as target group', ['JOBSEEKER'], { targetGroup: 'JOBSEEKER' }, true],
  [
    'neither',
    ['EMPLOYED', 'WOMEN'],
    { targetGroup: 'STATUS_HOLDER', situation: 'JOBSEEKER' },
    false,
  ],
])('people: %s', (_, targetGroups, filter, expected) => {
  expect(fit({ targetGroups }, filter).fits).toBe(expected);
});

test('an unknown property of the person leaves the instrument in, with a reason to check it', () => {
  expect(fit({ targetGroups: ['AGE_45_PLUS'] }, { situation: 'JOBSEEKER' }).why[0]).toBe(
    'Alleen voor 45-plussers: ga na of u daarbij hoort. / Only for people of 45 and over: check whether you belong to them.',
  );
});

test.each<[Partial<Eligibility>, InstrumentFilter['sector'], string | null]>([
  [{ sectors: ['CARE', 'ICT'] }, 'ICT', 'Voor de sector ICT. / For the sector ICT.'],
  [
    { sectors: ['TECHNIEK', 'CARE'] },
    'INSTALLATION_TECHNOLOGY',
    'Voor techniek, ook installatietechniek. / For technology, installation technology included.',
  ],
  [
    { sectors: ['INSTALLATION_TECHNOLOGY', 'CARE'] },
    'TECHNIEK',
    'Voor installatietechniek, binnen techniek. / For installation technology, within technology.',
  ],
  [{ sectors: ['TECHNIEK'] }, 'CONSTRUCTION', null],
])('sectors %j asked for %s', (offer, sector, reason) => {
  const { fits, why } = fit(offer, { sector });
  expect(fits ? why[0] : null).toBe(reason);
});

test('the reason names the region, and whether it is only a part of the region in the filter', () => {
  const groningen = [{ kind: 'ARBEIDSMARKTREGIO', code: 'AM01' }] as const;
  expect(fit({ regions: ['PV22', 'PV25'] }, { regions: [...DRENTHE] }).why[0]).toBe(
    'Geldt in provincie Drenthe. / Valid in Drenthe (province).',
  );
  expect(fit({ regions: ['PV22'] }, { regions: [...groningen] }).why[0]).toBe(
    'Geldt in een deel van de gevraagde regio: provincie Drenthe. / Valid in part of the region asked: Drenthe (province).',
  );
  expect(fit({ regions: ['PV25'] }, { regions: [...DRENTHE] }).fits).toBe(false);
  expect(fit({ regions: ['nergens'] }, { regions: [...DRENTHE] }).fits).toBe(false);
});

test('an instrument with a place fits anyone in the region of the filter', () => {
  const offer = { regions: ['GM0106', 'GM0200'], isPlaced: true };
  expect(fit(offer, { regions: [...DRENTHE] }).why[0]).toBe(
    'Te volgen in gemeente Assen. / Given in Assen (municipality).',
  );
});

test('age, education and employer narrow only when the filter has them', () => {
  const offer = {
    ageFrom: 18,
    ageTo: 27,
    educationLevels: ['MBO_1', 'MBO_2'],
    employerSizes: ['SMALL'],
  } as const;
  expect(fit(offer, {}).fits).toBe(true);
  expect(fit(offer, { age: 27, educationLevel: 'MBO_2', employerSize: 'SMALL' }).why).toEqual([
    'Van 18 tot en met 27 jaar. / From 18 up to 27 years of age.',
    ALWAYS,
  ]);
  expect(fit(offer, { age: 28 }).fits).toBe(false);
  expect(fit(offer, { age: 17 }).fits).toBe(false);
  expect(fit(offer, { educationLevel: 'HBO' }).fits).toBe(false);
  expect(fit(offer, { employerSize: 'LARGE' }).fits).toBe(false);
});

test.each<[Partial<Eligibility>, string, string]>([
  [{ closesOn: ON }, 'OPEN', 'Open tot en met 21-11-2026. / Open up to and including 2026-11-21.'],
  [{ opensOn: ON }, 'OPEN', ALWAYS],
  [{ leftPercent: 0 }, 'EXHAUSTED', 'Het budget is uitgeput. / The budget is exhausted.'],
  [
    { closesOn: '2026-11-20', leftPercent: 0 },
    'CLOSED',
    'Gesloten na 20-11-2026. / Closed after 2026-11-20.',
  ],
  [{ opensOn: '2026-11-22' }, 'CLOSED', 'Opent op 22-11-2026. / Opens on 2026-11-22.'],
])('on the day of the filter %j is %s', (offer, status, reason) => {
  const found = fit(offer, {});
  expect([found.status, found.why.at(-1)]).toEqual([status, reason]);
});

test('an empty budget is EXHAUSTED today and later, and not on a past day', () => {
  const usedUp = { opensOn: '2026-01-01', closesOn: null, leftPercent: 0 };
  const days = ['2025-12-31', '2026-11-20', ON, '2026-11-22'];
  expect(days.map((on) => statusOn(usedUp, on, ON))).toEqual([
    'CLOSED',
    'OPEN',
    'EXHAUSTED',
    'EXHAUSTED',
  ]);
});

test('an instrument that closed or opens more than a year away does not fit', () => {
  expect(fit({ closesOn: '2019-05-31' }, {}).fits).toBe(false);
  expect(fit({ opensOn: '2029-01-01' }, {}).fits).toBe(false);
});

test('instruments are ordered by status, then by closeness, then by id', () => {
  const ranked = [
    { id: 'd', status: 'CLOSED', closeness: 9 },
    { id: 'c', status: 'OPEN', closeness: 1 },
    { id: 'b', status: 'OPEN', closeness: 1 },
    { id: 'a', status: 'EXHAUSTED', closeness: 4 },
    { id: 'e', status: 'OPEN', closeness: 3 },
  ] as const;
  expect(ranked.toSorted(byAvailability).map(({ id }) => id)).toEqual(['e', 'b', 'c', 'a', 'd']);
});
