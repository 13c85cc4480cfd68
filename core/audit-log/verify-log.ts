import { readFile } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import { isChainedTo, NO_SUM, splitLine } from './chained-line.ts';
import { deletionIn, type Deletion } from './deletion.ts';
import { parseFileName, type FileHead } from './log-files.ts';
import { headIn, listLogFiles, type LogFile } from './read-lines.ts';

/** One defect of a log, and where it is. */
export interface Damage {
  readonly file: string;
  /** Counted from 1; null when the defect concerns the whole file. */
  readonly line: number | null;
  readonly what: 'altered' | 'torn' | 'shortened' | 'missing' | 'headless' | 'early';
}

export interface Verified {
  readonly files: number;
  readonly lines: number;
  readonly damages: readonly Damage[];
  /** The deletions that the logs record; absent when there are none. */
  readonly deletions?: readonly Deletion[];
}

/** One file after verification. */
interface VerifiedFile {
  readonly log: LogFile;
  readonly head: FileHead | null;
  readonly sum: string | null;
  readonly tornBytes: number;
  readonly lines: number;
  readonly deletions: readonly Deletion[];
  readonly damages: readonly Damage[];
}

const TRIES = 3;

/** Checks every line of every log in a folder against the line before it. */
export async function verifyLogs(folder: string, triesLeft = TRIES): Promise<Verified> {
  try {
    return await verifyOnce(folder);
  } catch (error) {
    // A file was deleted at the end of its retention during the check; the next try sees the record.
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT' || triesLeft <= 1) throw error;
    return verifyLogs(folder, triesLeft - 1);
  }
}

async function verifyOnce(folder: string): Promise<Verified> {
  const files = await listLogFiles(folder);
  const found: VerifiedFile[] = [];
  for (const log of files) found.push(await verifyFile(log));
  const damages = found.flatMap((one, index) => [
    ...missingBefore(one, found[index - 1], found),
    ...invalidDeletions(one, found),
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

async function verifyFile(log: LogFile): Promise<VerifiedFile> {
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
    // Continues from the checksum in the line, so that one bad line does not invalidate all that follow.
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

/** A gap in the numbers is a missing file, unless the log records that its first files were deleted. */
function missingBefore(
  one: VerifiedFile,
  before: VerifiedFile | undefined,
  all: readonly VerifiedFile[],
): readonly Damage[] {
  const isFirst = before === undefined || !isSameLog(before, one);
  const expected = isFirst ? 1 : before.log.number + 1;
  if (one.log.number === expected || (isFirst && isDeletedUpTo(one, all))) return [];
  return [{ file: basename(one.log.path), line: null, what: 'missing' }];
}

/** Whether the log records the deletion of all files before this one, which continues from them. */
function isDeletedUpTo({ log, head }: VerifiedFile, all: readonly VerifiedFile[]): boolean {
  const last = all
    .filter((one) => isSameLog(one, { log }))
    .flatMap(({ deletions }) => deletions)
    .at(-1);
  if (last === undefined || last.last_file < log.number - 1) return false;
  // The deletion was recorded but not finished; the next start of the log finishes it.
  if (last.last_file >= log.number) return true;
  const after = head?.['llo.after'];
  return after?.sum === last.last_sum && parseFileName(after.file)?.number === last.last_file;
}

/** A deletion must continue from the previous one, and come after the retention that it names. */
function invalidDeletions(
  { log, deletions }: VerifiedFile,
  all: readonly VerifiedFile[],
): readonly Damage[] {
  const recorded = all.filter((one) => isSameLog(one, { log })).flatMap((one) => one.deletions);
  return deletions.flatMap((deletion): readonly Damage[] => {
    const file = basename(log.path);
    const before = recorded[recorded.indexOf(deletion) - 1];
    const isNext = before === undefined || before.last_file + 1 === deletion.first_file;
    const isLate = Date.parse(deletion.at) >= Date.parse(deletion.kept_until);
    return [
      ...(isNext ? [] : [{ file, line: null, what: 'missing' as const }]),
      ...(isLate ? [] : [{ file, line: null, what: 'early' as const }]),
    ];
  });
}

/** A file must end as the first line of the next file says. */
function endDamages(
  { log, sum, tornBytes }: VerifiedFile,
  next: VerifiedFile | undefined,
): readonly Damage[] {
  const file = basename(log.path);
  const expected = next?.head?.['llo.after'];
  if (expected == null) return tornBytes > 0 ? [{ file, line: null, what: 'torn' }] : [];
  if (expected.sum !== sum) return [{ file, line: null, what: 'shortened' }];
  return expected.torn_bytes === tornBytes ? [] : [{ file, line: null, what: 'torn' }];
}

function nextOf(one: VerifiedFile, next: VerifiedFile | undefined): VerifiedFile | undefined {
  return next !== undefined && isSameLog(one, next) ? next : undefined;
}

function isSameLog(a: Pick<VerifiedFile, 'log'>, b: Pick<VerifiedFile, 'log'>): boolean {
  return a.log.name === b.log.name && dirname(a.log.path) === dirname(b.log.path);
}
