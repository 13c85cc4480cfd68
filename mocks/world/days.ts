import type { Day, Moment } from './world.ts';

const DAY_MS = 86_400_000;

/** The day a number of days later, or earlier. */
export function addDays(day: Day, days: number): Day {
  return new Date(Date.parse(day) + days * DAY_MS).toISOString().slice(0, 10);
}

/** The same day of another month; the 31st becomes the 28th, so that no month overflows. */
export function addMonths(day: Day, months: number): Day {
  const date = new Date(Date.parse(day));
  const first = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + months, 1));
  first.setUTCDate(Math.min(date.getUTCDate(), 28));
  return first.toISOString().slice(0, 10);
}

/** All days from Monday to Friday in the period, including both ends. */
export function workingDays(from: Day, to: Day): Day[] {
  const days: Day[] = [];
  for (let day = from; day <= to; day = addDays(day, 1)) {
    const weekday = new Date(Date.parse(day)).getUTCDay();
    if (weekday !== 0 && weekday !== 6) days.push(day);
  }
  return days;
}

/** This day if it is a Monday, otherwise the next one: groups start at the beginning of a week. */
export function mondayFrom(day: Day): Day {
  const weekday = new Date(Date.parse(day)).getUTCDay();
  return addDays(day, (8 - weekday) % 7);
}

/**
 * The time of the nightly run in which a partner wrote a record that changed on this day: the same for all
 * records of the day, so that it does not reveal their order.
 */
export function nightlyRun(day: Day): Moment {
  return `${addDays(day, 1)}T03:00:00Z`;
}
