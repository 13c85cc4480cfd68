import { describe, expect, test } from 'vitest';
import {
  protectCells,
  RawCount,
  type Cell,
} from '../../subgraphs/kit/disclosure/protected-count.ts';
import {
  lastClosedQuarter,
  lastDayOf,
  parsePeriod,
  quartersBetween,
} from '../../subgraphs/kit/disclosure/quarters.ts';

const cell = (count: number | null, ...keys: string[]): Cell => ({
  keys,
  count: count === null ? null : new RawCount(count),
});
const shown = async (cells: readonly Cell[]) =>
  (await protectCells(cells)).map(({ value, status }) => [value, status]);

describe('a protected count', () => {
  test('is hidden below ten, zero included, and rounded to ten from there', async () => {
    const cells = [0, 1, 9, 10, 14, 15, 850].map((count, index) => cell(count, `row ${index}`));
    expect(await shown(cells)).toEqual([
      [null, 'SUPPRESSED'],
      [null, 'SUPPRESSED'],
      [null, 'SUPPRESSED'],
      [10, 'ROUNDED'],
      [10, 'ROUNDED'],
      [20, 'ROUNDED'],
      [850, 'ROUNDED'],
    ]);
  });

  test('is SOURCE_UNAVAILABLE without a number when a partner of the cell is unavailable', async () => {
    expect(await shown([cell(null, 'a'), cell(500, 'b')])).toEqual([
      [null, 'SOURCE_UNAVAILABLE'],
      [500, 'ROUNDED'],
    ]);
  });

  test('the smallest neighbour of the only suppressed cell in a short row is SUPPRESSED too', async () => {
    expect(await shown([cell(3, 'a'), cell(40, 'b'), cell(20, 'c')])).toEqual([
      [null, 'SUPPRESSED'],
      [40, 'ROUNDED'],
      [null, 'SUPPRESSED'],
    ]);
  });

  test('among neighbours with equal rounded values the first is suppressed, not the smallest', async () => {
    expect(await shown([cell(3, 'a'), cell(24, 'b'), cell(15, 'c')])).toEqual([
      [null, 'SUPPRESSED'],
      [null, 'SUPPRESSED'],
      [20, 'ROUNDED'],
    ]);
  });

  test('the same cells are suppressed while a partner is unavailable', async () => {
    expect(await shown([cell(null, 'a'), cell(3, 'b'), cell(40, 'c'), cell(20, 'd')])).toEqual([
      [null, 'SOURCE_UNAVAILABLE'],
      [null, 'SUPPRESSED'],
      [40, 'ROUNDED'],
      [null, 'SUPPRESSED'],
    ]);
  });

  test('a suppressed cell has no bounds and no reason, whether it is zero, small or a neighbour', async () => {
    const hidden = {
      value: null,
      status: 'SUPPRESSED',
      roundedTo: null,
      lowerBound: null,
      upperBound: null,
      threshold: 10,
      reason: null,
    };
    expect(await protectCells([cell(0, 'a'), cell(3, 'b')])).toEqual([hidden, hidden]);
    expect(await protectCells([cell(3, 'a'), cell(40, 'b')])).toEqual([hidden, hidden]);
  });

  test('the true count is within lowerBound and upperBound', async () => {
    for (let count = 10; count < 1_000; count += 1) {
      const [given] = await protectCells([cell(count)]);
      expect(given?.lowerBound).toBeLessThanOrEqual(count);
      expect(given?.upperBound).toBeGreaterThanOrEqual(count);
    }
  });

  test('a RawCount cannot be read or serialized', () => {
    const count = new RawCount(7);
    expect(Object.keys(count)).toEqual([]);
    expect(() => JSON.stringify({ count })).toThrow('before it is protected');
    expect(() => String(count)).toThrow('before it is protected');
  });
});

describe('counts are of closed quarters', () => {
  test('quartersBetween continues over the end of a year', () => {
    expect(quartersBetween('2018-Q2', '2019-Q2')).toEqual([
      '2018-Q2',
      '2018-Q3',
      '2018-Q4',
      '2019-Q1',
      '2019-Q2',
    ]);
  });

  test('quartersBetween gives at most the last forty years', () => {
    const quarters = quartersBetween('1900-Q1', '2026-Q3');
    expect([quarters.length, quarters[0], quarters.at(-1)]).toEqual([160, '1986-Q4', '2026-Q3']);
  });

  test.each([
    ['2026-11-21', '2026-Q3', '2026-09-30'],
    ['2026-10-01', '2026-Q3', '2026-09-30'],
    ['2026-09-30', '2026-Q2', '2026-06-30'],
    ['2026-01-01', '2025-Q4', '2025-12-31'],
  ])('on %s the last closed quarter is %s, which ends on %s', (today, quarter, day) => {
    expect([lastClosedQuarter(today), lastDayOf(lastClosedQuarter(today))]).toEqual([quarter, day]);
  });

  test('a period other than one closed quarter is ARGUMENT_INVALID with a valid example', () => {
    const today = '2026-11-21';
    expect(parsePeriod('2019-01-01', '2019-03-31', today)).toBe('2019-Q1');
    expect(parsePeriod('2026-07-01', '2026-09-30', today)).toBe('2026-Q3');
    expect(parsePeriod(null, null, today)).toBeNull();
    for (const [from, to] of [
      ['2019-03-07', '2019-03-31'],
      ['2019-01-01', '2019-06-30'],
      ['2026-10-01', '2026-12-31'],
      ['2019-01-01', null],
      [null, '2019-03-31'],
    ] as const) {
      expect(() => parsePeriod(from, to, today)).toThrow('at the latest 2026-07-01 and 2026-09-30');
    }
  });
});
