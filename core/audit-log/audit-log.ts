import { join } from 'node:path';
import { localDisk, type Disk } from './disk.ts';
import type { Deletion } from './deletion.ts';
import { startExpiry, type Expired, type Expiry } from './expiry.ts';
import { AuditLogUnavailable, dayOf, SeriesWriter } from './series-writer.ts';
import type { SignHead } from './signed-head.ts';

export { AuditLogUnavailable } from './series-writer.ts';

/** An append-only log on a disk: an appended line survives a kill of the process or the machine. */
export interface AppendOnlyLog {
  /**
   * Appends lines, which are JSON objects, to those that are kept for so many days. Resolves with their receipt when
   * all are on the disk; rejects with `AuditLogUnavailable` otherwise.
   */
  append(lines: readonly string[], days: number): Promise<string>;
  /** The newest line on the disk of those that are kept for so many days; undefined before the first. */
  head(days: number): string | undefined;
  /** The newest signed head; undefined before the first. */
  signedHead(): string | undefined;
  /** Rejects with `AuditLogUnavailable` while the disk cannot be written; retries after a failure. */
  ready(): Promise<void>;
  /** Deletes what is past its retention, which the log also does by itself; rejects on failure. */
  expire(): Promise<readonly Expired[]>;
  stop(): Promise<void>;
}

export interface AppendOnlyLogOptions {
  readonly folder: string;
  /** Id of the partner, or `gateway`. */
  readonly name: string;
  readonly now: () => Date;
  readonly fileBytesMax?: number;
  /** Time after a failed write in which the disk is not tried again. */
  readonly retryAfterMs?: number;
  readonly disk?: Disk;
  /** Signs the newest lines at the first line of a next day and at the end; nothing is signed without it. */
  readonly sign?: SignHead;
  /** Who is recorded as deleting; by default the process that writes the log. */
  readonly deletedBy?: Deletion['by'];
  /** Called with what was deleted, what blocks a deletion, or why it failed. */
  readonly onExpired?: (expired: Expired | { readonly cause: unknown }) => void;
  /** Called once when the disk fails, and once when it is available again. */
  readonly onChange?: (isAvailable: boolean, cause?: unknown) => void;
}

/** Small enough to be searched in one read (see `cli/audit`). */
const FILE_BYTES_MAX = 16_777_216;
const RETRY_AFTER_MS = 250;
const SIGNED_HEADS = 'signed-heads.jsonl';

/**
 * Starts a log in a folder, which is created if it is missing; if it disappears later, the log waits until it is back.
 * Lines with one retention are one series of files, so that each line is kept as long as it must be and no longer.
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
  /** By the days that their lines are kept. */
  private readonly series = new Map<number, SeriesWriter>();
  private isAvailable = true;
  /** Of the newest lines. */
  private day: string | null = null;
  private signing: Promise<unknown> = Promise.resolve();
  private newestSigned: string | undefined;

  constructor(options: AppendOnlyLogOptions) {
    const { folder, name, now, deletedBy = 'process', disk = localDisk } = options;
    this.options = options;
    this.disk = disk;
    this.expiry = startExpiry({
      disk,
      folder,
      name,
      now,
      by: deletedBy,
      append: async (lines, days) => void (await this.append(lines, days)),
      onExpired: options.onExpired ?? (() => undefined),
    });
  }

  /** Reports a broken disk at start instead of at the first request. */
  async open(): Promise<void> {
    const { folder } = this.options;
    await this.disk.prepare(folder).then(
      () => this.expiry.runInBackground(),
      (cause: unknown) => this.change(false, cause),
    );
  }

  append(lines: readonly string[], days: number): Promise<string> {
    const today = dayOf(this.options.now());
    const { day } = this;
    this.day = today;
    if (day !== null && day !== today) this.signing = this.signDay(day).catch(() => undefined);
    return this.seriesOf(days).append(lines);
  }

  head(days: number): string | undefined {
    return this.series.get(days)?.head();
  }

  signedHead(): string | undefined {
    return this.newestSigned;
  }

  async ready(): Promise<void> {
    const all = [...this.series.values()];
    await Promise.all(all.filter(({ isFailing }) => isFailing).map((one) => one.append([])));
    if (this.isAvailable) return;
    const { folder, name } = this.options;
    await this.disk.assertWritable(folder).then(
      () => this.change(true),
      (cause: unknown) => {
        this.change(false, cause);
        throw new AuditLogUnavailable(`Cannot write to the log "${name}"`, { cause });
      },
    );
  }

  expire(): Promise<readonly Expired[]> {
    return this.expiry.run();
  }

  async stop(): Promise<void> {
    await this.expiry.stop();
    await this.signing;
    if (this.day !== null) await this.signDay(this.day).catch(() => undefined);
    await Promise.all([...this.series.values()].map((one) => one.stop()));
  }

  /**
   * Signs where each series ended that day. The signature stands in the series and in a file of its own, of which the
   * operator gives a copy to others.
   */
  private async signDay(day: string): Promise<void> {
    const { sign, name, folder, now } = this.options;
    const ended = [...this.series.values()].flatMap((series) => {
      const head = series.day === day ? series.head() : undefined;
      return head === undefined ? [] : [{ series, head }];
    });
    if (sign === undefined || ended.length === 0) return;
    const heads = ended.map(({ head }) => head);
    const signed = sign({ iss: name, heads, day, iat: Math.floor(now().getTime() / 1_000) });
    const line = JSON.stringify({ 'llo.signed_head': signed });
    this.newestSigned = signed;
    await Promise.all(ended.map(({ series }) => series.append([line])));
    await this.disk.appendText(join(folder, SIGNED_HEADS), `${line}\n`);
  }

  private seriesOf(days: number): SeriesWriter {
    const known = this.series.get(days);
    if (known !== undefined) return known;
    const { folder, name, now } = this.options;
    const { fileBytesMax = FILE_BYTES_MAX, retryAfterMs = RETRY_AFTER_MS } = this.options;
    const opened = new SeriesWriter({
      folder,
      series: { name, days },
      now,
      disk: this.disk,
      fileBytesMax,
      retryAfterMs,
      onFailure: (cause) => this.change(false, cause),
      onOpened: () => {
        this.change(![...this.series.values()].some(({ isFailing }) => isFailing));
        this.expiry.runInBackground();
      },
    });
    this.series.set(days, opened);
    return opened;
  }

  private change(isAvailable: boolean, cause?: unknown): void {
    if (this.isAvailable === isAvailable) return;
    this.isAvailable = isAvailable;
    this.options.onChange?.(isAvailable, cause);
  }
}
