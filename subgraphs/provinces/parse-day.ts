import { isDay } from '../kit/partners/checked-value.ts';
import { dutchDayOf } from '../kit/partners/dutch-day.ts';

/** How a register writes days; the order of a day in digits is never guessed. */
export const DAY_NOTATIONS = ['dd-mm-yyyy', 'dd-mm-yy', 'yyyy-mm-dd'] as const;

export type DayNotation = (typeof DAY_NOTATIONS)[number];

const MONTHS = [
  'jan(?:uari)?|january',
  'feb(?:ruari)?|february',
  'mrt|maa(?:rt)?|mar(?:ch)?',
  'apr(?:il)?',
  'mei|may',
  'jun[ie]?',
  'jul[iy]?',
  'aug(?:ustus)?|august',
  'sept?(?:ember)?',
  'o[kc]t(?:ober)?',
  'nov(?:ember)?',
  'dec(?:ember)?',
].map((names) => new RegExp(`^(?:${names})$`, 'i'));

const IN_WORDS =
  /^(?<day>\d{1,2})(?<mark>[ -]| ?\. ?)(?<month>\p{L}{3,9})\.?(?:[ -])(?<year>\d{4})$/u;
/** The same separator twice; behind it a program may write a time. */
const IN_DIGITS = /^(?<day>\d{1,2})(?<mark>[-/.])(?<month>\d{1,2})\k<mark>(?<year>\d{4}|\d{2})$/;
const TIME = /\s+\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?$/;

/** Two digits of a year stand for 1970 to 2069. */
const CENTURY_FROM = 70;
const YEAR_MIN = 1900;

/** A day as YYYY-MM-DD; null for a text that is not certainly one day. */
export function parseDay(text: string, notation: DayNotation): string | null {
  const plain = text.replaceAll(/\s+/g, ' ').trim();
  const day =
    dutchDayOf(plain) ?? dayInWords(plain) ?? dayInDigits(plain.replace(TIME, ''), notation);
  return day !== null && Number(day.slice(0, 4)) >= YEAR_MIN ? day : null;
}

/** `1 sept 2026` and `1-sep-2026`. */
function dayInWords(text: string): string | null {
  const { day, month = '', year } = IN_WORDS.exec(text)?.groups ?? {};
  const index = MONTHS.findIndex((names) => names.test(month));
  return index < 0 ? null : dayOf(year, index + 1, day);
}

function dayInDigits(text: string, notation: DayNotation): string | null {
  if (notation === 'yyyy-mm-dd') {
    const [, year, month, day] = /^(\d{4})[-/.]?(\d{2})[-/.]?(\d{2})$/.exec(text) ?? [];
    return dayOf(year, Number(month), day);
  }
  const { day, month, year = '' } = IN_DIGITS.exec(text)?.groups ?? {};
  if (year.length === 2 && notation !== 'dd-mm-yy') return null;
  return dayOf(year.length === 2 ? fullYear(year) : year, Number(month), day);
}

function fullYear(year: string): string {
  return `${Number(year) < CENTURY_FROM ? 20 : 19}${year}`;
}

function dayOf(year: string | undefined, month: number, day: string | undefined): string | null {
  const text = `${year}-${String(month).padStart(2, '0')}-${(day ?? '').padStart(2, '0')}`;
  return isDay(text) ? text : null;
}
