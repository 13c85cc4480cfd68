import { PartnerFault } from './partner-fault.ts';

const LONE_SURROGATE = /\p{Surrogate}/u;

/**
 * True for a text that UTF-8 and every database can hold. A lone surrogate makes `encodeURIComponent`
 * throw and a database rejects a zero byte, so a text of one partner would cause a fault of another.
 */
export function isPossibleText(text: string): boolean {
  return !text.includes('\0') && !LONE_SURROGATE.test(text);
}

/** Only an escape can put such a character into JSON that is valid UTF-8. */
const ESCAPES = /\\u(?:d[89a-f]|0000)/i;

/** Throws `garbled` where a text or a name in this JSON is impossible. */
export function assertPossibleTexts(json: string, value: unknown): void {
  if (!ESCAPES.test(json)) return;
  // Not recursive: a response may be nested as deeply as it is long.
  const left: unknown[] = [value];
  while (left.length > 0) {
    const next = left.pop();
    if (typeof next === 'string') {
      if (!isPossibleText(next)) throw new PartnerFault('garbled', { reason: 'value' });
    } else if (typeof next === 'object' && next !== null) {
      for (const [name, item] of Object.entries(next)) left.push(name, item);
    }
  }
}
