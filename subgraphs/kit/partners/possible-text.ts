import { PartnerFault } from './partner-fault.ts';

const LONE_SURROGATE = /\p{Surrogate}/u;

/**
 * True for a text that can be written in UTF-8 and kept by any system. Half a surrogate pair makes
 * `encodeURIComponent` throw; a database refuses a zero byte, so one partner's text would be the
 * fault of another that is asked with it.
 */
export function isPossibleText(text: string): boolean {
  return !text.includes('\0') && !LONE_SURROGATE.test(text);
}

/** Only an escape can put an impossible text into JSON that is valid UTF-8. */
const ESCAPES = /\\u(?:d[89a-f]|0000)/i;

/** Throws `garbled` where a text or a name in this JSON is impossible; costs nothing without escapes. */
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
