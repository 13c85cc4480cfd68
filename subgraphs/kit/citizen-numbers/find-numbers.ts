/** Finds citizen service numbers (BSN) in a text, in any notation. */
import type { KnownNumbers } from './known-numbers.ts';

/**
 * What a value is. A `text` is searched for every number that passes the check of eleven. A `code`
 * (an id, a URL, an amount) is searched only for the numbers in this request, because such a number
 * in it is usually something else. A `case code`, in a record about a person, may hold no nine digits by themselves that
 * pass the check either: no code of our partners has them.
 */
export type ValueKind = 'text' | 'case code' | 'code';

/** What is searched for, and how much more text may be searched in this request. */
export interface NumberSearch {
  readonly known: KnownNumbers;
  charactersLeft: number;
}

const DIGITS = 9;
const CHARACTERS_MAX = 250_000;

/** The result for a text that was not searched: its value is withheld as well. */
const UNSEARCHED = 'unsearched';

export function createNumberSearch(known: KnownNumbers): NumberSearch {
  return { known, charactersLeft: CHARACTERS_MAX };
}

/**
 * Eight digits or more, each at most five characters from the next without a letter in between.
 * Most texts have only Latin characters and punctuation, for which one class of digits is enough.
 */
const MAYBE_LATIN = /(?:[\d\u00b2\u00b3\u00b9][^A-Za-z\d\u00b2\u00b3\u00b9]{0,5}){8}/;
const MAYBE_ANY = /(?:\p{N}[^\p{L}\p{N}]{0,5}){8}/u;
const NOT_LATIN = /[^\0-\u024f\u2000-\u206f\u20a0-\u20cf]/;
const NOT_ASCII = /[^\0-\x7f]/;

/**
 * The numbers in a text, each as nine digits. Digits of any script count, with up to five
 * characters that are no letters between two of them. One in eleven runs of nine digits passes the
 * check by chance and is withheld although it is no citizen number; few texts of our partners hold
 * such a run, and a missing description harms less than a disclosed number. Linear in the text, and
 * bounded per request.
 */
export function findNumbers(
  given: string,
  kind: ValueKind,
  search: NumberSearch,
): readonly string[] {
  const { known } = search;
  if (kind === 'code' && known.isEmpty()) return NOTHING;
  const text = withoutMarkup(given);
  if (!(NOT_LATIN.test(text) ? MAYBE_ANY : MAYBE_LATIN).test(text)) return NOTHING;
  search.charactersLeft -= text.length;
  if (search.charactersLeft < 0) return [UNSEARCHED];
  const plain = NOT_ASCII.test(text) ? withPlainDigits(text) : text;
  const found = new Set<string>();
  if (!known.isEmpty()) {
    for (const groups of sequencesIn(plain)) addKnown(groups, known, found);
  }
  if (kind === 'text') {
    for (const groups of sequencesIn(withoutOtherNumbers(plain))) addValid(groups, found);
  } else if (kind === 'case code') {
    for (const [number] of plain.matchAll(SEPARATE_NUMBER)) {
      if (passesCheckOfEleven(number)) found.add(number);
    }
  }
  return [...found];
}

const NOTHING: readonly string[] = [];

const SEPARATE_NUMBER = /(?<![\p{L}\d])\d{9}(?![\p{L}\d])/gu;

/** Whether the weighted sum is divisible by eleven ("elfproef"); all zeros are no number. */
function passesCheckOfEleven(number: string): boolean {
  let sum = -Number(number[DIGITS - 1]);
  for (let index = 0; index < DIGITS - 1; index += 1) {
    sum += Number(number[index]) * (DIGITS - index);
  }
  return sum % 11 === 0 && Number(number) > 0;
}

interface DigitGroup {
  readonly digits: string;
  /** The characters between the group before it and this one; empty for the first group. */
  readonly separator: string;
}

const SEPARATOR_MAX = 5;

/** Groups of digits that may be parts of one number. */
function* sequencesIn(text: string): Generator<readonly DigitGroup[]> {
  const separators = new Map<string, boolean>();
  const isSeparator = (between: string) => {
    const isOne = separators.get(between) ?? !/\p{L}/u.test(between);
    separators.set(between, isOne);
    return isOne;
  };
  let groups: DigitGroup[] = [];
  let end = 0;
  for (const match of text.matchAll(/\d+/g)) {
    const gap = match.index - end;
    const separator = gap > SEPARATOR_MAX ? '' : text.slice(end, match.index);
    const isSameSequence = separator !== '' && isSeparator(separator);
    if (!isSameSequence && groups.length > 0) {
      yield groups;
      groups = [];
    }
    groups.push({ digits: match[0], separator: groups.length === 0 ? '' : separator });
    end = match.index + match[0].length;
  }
  if (groups.length > 0) yield groups;
}

/** A number of this request counts wherever its digits are, also within a longer run. */
function addKnown(groups: readonly DigitGroup[], known: KnownNumbers, found: Set<string>): void {
  const digits = groups.map((group) => group.digits).join('');
  for (let start = 0; start + DIGITS - 1 <= digits.length; start += 1) {
    const number =
      known.find(digits.slice(start, start + DIGITS)) ??
      known.find(`0${digits.slice(start, start + DIGITS - 1)}`);
    if (number !== undefined) found.add(number);
  }
}

/**
 * Another number counts when it is separate: one group, or all groups with the same separator
 * between them, or the whole sequence.
 */
function addValid(groups: readonly DigitGroup[], found: Set<string>): void {
  const add = (digits: string, lengthMin = DIGITS - 1) => {
    if (digits.length < lengthMin || digits.length > DIGITS) return;
    const number = digits.padStart(DIGITS, '0');
    if (passesCheckOfEleven(number)) found.add(number);
  };
  let run: DigitGroup[] = [];
  for (const group of groups) {
    add(group.digits);
    const last = run.at(-1);
    if (run.length > 1 && last && group.separator !== last.separator) {
      add(digitsOf(run));
      run = [last];
    }
    run.push(group);
  }
  add(digitsOf(run));
  // Eight digits with mixed separators are far more often a time or a period.
  add(digitsOf(groups), DIGITS);
}

function digitsOf(groups: readonly DigitGroup[]): string {
  let digits = '';
  for (const group of groups) {
    if (digits.length > DIGITS) return digits;
    digits += group.digits;
  }
  return digits;
}

/** Digits with a notation of their own: days, times, periods, phone numbers, numbers of the trade register, amounts. */
const OTHER_NUMBERS: readonly RegExp[] = [
  /(?<!\d)(?:19|20)\d\d([-./ ])(?:0?[1-9]|1[0-2])\1(?:[12]\d|3[01]|0?[1-9])(?!\d)/g,
  /(?<!\d)(?:[12]\d|3[01]|0?[1-9])([-./ ])(?:0?[1-9]|1[0-2])\1(?:19|20)\d\d(?!\d)/g,
  /(?<!\d)(?:[01]\d|2[0-3]):[0-5]\d(?::[0-5]\d(?:\.\d{1,7})?)?(?!\d)/g,
  /(?<!\d)(?:19|20)\d\d ?[-/–—] ?(?:19|20)\d\d(?!\d)/g,
  /(?<!\d)(?:\+|00)31[ .-]?(?:\(0\) ?)?[1-9](?:[ .-]?\d){8}(?!\d)/g,
  /(?<!\d)0[1-9][ .-]\d(?:[ .-]?\d){7}(?!\d)/g,
  /(?<!\d)0[1-9]\d[ .-]\d(?:[ .-]?\d){6}(?!\d)/g,
  /(?<!\d)0[1-9]\d\d[ .-]\d(?:[ .-]?\d){5}(?!\d)/g,
  /(?:kvk|kamer van koophandel|handelsregister)[ -]?(?:nr\.?|nummer)?[ :]{0,2}\d{8}(?!\d)/gi,
  /(?:€|EUR) ?\d{1,3}(?:\.\d{3})+(?:,\d\d)?(?!\d)/g,
];

/** A letter in their place, so that the digits before and after are not read as one number. */
function withoutOtherNumbers(text: string): string {
  return OTHER_NUMBERS.reduce((rest, form) => rest.replaceAll(form, 'x'), text);
}

const MARKUP = /[&<]/;
const ESCAPES = /%[0-9a-f]{2}/i;
const LONG_SPACE = /\s{6}/;
/** Neither are seen between two digits: zero-width characters, marks of direction, soft hyphens, variation selectors. */
const INVISIBLE = /\p{Default_Ignorable_Code_Point}+/gu;

/** The text as it is read: what is not seen, and spaces beyond the first, do not part the digits of a number. */
function withoutMarkup(given: string): string {
  let text = MARKUP.test(given) ? withoutReferences(given) : given;
  if (NOT_ASCII.test(text)) text = text.replaceAll(INVISIBLE, '');
  if (ESCAPES.test(text)) {
    text = text.replaceAll(/%([0-7][0-9a-f])/gi, (_, code: string) =>
      String.fromCodePoint(Number.parseInt(code, 16)),
    );
  }
  return LONG_SPACE.test(text) ? text.replaceAll(/\s{6,}/g, ' ') : text;
}

/** Descriptions may be HTML, where spaces and digits of a number can be character references. */
function withoutReferences(text: string): string {
  return text
    .replaceAll(/<[a-z/][^<>]{0,200}>/gi, ' ')
    .replaceAll(
      /&(?:#(\d{1,6})|#x([\da-f]{1,5})|[a-z]{2,8});/gi,
      (_, decimal?: string, hexadecimal?: string) => {
        const code = Number(decimal ?? `0x${hexadecimal ?? '20'}`);
        return code <= 0x10_ff_ff ? String.fromCodePoint(code) : ' ';
      },
    );
}

/**
 * Full-width, superscript and circled digits by Unicode's own tables; other scripts by position.
 */
function withPlainDigits(text: string): string {
  const values = new Map<string, string>();
  return withShortMarks(text)
    .normalize('NFKC')
    .replaceAll(/(?!\d)\p{Nd}/gu, (digit) => {
      const value = values.get(digit) ?? String(valueOf(digit));
      values.set(digit, value);
      return value;
    });
}

/** Normalizing a long row of marks takes quadratic time; more than five break a number anyway. */
function withShortMarks(text: string): string {
  return text.replaceAll(/(\p{Mark}{30})\p{Mark}+/gu, '$1');
}

/** Every script has its ten digits in a row, zero first (Unicode Standard, 4.6). */
function valueOf(digit: string): number {
  const code = digit.codePointAt(0) ?? 0;
  let value = 0;
  while (value < 9 && /^\p{Nd}$/u.test(String.fromCodePoint(code - value - 1))) value += 1;
  return value;
}
