import { hostname } from 'node:os';
import { join } from 'node:path';
import { chainLine, NO_SUM, splitLine } from './chained-line.ts';
import type { Disk } from './disk.ts';

/** The files of one log whose lines are kept equally long: numbered, and one chain. */
export interface Series {
  /** The name of the log: the id of a partner, or `gateway`. */
  readonly name: string;
  /** How many days each line is kept. */
  readonly days: number;
}

/** How a file ended, as the first line of the next file records it. */
export interface Ending {
  readonly file: string;
  /** Checksum of its last complete line; null when it has none. */
  readonly sum: string | null;
  /** Bytes after its last complete line: a line that was being written when the process ended. */
  readonly tornBytes: number;
}

/** A process on a machine. */
export interface Writer {
  readonly host: string;
  readonly pid: number;
}

/** First line of every file. */
export interface FileHead {
  readonly 'llo.log': string;
  readonly 'llo.version': 2;
  readonly 'llo.days': number;
  readonly 'llo.file': number;
  readonly 'llo.opened': string;
  /** The process that opened the file. */
  readonly 'llo.writer': Writer;
  readonly 'llo.after': {
    readonly file: string;
    readonly sum: string | null;
    readonly torn_bytes: number;
  } | null;
}

/** What the name of a file tells. */
export interface NamedFile extends Series {
  readonly number: number;
  /** The day (UTC) that it was opened, on which all of its lines were written. */
  readonly day: string;
}

const NAME = /^([a-z][a-z0-9-]*)-d(\d{1,6})-(\d{6,})-(\d{4}-\d{2}-\d{2})\.jsonl$/;
/** Longer than any line, so that the end of a file holds the whole of its last line. */
const LINE_BYTES_MAX = 524_288;

/** `otib-d730-000001-2026-11-21.jsonl`: numbered, so that a missing file shows. */
export function fileName({ name, days }: Series, number: number, day: string): string {
  return `${name}-d${days}-${String(number).padStart(6, '0')}-${day}.jsonl`;
}

/** Null for a file that is not one of a log. */
export function parseFileName(file: string): NamedFile | null {
  const [, name, days, number, day] = NAME.exec(file) ?? [];
  if (name === undefined || day === undefined) return null;
  return { name, days: Number(days), number: Number(number), day };
}

export function isOfSeries(file: Series, { name, days }: Series): boolean {
  return file.name === name && file.days === days;
}

/** The newest file of a series in a folder, and how it ended. */
export async function findLast(
  disk: Disk,
  folder: string,
  series: Series,
): Promise<{ readonly number: number; readonly ending: Ending | null }> {
  const last = (await disk.list(folder))
    .flatMap((file) => {
      const parsed = parseFileName(file);
      return parsed !== null && isOfSeries(parsed, series) ? [{ file, ...parsed }] : [];
    })
    .reduce<{ file: string; number: number } | null>(
      (newest, one) => (newest === null || one.number > newest.number ? one : newest),
      null,
    );
  if (last === null) return { number: 0, ending: null };
  const { tail, bytes } = await disk.readTail(join(folder, last.file), LINE_BYTES_MAX);
  return { number: last.number, ending: { file: last.file, ...endOf(tail, bytes) } };
}

/** A line is complete when it ends with a checksum and a newline; the bytes after it are torn. */
function endOf(tail: Buffer, bytes: number): { readonly sum: string | null; tornBytes: number } {
  let end = tail.lastIndexOf(0x0a);
  while (end >= 0) {
    const start = end === 0 ? 0 : tail.lastIndexOf(0x0a, end - 1) + 1;
    const sum = splitLine(tail.toString('utf8', start, end))?.sum;
    if (sum !== undefined) return { sum, tornBytes: tail.length - end - 1 };
    end = start - 1;
  }
  return { sum: null, tornBytes: bytes };
}

/** The first line of a new file, which records how the previous file ended. */
export function headOf({ name, days }: Series, number: number, now: Date, after: Ending | null) {
  const head: FileHead = {
    'llo.log': name,
    'llo.version': 2,
    'llo.days': days,
    'llo.file': number,
    'llo.opened': now.toISOString(),
    'llo.writer': { host: hostname(), pid: process.pid },
    'llo.after': after && { file: after.file, sum: after.sum, torn_bytes: after.tornBytes },
  };
  return chainLine(JSON.stringify(head), NO_SUM);
}
