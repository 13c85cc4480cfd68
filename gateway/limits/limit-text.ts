import { passedTextBound } from '../../core/limits/document-text.ts';
import type { Bounds } from './bounds.ts';
import { tooLarge } from './too-large.ts';

/**
 * Limits bytes, tokens and nested brackets on lexed tokens, since the parser is recursive. Text that is not
 * GraphQL is left for the parser to reject. Throws `TOO_LARGE`.
 */
export function limitText(text: string, bounds: Bounds): void {
  const bytes = Buffer.byteLength(text);
  if (bytes > bounds.documentBytes) {
    throw tooLarge('documentBytes', bounds, bytes);
  }
  const passed = passedTextBound(text, bounds);
  if (passed) throw tooLarge(passed, bounds, 'more');
}

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const OPENING_BYTES = new Set([0x5b, 0x7b]);
const CLOSING_BYTES = new Set([0x5d, 0x7d]);

/** Limits nested brackets in JSON before it is parsed: functions that walk variables are recursive. */
export function limitJsonNesting(json: Buffer, bounds: Bounds): void {
  let nesting = 0;
  let isInString = false;
  for (let index = 0; index < json.length; index += 1) {
    const byte = json[index] ?? 0;
    if (isInString) {
      if (byte === BACKSLASH) index += 1;
      else if (byte === QUOTE) isInString = false;
    } else if (byte === QUOTE) isInString = true;
    else if (OPENING_BYTES.has(byte)) nesting += 1;
    else if (CLOSING_BYTES.has(byte)) nesting -= 1;
    if (nesting > bounds.bracketNesting) {
      throw tooLarge('bracketNesting', bounds, 'more');
    }
  }
}
