import { readFile } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import { isChainedTo, NO_SUM, splitLine } from './chained-line.ts';
import { deletionIn, type Deletion } from './deletion.ts';
import { parseFileName, type FileHead } from './log-files.ts';
import { headIn, listLogFiles, type LogFile } from './read-lines.ts';

/** What is wrong with a log, and where. */
export interface Damage {
  readonly file: string;
  /** From 1; null when it is about the file as a whole. */
  readonly line: number | null;
  readonly what: 'altered' | 'torn' | 'shortened' | 'missing' | 'headless' | 'early';
}

export interface Verified {
  readonly files: number;
  readonly lines: number;
  readonly damages: readonly Damage[];
  /** What was deleted after its retention, as the logs themselves say it; absent when nothing was. */
  readonly deletions?: readonly Deletion[];
}

/** How a file was found to end. */
interface Found {
  readonly log: LogFile;
  readonly head: FileHead | null;
  readonly sum: string | null;
  readonly tornBytes: number;
  readonly lines: number;
  readonly deletions: readonly Deletion[];
  readonly damages: readonly Damage[];
}

const TRIES = 3;

/** Checks every line of every log in a folder against the one before it. */
export async function verifyLogs(folder: string, triesLeft = TRIES): Promise<Verified> {
  try {
    return await verifyOnce(folder);
  } catch (error) {
    // The retention of a file ended while others were read: what is left says so.
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT' || triesLeft <= 1) throw error;
    return verifyLogs(folder, triesLeft - 1);
  }
}

async function verifyOnce(folder: string): Promise<Verified> {
  const files = await listLogFiles(folder);
  const found: Found[] = [];
  for (const log of files) found.push(await verifyFile(log));
  const damages = found.flatMap((one, index) => [
    ...missingBefore(one, found[index - 1], found),
    ...unlawful(one, found),
    ...one.damages,
    ...endDamages(one, nextOf(one, found[index + 1])),
  ]);
  const deletions = found.flatMap((one) => one.deletions);
  return {
    files: files.length,
    lines: found.reduce((sum, { lines }) => sum + lines, 0),
    damages,
    ...(deletions.length > 0 && { deletions }),
  };
}

async function verifyFile(log: LogFile): Promise<Found> {
  const text = await readFile(log.path, 'utf8');
  const end = text.lastIndexOf('\n') + 1;
  const lines = end === 0 ? [] : text.slice(0, end - 1).split('\n');
  const damages: Damage[] = [];
  let previous = NO_SUM;
  const deletions: Deletion[] = [];
  let last: string | null = null;
  for (const [index, line] of lines.entries()) {
    const split = splitLine(line);
    if (split === null || !isChainedTo(split, previous)) {
      damages.push({ file: basename(log.path), line: index + 1, what: 'altered' });
    }
    // The line's own word for its sum, so that one bad line does not make all that follow bad.
    if (split !== null) last = previous = split.sum;
    const deletion = deletionIn(line);
    if (deletion !== null) deletions.push(deletion);
  }
  const head = headIn(lines[0]);
  if (head === null) damages.push({ file: basename(log.path), line: null, what: 'headless' });
  const tornBytes = Buffer.byteLength(text.slice(end));
  const count = Math.max(0, lines.length - 1);
  return { log, head, sum: last, tornBytes, lines: count, deletions, damages };
}

/** A gap in the numbers is a file that was taken away; only a beginning can have been deleted. */
function missingBefore(
  one: Found,
  before: Found | undefined,
  all: readonly Found[],
): readonly Damage[] {
  const isFirst = before === undefined || !isSameLog(before, one);
  const expected = isFirst ? 1 : before.log.number + 1;
  if (one.log.number === expected || (isFirst && isDeletedUpTo(one, all))) return [];
  return [{ file: basename(one.log.path), line: null, what: 'missing' }];
}

/** Whether the log itself says that all before this file was deleted, and what it follows. */
function isDeletedUpTo({ log, head }: Found, all: readonly Found[]): boolean {
  const last = all
    .filter((one) => isSameLog(one, { log }))
    .flatMap(({ deletions }) => deletions)
    .at(-1);
  if (last === undefined || last.last_file < log.number - 1) return false;
  // Said, and not all of it done yet: whoever deleted was stopped, and the next start goes on.
  if (last.last_file >= log.number) return true;
  const after = head?.['llo.after'];
  return after?.sum === last.last_sum && parseFileName(after.file)?.number === last.last_file;
}

/** A deletion goes on from the one before it, and comes after the retention that it names. */
function unlawful({ log, deletions }: Found, all: readonly Found[]): readonly Damage[] {
  const told = all.filter((one) => isSameLog(one, { log })).flatMap((one) => one.deletions);
  return deletions.flatMap((deletion): readonly Damage[] => {
    const file = basename(log.path);
    const before = told[told.indexOf(deletion) - 1];
    const isNext = before === undefined || before.last_file + 1 === deletion.first_file;
    const isLate = Date.parse(deletion.at) >= Date.parse(deletion.kept_until);
    return [
      ...(isNext ? [] : [{ file, line: null, what: 'missing' as const }]),
      ...(isLate ? [] : [{ file, line: null, what: 'early' as const }]),
    ];
  });
}

/** A file ends as the next one says it did; the last may have a line that is being written. */
function endDamages({ log, sum, tornBytes }: Found, next: Found | undefined): readonly Damage[] {
  const file = basename(log.path);
  const said = next?.head?.['llo.after'];
  if (said == null) return tornBytes > 0 ? [{ file, line: null, what: 'torn' }] : [];
  if (said.sum !== sum) return [{ file, line: null, what: 'shortened' }];
  return said.torn_bytes === tornBytes ? [] : [{ file, line: null, what: 'torn' }];
}

function nextOf(one: Found, next: Found | undefined): Found | undefined {
  return next !== undefined && isSameLog(one, next) ? next : undefined;
}

function isSameLog(a: Pick<Found, 'log'>, b: Pick<Found, 'log'>): boolean {
  return a.log.name === b.log.name && dirname(a.log.path) === dirname(b.log.path);
}
