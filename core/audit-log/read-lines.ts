import { open, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { compareText } from '../structures/compare-text.ts';
import { isObject } from '../structures/is-object.ts';
import { parseFileName, type FileHead, type NamedFile } from './log-files.ts';

/** A file of a log, in the folder or below it. */
export interface LogFile extends NamedFile {
  readonly path: string;
}

/** All files of all logs in a folder and below it, each log's in order. */
export async function listLogFiles(folder: string): Promise<readonly LogFile[]> {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true });
  return entries
    .filter((entry) => entry.isFile())
    .flatMap((entry) => {
      const parsed = parseFileName(entry.name);
      return parsed === null ? [] : [{ path: join(entry.parentPath, entry.name), ...parsed }];
    })
    .toSorted((a, b) => compareText(folderOf(a.path), folderOf(b.path)) || compareFiles(a, b));
}

/** The parsed line; null when it is not a JSON object. */
export function parseLine(text: string): Readonly<Record<string, unknown>> | null {
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : null;
  } catch {
    return null;
  }
}

/** The parsed first line of a file; null for any other line. */
export function headIn(line: string | undefined): FileHead | null {
  const parsed = line === undefined ? null : parseLine(line);
  return parsed !== null && typeof parsed['llo.log'] === 'string'
    ? (parsed as unknown as FileHead)
    : null;
}

const HEAD_BYTES_MAX = 4_096;

/** Reads only the first line of a file. */
export async function readHead(path: string): Promise<FileHead | null> {
  const file = await open(path, 'r');
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(HEAD_BYTES_MAX), 0, HEAD_BYTES_MAX);
    const end = buffer.subarray(0, bytesRead).indexOf(0x0a);
    return end < 0 ? null : headIn(buffer.toString('utf8', 0, end));
  } finally {
    await file.close();
  }
}

const folderOf = (path: string) => path.slice(0, Math.max(0, path.lastIndexOf('/')));

function compareFiles(a: LogFile, b: LogFile): number {
  return compareText(a.name, b.name) || a.days - b.days || a.number - b.number;
}
