const LAST_DAYS = ['03-31', '06-30', '09-30', '12-31'];

/** The quarter of a day, such as `2019Q1`. */
export function quarterOfDay(day: string): string {
  return `${day.slice(0, 4)}Q${Math.floor((Number(day.slice(5, 7)) - 1) / 3) + 1}`;
}

/** The last quarter that has ended on a day. Records of a later one still change. */
export function lastClosedQuarter(today: string): string {
  return quarterBefore(quarterOfDay(today));
}

function quarterBefore(quarter: string): string {
  const [year, number] = [Number(quarter.slice(0, 4)), Number(quarter.slice(5))];
  return number === 1 ? `${year - 1}Q4` : `${year}Q${number - 1}`;
}

/** The last day of a quarter. */
export function lastDayOf(quarter: string): string {
  return `${quarter.slice(0, 4)}-${LAST_DAYS[Number(quarter.slice(5)) - 1]}`;
}

/** The quarters from one to another, both included; at most the last forty years. */
export function quartersBetween(first: string, last: string): readonly string[] {
  const quarters: string[] = [];
  for (let one = last; one >= first && quarters.length < 160; one = quarterBefore(one)) {
    quarters.unshift(one);
  }
  return quarters;
}
