/** Checks of values of a fund, as PostgreSQL writes them with `DateStyle` ISO. Each throws `PartnerFault` for others. */
import { day, intOrNull, number, text, textOrNull } from '../kit/partners/checked-value.ts';
import { PartnerFault } from '../kit/partners/partner-fault.ts';
import type { FundLayout } from './layout.ts';

const TIME = String.raw`\d{2}:\d{2}:\d{2}(?:\.\d{1,6})?`;
const ZONE = String.raw`[+-]\d{2}(?::\d{2}){0,2}`;
const DAY_WITH_TIME = new RegExp(`^(\\d{4}-\\d{2}-\\d{2}) ${TIME}(?:${ZONE})?$`);

const DAY_LENGTH = 10;

/** A day; of a moment the day in the zone of the fund, in which the database writes it. */
export function dayIn(value: unknown): string {
  const isMoment = typeof value === 'string' && value.length > DAY_LENGTH;
  return day(isMoment ? (DAY_WITH_TIME.exec(value)?.[1] ?? value) : value);
}

/** The last day of something; null for one that has no end. */
export function openEndDay(value: unknown): string | null {
  return value === null || value === 'infinity' ? null : dayIn(value);
}

/** The first day of something; null for one that has no beginning. */
export function openStartDay(value: unknown): string | null {
  return value === null || value === '-infinity' ? null : dayIn(value);
}

/** Day, time, and sign, hours, minutes and seconds of the zone; without names, which take as long as the rest. */
const MOMENT = new RegExp(
  `^(\\d{4}-\\d{2}-\\d{2}) (${TIME})([+-])(\\d{2})(?::(\\d{2}))?(?::(\\d{2}))?$`,
);

/** A moment as `YYYY-MM-DDThh:mm:ssZ` in UTC; null for an infinite one, which says that no moment is known. */
export function momentOrNull(value: unknown): string | null {
  const given = textOrNull(value);
  if (given === null || given === 'infinity' || given === '-infinity') return null;
  const [, on, time, sign, hours, minutes, seconds] = MOMENT.exec(given) ?? [];
  const offset = 3600 * Number(hours) + 60 * Number(minutes ?? 0) + Number(seconds ?? 0);
  const utc = new Date(Date.parse(`${day(on)}T${time}Z`) - (sign === '-' ? -1000 : 1000) * offset);
  // The first and last hours of the four-digit years may have another year in UTC.
  const moment = Number.isNaN(utc.getTime()) ? '' : utc.toISOString();
  return `${day(moment.slice(0, 10))}${moment.slice(10, 19)}Z`;
}

const INTERVAL = /^(?:(?<years>\d{1,3}) years?)?\s?(?:(?<months>\d{1,2}) mons?)?$/;

/** A number of months; an interval of years and months alone. */
export function monthsOrNull(value: unknown): number | null {
  const { years, months } = (typeof value === 'string' && INTERVAL.exec(value)?.groups) || {};
  if (years === undefined && months === undefined) return intOrNull(value);
  return 12 * Number(years ?? 0) + Number(months ?? 0);
}

export function flag(value: unknown): boolean {
  if (value === null || typeof value === 'boolean') return value === true;
  throw new PartnerFault('garbled', { reason: 'value' });
}

const WORDS_MAX = 200;

/** The codes as they are; an empty or absent item is an unknown code. */
export function list(value: unknown, form: FundLayout['lists']): readonly string[] {
  if (value === null || value === '') return [];
  const words =
    form === 'comma' && typeof value === 'string'
      ? text(value).split(',', WORDS_MAX + 1)
      : Array.isArray(value)
        ? value.map((one: unknown) => textOrNull(one) ?? '')
        : null;
  if (words !== null && words.length <= WORDS_MAX) return words;
  throw new PartnerFault('garbled', { reason: 'value' });
}

type Unit = 'cents' | 'euro' | undefined;

export function euroOrNull(value: unknown, unit: Unit): number | null {
  return value === null || unit === undefined ? null : euro(value, unit);
}

export function euro(value: unknown, unit: Unit): number {
  const amount = number(value);
  // A larger one is no amount of money, and not exact as a number of JavaScript.
  if (Math.abs(amount) > Number.MAX_SAFE_INTEGER / 100) {
    throw new PartnerFault('garbled', { reason: 'value' });
  }
  return unit === 'cents' ? amount / 100 : amount;
}
