import { join } from 'node:path';
import { deletionLine, type Deletion } from './deletion.ts';
import { findExpired } from './expired-files.ts';
import type { Disk } from './disk.ts';
import type { Retention } from './retention.ts';

/** What came of looking for files past their retention. */
export interface Expired {
  /** What the log says of it; null when nothing new was deleted. */
  readonly deletion: Deletion | null;
  /** Files that are gone now. */
  readonly files: readonly string[];
  /** A file that is not as it was written, so that it and all after it stay. */
  readonly blockedBy: string | null;
}

export interface ExpiryOptions {
  readonly disk: Disk;
  readonly folder: string;
  readonly name: string;
  readonly now: () => Date;
  readonly retention: Retention;
  readonly by: Deletion['by'];
  /** Resolves when the line is on the disk, in the same log. */
  readonly append: (line: object) => Promise<void>;
  readonly isStopped: () => boolean;
}

/**
 * Deletes the oldest files of a log that are past their retention: first a line that says so, then
 * the files, oldest first. Whoever dies in between leaves files that the next start takes away.
 */
export async function deleteExpired(options: ExpiryOptions): Promise<Expired> {
  const { disk, folder, now, by, isStopped } = options;
  const at = now();
  const found = await findExpired({ ...options, now: at }, await disk.list(folder));
  const { files, blockedBy } = found;
  if (files.length === 0 || isStopped()) return { deletion: null, files: [], blockedBy };
  const deletion = found.deletion && { ...found.deletion, at: at.toISOString(), by };
  if (deletion !== null) await options.append(deletionLine(deletion));
  for (const file of files) await disk.remove(join(folder, file));
  return { deletion, files, blockedBy };
}
