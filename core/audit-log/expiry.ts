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

/** Looks at a log's age beside the writing of it: no answer waits for what is deleted. */
export interface Expiry {
  /** Looks now, or joins who is looking; rejects where something could not be deleted. */
  run(): Promise<Expired>;
  /** Looks without anybody waiting, at most once an hour; what fails is told, and tried again. */
  look(): void;
  stop(): Promise<void>;
}

const LOOK_EACH_MS = 86_400_000;
/** Retention is counted in days, and a busy log has a new file every few minutes. */
const LOOKS_APART_MS = 3_600_000;
const NOTHING: Expired = { deletion: null, files: [], blockedBy: null };

/** Also looks by itself, once a day. Without a retention nothing is ever deleted. */
export function startExpiry({
  retention,
  onExpired,
  ...options
}: Omit<ExpiryOptions, 'retention' | 'isStopped'> & {
  readonly retention: Retention | undefined;
  readonly onExpired: (expired: Expired | { readonly cause: unknown }) => void;
}): Expiry {
  let looking: Promise<Expired> | null = null;
  let lastLookMs = Number.NEGATIVE_INFINITY;
  let isStopped = false;

  const run = () => {
    if (retention === undefined || isStopped) return Promise.resolve(NOTHING);
    looking ??= deleteExpired({ ...options, retention, isStopped: () => isStopped }).finally(() => {
      looking = null;
    });
    return looking;
  };
  const look = () => {
    const atMs = options.now().getTime();
    if (looking !== null || atMs - lastLookMs < LOOKS_APART_MS) return;
    lastLookMs = atMs;
    void run().then(onExpired, (cause: unknown) => onExpired({ cause }));
  };
  const daily = setInterval(look, LOOK_EACH_MS).unref();

  return {
    run,
    look,
    stop: async () => {
      isStopped = true;
      clearInterval(daily);
      await looking?.catch(() => undefined);
    },
  };
}

/**
 * Deletes the oldest files of a log that are past their retention: first a line that says so, then
 * the files, oldest first. Whoever dies in between leaves files that the next start takes away.
 */
async function deleteExpired(options: ExpiryOptions): Promise<Expired> {
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
