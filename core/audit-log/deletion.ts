import { z } from 'zod';
import { parseLine } from './read-lines.ts';

/**
 * That the first files of a log were deleted, as a line of that same log says it: which, what they
 * held, until when they had to be kept, and the sum that what is left continues from.
 */
export type Deletion = Readonly<z.output<typeof shape>>;

const shape = z.object({
  first_file: z.int(),
  last_file: z.int(),
  /** Of the last line that was deleted. */
  last_sum: z.string(),
  lines: z.int(),
  /** The time that the lines were of; null where there were none. */
  from: z.string().nullable(),
  to: z.string().nullable(),
  /** Days that they were kept, by purpose. */
  retention_days: z.record(z.string(), z.number()).readonly(),
  /** When the last of them was past its time. */
  kept_until: z.string(),
  at: z.string(),
  by: z.enum(['process', 'operator']),
});

const START = '{"llo.deleted":';

export const deletionLine = (deletion: Deletion): object => ({ 'llo.deleted': deletion });

/** The deletion that a line tells of; null for any other line. */
export function deletionIn(line: string): Deletion | null {
  if (!line.startsWith(START)) return null;
  return shape.safeParse(parseLine(line)?.['llo.deleted']).data ?? null;
}

/** The last deletion in the text of a file. */
export function lastDeletionIn(text: Buffer): Deletion | null {
  const at = text.lastIndexOf(`\n${START}`);
  const end = at < 0 ? -1 : text.indexOf(0x0a, at + 1);
  return end < 0 ? null : deletionIn(text.toString('utf8', at + 1, end));
}
