import { join } from 'node:path';
import { deletionLine, type Deletion } from './deletion.ts';
import { findExpired } from './expired-files.ts';
import type { Disk } from './disk.ts';
import type { Retention } from './retention.ts';

/** Result of deleting the files of a log that are past their retention. */
export interface Expired {
  /** The recorded deletion; null when nothing new was deleted. */
  readonly deletion: Deletion | null;
  /** The deleted files. */
  readonly files: readonly string[];
  /** A damaged file, which with all later files was kept. */
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

/** Deletes expired files of a log while it is written: no response waits for a deletion. */
export interface Expiry {
  /** Deletes now, or waits for the run in progress; rejects when a file could not be deleted. */
  run(): Promise<Expired>;
  /** Deletes in the background, at most once an hour; the result goes to `onExpired`. */
  runInBackground(): void;
  stop(): Promise<void>;
}

const RUN_EACH_MS = 86_400_000;
/** Retention is counted in days, and a busy log has a new file every few minutes. */
const RUNS_APART_MS = 3_600_000;
const NOTHING: Expired = { deletion: null, files: [], blockedBy: null };

/** Also deletes once a day. Without a retention nothing is ever deleted. */
export function startExpiry({
  retention,
  onExpired,
  ...options
}: Omit<ExpiryOptions, 'retention' | 'isStopped'> & {
  readonly retention: Retention | undefined;
  readonly onExpired: (expired: Expired | { readonly cause: unknown }) => void;
}): Expiry {
  let running: Promise<Expired> | null = null;
  let lastRunMs = Number.NEGATIVE_INFINITY;
  let isStopped = false;

  const run = () => {
    if (retention === undefined || isStopped) return Promise.resolve(NOTHING);
    running ??= deleteExpired({ ...options, retention, isStopped: () => isStopped }).finally(() => {
      running = null;
    });
    return running;
  };
  const runInBackground = () => {
    const atMs = options.now().getTime();
    if (running !== null || atMs - lastRunMs < RUNS_APART_MS) return;
    lastRunMs = atMs;
    void run().then(onExpired, (cause: unknown) => onExpired({ cause }));
  };
  const daily = setInterval(runInBackground, RUN_EACH_MS).unref();

  return {
    run,
    runInBackground,
    stop: async () => {
      isStopped = true;
      clearInterval(daily);
      await running?.catch(() => undefined);
    },
  };
}

/**
 * Deletes the oldest files of a log that are past their retention. The deletion is recorded before the
 * files are deleted, oldest first: after a kill in between, the next start deletes the rest.
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
