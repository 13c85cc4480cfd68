/** Checks each series of a log by itself: checksums, numbers, first and last lines, and deletions. */
import { realpath } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import { isChainedTo, NO_SUM, splitLine } from './chained-line.ts';
import { deletionIn, type Deletion } from './deletion.ts';
import { eachLine } from './each-line.ts';
import { parseFileName, type FileHead } from './log-files.ts';
import { headIn, listLogFiles, parseLine, type LogFile } from './read-lines.ts';
import { keptUntilMs } from './retention.ts';

/** One defect of a log, or a warning, and where it is. */
export interface Finding<What extends string> {
  readonly file: string;
  /** Counted from 1; null when it concerns the whole file. */
  readonly line: number | null;
  readonly what: What;
  /** A line of another log that shows it. */
  readonly by?: string;
  /** How many lines have or show it, where there are several. */
  readonly count?: number;
}

export type Damage = Finding<
  | 'altered'
  | 'torn'
  | 'shortened'
  | 'missing'
  | 'headless'
  | 'renamed'
  | 'continued'
  | 'early'
  | 'unreadable'
  | 'missing log'
  | 'cut'
  | 'rewritten'
  | 'of another request'
  | 'confirmed twice'
  | 'forged'
  | 'signature'
>;

export type Warning = Finding<
  'open' | 'crashed' | 'torn' | 'unconfirmed' | 'without receipts' | 'signature not checked'
>;

export interface Verified {
  readonly files: number;
  readonly lines: number;
  /** The first thousand. */
  readonly damages: readonly Damage[];
  /** Absent when there are none. */
  readonly warnings?: readonly Warning[];
  /** The deletions that the logs record; absent when there are none. */
  readonly deletions?: readonly Deletion[];
}

/** One file, as it was when it was read. */
export interface ChainFile {
  readonly log: LogFile;
  readonly head: FileHead | null;
  /** Of its last line. */
  readonly sum: string | null;
  readonly tornBytes: number;
  /** Complete lines, with the first. */
  readonly lines: number;
  /** Whether its process ended it on purpose. */
  readonly isClosed: boolean;
  readonly deletions: readonly Deletion[];
}

/** A line that is neither the first nor one about the file itself. */
export type TakeRecord = (file: LogFile, line: number, text: string) => void;

export interface Chains {
  readonly files: readonly ChainFile[];
  readonly damages: readonly Damage[];
  readonly warnings: readonly Warning[];
}

const TRIES = 3;
/** Defects of one file that are named. */
const NAMED_MAX = 20;
/** A file is of one day, and a log deletes once an hour at most. */
const DELETIONS_MAX = 100;

/** Checks every line of every log in a folder against the line before it. */
export async function verifyLogs(folder: string): Promise<Verified> {
  return retried(async () => verifiedOf(await verifyChains(await logFilesIn([folder]))));
}

/** A file that was deleted at the end of its retention during the check is no damage: the next try sees the record. */
export async function retried<Value>(run: () => Promise<Value>, triesLeft = TRIES): Promise<Value> {
  try {
    return await run();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT' || triesLeft <= 1) throw error;
    return retried(run, triesLeft - 1);
  }
}

const DAMAGES_MAX = 1_000;

export function verifiedOf({ files, damages, warnings }: Chains): Verified {
  const deletions = files.flatMap((one) => one.deletions);
  return {
    files: files.length,
    lines: files.reduce((sum, { lines }) => sum + Math.max(0, lines - 1), 0),
    damages: damages.slice(0, DAMAGES_MAX),
    ...(warnings.length > 0 && { warnings: warnings.slice(0, DAMAGES_MAX) }),
    ...(deletions.length > 0 && { deletions }),
  };
}

/** The files of all logs in these folders, each once, the logs of partners before those of the gateway. */
export async function logFilesIn(folders: readonly string[]): Promise<readonly LogFile[]> {
  const found = new Map<string, LogFile>();
  for (const folder of folders) {
    for (const log of await listLogFiles(await realpath(folder))) found.set(log.path, log);
  }
  const files = [...found.values()];
  // A line of a partner is older than the one that confirms it: what is read first is confirmed by what is read next.
  return [...files.filter((one) => !isGateway(one)), ...files.filter(isGateway)];
}

export const isGateway = ({ name }: { readonly name: string }): boolean => name === 'gateway';

/** Checks the files, which are those of whole series, each in its order. */
export async function verifyChains(
  logs: readonly LogFile[],
  take: TakeRecord = () => undefined,
  afterPart?: () => Promise<void>,
): Promise<Chains> {
  const files: ChainFile[] = [];
  const inFiles = new Map<ChainFile, readonly Damage[]>();
  for (const log of logs) {
    const { file, found } = await verifyFile(log, take, afterPart);
    files.push(file);
    inFiles.set(file, found);
  }
  const damages: Damage[] = [];
  const warnings: Warning[] = [];
  for (const own of groupBySeries(files)) {
    const last = own.flatMap(({ deletions }) => deletions).at(-1);
    let deleted: Deletion | undefined;
    for (const [index, one] of own.entries()) {
      const end = endOf(one, own[index + 1]);
      damages.push(
        ...missingBefore(one, own[index - 1], last),
        ...invalidDeletions(one, deleted),
        ...(inFiles.get(one) ?? []),
        ...end.damages,
      );
      warnings.push(...end.warnings);
      deleted = one.deletions.at(-1) ?? deleted;
    }
  }
  return { files, damages, warnings };
}

function groupBySeries(files: readonly ChainFile[]): readonly (readonly ChainFile[])[] {
  const series = new Map<string, ChainFile[]>();
  for (const one of files) {
    const key = `${dirname(one.log.path)} ${one.log.name} ${one.log.days}`;
    const own = series.get(key);
    if (own === undefined) series.set(key, [one]);
    else own.push(one);
  }
  return [...series.values()];
}

async function verifyFile(log: LogFile, take: TakeRecord, afterPart?: () => Promise<void>) {
  const file = basename(log.path);
  const found: Damage[] = [];
  const add = (line: number | null, what: Damage['what']) => {
    if (found.length < NAMED_MAX) found.push({ file, line, what });
  };
  let previous = NO_SUM;
  let last: string | null = null;
  let head: FileHead | null = null;
  let lines = 0;
  let isClosed = false;
  const deletions: Deletion[] = [];
  const read = (text: string | null, number: number) => {
    lines = number;
    const split = text === null ? null : splitLine(text);
    if (text === null || split === null || !isChainedTo(split, previous)) add(number, 'altered');
    // Continues from the checksum in the line, so that one bad line does not invalidate all that follow.
    if (split !== null) last = previous = split.sum;
    if (text === null) return;
    if (number === 1) return void (head = headIn(text));
    if (isClosed) add(number, 'continued');
    if (isOnly(text, 'llo.closed')) return void (isClosed = true);
    const deletion = deletionIn(text);
    if (deletion === null) take(log, number, text);
    else if (deletions.length < DELETIONS_MAX) deletions.push(deletion);
    else add(number, 'forged');
  };
  let tornBytes = 0;
  try {
    ({ tornBytes } = await eachLine(log.path, read, afterPart));
    if (head === null) add(null, 'headless');
    else if (!isHeadOf(head, log)) add(null, 'renamed');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') throw error;
    add(null, 'unreadable');
  }
  return { file: { log, head, sum: last, tornBytes, lines, isClosed, deletions }, found };
}

/** Whether a line has this member and its checksum alone; another line might pass as a record of somebody. */
export function isOnly(text: string, member: string): boolean {
  if (!text.startsWith(`{"${member}":`)) return false;
  return Object.keys(parseLine(text) ?? {}).length === 2;
}

function isHeadOf(head: FileHead, { name, days, number, path }: LogFile): boolean {
  return (
    head['llo.log'] === name &&
    head['llo.days'] === days &&
    head['llo.file'] === number &&
    openedOn(head) === parseFileName(basename(path))?.day
  );
}

function openedOn(head: FileHead): string | undefined {
  const opened: unknown = head['llo.opened'];
  return typeof opened === 'string' ? opened.slice(0, 10) : undefined;
}

/** A gap in the numbers is a missing file, unless the log records that its first files were deleted. */
function missingBefore(
  one: ChainFile,
  before: ChainFile | undefined,
  deletion: Deletion | undefined,
): readonly Damage[] {
  const expected = before === undefined ? 1 : before.log.number + 1;
  const isDeleted = before === undefined && isDeletedUpTo(one, deletion);
  if (one.log.number === expected || isDeleted) return [];
  return [{ file: basename(one.log.path), line: null, what: 'missing' }];
}

/** Whether the last deletion on record is that of all files before this one, which continues from them. */
function isDeletedUpTo({ log, head }: ChainFile, last: Deletion | undefined): boolean {
  if (last === undefined || last.last_file < log.number - 1) return false;
  // The deletion was recorded but not finished; the next start of the log finishes it.
  if (last.last_file >= log.number) return true;
  const after = head?.['llo.after'];
  return after?.sum === last.last_sum && parseFileName(after.file)?.number === last.last_file;
}

/** A deletion must continue from the previous one, and come after the retention of this series. */
function invalidDeletions(
  { log, deletions }: ChainFile,
  previous: Deletion | undefined,
): readonly Damage[] {
  return deletions.flatMap((deletion, index): readonly Damage[] => {
    const file = basename(log.path);
    const before = deletions[index - 1] ?? previous;
    const isNext = before === undefined || before.last_file + 1 === deletion.first_file;
    const untilMs = Math.max(
      keptUntilMs({ day: deletion.to, days: log.days }),
      Date.parse(deletion.kept_until),
    );
    // All lines of a file are of its day.
    const isOfDay = deletion.at.slice(0, 10) <= (parseFileName(file)?.day ?? '');
    const isLate = deletion.days === log.days && Date.parse(deletion.at) >= untilMs && isOfDay;
    return [
      ...(isNext ? [] : [{ file, line: null, what: 'missing' as const }]),
      ...(isLate ? [] : [{ file, line: null, what: 'early' as const }]),
    ];
  });
}

/** A file must end as the first line of the next file says. Without a next file it may end within a line, after a kill. */
function endOf(
  { log, sum, tornBytes, isClosed }: ChainFile,
  next: ChainFile | undefined,
): { readonly damages: readonly Damage[]; readonly warnings: readonly Warning[] } {
  const place = { file: basename(log.path), line: null };
  if (next === undefined) {
    const torn = tornBytes > 0 ? [{ ...place, what: 'torn' as const }] : [];
    const open = isClosed ? [] : [{ ...place, what: 'open' as const }];
    return { damages: [], warnings: [...torn, ...open] };
  }
  const crashed = isClosed ? [] : [{ ...place, what: 'crashed' as const }];
  const after = next.head?.['llo.after'];
  const isNamed = after != null && after.file === basename(log.path);
  if (!isNamed || after.sum !== sum) {
    return { damages: [{ ...place, what: 'shortened' }], warnings: crashed };
  }
  const isTorn = after.torn_bytes !== tornBytes;
  return { damages: isTorn ? [{ ...place, what: 'torn' }] : [], warnings: crashed };
}
