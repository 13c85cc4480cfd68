/**
 * Finds the end of the JSON text of a leaf (RFC 8259), in bytes that are UTF-8 without a backslash or a control
 * character (`isCopyable`). Returns -1 for unusual input; the caller then uses `JSON.parse`.
 */

import { exactNumber } from '../../../../core/structures/exact-numbers.ts';

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const MINUS = 0x2d;
const PLUS = 0x2b;
const POINT = 0x2e;
const ZERO = 0x30;
const NINE = 0x39;
const E_UPPER = 0x45;
const E_LOWER = 0x65;

/** The offset after the leaf that starts at `start`; -1 when no leaf starts there. */
export function endOfLeaf(bytes: Buffer, start: number): number {
  const first = bytes[start];
  if (first === QUOTE) return endOfString(bytes, start + 1);
  if (first === MINUS || isDigit(first)) return endOfNumber(bytes, start);
  return endOfKeyword(bytes, start);
}

const NUMBER_START = /^[-\d]/;

/** The value of a leaf that was found by `endOfLeaf`. */
export function parseLeaf(text: string): unknown {
  return NUMBER_START.test(text) ? exactNumber(text) : JSON.parse(text);
}

/** For longer strings a native search is faster than a loop over bytes. */
const NEAR_BYTES = 48;

function endOfString(bytes: Buffer, start: number): number {
  const near = start + NEAR_BYTES;
  for (let at = start; at < near; at += 1) {
    if (bytes[at] === QUOTE) return at + 1;
  }
  const end = bytes.indexOf(QUOTE, near);
  return end === -1 ? -1 : end + 1;
}

const CONTROL_LENGTH = 0x20;
const FOUR_SPACES = 0x20202020;
const FOUR_HIGH_BITS = 0x80808080;

/** Whether every string in this JSON can be copied unchanged: it has no escapes and no control characters. */
export function isCopyable(bytes: Buffer): boolean {
  if (bytes.includes(BACKSLASH)) return false;
  const head = Math.min((4 - (bytes.byteOffset % 4)) % 4, bytes.length);
  const wordsCount = Math.floor((bytes.length - head) / 4);
  const words = new Int32Array(bytes.buffer, bytes.byteOffset + head, wordsCount);
  for (let index = 0; index < wordsCount; index += 1) {
    const word = words[index] ?? 0;
    // Subtracting a space sets the high bit of a byte below it that did not have that bit itself.
    // oxlint-disable-next-line no-bitwise -- four bytes at a time
    if (((word - FOUR_SPACES) & ~word & FOUR_HIGH_BITS) !== 0) return false;
  }
  return hasNoControl(bytes, 0, head) && hasNoControl(bytes, head + wordsCount * 4, bytes.length);
}

function hasNoControl(bytes: Buffer, start: number, end: number): boolean {
  for (let at = start; at < end; at += 1) {
    if ((bytes[at] ?? 0) < CONTROL_LENGTH) return false;
  }
  return true;
}

function endOfNumber(bytes: Buffer, start: number): number {
  const digits = bytes[start] === MINUS ? start + 1 : start;
  let at = endOfDigits(bytes, digits);
  if (at === digits || (bytes[digits] === ZERO && at > digits + 1)) return -1;
  if (bytes[at] === POINT) {
    const fraction = at + 1;
    at = endOfDigits(bytes, fraction);
    if (at === fraction) return -1;
  }
  if (bytes[at] === E_LOWER || bytes[at] === E_UPPER) {
    const sign = bytes[at + 1];
    const exponent = sign === PLUS || sign === MINUS ? at + 2 : at + 1;
    at = endOfDigits(bytes, exponent);
    if (at === exponent) return -1;
  }
  return at;
}

/** The offset after the digits that start at `start`. */
export function endOfDigits(bytes: Buffer, start: number): number {
  let at = start;
  while (isDigit(bytes[at])) at += 1;
  return at;
}

function isDigit(byte: number | undefined): boolean {
  return byte !== undefined && byte >= ZERO && byte <= NINE;
}

const [NULL, TRUE, FALSE] = [Buffer.from('null'), Buffer.from('true'), Buffer.from('false')];

function endOfKeyword(bytes: Buffer, start: number): number {
  const first = bytes[start];
  const word = first === NULL[0] ? NULL : first === TRUE[0] ? TRUE : FALSE;
  for (let index = 0; index < word.length; index += 1) {
    if (bytes[start + index] !== word[index]) return -1;
  }
  return start + word.length;
}
