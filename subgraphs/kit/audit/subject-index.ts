/**
 * Finds the lines about a data subject in a log, at a cost that does not grow with the log. The index is beside
 * the log, in `index/`, and is made of it: it may be deleted, it is never synced to the disk, and a line that it names is
 * looked at before it is believed.
 */
import { mkdir, open, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { parseFileName, type NamedFile } from '../../../core/audit-log/log-files.ts';
import { parseLine } from '../../../core/audit-log/read-lines.ts';
import { compareText } from '../../../core/structures/compare-text.ts';
import { quarterOf } from '../ids/encrypted-id.ts';
import { turnsOf } from '../turns/in-turns.ts';
import { IndexDamaged, indexTable, NO_BUCKETS, type IndexedLine } from './index-table.ts';
import { nothingIfMissing, openReader } from './read-bytes.ts';

/** An id of a data subject, and the quarter in which lines have it. */
export interface QuarterId {
  readonly id: string;
  readonly quarter: string;
}

export interface SubjectIndex {
  /** The newest lines with one of these ids; those of one quarter in no order. */
  find(ids: readonly QuarterId[]): Promise<readonly string[]>;
  /** Adds the lines that the log has by now, soon: many appends share it. */
  addSoon(): void;
  stop(): Promise<void>;
}

export interface SubjectIndexOptions {
  readonly folder: string;
  /** Name of the log. */
  readonly name: string;
  /** Called when the index was damaged or behind the log, and is made again. */
  readonly onRebuild?: (cause: string) => void;
  /** For a test that counts what is read. */
  readonly reader?: typeof openReader;
}

interface SeriesFile extends NamedFile {
  readonly file: string;
}

/** Up to where the log was indexed, by days that lines are kept, and the checksums that the buckets may have. */
const stateShape = z.object({
  version: z.literal(1),
  until: z.record(z.string(), z.object({ file: z.int(), offset: z.int() })),
  checksums: z.record(z.string(), z.array(z.int())),
});

type State = z.output<typeof stateShape>;

const EMPTY: State = { version: 1, until: {}, checksums: {} };

const SOON_MS = 5_000;
const READ_BYTES = 1_048_576;
/** A longer line is damage, which `vakgraaf audit --verify` reports; the index skips it. */
const LINE_BYTES_MAX = 1_048_576;
/** Few enough to be hashed in some milliseconds. */
const LINES_AT_ONCE = 5_000;
/** Lines that one lookup reads, of one id in one quarter and of all ids together. */
const LINES_OF_ID_MAX = 1_000;
const LINES_MAX = 2_000;
const QUARTER = /^\d{4}Q[1-4]$/;

/** Opens the index of a log, and adds in the background what it lacks. */
export function startSubjectIndex(options: SubjectIndexOptions): SubjectIndex {
  const index = new LogIndex(options);
  index.addSoon();
  return index;
}

class LogIndex implements SubjectIndex {
  private readonly options: SubjectIndexOptions;
  private readonly home: string;
  private state: State | null = null;
  private running: Promise<void> = Promise.resolve();
  private next: Promise<void> | null = null;
  private rebuilding: Promise<void> | null = null;
  private timer: NodeJS.Timeout | undefined;
  private isStopped = false;

  constructor(options: SubjectIndexOptions) {
    this.options = options;
    this.home = join(options.folder, 'index');
  }

  addSoon(): void {
    if (this.isStopped) return;
    // A failure shows at the next lookup, which adds first.
    this.timer ??= setTimeout(() => void this.add().catch(() => undefined), SOON_MS).unref();
  }

  async find(ids: readonly QuarterId[]): Promise<readonly string[]> {
    await this.add();
    try {
      return await this.findLines(ids);
    } catch (error) {
      if (!(error instanceof IndexDamaged)) throw error;
      await this.rebuild(error.message);
      return this.findLines(ids);
    }
  }

  async stop(): Promise<void> {
    this.isStopped = true;
    clearTimeout(this.timer);
    await this.running.catch(() => undefined);
    // Without it the next start adds the last lines again.
    if (this.state !== null) await writeState(this.home, this.state).catch(() => undefined);
  }

  /** Adds all lines that the log has when this is called; calls that wait share one run. */
  private add(): Promise<void> {
    clearTimeout(this.timer);
    this.timer = undefined;
    this.next ??= this.afterOthers(() => {
      this.next = null;
      return this.addNow();
    });
    return this.next;
  }

  private rebuild(cause: string): Promise<void> {
    this.rebuilding ??= this.afterOthers(async () => {
      this.options.onRebuild?.(cause);
      await this.clear();
      await this.addNow();
    }).finally(() => {
      this.rebuilding = null;
    });
    return this.rebuilding;
  }

  private afterOthers(work: () => Promise<void>): Promise<void> {
    this.running = this.running.catch(() => undefined).then(work);
    return this.running;
  }

  private async clear(): Promise<void> {
    await rm(this.home, { recursive: true, force: true });
    this.state = EMPTY;
  }

  private async addNow(): Promise<void> {
    try {
      await this.addOnce();
    } catch (error) {
      if (!(error instanceof IndexDamaged)) throw error;
      this.options.onRebuild?.(error.message);
      await this.clear();
      await this.addOnce();
    }
  }

  private async addOnce(): Promise<void> {
    this.state ??= await readState(this.home);
    const files = await seriesFiles(this.options);
    await this.dropOldQuarters(files);
    let batch = new Map<string, IndexedLine[]>();
    let count = 0;
    const until = { ...this.state.until };
    const write = async () => {
      await this.write(batch, until);
      batch = new Map();
      count = 0;
    };
    for (const file of files) {
      const from = until[file.days];
      if (from !== undefined && file.number < from.file) continue;
      const start = from?.file === file.number ? from.offset : 0;
      for await (const { lines, end } of linesOfSubjects(
        join(this.options.folder, file.file),
        start,
      )) {
        for (const line of lines) {
          const place = { ...line, days: file.days, file: file.number };
          const quarter = quarterOf(new Date(line.startedMs));
          const others = batch.get(quarter);
          if (others === undefined) batch.set(quarter, [place]);
          else others.push(place);
          count += 1;
        }
        until[file.days] = { file: file.number, offset: end };
        if (this.isStopped) return;
        if (count >= LINES_AT_ONCE) await write();
      }
    }
    if (count > 0) await write();
    this.state = { ...this.state, until };
  }

  private async write(
    batch: ReadonlyMap<string, readonly IndexedLine[]>,
    until: State['until'],
  ): Promise<void> {
    for (const [quarter, lines] of batch) {
      await indexTable(join(this.home, quarter)).add(lines, async (checksum) => {
        const { checksums, ...state } = this.state ?? EMPTY;
        const before = checksums[quarter]?.at(-1) ?? NO_BUCKETS;
        this.state = { ...state, checksums: { ...checksums, [quarter]: [before, checksum] } };
        await writeState(this.home, this.state);
      });
    }
    // On the disk with the next batch: after a kill this batch is added twice, and each line is still found once.
    this.state = { ...(this.state ?? EMPTY), until: { ...until } };
  }

  /** The ids of a quarter are found in its lines alone, and those lines are gone. */
  private async dropOldQuarters(files: readonly SeriesFile[]): Promise<void> {
    const oldest = files.map(({ day }) => day).toSorted(compareText)[0];
    const quarters = Object.keys(this.state?.checksums ?? {});
    // A request that began on the day before has that day's quarter.
    const first = oldest && quarterOf(new Date(Date.parse(oldest) - 86_400_000));
    const old = quarters.filter((quarter) => first === undefined || quarter < first);
    if (old.length === 0 || this.state === null) return;
    for (const quarter of old) await rm(join(this.home, quarter), { recursive: true, force: true });
    const kept = Object.entries(this.state.checksums).filter(([quarter]) => !old.includes(quarter));
    this.state = { ...this.state, checksums: Object.fromEntries(kept) };
  }

  private async findLines(ids: readonly QuarterId[]): Promise<readonly string[]> {
    const { reader = openReader, folder } = this.options;
    const { read, close } = reader();
    const known = this.state?.checksums ?? {};
    const names = new Map(
      (await seriesFiles(this.options)).map(({ file, days, number }) => [
        `${days} ${number}`,
        file,
      ]),
    );
    const found = new Map<string, string>();
    try {
      for (const { id, quarter } of ids.toSorted((a, b) => compareText(b.quarter, a.quarter))) {
        if (known[quarter] === undefined || found.size >= LINES_MAX) continue;
        const table = indexTable(join(this.home, quarter));
        for (const place of await table.find(id, LINES_OF_ID_MAX, read)) {
          const file = names.get(`${place.days} ${place.file}`);
          // Past its retention, and deleted.
          if (file === undefined || found.size >= LINES_MAX) continue;
          const line = await read(join(folder, file), place.offset, place.length);
          const text = line.toString('utf8');
          if (line.length > 0 && subjectIn(text) !== id) {
            throw new IndexDamaged('A line is not where the index has it');
          }
          found.set(`${file} ${place.offset}`, text);
        }
      }
    } finally {
      await close();
    }
    return [...found.values()];
  }
}

/** The files of a log, each series in its order. */
async function seriesFiles({ folder, name }: SubjectIndexOptions): Promise<readonly SeriesFile[]> {
  const files = await readdir(folder);
  return files
    .flatMap((file) => {
      const parsed = parseFileName(file);
      if (parsed === null || parsed.name !== name) return [];
      return [{ file, ...parsed }];
    })
    .toSorted((a, b) => a.days - b.days || a.number - b.number);
}

interface FoundLine {
  readonly id: string;
  readonly startedMs: number;
  readonly offset: number;
  readonly length: number;
}

/** The lines about data subjects after an offset, in parts, each with the offset up to which lines are complete. */
async function* linesOfSubjects(
  path: string,
  start: number,
): AsyncGenerator<{ readonly lines: readonly FoundLine[]; readonly end: number }> {
  const size = (await stat(path).catch(nothingIfMissing))?.size;
  // Its retention ended after it was listed.
  if (size === undefined) return;
  if (size < start) throw new IndexDamaged('A file is shorter than it was');
  if (size === start) return;
  const turns = turnsOf(undefined);
  const file = await open(path, 'r');
  try {
    const buffer = Buffer.alloc(Math.min(size - start, READ_BYTES) + LINE_BYTES_MAX);
    let [end, kept] = [start, 0];
    for (;;) {
      const { bytesRead } = await file.read(buffer, kept, buffer.length - kept, end + kept);
      if (bytesRead === 0) return;
      const text = buffer.subarray(0, kept + bytesRead);
      const lines: FoundLine[] = [];
      let lineStart = 0;
      for (;;) {
        const lineEnd = text.indexOf(NEWLINE, lineStart);
        if (lineEnd < 0) break;
        const line = text.subarray(lineStart, lineEnd);
        const about = line.includes(SUBJECT) ? aboutIn(line.toString('utf8')) : null;
        if (about !== null) lines.push({ ...about, offset: end + lineStart, length: line.length });
        lineStart = lineEnd + 1;
        if (turns.isOver()) await turns.next();
      }
      // A line that fills the buffer is no line of ours.
      if (lineStart === 0 && text.length === buffer.length) lineStart = text.length;
      text.copy(buffer, 0, lineStart);
      kept = text.length - lineStart;
      end += lineStart;
      yield { lines, end };
    }
  } finally {
    await file.close();
  }
}

const NEWLINE = 0x0a;
const SUBJECT = Buffer.from('"dpl.core.data_subject_id":"');

function aboutIn(line: string): { readonly id: string; readonly startedMs: number } | null {
  const record = parseLine(line) as {
    start_time?: unknown;
    attributes?: Readonly<Record<string, unknown>>;
  } | null;
  const id = record?.attributes?.['dpl.core.data_subject_id'];
  const startedMs = record?.start_time;
  if (typeof id !== 'string' || typeof startedMs !== 'number') return null;
  return Number.isFinite(new Date(startedMs).getTime()) ? { id, startedMs } : null;
}

const subjectIn = (line: string): string | undefined => aboutIn(line)?.id;

/** Where the last writing process was; nothing when the index is not as it left it. */
async function readState(home: string): Promise<State> {
  const text = await readFile(join(home, 'state.json'), 'utf8').catch(() => null);
  const state = text === null ? null : (stateShape.safeParse(parseLine(text)).data ?? null);
  if (state === null) {
    await rm(home, { recursive: true, force: true });
    return EMPTY;
  }
  for (const [quarter, checksums] of Object.entries(state.checksums)) {
    const checksum = QUARTER.test(quarter)
      ? await indexTable(join(home, quarter)).checksum()
      : null;
    if (checksum === null || !checksums.includes(checksum)) {
      throw new IndexDamaged(`The buckets of ${quarter} are not as they were written`);
    }
  }
  return state;
}

async function writeState(home: string, state: State): Promise<void> {
  await mkdir(home, { recursive: true, mode: 0o700 });
  const next = join(home, 'state.next.json');
  await writeFile(next, JSON.stringify(state), { mode: 0o600 });
  await rename(next, join(home, 'state.json'));
}
