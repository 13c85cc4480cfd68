import { expect, test } from 'vitest';
import { budgetLeftPercent, canPayFor } from '../../subgraphs/funds/scheme-rules.ts';
import type { SchemeRecord } from '../../subgraphs/funds/records.ts';

const TODAY = '2026-11-21';
const SCHEME: SchemeRecord = {
  fund: 'otib',
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
  isSynthetic: true,
  changedAt: '2026-11-21T03:00:00Z',
};

test.each([
  [0, 100],
  [50_000.01, 49],
  [98_000, 2],
  [99_000.01, 1],
  [99_999.99, 1],
  [100_000, 0],
  [100_000.01, 0],
])('of a hundred thousand, %d committed leaves %i percent: 0 when nothing is left', (...row) => {
  const [committedEuro, percent] = row;
  expect(budgetLeftPercent({ ...SCHEME, committedEuro })).toBe(percent);
});

test('a scheme that is used up pays for nothing from today on, and did before as far as is known', () => {
  const usedUp = { ...SCHEME, committedEuro: SCHEME.budgetEuro };
  const training = { sector: 'TECHNIEK', durationMonths: 6 } as const;
  const days = ['2025-12-31', '2026-11-20', TODAY, '2026-11-22'];
  const paid = days.map((day) => canPayFor(usedUp, training, { day, today: TODAY }));
  expect(paid).toEqual([false, true, false, false]);
});
