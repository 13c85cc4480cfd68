import { join } from 'node:path';
import { chainLine } from './chained-line.ts';
import type { Deletion } from './deletion.ts';
import { localDisk, type AppendFile, type Disk } from './disk.ts';
import { startExpiry, type Expired } from './expiry.ts';
import { fileName, findLast, headOf } from './log-files.ts';
import type { Retention } from './retention.ts';

/** An append-only log on a disk. What it has taken is there, whatever dies next. */
export interface AppendOnlyLog {
  /** Resolves when all entries are on the disk; rejects with `AuditLogUnavailable` otherwise. */
  append(entries: readonly object[]): Promise<void>;
  /** Rejects with `AuditLogUnavailable` when nothing can be written now; tries anew if it could not. */
  ready(): Promise<void>;
  /** Deletes what is past its retention, which the log also does by itself; rejects where it cannot. */
  expire(): Promise<Expired>;
  stop(): Promise<void>;
}

export interface AppendOnlyLogOptions {
  readonly folder: string;
  /** Of whom: a kind, or the gateway. Letters and hyphens. */
  readonly name: string;
  readonly now: () => Date;
  readonly fileBytesMax?: number;
  /** How long a disk that failed is left alone. */
  readonly retryAfterMs?: number;
  readonly disk?: Disk;
  /** Files that are past it are deleted: at start, with each new file, and once a day. */
  readonly retention?: Retention;
  /** Who deletes; the process that has the log, unless told otherwise. */
  readonly deletedBy?: Deletion['by'];
  /** Told what was deleted, what is in the way of it, or why it failed. */
  readonly onExpired?: (expired: Expired | { readonly cause: unknown }) => void;
  /** Told once when the disk fails, and once when it is back. */
  readonly onChange?: (isAvailable: boolean, cause?: unknown) => void;
}

/** Nothing can be recorded now, so nothing that must be recorded may be answered. */
export class AuditLogUnavailable extends Error {
  override readonly name = 'AuditLogUnavailable';
}

interface Waiting {
  readonly lines: readonly string[];
  readonly resolve: () => void;
  readonly reject: (error: AuditLogUnavailable) => void;
}

interface OpenFile {
  readonly file: AppendFile;
  readonly day: string;
  sum: string;
  bytes: number;
}

/** Small enough to be searched in one go (see `lookups.ts`). */
const FILE_BYTES_MAX = 16_777_216;
const RETRY_AFTER_MS = 250;
const WAITING_BYTES_MAX = 67_108_864;

/**
 * Starts a log in a folder. One write and one sync serve all who wait (group commit). A start, a new
 * day, a full file and a failed write each begin a new file, which closes off the one before: what
 * was written is never touched again. A folder that is not there at start is made; one that
 * disappears later is waited for.
 */
export async function startAppendOnlyLog(options: AppendOnlyLogOptions): Promise<AppendOnlyLog> {
  const { folder, name, now, disk = localDisk, onChange = () => undefined } = options;
  const fileBytesMax = options.fileBytesMax ?? FILE_BYTES_MAX;
  const retryAfterMs = options.retryAfterMs ?? RETRY_AFTER_MS;
  let waiting: Waiting[] = [];
  let waitingBytes = 0;
  let current: OpenFile | null = null;
  let lastNumber = 0;
  let failedAtMs: number | null = null;
  let writing: Promise<void> | null = null;

  const fail = (cause: unknown): AuditLogUnavailable => {
    if (failedAtMs === null) onChange(false, cause);
    failedAtMs = performance.now();
    void current?.file.close().catch(() => undefined);
    current = null;
    return new AuditLogUnavailable(`Cannot write to the log "${name}"`, { cause });
  };

  const openNext = async (): Promise<OpenFile> => {
    const last = await findLast(disk, folder, name);
    lastNumber = Math.max(lastNumber, last.number) + 1;
    const at = now();
    const day = dayOf(at);
    const file = fileName(name, lastNumber, day);
    const opened = await disk.create(folder, file);
    const head = headOf(name, lastNumber, at, last.ending);
    const bytes = Buffer.from(`${head.text}\n`);
    try {
      await opened.append(bytes);
    } catch (error) {
      await opened.close().catch(() => undefined);
      // Without its first line it says nothing, and a disk that stays full would gather them.
      await disk.remove(join(folder, file)).catch(() => undefined);
      lastNumber -= 1;
      throw error;
    }
    return { file: opened, day, sum: head.sum, bytes: bytes.length };
  };

  const fitting = async (): Promise<OpenFile> => {
    if (current !== null && current.bytes < fileBytesMax && current.day === dayOf(now())) {
      return current;
    }
    const full = current;
    current = null;
    await full?.file.close();
    current = await openNext();
    if (failedAtMs !== null) onChange(true);
    failedAtMs = null;
    expiry.look();
    return current;
  };

  const write = async (batch: readonly Waiting[]): Promise<void> => {
    const open = await fitting();
    let { sum } = open;
    const texts: string[] = [];
    for (const { lines } of batch) {
      for (const json of lines) {
        const line = chainLine(json, sum);
        texts.push(line.text, '\n');
        sum = line.sum;
      }
    }
    const bytes = Buffer.from(texts.join(''));
    await open.file.append(bytes);
    open.sum = sum;
    open.bytes += bytes.length;
  };

  const writeAllWaiting = async (): Promise<void> => {
    while (waiting.length > 0) {
      const batch = waiting;
      waiting = [];
      waitingBytes = 0;
      try {
        await write(batch);
        for (const one of batch) one.resolve();
      } catch (error) {
        const failure = fail(error);
        for (const one of batch) one.reject(failure);
      }
    }
    writing = null;
  };

  const isPaused = () =>
    failedAtMs !== null && current === null && performance.now() - failedAtMs < retryAfterMs;

  const append = (entries: readonly object[]): Promise<void> =>
    new Promise((resolve, reject) => {
      if (isPaused())
        return reject(new AuditLogUnavailable(`Cannot write to the log "${name}" yet`));
      const lines = entries.map((entry) => JSON.stringify(entry));
      const bytes = lines.reduce((sum, line) => sum + line.length, 0);
      if (waitingBytes + bytes > WAITING_BYTES_MAX) {
        return reject(new AuditLogUnavailable(`Cannot keep up with the log "${name}"`));
      }
      waitingBytes += bytes;
      waiting.push({ lines, resolve, reject });
      writing ??= writeAllWaiting();
    });

  const expiry = startExpiry({
    disk,
    folder,
    name,
    now,
    retention: options.retention,
    by: options.deletedBy ?? 'process',
    append: (line) => append([line]),
    onExpired: options.onExpired ?? (() => undefined),
  });

  await disk.prepare(folder).catch(fail);
  // The first file is opened at once: what is wrong is known before the first question.
  await append([]).catch(() => undefined);

  return {
    append,
    expire: () => expiry.run(),
    ready: () => (current === null || failedAtMs !== null ? append([]) : Promise.resolve()),
    stop: async () => {
      await expiry.stop();
      await writing;
      await current?.file.close().catch(() => undefined);
      current = null;
    },
  };
}

function dayOf(moment: Date): string {
  return moment.toISOString().slice(0, 10);
}
