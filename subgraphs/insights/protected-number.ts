import type { ProtectedCount, ProtectedShare } from '../../schema/generated/insights.ts';
import type { StatisticsRowModel } from './models.ts';
import { minimumOf } from './registry/registered-tables.ts';

/** Step and period come before the codes of a row. */
const CODES_FROM = 2;

/** The number of a row, with what the true number can be: rounded half up, and at least the minimum. */
export function countOf({ release: { registry }, table, row }: StatisticsRowModel): ProtectedCount {
  const { roundedTo } = registry.policy;
  const codes = row.keys.slice(CODES_FROM);
  const threshold = minimumOf(registry, table.registered, { codes });
  const { value } = row;
  if (value === null) {
    return {
      value,
      status: 'SUPPRESSED',
      lowerBound: null,
      upperBound: null,
      roundedTo,
      threshold,
    };
  }
  const half = roundedTo / 2;
  return {
    value,
    status: 'ROUNDED',
    lowerBound: Math.max(value - half, threshold),
    upperBound: value + half - 1,
    roundedTo,
    threshold,
  };
}

/** Null in rows of the first step. */
export function shareOf({ row: { share: percent } }: StatisticsRowModel): ProtectedShare | null {
  if (percent === undefined) return null;
  return { percent, status: percent === null ? 'SUPPRESSED' : 'ROUNDED' };
}
