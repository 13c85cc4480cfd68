import { createHash } from 'node:crypto';

/** A line as it stands in a file, and the sum that the next one continues from. */
export interface ChainedLine {
  readonly text: string;
  readonly sum: string;
}

/** The sum before the first line of a file. */
export const NO_SUM = '';

const SUM_LENGTH = 32;
const FIELD = ',"llo.sum":"';
const TAIL_LENGTH = FIELD.length + SUM_LENGTH + '"}'.length;

/**
 * Closes a JSON object with a sum over itself and the line before it, as its last member: a line
 * that is altered, taken out or put in later no longer fits. The sum has no key, so whoever may
 * write to the disk can write a whole new chain; it proves damage, not an honest keeper.
 */
export function chainLine(json: string, previousSum: string): ChainedLine {
  const sum = sumOf(json, previousSum);
  return { text: `${json.slice(0, -1)}${FIELD}${sum}"}`, sum };
}

/** The object and the sum in a line; null when it does not end as a line does. */
export function splitLine(text: string): { readonly json: string; readonly sum: string } | null {
  const tail = text.slice(-TAIL_LENGTH);
  const sum = tail.slice(FIELD.length, FIELD.length + SUM_LENGTH);
  const isWhole = tail.startsWith(FIELD) && tail.endsWith('"}') && /^[0-9a-f]{32}$/.test(sum);
  return isWhole ? { json: `${text.slice(0, -TAIL_LENGTH)}}`, sum } : null;
}

/** True when this line was written after a line with that sum, and is as it was written. */
export function isChainedTo(
  { json, sum }: { readonly json: string; readonly sum: string },
  previousSum: string,
): boolean {
  return sumOf(json, previousSum) === sum;
}

function sumOf(json: string, previousSum: string): string {
  return createHash('sha256').update(previousSum).update(json).digest('hex').slice(0, SUM_LENGTH);
}
