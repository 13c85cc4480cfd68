import { join } from 'node:path';
import { chainLine } from './chained-line.ts';
import type { Deletion } from './deletion.ts';
import { localDisk, type AppendFile, type Disk } from './disk.ts';
import { startExpiry, type Expired, type Expiry } from './expiry.ts';
import { fileName, findLast, headOf } from './log-files.ts';
import type { Retention } from './retention.ts';

/** An append-only log on a disk: an appended entry survives a kill of the process or the machine. */
export interface AppendOnlyLog {
  /** Resolves when all entries are on the disk; rejects with `AuditLogUnavailable` otherwise. */
  append(entries: readonly object[]): Promise<void>;
  /** Rejects with `AuditLogUnavailable` while the disk cannot be written; retries after a failure. */
  ready(): Promise<void>;
  /** Deletes what is past its retention, which the log also does by itself; rejects on failure. */
  expire(): Promise<Expired>;
  stop(): Promise<void>;
}

export interface AppendOnlyLogOptions {
  readonly folder: string;
  /** Name of the subgraph, or `gateway`. Letters and hyphens. */
  readonly name: string;
  readonly now: () => Date;
  readonly fileBytesMax?: number;
  /** Time after a failed write in which the disk is not tried again. */
  readonly retryAfterMs?: number;
  readonly disk?: Disk;
  /** Files past their retention are deleted at start, with each new file, and once a day. */
  readonly retention?: Retention;
  /** Who is recorded as deleting; by default the process that writes the log. */
  readonly deletedBy?: Deletion['by'];
  /** Called with what was deleted, what blocks a deletion, or why it failed. */
  readonly onExpired?: (expired: Expired | { readonly cause: unknown }) => void;
  /** Called once when the disk fails, and once when it is available again. */
  readonly onChange?: (isAvailable: boolean, cause?: unknown) => void;
}

/** Thrown when nothing can be recorded; data that must be recorded may then not be returned. */
export class AuditLogUnavailable extends Error {
  override readonly name = 'AuditLogUnavailable';
}

interface PendingAppend {
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

/** Small enough to be searched in one read (see `cli/audit`). */
const FILE_BYTES_MAX = 16_777_216;
const RETRY_AFTER_MS = 250;
const PENDING_BYTES_MAX = 67_108_864;

/**
 * Starts a log in a folder. All appends that arrive during a write share the next write and sync
 * (group commit). A start, a new day, a full file and a failed write each begin a new file, whose
 * first line records how the previous file ended: a closed file is never written again. The folder
 * is created at start if it is missing; if it disappears later, the log waits until it is back.
 */
export async function startAppendOnlyLog(options: AppendOnlyLogOptions): Promise<AppendOnlyLog> {
  const log = new FileLog(options);
  await log.open();
  return log;
}

class FileLog implements AppendOnlyLog {
  private readonly options: AppendOnlyLogOptions;
  private readonly disk: Disk;
  private readonly expiry: Expiry;
  private pending: PendingAppend[] = [];
  private pendingBytes = 0;
  private writing: Promise<void> | null = null;
  private current: OpenFile | null = null;
  private lastNumber = 0;
  private failedAtMs: number | null = null;

  constructor(options: AppendOnlyLogOptions) {
    const { folder, name, now, retention, deletedBy = 'process', disk = localDisk } = options;
    this.options = options;
    this.disk = disk;
    this.expiry = startExpiry({
      disk,
      folder,
      name,
      now,
      retention,
      by: deletedBy,
      append: (line) => this.append([line]),
      onExpired: options.onExpired ?? (() => undefined),
    });
  }

  async open(): Promise<void> {
    await this.disk.prepare(this.options.folder).catch((cause: unknown) => this.fail(cause));
    // Opening the first file now reports a broken disk at start instead of at the first request.
    await this.append([]).catch(() => undefined);
  }

  append(entries: readonly object[]): Promise<void> {
    return new Promise((resolve, reject) => {
      const { name } = this.options;
      if (this.isPaused())
        return reject(new AuditLogUnavailable(`Cannot write to the log "${name}" yet`));
      const lines = entries.map((entry) => JSON.stringify(entry));
      const bytes = lines.reduce((sum, line) => sum + line.length, 0);
      if (this.pendingBytes + bytes > PENDING_BYTES_MAX) {
        return reject(new AuditLogUnavailable(`Cannot keep up with the log "${name}"`));
      }
      this.pendingBytes += bytes;
      this.pending.push({ lines, resolve, reject });
      this.writing ??= this.writePending();
    });
  }

  ready(): Promise<void> {
    const isReady = this.current !== null && this.failedAtMs === null;
    return isReady ? Promise.resolve() : this.append([]);
  }

  expire(): Promise<Expired> {
    return this.expiry.run();
  }

  async stop(): Promise<void> {
    await this.expiry.stop();
    await this.writing;
    await this.current?.file.close().catch(() => undefined);
    this.current = null;
  }

  private isPaused(): boolean {
    if (this.failedAtMs === null || this.current !== null) return false;
    const { retryAfterMs = RETRY_AFTER_MS } = this.options;
    return performance.now() - this.failedAtMs < retryAfterMs;
  }

  private async writePending(): Promise<void> {
    while (this.pending.length > 0) {
      const batch = this.pending;
      this.pending = [];
      this.pendingBytes = 0;
      try {
        await this.write(batch.flatMap(({ lines }) => lines));
        for (const { resolve } of batch) resolve();
      } catch (error) {
        const failure = this.fail(error);
        for (const { reject } of batch) reject(failure);
      }
    }
    this.writing = null;
  }

  private async write(lines: readonly string[]): Promise<void> {
    const open = await this.writableFile();
    let { sum } = open;
    const texts: string[] = [];
    for (const json of lines) {
      const line = chainLine(json, sum);
      texts.push(line.text, '\n');
      sum = line.sum;
    }
    const bytes = Buffer.from(texts.join(''));
    await open.file.append(bytes);
    open.sum = sum;
    open.bytes += bytes.length;
  }

  /** The current file, or a new one when the current file is full, of an earlier day, or absent. */
  private async writableFile(): Promise<OpenFile> {
    const { now, fileBytesMax = FILE_BYTES_MAX, onChange } = this.options;
    const previous = this.current;
    if (previous !== null && previous.bytes < fileBytesMax && previous.day === dayOf(now())) {
      return previous;
    }
    this.current = null;
    await previous?.file.close();
    const opened = await this.openNextFile();
    this.current = opened;
    if (this.failedAtMs !== null) onChange?.(true);
    this.failedAtMs = null;
    this.expiry.runInBackground();
    return opened;
  }

  private async openNextFile(): Promise<OpenFile> {
    const { folder, name, now } = this.options;
    const last = await findLast(this.disk, folder, name);
    const number = Math.max(this.lastNumber, last.number) + 1;
    const at = now();
    const day = dayOf(at);
    const path = fileName(name, number, day);
    const file = await this.disk.create(folder, path);
    const head = headOf(name, number, at, last.ending);
    const bytes = Buffer.from(`${head.text}\n`);
    try {
      await file.append(bytes);
    } catch (error) {
      await file.close().catch(() => undefined);
      // Without its first line the file is meaningless, and a full disk would collect such files.
      await this.disk.remove(join(folder, path)).catch(() => undefined);
      throw error;
    }
    this.lastNumber = number;
    return { file, day, sum: head.sum, bytes: bytes.length };
  }

  private fail(cause: unknown): AuditLogUnavailable {
    if (this.failedAtMs === null) this.options.onChange?.(false, cause);
    this.failedAtMs = performance.now();
    void this.current?.file.close().catch(() => undefined);
    this.current = null;
    return new AuditLogUnavailable(`Cannot write to the log "${this.options.name}"`, { cause });
  }
}

function dayOf(date: Date): string {
  return date.toISOString().slice(0, 10);
}
