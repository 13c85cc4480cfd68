import { join } from 'node:path';
import { deletionLine, type Deletion } from './deletion.ts';
import { findExpired, seriesIn } from './expired-files.ts';
import type { Disk } from './disk.ts';
import type { Series } from './log-files.ts';

/** Result of deleting the files of one series that are past their retention. */
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
  readonly by: Deletion['by'];
  /** Resolves when the lines are on the disk, in the series with so many days. */
  readonly append: (lines: readonly string[], days: number) => Promise<void>;
  readonly isStopped: () => boolean;
}

/** Deletes expired files of a log while it is written: no response waits for a deletion. */
export interface Expiry {
  /** Deletes now, or waits for the run in progress; rejects when a file could not be deleted. */
  run(): Promise<readonly Expired[]>;
  /** Deletes in the background, at most once an hour; the result goes to `onExpired`. */
  runInBackground(): void;
  stop(): Promise<void>;
}

const RUN_EACH_MS = 86_400_000;
/** Retention is counted in days, and a busy log has a new file every few minutes. */
const RUNS_APART_MS = 3_600_000;

/** Also deletes once a day. */
export function startExpiry({
  onExpired,
  ...options
}: Omit<ExpiryOptions, 'isStopped'> & {
  readonly onExpired: (expired: Expired | { readonly cause: unknown }) => void;
}): Expiry {
  let running: Promise<readonly Expired[]> | null = null;
  let lastRunMs = Number.NEGATIVE_INFINITY;
  let isStopped = false;

  const run = () => {
    if (isStopped) return Promise.resolve([]);
    running ??= deleteExpired({ ...options, isStopped: () => isStopped }).finally(() => {
      running = null;
    });
    return running;
  };
  const runInBackground = () => {
    const atMs = options.now().getTime();
    if (running !== null || atMs - lastRunMs < RUNS_APART_MS) return;
    lastRunMs = atMs;
    void run().then(
      (all) => all.forEach(onExpired),
      (cause: unknown) => onExpired({ cause }),
    );
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

/** Each series by itself, so that damage to one does not keep the lines of another. */
async function deleteExpired(options: ExpiryOptions): Promise<readonly Expired[]> {
  const { disk, folder, name } = options;
  const all = await disk.list(folder);
  const expired: Expired[] = [];
  for (const series of seriesIn(name, all)) {
    if (options.isStopped()) break;
    expired.push(await deleteIn(series, all, options));
  }
  return expired;
}

/**
 * Deletes the oldest files of a series that are past their retention. The deletion is recorded before the
 * files are deleted, oldest first: after a kill in between, the next start deletes the rest.
 */
async function deleteIn(
  series: Series,
  all: readonly string[],
  { disk, folder, now, by, isStopped, append }: ExpiryOptions,
): Promise<Expired> {
  const at = now();
  const search = { folder, series, now: at, isStopped };
  let found = await findExpired(search, all);
  if (found.hasNewest && !isStopped()) {
    // That file may still be open: it gets its last line, from which the record continues, when the next one begins.
    await append([], series.days);
    found = await findExpired(search, await disk.list(folder));
  }
  const { files, blockedBy } = found;
  if (files.length === 0 || isStopped()) return { deletion: null, files: [], blockedBy };
  const deletion = found.deletion && { ...found.deletion, at: at.toISOString(), by };
  if (deletion !== null) await append([deletionLine(deletion)], series.days);
  for (const file of files) await disk.remove(join(folder, file));
  return { deletion, files, blockedBy };
}
