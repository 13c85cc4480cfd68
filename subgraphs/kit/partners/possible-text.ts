import { turnsOf } from '../turns/in-turns.ts';
import { PartnerFault } from './partner-fault.ts';

const LONE_SURROGATE = /\p{Surrogate}/u;

/**
 * True for a text that UTF-8 and every database can hold. A lone surrogate makes `encodeURIComponent`
 * throw and a database rejects a zero byte, so a text of one partner would cause a fault of another.
 */
export function isPossibleText(text: string): boolean {
  return !text.includes('\0') && !LONE_SURROGATE.test(text);
}

/**
 * Rejects with `garbled` where a text or a name in this JSON is impossible. Only an escape can put such a character
 * into JSON that is valid UTF-8, so the escapes are read, in one pass.
 */
export async function assertPossibleTexts(body: Buffer, signal?: AbortSignal): Promise<void> {
  let at = body.indexOf('\\');
  if (at < 0) return;
  // Escapes are ASCII, so it makes no difference how other characters are read.
  const json = body.toString('latin1');
  const turns = turnsOf(signal);
  for (let escapes = 1; at >= 0; escapes += 1, at = json.indexOf('\\', at)) {
    if (escapes % CLOCK_EVERY === 0 && turns.isOver()) await turns.next();
    const unit = unitAt(json, at);
    const isPair = isHigh(unit) && isLow(unitAt(json, at + UNIT));
    if (unit === 0 || (isSurrogate(unit) && !isPair)) {
      throw new PartnerFault('garbled', { reason: 'value' });
    }
    at += isPair ? 2 * UNIT : unit === null ? 2 : UNIT;
  }
}

/** Escapes between two looks at the clock. */
const CLOCK_EVERY = 256;

/** The length of an escape such as `\u00e9`. */
const UNIT = 6;

/** The code unit of such an escape; null for any other text. */
function unitAt(json: string, at: number): number | null {
  if (!json.startsWith('\\u', at)) return null;
  return Number.parseInt(json.slice(at + 2, at + UNIT), 16);
}

const isSurrogate = (unit: number | null) => unit !== null && unit >= 0xd800 && unit <= 0xdfff;
const isHigh = (unit: number | null) => isSurrogate(unit) && (unit ?? 0) < 0xdc00;
const isLow = (unit: number | null) => isSurrogate(unit) && !isHigh(unit);
