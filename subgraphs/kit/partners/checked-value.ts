import { z } from 'zod';
import { PartnerFault } from './partner-fault.ts';
import { isPossibleText } from './possible-text.ts';

/** Enough for a description that is a page of HTML. */
const TEXT_LENGTH_MAX = 65_536;
const KEY_LENGTH_MAX = 200;
const LIST_LENGTH_MAX = 200;
const INT_MAX = 2 ** 31 - 1;

/** Shapes of JSON values within the bounds of the graph. */
export const given = {
  text: z.string().max(TEXT_LENGTH_MAX),
  /** A partner's own key of a record: it becomes part of an id. */
  key: z.string().min(1).max(KEY_LENGTH_MAX),
  day: z.string().refine(isDay),
  /** To the millisecond: more digits could be those of a citizen number. */
  moment: z.iso.datetime().transform((iso) => iso.replace(/(\.\d{3})\d+/, '$1')),
  /** GraphQL's `Int` has 32 bits. */
  int: z.int().min(-INT_MAX).max(INT_MAX),
  /** A list whose items are checked later, in turns. */
  unread: (itemsMax = Number.POSITIVE_INFINITY) =>
    z.custom<readonly unknown[]>((value) => Array.isArray(value) && value.length <= itemsMax),
  /** A list within a record. A longer one is rejected before its items are checked. */
  list: <Item extends z.ZodType>(item: Item, itemsMax = LIST_LENGTH_MAX) =>
    given.unread(itemsMax).pipe(z.array(item)),
};

/**
 * Checks a value of a partner's response, as do the functions below: each throws `PartnerFault` for a
 * value of another type or size.
 */
export function text(value: unknown): string {
  const isText = typeof value === 'string' && value.length <= TEXT_LENGTH_MAX;
  if (isText && isPossibleText(value)) return value;
  throw wrongValue();
}

/** A partner's own key of a record: it becomes part of an id. */
export function key(value: unknown): string {
  const own = text(value);
  if (own !== '' && own.length <= KEY_LENGTH_MAX) return own;
  throw wrongValue();
}

export function keyOrNull(value: unknown): string | null {
  return value === null || value === undefined ? null : key(value);
}

export function textOrNull(value: unknown): string | null {
  return value === null || value === undefined ? null : text(value);
}

export function number(value: unknown): number {
  const parsed = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  if (typeof parsed === 'number' && Number.isFinite(parsed)) return parsed;
  throw wrongValue();
}

function numberOrNull(value: unknown): number | null {
  return value === null || value === undefined ? null : number(value);
}

/** A whole number that GraphQL's `Int` can hold. */
export function intOrNull(value: unknown): number | null {
  const parsed = numberOrNull(value);
  if (parsed === null || (Number.isInteger(parsed) && Math.abs(parsed) <= INT_MAX)) return parsed;
  throw wrongValue();
}

/** A calendar day, YYYY-MM-DD. */
export function day(value: unknown): string {
  if (typeof value === 'string' && isDay(value)) return value;
  throw wrongValue();
}

const DAYS_OF_MONTH = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** Without a `Date` and a pattern, because a school or a fund sends thousands of days at once. */
export function isDay(value: string): boolean {
  if (value.length !== 10 || value[4] !== '-' || value[7] !== '-') return false;
  const year = digitsIn(value, 0, 4);
  const month = digitsIn(value, 5, 7);
  const date = digitsIn(value, 8, 10);
  const last = DAYS_OF_MONTH[month - 1] ?? 0;
  const isLeap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  return year > 0 && date >= 1 && date <= (last === 29 && !isLeap ? 28 : last);
}

/** The number that these digits write; -1 where one of them is no digit. */
function digitsIn(value: string, from: number, to: number): number {
  let total = 0;
  for (let at = from; at < to; at += 1) {
    const digit = value.charCodeAt(at) - 48;
    if (digit < 0 || digit > 9) return -1;
    total = 10 * total + digit;
  }
  return total;
}

const URL_LENGTH_MAX = 2_000;

/**
 * An address with https, as it can be shown and followed: without spaces, which a browser drops, and without a
 * user name, which looks like another host. Null for any other text.
 */
export function httpsOrNull(value: string | null | undefined): string | null {
  if (value == null || value.length > URL_LENGTH_MAX || /[\s\p{Cc}\\]/u.test(value)) return null;
  if (!URL.canParse(value)) return null;
  const { protocol, username, password } = new URL(value);
  return protocol === 'https:' && username === '' && password === '' ? value : null;
}

/** The value of the graph for a partner's code; null for an unknown code. */
export function wordOrNull<Word extends string>(
  value: unknown,
  words: Readonly<Record<string, Word>>,
): Word | null {
  return typeof value === 'string' && Object.hasOwn(words, value) ? (words[value] ?? null) : null;
}

function wrongValue(): PartnerFault {
  return new PartnerFault('garbled', { reason: 'value' });
}
