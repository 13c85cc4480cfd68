import { join } from 'node:path';
import { chainLine } from './chained-line.ts';
import type { AppendFile, Disk } from './disk.ts';
import { fileName, findLast, headOf, type Series } from './log-files.ts';
import { headText, receiptText } from './receipt.ts';

/** Thrown when nothing can be recorded; data that must be recorded may then not be returned. */
export class AuditLogUnavailable extends Error {
  override readonly name = 'AuditLogUnavailable';
}

export interface SeriesOptions {
  readonly folder: string;
  readonly series: Series;
  readonly now: () => Date;
  readonly disk: Disk;
  readonly fileBytesMax: number;
  readonly retryAfterMs: number;
  /** Called when the disk fails, and at each file that was opened. */
  readonly onFailure: (cause: unknown) => void;
  readonly onOpened: () => void;
}

interface PendingAppend {
  readonly lines: readonly string[];
  readonly resolve: (receipt: string) => void;
  readonly reject: (error: AuditLogUnavailable) => void;
}

interface OpenFile {
  readonly file: AppendFile;
  readonly number: number;
  readonly day: string;
  /** Of the newest line, whose number is `lines`. */
  sum: string;
  lines: number;
  bytes: number;
}

const PENDING_BYTES_MAX = 67_108_864;

/**
 * Writes one series. All appends that arrive during a write share the next write and sync (group commit). A start, a
 * new day, a full file and a failed write each begin a new file, whose first line records how the previous file ended:
 * a closed file is never written again. A file that was ended on purpose has a last line that says so.
 */
export class SeriesWriter {
  private readonly options: SeriesOptions;
  private pending: PendingAppend[] = [];
  private pendingBytes = 0;
  private writing: Promise<void> | null = null;
  private current: OpenFile | null = null;
  private lastNumber = 0;
  private failedAtMs: number | null = null;

  constructor(options: SeriesOptions) {
    this.options = options;
  }

  get isFailing(): boolean {
    return this.failedAtMs !== null;
  }

  /** The day of the newest file that is open; null where none is. */
  get day(): string | null {
    return this.current?.day ?? null;
  }

  /** The newest line on the disk; undefined before the first that this process wrote. */
  head(): string | undefined {
    if (this.current === null) return undefined;
    const { number: file, lines: line, sum } = this.current;
    return headText({ ...this.options.series, file, line, sum });
  }

  /** Resolves with the receipt when all lines, which are JSON objects, are on the disk. */
  append(lines: readonly string[]): Promise<string> {
    return new Promise((resolve, reject) => {
      const { name } = this.options.series;
      if (this.isPaused())
        return reject(new AuditLogUnavailable(`Cannot write to the log "${name}" yet`));
      const bytes = lines.reduce((sum, line) => sum + line.length, 0);
      if (this.pendingBytes + bytes > PENDING_BYTES_MAX) {
        return reject(new AuditLogUnavailable(`Cannot keep up with the log "${name}"`));
      }
      this.pendingBytes += bytes;
      this.pending.push({ lines, resolve, reject });
      this.writing ??= this.writePending();
    });
  }

  async stop(): Promise<void> {
    await this.writing;
    const { current } = this;
    this.current = null;
    await this.close(current).catch(() => undefined);
  }

  private isPaused(): boolean {
    if (this.failedAtMs === null || this.current !== null) return false;
    return performance.now() - this.failedAtMs < this.options.retryAfterMs;
  }

  private async writePending(): Promise<void> {
    while (this.pending.length > 0) {
      const batch = this.pending;
      this.pending = [];
      this.pendingBytes = 0;
      try {
        const receipts = await this.write(batch);
        for (const [index, { resolve }] of batch.entries()) resolve(receipts[index] ?? '');
      } catch (error) {
        const failure = this.fail(error);
        for (const { reject } of batch) reject(failure);
      }
    }
    this.writing = null;
  }

  /** One write and one sync for all of them; gives the receipt of each. */
  private async write(batch: readonly PendingAppend[]): Promise<readonly string[]> {
    const open = await this.writableFile();
    let { sum, lines: line } = open;
    const texts: string[] = [];
    const receipts = batch.map(({ lines }) => {
      const firstLine = line + 1;
      for (const json of lines) {
        const chained = chainLine(json, sum);
        texts.push(chained.text, '\n');
        ({ sum } = chained);
      }
      line += lines.length;
      return lines.length === 0
        ? ''
        : receiptText({ ...this.options.series, file: open.number, firstLine, line, sum });
    });
    const bytes = Buffer.from(texts.join(''));
    await open.file.append(bytes);
    open.sum = sum;
    open.lines = line;
    open.bytes += bytes.length;
    return receipts;
  }

  /** The current file, or a new one when the current file is full, of an earlier day, or absent. */
  private async writableFile(): Promise<OpenFile> {
    const { now, fileBytesMax, onOpened } = this.options;
    const previous = this.current;
    if (previous !== null && previous.bytes < fileBytesMax && previous.day === dayOf(now())) {
      return previous;
    }
    this.current = null;
    await this.close(previous);
    this.current = await this.openNextFile();
    this.failedAtMs = null;
    onOpened();
    return this.current;
  }

  private async openNextFile(): Promise<OpenFile> {
    const { disk, folder, series, now } = this.options;
    const last = await findLast(disk, folder, series);
    const number = Math.max(this.lastNumber, last.number) + 1;
    const at = now();
    const day = dayOf(at);
    const path = fileName(series, number, day);
    const file = await disk.create(folder, path);
    const head = headOf(series, number, at, last.ending);
    const bytes = Buffer.from(`${head.text}\n`);
    try {
      await file.append(bytes);
    } catch (error) {
      await file.close().catch(() => undefined);
      // Without its first line the file is meaningless, and a full disk would collect such files.
      await disk.remove(join(folder, path)).catch(() => undefined);
      throw error;
    }
    this.lastNumber = number;
    return { file, number, day, sum: head.sum, lines: 1, bytes: bytes.length };
  }

  /** Writes the last line of a file. After a kill or a failed write a file lacks it. */
  private async close(open: OpenFile | null): Promise<void> {
    if (open === null) return;
    const closed = JSON.stringify({ 'llo.closed': { at: this.options.now().toISOString() } });
    try {
      await open.file.append(Buffer.from(`${chainLine(closed, open.sum).text}\n`));
    } finally {
      await open.file.close();
    }
  }

  private fail(cause: unknown): AuditLogUnavailable {
    this.failedAtMs = performance.now();
    void this.current?.file.close().catch(() => undefined);
    this.current = null;
    this.options.onFailure(cause);
    const { name } = this.options.series;
    return new AuditLogUnavailable(`Cannot write to the log "${name}"`, { cause });
  }
}

/** The day of a moment, in UTC. */
export function dayOf(date: Date): string {
  return date.toISOString().slice(0, 10);
}
