/** Finds the files of a series that are past their retention. Deletes nothing. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { isChainedTo, NO_SUM, splitLine } from './chained-line.ts';
import { lastDeletionIn, type Deletion } from './deletion.ts';
import { isOfSeries, parseFileName, type NamedFile, type Series } from './log-files.ts';
import { readHead, headIn } from './read-lines.ts';
import { keptUntilMs } from './retention.ts';

export interface ExpiredFiles {
  /** By name, oldest first. */
  readonly files: readonly string[];
  /** What the series must record before the deletion; null when an earlier run recorded it already. */
  readonly deletion: Omit<Deletion, 'at' | 'by'> | null;
  /** Whether the newest file of the series is one of them. */
  readonly hasNewest: boolean;
  /** The first damaged file: it and all later files are kept until an operator has looked at it. */
  readonly blockedBy: string | null;
}

interface Search {
  readonly folder: string;
  readonly series: Series;
  readonly now: Date;
  /** Ends the search early; it then finds nothing. */
  readonly isStopped?: () => boolean;
}

interface SeriesFile extends NamedFile {
  readonly file: string;
}

const NOTHING: ExpiredFiles = { files: [], deletion: null, hasNewest: false, blockedBy: null };

/** The series of a log of which a folder has files. */
export function seriesIn(name: string, all: readonly string[]): readonly Series[] {
  const days = all.flatMap((file) => {
    const parsed = parseFileName(file);
    return parsed !== null && parsed.name === name ? [parsed.days] : [];
  });
  return [...new Set(days)].map((one) => ({ name, days: one }));
}

/**
 * The oldest files of a series that are undamaged and past their retention. Never a file after one that is kept, so
 * that the remaining files form one chain; the newest only when it holds records, because a record of a deletion may
 * stay where nothing else is left.
 */
export async function findExpired(search: Search, all: readonly string[]): Promise<ExpiredFiles> {
  const files = filesOf(search.series, all);
  const [first] = files;
  if (first === undefined || isKept(first, search)) return NOTHING;
  const { expired, blockedBy } = await expiredOf(search, files);
  if (expired.length === 0) return { ...NOTHING, blockedBy };
  const before = await lastDeletion(search, files);
  if (search.isStopped?.() === true) return NOTHING;
  if (!(await isStart(search, first, before))) return { ...NOTHING, blockedBy: first.file };
  const unrecorded = expired.filter(({ number }) => number > (before?.last_file ?? 0));
  return {
    files: expired.map(({ file }) => file),
    deletion: deletionOf(unrecorded, search.series),
    hasNewest: expired.length === files.length,
    blockedBy,
  };
}

/**
 * Whether the series starts with this file, or all earlier files were deleted on record. Nothing is deleted
 * after a gap, because that would hide that files are missing.
 */
async function isStart(
  { folder }: Search,
  { file, number }: SeriesFile,
  before: Deletion | null,
): Promise<boolean> {
  if (number === 1) return true;
  if (before === null) return false;
  // The deletion was recorded, and the process ended before it had deleted all files.
  if (before.last_file >= number) return true;
  const head = await readHead(join(folder, file));
  return head?.['llo.after']?.sum === before.last_sum;
}

type ExpiredFile = SeriesFile & Inspected;

async function expiredOf(search: Search, files: readonly SeriesFile[]) {
  const { folder } = search;
  const expired: ExpiredFile[] = [];
  for (const [index, one] of files.entries()) {
    if (search.isStopped?.() === true || isKept(one, search)) break;
    const next = files[index + 1]?.file;
    const found = await inspectFile(join(folder, one.file), next && join(folder, next));
    if (found === null) return { expired, blockedBy: one.file };
    if (next === undefined && !found.hasRecords) break;
    expired.push({ ...one, ...found });
  }
  // Each deletion is a line of its own: those that are about nothing else are deleted with the next records.
  return { expired: expired.some(({ hasRecords }) => hasRecords) ? expired : [], blockedBy: null };
}

function filesOf(series: Series, all: readonly string[]): readonly SeriesFile[] {
  return all
    .flatMap((file) => {
      const parsed = parseFileName(file);
      return parsed !== null && isOfSeries(parsed, series) ? [{ file, ...parsed }] : [];
    })
    .toSorted((a, b) => a.number - b.number);
}

function isKept(file: SeriesFile, { now }: Search): boolean {
  return keptUntilMs(file) > now.getTime();
}

/** The newest recorded deletion; it covers all earlier ones. */
async function lastDeletion(
  { folder, isStopped }: Search,
  files: readonly SeriesFile[],
): Promise<Deletion | null> {
  for (const { file } of files.toReversed()) {
    if (isStopped?.() === true) return null;
    const found = lastDeletionIn(await readFile(join(folder, file)));
    if (found !== null) return found;
  }
  return null;
}

function deletionOf(files: readonly ExpiredFile[], { days }: Series): ExpiredFiles['deletion'] {
  const [first] = files;
  const last = files.at(-1);
  if (first === undefined || last === undefined) return null;
  return {
    first_file: first.number,
    last_file: last.number,
    last_sum: last.lastSum,
    lines: files.reduce((sum, { lines }) => sum + lines, 0),
    from: first.day,
    to: last.day,
    days,
    kept_until: new Date(keptUntilMs(last)).toISOString(),
  };
}

/** An undamaged file. */
export interface Inspected {
  /** Without its first line. */
  readonly lines: number;
  /** Whether it holds more than lines about its log. */
  readonly hasRecords: boolean;
  readonly lastSum: string;
}

/** Lines read before the event loop gets a turn: a file may hold tens of thousands. */
const LINES_AT_ONCE = 500;

/** Null for a damaged file, or one that does not end as the first line of the next file says. */
async function inspectFile(path: string, nextPath: string | undefined): Promise<Inspected | null> {
  const text = await readFile(path);
  const end = text.lastIndexOf(0x0a) + 1;
  const lines = text.toString('utf8', 0, Math.max(0, end - 1)).split('\n');
  if (headIn(lines[0]) === null) return null;
  const read = await readLines(lines);
  if (nextPath === undefined) return read;
  const after = (await readHead(nextPath))?.['llo.after'];
  const isEndKnown = after != null && after.torn_bytes === text.length - end;
  return isEndKnown && read?.lastSum === after.sum ? read : null;
}

async function readLines(lines: readonly string[]): Promise<Inspected | null> {
  let lastSum = NO_SUM;
  let hasRecords = false;
  for (const [index, text] of lines.entries()) {
    const split = splitLine(text);
    if (split === null || !isChainedTo(split, lastSum)) return null;
    lastSum = split.sum;
    hasRecords ||= !text.startsWith('{"llo.');
    if (index % LINES_AT_ONCE === 0) await setImmediate();
  }
  return { lines: lines.length - 1, hasRecords, lastSum };
}
