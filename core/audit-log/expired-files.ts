/** Which files of a log are past their retention. Reads only; deletes nothing. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { lastDeletionIn, type Deletion } from './deletion.ts';
import { inspectFile, type Inspected } from './inspect-file.ts';
import { parseFileName } from './log-files.ts';
import { readHead } from './read-lines.ts';
import { afterDays, NO_PURPOSE, type Retention } from './retention.ts';

export interface ExpiredFiles {
  /** By name, oldest first. */
  readonly files: readonly string[];
  /** What the log has to say before they go; null when an earlier start said it, and then died. */
  readonly deletion: Omit<Deletion, 'at' | 'by'> | null;
  /** The file that all is kept from because it is not as it was written; an operator looks first. */
  readonly blockedBy: string | null;
}

interface NumberedFile {
  readonly file: string;
  readonly number: number;
  readonly openedMs: number;
}

interface Wanted {
  readonly folder: string;
  readonly name: string;
  readonly retention: Retention;
  readonly now: Date;
  /** Stops looking, and finds nothing. */
  readonly isStopped?: () => boolean;
}

const NOTHING: ExpiredFiles = { files: [], deletion: null, blockedBy: null };

/**
 * The oldest files of a log, as far as every line of them is past its time, and whole. Never the
 * newest: its process may be writing it. Only from the beginning, so that what is left is one chain.
 */
export async function findExpired(wanted: Wanted, all: readonly string[]): Promise<ExpiredFiles> {
  const files = filesOf(wanted.name, all);
  const [first] = files;
  if (first === undefined || files.length < 2 || isYoung(first, wanted)) return NOTHING;
  const { expired, blockedBy } = await expiredOf(wanted, files);
  if (expired.length === 0) return { ...NOTHING, blockedBy };
  const before = await lastDeletion(wanted, files);
  if (wanted.isStopped?.() === true) return NOTHING;
  if (!(await isBeginning(wanted, first, before))) return { ...NOTHING, blockedBy: first.file };
  const untold = expired.filter(({ number }) => number > (before?.last_file ?? 0));
  return {
    files: expired.map(({ file }) => file),
    deletion: untold.length === 0 ? null : deletionOf(untold, wanted.retention),
    blockedBy,
  };
}

/** Nothing is deleted after a gap: it would take away that something else had gone before. */
async function isBeginning(
  { folder }: Wanted,
  { file, number }: NumberedFile,
  before: Deletion | null,
): Promise<boolean> {
  if (number === 1) return true;
  if (before === null) return false;
  // Said before, and not all of it done: its maker died.
  if (before.last_file >= number) return true;
  const head = await readHead(join(folder, file));
  return head?.['llo.after']?.sum === before.last_sum;
}

type Expired = NumberedFile & Inspected;

async function expiredOf(wanted: Wanted, files: readonly NumberedFile[]) {
  const { folder, retention, now } = wanted;
  const expired: Expired[] = [];
  for (const [index, one] of files.slice(0, -1).entries()) {
    if (wanted.isStopped?.() === true || isYoung(one, wanted)) break;
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

function isYoung(file: NumberedFile, { retention, now }: Wanted): boolean {
  return youngestEndMs(file, retention) > now.getTime();
}

const youngestEndMs = ({ openedMs }: NumberedFile, retention: Retention): number =>
  afterDays(openedMs, retention.shortestDays());

/** From the newest file back; the newest that is told covers all before it. */
async function lastDeletion(
  { folder, isStopped }: Wanted,
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
  // Nothing but first lines, of processes that were asked nothing.
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
