import { codedError } from '../coded-error.ts';

/** The quarter of a day, such as `2019-Q1`. */
export function quarterOfDay(day: string): string {
  return `${day.slice(0, 4)}-Q${Math.floor((Number(day.slice(5, 7)) - 1) / 3) + 1}`;
}

/** The quarters from one day to another, both included; at most forty years of them. */
export function quartersBetween(from: string, to: string): readonly string[] {
  const quarters: string[] = [];
  let year = Number(from.slice(0, 4));
  let quarter = Math.floor((Number(from.slice(5, 7)) - 1) / 3) + 1;
  const last = quarterOfDay(to);
  while (`${year}-Q${quarter}` <= last && quarters.length < 160) {
    quarters.push(`${year}-Q${quarter}`);
    year += quarter === 4 ? 1 : 0;
    quarter = (quarter % 4) + 1;
  }
  return quarters;
}

/**
 * Counts are per quarter: with free days, two questions that differ by one day would tell about the
 * few people of that day. Throws `ARGUMENT_INVALID` with the days that can be used instead.
 */
export function checkQuarterDays(from: string | null, to: string | null): void {
  if (from !== null && !/-(01|04|07|10)-01$/.test(from)) {
    throw codedError(
      'ARGUMENT_INVALID',
      `Cannot count from this day: counts are per quarter, use ${firstDayOf(quarterOfDay(from))}`,
    );
  }
  if (to !== null && !/-(03-31|06-30|09-30|12-31)$/.test(to)) {
    throw codedError(
      'ARGUMENT_INVALID',
      `Cannot count to this day: counts are per quarter, use ${lastDayOf(quarterOfDay(to))}`,
    );
  }
}

function firstDayOf(quarter: string): string {
  return `${quarter.slice(0, 4)}-${['01', '04', '07', '10'][Number(quarter[6]) - 1]}-01`;
}

function lastDayOf(quarter: string): string {
  return `${quarter.slice(0, 4)}-${['03-31', '06-30', '09-30', '12-31'][Number(quarter[6]) - 1]}`;
}
