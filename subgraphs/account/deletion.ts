import { parseLine } from './read-lines.ts';

/**
 * That the first files of a log were deleted, as a line of that same log says it: which, what they
 * held, until when they had to be kept, and the sum that what is left continues from.
 */
export interface Deletion {
  readonly first_file: number;
  readonly last_file: number;
  /** Of the last line that was deleted. */
  readonly last_sum: string;
  readonly lines: number;
  /** The time that the lines were of; null where there were none. */
  readonly from: string | null;
  readonly to: string | null;
  /** Days that they were kept, by purpose. */
  readonly retention_days: Readonly<Record<string, number>>;
  /** When the last of them was past its time. */
  readonly kept_until: string;
  readonly at: string;
  readonly by: 'process' | 'operator';
}

const START = '{"llo.deleted":';

export const deletionLine = (deletion: Deletion): object => ({ 'llo.deleted': deletion });

/** The deletion that a line tells of; null for any other line. */
export function deletionIn(line: string): Deletion | null {
  if (!line.startsWith(START)) return null;
  return (parseLine(line)?.['llo.deleted'] as Deletion | undefined) ?? null;
}

/** The last deletion in the text of a file. */
export function lastDeletionIn(text: Buffer): Deletion | null {
  const at = text.lastIndexOf(`\n${START}`);
  const end = at < 0 ? -1 : text.indexOf(0x0a, at + 1);
  return end < 0 ? null : deletionIn(text.toString('utf8', at + 1, end));
}
