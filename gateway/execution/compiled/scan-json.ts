/**
 * Finds where the JSON text of a leaf ends, and that it is JSON (RFC 8259). Only for bytes that are known
 * to be UTF-8 without a backslash; of anything unusual it says nothing, and a real parser has the word.
 */

const QUOTE = 0x22;
const SPACE = 0x20;
const MINUS = 0x2d;
const PLUS = 0x2b;
const POINT = 0x2e;
const ZERO = 0x30;
const NINE = 0x39;
const E_UPPER = 0x45;
const E_LOWER = 0x65;

/** Where the leaf that starts here ends; -1 when none starts here. */
export function endOfLeaf(bytes: Uint8Array, start: number): number {
  const first = bytes[start];
  if (first === QUOTE) return endOfString(bytes, start + 1);
  if (first === MINUS || isDigit(first)) return endOfNumber(bytes, start);
  return endOfWord(bytes, start);
}

function endOfString(bytes: Uint8Array, start: number): number {
  for (let at = start; ; at += 1) {
    const byte = bytes[at];
    if (byte === QUOTE) return at + 1;
    // Control characters, and the end of the bytes.
    if (byte === undefined || byte < SPACE) return -1;
  }
}

function endOfNumber(bytes: Uint8Array, start: number): number {
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

function endOfDigits(bytes: Uint8Array, start: number): number {
  let at = start;
  while (isDigit(bytes[at])) at += 1;
  return at;
}

function isDigit(byte: number | undefined): boolean {
  return byte !== undefined && byte >= ZERO && byte <= NINE;
}

const [NULL, TRUE, FALSE] = [Buffer.from('null'), Buffer.from('true'), Buffer.from('false')];

function endOfWord(bytes: Uint8Array, start: number): number {
  const first = bytes[start];
  const word = first === NULL[0] ? NULL : first === TRUE[0] ? TRUE : FALSE;
  for (let index = 0; index < word.length; index += 1) {
    if (bytes[start + index] !== word[index]) return -1;
  }
  return start + word.length;
}
