import { expect, test } from 'vitest';
import {
  availabilityOn,
  budgetLeftPercent,
  canPayFor,
  budgetDayOf,
} from '../../subgraphs/funds/scheme-rules.ts';
import type { SchemeRecord } from '../../subgraphs/funds/records.ts';

const TODAY = '2026-11-21';
const SCHEME: SchemeRecord = {
  id: 'otib:X',
  partner: 'otib',
  code: 'X',
  name: 'X',
  programme: null,
  type: 'TRAINING',
  uses: ['TRAINING'],
  sectors: ['TECHNIEK'],
  regions: ['PV25'],
  targetGroups: ['EMPLOYED'],
  maxMonths: 12,
  opensOn: '2026-01-01',
  closesOn: null,
  budgetEuro: 100_000,
  committedEuro: 0,
  highestEuro: 1_000,
  maximumEuro: null,
  applyAt: null,
  contact: null,
  isSynthetic: true,
  changedAt: '2026-11-21T03:00:00Z',
};

test.each([
  [0, 100, 'OPEN'],
  [0.01, 90, 'OPEN'],
  [50_000, 50, 'OPEN'],
  [50_000.01, 40, 'OPEN'],
  [90_000, 10, 'OPEN'],
  [90_000.01, 0, 'ALMOST_EXHAUSTED'],
  [99_999.99, 0, 'ALMOST_EXHAUSTED'],
  [100_000, 0, 'EXHAUSTED'],
  [100_000.01, 0, 'EXHAUSTED'],
])('of a hundred thousand, %d committed leaves %i percent and is %s', (...row) => {
  const [committedEuro, percent, availability] = row;
  const scheme = { ...SCHEME, committedEuro };
  expect([budgetLeftPercent(scheme), availabilityOn(scheme, TODAY)]).toEqual([
    percent,
    availability,
  ]);
});

test.each([
  ['worth fewer than 10 vouchers of the highest amount', { highestEuro: 10_000.01 }],
  ['of which no voucher was issued yet', { highestEuro: null }],
  ['of which every voucher is worth nothing', { highestEuro: 0 }],
  ['of nothing', { budgetEuro: 0, highestEuro: null }],
])('the availability of a budget %s follows from the dates alone', (_, given) => {
  for (const committedEuro of [0, 95_000, 100_000]) {
    const scheme = { ...SCHEME, ...given, committedEuro };
    expect([budgetLeftPercent(scheme), availabilityOn(scheme, TODAY)]).toEqual([null, 'OPEN']);
  }
});

test.each([
  [0, 'OPEN'],
  [99_999.99, 'OPEN'],
  [100_000, 'EXHAUSTED'],
])(
  'a budget worth between 10 and 100 vouchers of which %d is committed has no percentage and is %s',
  (committedEuro, availability) => {
    for (const highestEuro of [1_000.01, 10_000]) {
      const scheme = { ...SCHEME, committedEuro, highestEuro };
      expect([budgetLeftPercent(scheme), availabilityOn(scheme, TODAY)]).toEqual([
        null,
        availability,
      ]);
    }
  },
);

test.each([
  [{ opensOn: '2026-11-22' }, 'NOT_YET_OPEN'],
  [{ opensOn: TODAY }, 'OPEN'],
  [{ opensOn: null, closesOn: null }, 'OPEN'],
  [{ closesOn: TODAY }, 'OPEN'],
  [{ closesOn: '2026-11-20' }, 'CLOSED'],
  [{ closesOn: '2026-11-20', committedEuro: 100_000 }, 'CLOSED'],
  [{ opensOn: '2026-11-22', committedEuro: 100_000 }, 'NOT_YET_OPEN'],
])('%j is %s today', (given, availability) => {
  expect(availabilityOn({ ...SCHEME, ...given }, TODAY)).toBe(availability);
});

test.each([
  ['2026-01-01', undefined, '2026-01-01'],
  ['2026-03-31', undefined, '2026-01-01'],
  ['2026-09-30', undefined, '2026-07-01'],
  ['2026-12-31', '2026Q3', '2026-10-01'],
  ['2026-12-31', '2026Q1', '2026-04-01'],
  ['2026-12-31', '2025Q4', '2026-01-01'],
  // A demo whose day is earlier than its releases.
  ['2026-05-01', '2026Q3', '2026-04-01'],
])('on %s, with %s as the newest release, budgets are those of %s', (today, newest, day) => {
  expect(budgetDayOf(today, newest)).toBe(day);
});

test('an exhausted scheme pays for nothing from today on, and for a past day the dates decide', () => {
  const usedUp = { ...SCHEME, committedEuro: SCHEME.budgetEuro };
  const training = { sector: 'TECHNIEK', durationMonths: 6 } as const;
  const days = ['2025-12-31', '2026-11-20', TODAY, '2026-11-22'];
  const paid = days.map((day) => canPayFor(usedUp, training, { day, today: TODAY }));
  expect(paid).toEqual([false, true, false, false]);
});
