/**
 * Copies a raw leaf from a subgraph's response to ours. Each function copies only text that `JsonWriter` would
 * write with the same bytes. It returns false for any other text; the value is then parsed and written.
 */
import type { JsonWriter } from './json-writer.ts';
import { bodyOf, offsetOf } from '../reading/raw-leaves.ts';
import { endOfDigits } from '../reading/scan-json.ts';

const QUOTE = 0x22;
const MINUS = 0x2d;
const POINT = 0x2e;
const ZERO = 0x30;
const UPPER_E = 0x45;
const LOWER_E = 0x65;

/** For longer strings it is faster to find the end first and copy at once. */
const NEAR_BYTES = 64;

/** A string. It needs no escapes, because a body with raw leaves is UTF-8 without a backslash (`isCopyable`). */
export function copyString(writer: JsonWriter, rawLeaf: number): boolean {
  const from = bodyOf(writer.bodies, rawLeaf);
  let at = offsetOf(rawLeaf);
  if (from[at] !== QUOTE) return false;
  writer.reserve(NEAR_BYTES);
  const { bytes } = writer;
  let to = writer.at;
  bytes[to] = QUOTE;
  const near = at + NEAR_BYTES;
  for (at += 1, to += 1; at < near; at += 1, to += 1) {
    const byte = from[at] ?? QUOTE;
    bytes[to] = byte;
    if (byte === QUOTE) {
      writer.at = to + 1;
      return true;
    }
  }
  writer.at = to;
  const end = from.indexOf(QUOTE, at) + 1;
  writer.reserve(end - at);
  from.copy(writer.bytes, writer.at, at, end);
  writer.at += end - at;
  return true;
}

const INTEGER_DIGITS_MAX = 9;
/** A decimal with up to 15 digits is unchanged by conversion to a double and back (IEEE 754). */
const FLOAT_DIGITS_MAX = 15;
/** JavaScript may write a number below 1 with more decimals than this with an exponent. */
const SMALL_DECIMALS_MAX = 5;

/** An integer of 32 bits that `String` writes the same way, so not "-0". */
export function copyInteger(writer: JsonWriter, rawLeaf: number): boolean {
  const from = bodyOf(writer.bodies, rawLeaf);
  const start = offsetOf(rawLeaf);
  const digits = from[start] === MINUS ? start + 1 : start;
  const end = endOfDigits(from, digits);
  const isPlain = end > digits && end - digits <= INTEGER_DIGITS_MAX && !isFraction(from[end]);
  if (!isPlain || (digits > start && from[digits] === ZERO)) return false;
  copyBytes(writer, from, start, end);
  return true;
}

/** An integer, or a decimal number that `String` writes the same way. */
export function copyNumber(writer: JsonWriter, rawLeaf: number): boolean {
  const from = bodyOf(writer.bodies, rawLeaf);
  const start = offsetOf(rawLeaf);
  const digits = from[start] === MINUS ? start + 1 : start;
  const point = endOfDigits(from, digits);
  if (point === digits || from[point] !== POINT) return copyInteger(writer, rawLeaf);
  const end = endOfDigits(from, point + 1);
  const isCanonical =
    end - digits <= FLOAT_DIGITS_MAX && from[end - 1] !== ZERO && !isFraction(from[end]);
  const isSmall = from[digits] === ZERO && end - point - 1 > SMALL_DECIMALS_MAX;
  if (!isCanonical || isSmall) return false;
  copyBytes(writer, from, start, end);
  return true;
}

/** A leaf that equals one of `texts`, each of which is JSON. */
export function copyOneOf(writer: JsonWriter, rawLeaf: number, texts: readonly Buffer[]): boolean {
  const from = bodyOf(writer.bodies, rawLeaf);
  const start = offsetOf(rawLeaf);
  for (const text of texts) {
    let index = 0;
    while (index < text.length && from[start + index] === text[index]) index += 1;
    if (index === text.length) {
      writer.put(text);
      return true;
    }
  }
  return false;
}

function copyBytes(writer: JsonWriter, from: Buffer, start: number, end: number): void {
  writer.reserve(end - start);
  const { bytes } = writer;
  let to = writer.at;
  for (let at = start; at < end; at += 1, to += 1) bytes[to] = from[at] ?? 0;
  writer.at = to;
}

function isFraction(byte: number | undefined): boolean {
  return byte === POINT || byte === LOWER_E || byte === UPPER_E;
}
