import { hostname } from 'node:os';
import { join } from 'node:path';
import { chainLine, NO_SUM, splitLine } from './chained-line.ts';
import type { Disk } from './disk.ts';

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
  readonly 'llo.version': 1;
  readonly 'llo.file': number;
  readonly 'llo.opened': string;
  /** The process that opened the file; absent in older files. */
  readonly 'llo.writer'?: Writer;
  readonly 'llo.after': {
    readonly file: string;
    readonly sum: string | null;
    readonly torn_bytes: number;
  } | null;
}

const NAME = /^([a-z][a-z-]*)-(\d{6})-(\d{4}-\d{2}-\d{2})\.jsonl$/;
const LINE_BYTES_MAX = 65_536;

/** `funds-000001-2026-11-21.jsonl`: numbered, so that a missing file shows. */
export function fileName(name: string, number: number, day: string): string {
  return `${name}-${String(number).padStart(6, '0')}-${day}.jsonl`;
}

/** Which log a file belongs to, its number, and the day that it was opened; null for any other file. */
export function parseFileName(
  file: string,
): { readonly name: string; readonly number: number; readonly day: string } | null {
  const [, name, digits, day] = NAME.exec(file) ?? [];
  return name === undefined || day === undefined ? null : { name, number: Number(digits), day };
}

/** The newest file of a log in a folder, and how it ended. */
export async function findLast(
  disk: Disk,
  folder: string,
  name: string,
): Promise<{ readonly number: number; readonly ending: Ending | null }> {
  const own = (await disk.list(folder))
    .map((file) => ({ file, parsed: parseFileName(file) }))
    .filter(({ parsed }) => parsed?.name === name)
    .toSorted((a, b) => (a.parsed?.number ?? 0) - (b.parsed?.number ?? 0));
  const last = own.at(-1);
  if (last === undefined) return { number: 0, ending: null };
  const { tail, bytes } = await disk.readTail(join(folder, last.file), LINE_BYTES_MAX);
  return { number: last.parsed?.number ?? 0, ending: { file: last.file, ...endOf(tail, bytes) } };
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
export function headOf(name: string, number: number, now: Date, after: Ending | null) {
  const head: FileHead = {
    'llo.log': name,
    'llo.version': 1,
    'llo.file': number,
    'llo.opened': now.toISOString(),
    'llo.writer': { host: hostname(), pid: process.pid },
    'llo.after': after && { file: after.file, sum: after.sum, torn_bytes: after.tornBytes },
  };
  return chainLine(JSON.stringify(head), NO_SUM);
}
