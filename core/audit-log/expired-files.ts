/** Finds the files of a log that are past their retention. Deletes nothing. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { lastDeletionIn, type Deletion } from './deletion.ts';
import { parseFileName } from './log-files.ts';
import { readHead, headIn, parseLine } from './read-lines.ts';
import { afterDays, NO_PURPOSE, type Retention, keptOf } from './retention.ts';
import { setImmediate } from 'node:timers/promises';
import { isChainedTo, NO_SUM, splitLine } from './chained-line.ts';

export interface ExpiredFiles {
  /** By name, oldest first. */
  readonly files: readonly string[];
  /** What the log must record before the deletion; null when an earlier run recorded it already. */
  readonly deletion: Omit<Deletion, 'at' | 'by'> | null;
  /** The first damaged file: it and all later files are kept until an operator has looked at it. */
  readonly blockedBy: string | null;
}

interface NumberedFile {
  readonly file: string;
  readonly number: number;
  readonly openedMs: number;
}

interface Search {
  readonly folder: string;
  readonly name: string;
  readonly retention: Retention;
  readonly now: Date;
  /** Ends the search early; it then finds nothing. */
  readonly isStopped?: () => boolean;
}

const NOTHING: ExpiredFiles = { files: [], deletion: null, blockedBy: null };

/**
 * The oldest files of a log of which every line is undamaged and past its retention. Never the newest
 * file, because a process may be writing it, and never a file after one that is kept, so that the
 * remaining files form one chain.
 */
export async function findExpired(search: Search, all: readonly string[]): Promise<ExpiredFiles> {
  const files = filesOf(search.name, all);
  const [first] = files;
  if (first === undefined || files.length < 2 || isYoung(first, search)) return NOTHING;
  const { expired, blockedBy } = await expiredOf(search, files);
  if (expired.length === 0) return { ...NOTHING, blockedBy };
  const before = await lastDeletion(search, files);
  if (search.isStopped?.() === true) return NOTHING;
  if (!(await isStart(search, first, before))) return { ...NOTHING, blockedBy: first.file };
  const unrecorded = expired.filter(({ number }) => number > (before?.last_file ?? 0));
  return {
    files: expired.map(({ file }) => file),
    deletion: unrecorded.length === 0 ? null : deletionOf(unrecorded, search.retention),
    blockedBy,
  };
}

/**
 * Whether the log starts with this file, or all earlier files were deleted on record. Nothing is deleted
 * after a gap, because that would hide that files are missing.
 */
async function isStart(
  { folder }: Search,
  { file, number }: NumberedFile,
  before: Deletion | null,
): Promise<boolean> {
  if (number === 1) return true;
  if (before === null) return false;
  // The deletion was recorded, and the process ended before it had deleted all files.
  if (before.last_file >= number) return true;
  const head = await readHead(join(folder, file));
  return head?.['llo.after']?.sum === before.last_sum;
}

type Expired = NumberedFile & Inspected;

async function expiredOf(search: Search, files: readonly NumberedFile[]) {
  const { folder, retention, now } = search;
  const expired: Expired[] = [];
  for (const [index, one] of files.slice(0, -1).entries()) {
    if (search.isStopped?.() === true || isYoung(one, search)) break;
    const next = files[index + 1]?.file ?? '';
    const found = await inspectFile(join(folder, one.file), join(folder, next), retention);
    if (found === null) return { expired, blockedBy: one.file };
    const untilMs = Math.max(found.untilMs, youngestEndMs(one, retention));
    if (untilMs > now.getTime()) break;
    expired.push({ ...one, ...found, untilMs });
  }
  return { expired, blockedBy: null };
}

function filesOf(name: string, all: readonly string[]): readonly NumberedFile[] {
  return all
    .flatMap((file) => {
      const parsed = parseFileName(file);
      if (parsed === null || parsed.name !== name) return [];
      return [{ file, number: parsed.number, openedMs: Date.parse(parsed.day) }];
    })
    .toSorted((a, b) => a.number - b.number);
}

function isYoung(file: NumberedFile, { retention, now }: Search): boolean {
  return youngestEndMs(file, retention) > now.getTime();
}

const youngestEndMs = ({ openedMs }: NumberedFile, retention: Retention): number =>
  afterDays(openedMs, retention.shortestDays());

/** The newest recorded deletion; it covers all earlier ones. */
async function lastDeletion(
  { folder, isStopped }: Search,
  files: readonly NumberedFile[],
): Promise<Deletion | null> {
  for (const { file } of files.toReversed()) {
    if (isStopped?.() === true) return null;
    const found = lastDeletionIn(await readFile(join(folder, file)));
    if (found !== null) return found;
  }
  return null;
}

function deletionOf(files: readonly Expired[], retention: Retention): Omit<Deletion, 'at' | 'by'> {
  const times = files.flatMap(({ fromMs, toMs }) => (fromMs === null ? [] : [fromMs, toMs ?? 0]));
  const last = files.at(-1);
  const days: Record<string, number> = Object.assign({}, ...files.map((one) => one.days));
  // These files hold only their first lines: their processes received no requests.
  const isEmpty = Object.keys(days).length === 0;
  return {
    first_file: files[0]?.number ?? 0,
    last_file: last?.number ?? 0,
    last_sum: last?.lastSum ?? '',
    lines: files.reduce((sum, { lines }) => sum + lines, 0),
    from: times.length === 0 ? null : new Date(Math.min(...times)).toISOString(),
    to: times.length === 0 ? null : new Date(Math.max(...times)).toISOString(),
    retention_days: isEmpty ? { [NO_PURPOSE]: retention.shortestDays() } : days,
    kept_until: new Date(Math.max(...files.map(({ untilMs }) => untilMs))).toISOString(),
  };
}

/** A closed, undamaged file, and until when its lines are kept. */
export interface Inspected {
  readonly lines: number;
  /** Times of its first and last line; null without lines. */
  readonly fromMs: number | null;
  readonly toMs: number | null;
  /** When the retention of its last line ends; minus infinity without lines. */
  readonly untilMs: number;
  readonly days: Readonly<Record<string, number>>;
  readonly lastSum: string;
}

/** Lines read before the event loop gets a turn: a file may hold tens of thousands. */
const LINES_AT_ONCE = 500;

/** Null for a damaged file, or one that does not end as the first line of the next file says. */
async function inspectFile(
  path: string,
  nextPath: string,
  retention: Retention,
): Promise<Inspected | null> {
  const after = (await readHead(nextPath))?.['llo.after'];
  const text = await readFile(path);
  const end = text.lastIndexOf(0x0a) + 1;
  const [head = '', ...lines] = text.toString('utf8', 0, Math.max(0, end - 1)).split('\n');
  const isEndKnown = after != null && after.torn_bytes === text.length - end;
  if (!isEndKnown || headIn(head) === null) return null;
  const read = await readLines([head, ...lines], retention);
  return read !== null && read.lastSum === after.sum ? read : null;
}

async function readLines(
  lines: readonly string[],
  retention: Retention,
): Promise<Inspected | null> {
  const days: Record<string, number> = {};
  let [fromMs, toMs, untilMs] = [Infinity, -Infinity, -Infinity];
  let lastSum = NO_SUM;
  for (const [index, text] of lines.entries()) {
    const split = splitLine(text);
    const line = split && parseLine(split.json);
    if (!line || !isChainedTo(split, lastSum)) return null;
    lastSum = split.sum;
    if (index === 0) continue;
    const kept = keptOf(line, retention);
    if (line['llo.deleted'] === undefined) days[kept.purpose] = kept.days;
    fromMs = Math.min(fromMs, kept.atMs);
    toMs = Math.max(toMs, kept.atMs);
    untilMs = Math.max(untilMs, kept.untilMs);
    if (index % LINES_AT_ONCE === 0) await setImmediate();
  }
  const isEmpty = lines.length === 1;
  return {
    lines: lines.length - 1,
    fromMs: isEmpty ? null : fromMs,
    toMs: isEmpty ? null : toMs,
    untilMs,
    days,
    lastSum,
  };
}
