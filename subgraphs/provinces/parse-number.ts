/** Numbers as people and programs write them in a register; null for a text of which the number is not certain. */

/** The sign between whole and part, by the layout. */
export type Decimals = 'comma' | 'point';

/** A number holds this many digits; with more it would be another number. */
const DIGITS_MAX = 15;

/** A sign in front, behind, or the brackets of bookkeepers; `-/-` is the minus of Dutch accounts. */
const SIGNED =
  /^(?:(?<open>\()\s*(?<inside>[^()]+?)\s*\)|(?<front>-\/-|[-−–+])?\s*(?<bare>[^()]+?)\s*(?<back>-\/-|[-−–])?)$/u;

const UNSIGNED = {
  comma:
    /^(?:(?<grouped>\d{1,3}(?:(?<mark>[. '’])\d{3})(?:\k<mark>\d{3})*)|(?<whole>\d+))(?:,(?<part>\d+))?$/u,
  point:
    /^(?:(?<grouped>\d{1,3}(?:(?<mark>[, '’])\d{3})(?:\k<mark>\d{3})*)|(?<whole>\d+))(?:\.(?<part>\d+))?$/u,
};

/** `1.250,5`, `-/- 1.250`, `(1.250)` or `1 250`, by the layout. */
export function parseNumber(text: string, decimals: Decimals): number | null {
  const { open, inside, front, bare, back } = SIGNED.exec(text.trim())?.groups ?? {};
  if (front !== undefined && back !== undefined) return null;
  const { grouped, whole, part } = UNSIGNED[decimals].exec(inside ?? bare ?? '')?.groups ?? {};
  const digits = (grouped ?? whole)?.replaceAll(/\D/g, '');
  if (digits === undefined) return null;
  // `1,250` is 1.25 to one program and 1250 to another.
  if (grouped === undefined && part?.length === 3 && digits.length <= 3 && digits !== '0')
    return null;
  if (digits.replace(/^0+/, '').length + (part?.length ?? 0) > DIGITS_MAX) return null;
  const value = Number(`${digits}.${part ?? '0'}`);
  const isNegative = open !== undefined || back !== undefined || (front ?? '+') !== '+';
  return isNegative && value !== 0 ? -value : value;
}

const EURO = /€|\beuro?\b/iu;

/** The end of a whole amount: `1.250,-`, `1.250,--` or `1.250,=`. */
const NO_CENTS = { comma: /,(?:-{1,2}|[–—]|={1,2})$/u, point: /\.(?:-{1,2}|[–—]|={1,2})$/u };

/** An amount in euros, with or without the sign of it. */
export function parseAmount(text: string, decimals: Decimals): number | null {
  const plain = text.replace(EURO, ' ').replaceAll(/\s+/g, ' ').trim();
  return parseNumber(plain.replace(NO_CENTS[decimals], ''), decimals);
}

/** A percentage: 39 for `39%`, `39` and `390‰`. A number below one without a sign may be a part of one. */
export function parsePercent(text: string, decimals: Decimals): number | null {
  const [, number = '', sign] = /^(.*?)\s*([%‰])?$/su.exec(text.trim()) ?? [];
  const value = parseNumber(number, decimals);
  if (value === null) return null;
  if (sign === '‰') return value / 10;
  return sign === undefined ? certainPercent(value) : value;
}

/** The same of a number that is shown without a sign. */
export function certainPercent(value: number): number | null {
  return Math.abs(value) > 0 && Math.abs(value) < 1 ? null : value;
}
