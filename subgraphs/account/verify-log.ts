import { readFile } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import { isChainedTo, NO_SUM, splitLine } from './chained-line.ts';
import type { FileHead } from './ledger-files.ts';
import { listLogFiles, parseLine, type LogFile } from './read-lines.ts';

/** What is wrong with a log, and where. */
export interface Damage {
  readonly file: string;
  /** From 1; null when it is about the file as a whole. */
  readonly line: number | null;
  readonly what: 'altered' | 'torn' | 'shortened' | 'missing' | 'headless';
}

export interface Verified {
  readonly files: number;
  readonly lines: number;
  readonly damages: readonly Damage[];
}

/** How a file was found to end. */
interface Found {
  readonly log: LogFile;
  readonly head: FileHead | null;
  readonly sum: string | null;
  readonly tornBytes: number;
  readonly lines: number;
  readonly damages: readonly Damage[];
}

/** Checks every line of every log in a folder against the one before it. */
export async function verifyLogs(folder: string): Promise<Verified> {
  const files = await listLogFiles(folder);
  const found: Found[] = [];
  for (const log of files) found.push(await verifyFile(log));
  const damages = found.flatMap((one, index) => [
    ...missingBefore(one, found[index - 1]),
    ...one.damages,
    ...endDamages(one, nextOf(one, found[index + 1])),
  ]);
  return { files: files.length, lines: found.reduce((sum, { lines }) => sum + lines, 0), damages };
}

async function verifyFile(log: LogFile): Promise<Found> {
  const text = await readFile(log.path, 'utf8');
  const end = text.lastIndexOf('\n') + 1;
  const lines = end === 0 ? [] : text.slice(0, end - 1).split('\n');
  const damages: Damage[] = [];
  let previous = NO_SUM;
  let last: string | null = null;
  for (const [index, line] of lines.entries()) {
    const split = splitLine(line);
    if (split === null || !isChainedTo(split, previous)) {
      damages.push({ file: basename(log.path), line: index + 1, what: 'altered' });
    }
    // The line's own word for its sum, so that one bad line does not make all that follow bad.
    if (split !== null) last = previous = split.sum;
  }
  const head = headIn(lines[0]);
  if (head === null) damages.push({ file: basename(log.path), line: null, what: 'headless' });
  const tornBytes = Buffer.byteLength(text.slice(end));
  return { log, head, sum: last, tornBytes, lines: Math.max(0, lines.length - 1), damages };
}

function headIn(line: string | undefined): FileHead | null {
  const parsed = line === undefined ? null : parseLine(line);
  return parsed !== null && typeof parsed['llo.log'] === 'string'
    ? (parsed as unknown as FileHead)
    : null;
}

/** A gap in the numbers is a file that was taken away. */
function missingBefore(one: Found, before: Found | undefined): readonly Damage[] {
  const expected = before !== undefined && isSameLog(before, one) ? before.log.number + 1 : 1;
  const isMissing = one.log.number !== expected;
  return isMissing ? [{ file: basename(one.log.path), line: null, what: 'missing' }] : [];
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

function isSameLog(a: Found, b: Found): boolean {
  return a.log.name === b.log.name && dirname(a.log.path) === dirname(b.log.path);
}
