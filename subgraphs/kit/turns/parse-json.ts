import { isUtf8 } from 'node:buffer';
import { parseInTurns } from '../../../core/turns/parse-in-turns.ts';
import { turnsOf } from './in-turns.ts';

/** A body of this size is parsed in a few milliseconds. */
const PARSED_AT_ONCE = 256 * 1024;

/**
 * The value of a body in JSON; undefined where it is not JSON in UTF-8. A large body is parsed in turns, and must be
 * a list or an object within the limits of `parseInTurns`.
 */
export async function parseJson(bytes: Buffer, signal?: AbortSignal): Promise<unknown> {
  if (!isUtf8(bytes)) return undefined;
  if (bytes.length > PARSED_AT_ONCE) return parseInTurns(bytes, turnsOf(signal));
  try {
    return JSON.parse(bytes.toString());
  } catch {
    return undefined;
  }
}
