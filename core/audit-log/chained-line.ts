import { hash } from 'node:crypto';

/** A line as written to a file, and its checksum, from which the next line continues. */
export interface ChainedLine {
  readonly text: string;
  readonly sum: string;
}

/** The checksum that the first line of a file continues from. */
export const NO_SUM = '';

const SUM_LENGTH = 32;
const FIELD = ',"llo.sum":"';
const TAIL_LENGTH = FIELD.length + SUM_LENGTH + '"}'.length;

/**
 * Appends to a JSON object, as its last member, a checksum over the object and the previous
 * checksum, so that a line that is altered, removed or inserted later breaks the chain. The checksum
 * has no key: it detects damage, but anyone who can write to the disk can write a whole new chain.
 */
export function chainLine(json: string, previousSum: string): ChainedLine {
  const sum = sumOf(json, previousSum);
  return { text: `${json.slice(0, -1)}${FIELD}${sum}"}`, sum };
}

/** The object and the checksum in a line; null when the line does not end with a checksum. */
export function splitLine(text: string): { readonly json: string; readonly sum: string } | null {
  const tail = text.slice(-TAIL_LENGTH);
  const sum = tail.slice(FIELD.length, FIELD.length + SUM_LENGTH);
  const isWhole = tail.startsWith(FIELD) && tail.endsWith('"}') && /^[0-9a-f]{32}$/.test(sum);
  return isWhole ? { json: `${text.slice(0, -TAIL_LENGTH)}}`, sum } : null;
}

/** True when the line is unaltered and was written after a line with the previous checksum. */
export function isChainedTo(
  { json, sum }: { readonly json: string; readonly sum: string },
  previousSum: string,
): boolean {
  return sumOf(json, previousSum) === sum;
}

function sumOf(json: string, previousSum: string): string {
  return hash('sha256', previousSum + json, 'hex').slice(0, SUM_LENGTH);
}
