import { describe, expect, test } from 'vitest';
import { policyFor } from '../../subgraphs/disclosure/policy.ts';
import { protectCells, RawCount, type Cell } from '../../subgraphs/disclosure/protected-count.ts';
import { checkQuarterDays, quartersBetween } from '../../subgraphs/disclosure/quarters.ts';

const publicPolicy = policyFor(null);
const cell = (count: number | null, ...keys: string[]): Cell => ({
  keys,
  count: count === null ? null : new RawCount(count),
});
const shown = (cells: readonly Cell[]) =>
  protectCells(cells, publicPolicy).map(({ value, status }) => [value, status]);

describe('a count that leaves', () => {
  test('is hidden below ten, zero included, and rounded to ten from there', () => {
    const cells = [0, 1, 9, 10, 14, 15, 850].map((count, index) => cell(count, `row ${index}`));
    expect(shown(cells)).toEqual([
      [null, 'SUPPRESSED_SMALL'],
      [null, 'SUPPRESSED_SMALL'],
      [null, 'SUPPRESSED_SMALL'],
      [10, 'ROUNDED'],
      [10, 'ROUNDED'],
      [20, 'ROUNDED'],
      [850, 'ROUNDED'],
    ]);
  });

  test('is no number at all when a partner that feeds it is silent', () => {
    expect(shown([cell(null, 'a'), cell(500, 'b')])).toEqual([
      [null, 'SOURCE_UNAVAILABLE'],
      [500, 'ROUNDED'],
    ]);
  });

  test('is hidden with its only hidden neighbour in a short row', () => {
    expect(shown([cell(3, 'a'), cell(40, 'b'), cell(20, 'c')])).toEqual([
      [null, 'SUPPRESSED_SMALL'],
      [40, 'ROUNDED'],
      [null, 'SUPPRESSED_SECONDARY'],
    ]);
  });

  test('says why it is hidden, in Dutch and English', () => {
    const [small, secondary] = protectCells([cell(3, 'a'), cell(40, 'b')], publicPolicy);
    expect([small?.reason, secondary?.reason]).toEqual([
      'Minder dan 10: te klein om te tonen / Fewer than 10: too small to show',
      'Verborgen omdat een ander getal er anders uit volgt / Hidden because another number would follow from it',
    ]);
  });

  test('never lies outside the bounds that are stated with it', () => {
    for (let count = 10; count < 1_000; count += 1) {
      const [given] = protectCells([cell(count)], publicPolicy);
      expect(given?.lowerBound).toBeLessThanOrEqual(count);
      expect(given?.upperBound).toBeGreaterThanOrEqual(count);
    }
  });

  test('cannot be read or written down before it is protected', () => {
    const count = new RawCount(7);
    expect(Object.keys(count)).toEqual([]);
    expect(() => JSON.stringify({ count })).toThrow('before it is protected');
    expect(() => String(count)).toThrow('before it is protected');
  });
});

describe('who sees how fine', () => {
  const caller = {
    consumer: '00000099000000002000',
    scopes: ['llo:aggregate'],
    role: 'analyst',
  };

  test('evaluation under its own purpose is finer, anything else is public', () => {
    const purposes = ['urn:llo:purpose:programme-evaluation', 'urn:llo:purpose:case-guidance'];
    expect(purposes.map((purpose) => policyFor({ ...caller, purpose }).id)).toEqual([
      'evaluation/v1',
      'public/v1',
    ]);
    const purpose = purposes[0] ?? '';
    expect(policyFor({ ...caller, scopes: [], purpose }).id).toBe('public/v1');
    expect(policyFor({ ...caller, role: 'dashboard', purpose }).id).toBe('public/v1');
  });
});

describe('counts are per quarter', () => {
  test('quarters run over the turn of a year', () => {
    expect(quartersBetween('2018-05-01', '2019-04-11')).toEqual([
      '2018-Q2',
      '2018-Q3',
      '2018-Q4',
      '2019-Q1',
      '2019-Q2',
    ]);
  });

  test('a free day is refused, with the day that can be used', () => {
    expect(() => checkQuarterDays('2019-03-07', null)).toThrow('use 2019-01-01');
    expect(() => checkQuarterDays(null, '2019-04-11')).toThrow('use 2019-06-30');
    expect(() => checkQuarterDays('2019-01-01', '2019-03-31')).not.toThrow();
  });
});
