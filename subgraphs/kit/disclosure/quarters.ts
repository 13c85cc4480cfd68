import { codedError } from '../../../core/errors/coded-error.ts';

const QUARTERS_MAX = 160;
const FIRST_DAYS = ['01-01', '04-01', '07-01', '10-01'];
const LAST_DAYS = ['03-31', '06-30', '09-30', '12-31'];

/** The quarter of a day, such as `2019-Q1`. */
export function quarterOfDay(day: string): string {
  return `${day.slice(0, 4)}-Q${Math.floor((Number(day.slice(5, 7)) - 1) / 3) + 1}`;
}

/** The quarters from one to another, both included; at most the last forty years. */
export function quartersBetween(first: string, last: string): readonly string[] {
  const quarters: string[] = [];
  for (let one = last; one >= first && quarters.length < QUARTERS_MAX; one = quarterBefore(one)) {
    quarters.unshift(one);
  }
  return quarters;
}

/** The last quarter that has ended on a day. Records of a later one still change. */
export function lastClosedQuarter(today: string): string {
  return quarterBefore(quarterOfDay(today));
}

function quarterBefore(quarter: string): string {
  const [year, number] = [Number(quarter.slice(0, 4)), Number(quarter.slice(6))];
  return number === 1 ? `${year - 1}-Q4` : `${year}-Q${number - 1}`;
}

/** The last day of a quarter. */
export function lastDayOf(quarter: string): string {
  return `${quarter.slice(0, 4)}-${LAST_DAYS[Number(quarter.slice(6)) - 1]}`;
}

/**
 * The one closed quarter in a filter; `null` for all closed quarters together. Any other period
 * throws, because the difference of two overlapping periods would disclose the few people in
 * between.
 */
export function parsePeriod(from: string | null, to: string | null, today: string): string | null {
  if (from === null && to === null) return null;
  const last = lastClosedQuarter(today);
  const quarter = quarterOfDay(from ?? '');
  const isWhole = from === firstDayOf(quarter) && to === lastDayOf(quarter);
  if (isWhole && quarter <= last) return quarter;
  throw codedError(
    'ARGUMENT_INVALID',
    `Cannot count in this period: give the first and the last day of one quarter that is over, at the latest ${firstDayOf(last)} and ${lastDayOf(last)}, or leave both out for all closed quarters together`,
  );
}

function firstDayOf(quarter: string): string {
  return `${quarter.slice(0, 4)}-${FIRST_DAYS[Number(quarter.slice(6)) - 1]}`;
}
