/**
 * JSON with all digits of its numbers. `JSON.parse` makes a double of every number, which keeps 15 digits. A number
 * that a double would change is an `ExactNumber` here; every other number is an ordinary one, at no further cost.
 */
import { randomUUID } from 'node:crypto';

/** Stands before the text of an exact number in a JSON string. Nobody outside this process can know it. */
const MARK = `${randomUUID()}:`;
const MARKED = new RegExp(`"${MARK}([^"]*)"`, 'g');

let isMarking = false;
let hasMarked = false;

/** A number that a double would change. */
export class ExactNumber {
  /** The number as JSON. The name is none of GraphQL, so that no field of an input object is read from it. */
  readonly $text: string;

  constructor(text: string) {
    this.$text = text;
  }

  isInteger(): boolean {
    return /^-?\d+$/.test(this.$text);
  }

  /** The nearest double, which may be infinite. */
  toNumber(): number {
    return Number(this.$text);
  }

  /** Called by `JSON.stringify`, which rounds the number unless `stringifyExact` called it. */
  toJSON(): number | string {
    hasMarked = true;
    return isMarking ? MARK + this.$text : this.toNumber();
  }
}

/** A double keeps 15 digits (IEEE 754), and has an exponent below 309. */
const MAY_CHANGE = /[\d.]{16}|[eE][+-]?\d{3}/;

/** The value of a number in JSON or GraphQL. */
export function exactNumber(text: string): number | ExactNumber {
  const value = Number(text);
  return !MAY_CHANGE.test(text) || String(value) === text ? value : new ExactNumber(text);
}

/** The same outside strings, where a number follows one of these characters. */
const MAY_HOLD_EXACT = /[:,[\s-](?:[\d.]{16}|[\d.]+[eE][+-]?\d{3})/;

/** `JSON.parse` with exact numbers. Throws a `SyntaxError` for text that is not JSON. */
export function parseExact(text: string): unknown {
  const marked = MAY_HOLD_EXACT.test(text) ? withMarks(text) : text;
  return marked === text ? JSON.parse(text) : JSON.parse(marked, revive);
}

const revive = (_key: string, value: unknown): unknown =>
  typeof value === 'string' && value.startsWith(MARK)
    ? new ExactNumber(value.slice(MARK.length))
    : value;

/** `JSON.stringify` with exact numbers; undefined for what is not JSON. */
export function stringifyExact(value: unknown): string | undefined {
  isMarking = true;
  hasMarked = false;
  try {
    const text: string | undefined = JSON.stringify(value);
    return hasMarked ? text?.replace(MARKED, '$1') : text;
  } finally {
    isMarking = false;
  }
}

/** Makes strings of the exact numbers of a JSON text, which may be invalid and then stays so. */
function withMarks(text: string): string {
  const parts: string[] = [];
  for (let at = 0; at < text.length;) {
    const quote = text.indexOf('"', at);
    const end = quote === -1 ? text.length : quote;
    parts.push(text.slice(at, end).replace(NUMBER, markIfExact));
    at = quote === -1 ? end : endOfString(text, quote);
    parts.push(text.slice(end, at));
  }
  return parts.join('');
}

const NUMBER = /-?\d[\d.eE+-]*/g;
const JSON_NUMBER = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/;

function markIfExact(text: string): string {
  const isExact = JSON_NUMBER.test(text) && typeof exactNumber(text) === 'object';
  return isExact ? `"${MARK}${text}"` : text;
}

/** The offset after the string that starts at a quote. */
function endOfString(text: string, start: number): number {
  for (let from = start + 1; ;) {
    const quote = text.indexOf('"', from);
    if (quote === -1) return text.length;
    let backslashes = 0;
    while (text[quote - 1 - backslashes] === '\\') backslashes += 1;
    if (backslashes % 2 === 0) return quote + 1;
    from = quote + 1;
  }
}
