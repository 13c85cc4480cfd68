import { z } from 'zod';
import { parseLine } from './read-lines.ts';

/**
 * The line in which a series records that its first files were deleted: which files, what they held,
 * until when they had to be kept, and the checksum that the remaining files continue from.
 */
export type Deletion = Readonly<z.output<typeof shape>>;

const shape = z.object({
  first_file: z.int(),
  last_file: z.int(),
  /** Checksum of the last line that was deleted. */
  last_sum: z.string(),
  lines: z.int(),
  /** Days on which the first and the last file were written. */
  from: z.string(),
  to: z.string(),
  /** Days that the lines were kept. */
  days: z.int(),
  /** When the retention of the last file ended. */
  kept_until: z.string(),
  at: z.string(),
  by: z.enum(['process', 'operator']),
});

const START = '{"llo.deleted":';

export const deletionLine = (deletion: Deletion): string =>
  JSON.stringify({ 'llo.deleted': deletion });

/** The deletion that a line records; null for any other line. */
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
