/** Reads all memory of a process, and the strings in its heap after a garbage collection. */
import {
  closeSync,
  existsSync,
  fstatSync,
  openSync,
  readdirSync,
  readFileSync,
  readSync,
} from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';

const CHUNK_BYTES = 16 * 1024 * 1024;
const OVERLAP_BYTES = 256;

/** Whether the system allows reading the memory of a child process. */
export function canReadMemory(pid: number): boolean {
  try {
    closeSync(openSync(`/proc/${pid}/mem`, 'r'));
    return true;
  } catch {
    return false;
  }
}

/** Reads every writable byte of a process, including freed memory; returns the number of bytes. */
export function scanMemory(pid: number, look: (bytes: Buffer) => void): number {
  const memory = openSync(`/proc/${pid}/mem`, 'r');
  let total = 0;
  try {
    for (const [from, to] of writableRegions(pid)) {
      for (let at = from; at < to; at += CHUNK_BYTES - OVERLAP_BYTES) {
        const bytes = readAt(memory, at, Math.min(CHUNK_BYTES, to - at));
        total += bytes.length;
        look(bytes);
        if (at + CHUNK_BYTES >= to) break;
      }
    }
  } finally {
    closeSync(memory);
  }
  return total;
}

function writableRegions(pid: number): readonly (readonly [from: number, to: number])[] {
  return readFileSync(`/proc/${pid}/maps`, 'utf8')
    .split('\n')
    .flatMap((line) => {
      const [, from, to] = /^([0-9a-f]+)-([0-9a-f]+) rw/.exec(line) ?? [];
      return from === undefined || to === undefined
        ? []
        : [[Number.parseInt(from, 16), Number.parseInt(to, 16)] as const];
    });
}

/** Empty for a page that was unmapped between listing and reading. */
function readAt(memory: number, at: number, length: number): Buffer {
  const bytes = Buffer.allocUnsafe(length);
  try {
    return bytes.subarray(0, readSync(memory, bytes, 0, length, at));
  } catch {
    return bytes.subarray(0, 0);
  }
}

/** Every occurrence of a text, with one or two bytes a character, with the characters around it. */
export function* occurrences(bytes: Buffer, text: string): Generator<string> {
  for (const encoding of ['latin1', 'utf16le'] as const) {
    const wanted = Buffer.from(text, encoding);
    for (let at = bytes.indexOf(wanted); at >= 0; at = bytes.indexOf(wanted, at + wanted.length)) {
      const width = encoding === 'latin1' ? 1 : 2;
      yield bytes.toString(encoding, Math.max(0, at - 40 * width), at + 80 * width);
    }
  }
}

const SNAPSHOT_MS = 60_000;

/** The strings that are alive after a full garbage collection, which a heap snapshot starts with. */
export async function heapStrings(pid: number, folder: string): Promise<string> {
  const before = snapshotsIn(folder);
  process.kill(pid, 'SIGUSR2');
  const until = Date.now() + SNAPSHOT_MS;
  for (;;) {
    const file = snapshotsIn(folder).find((name) => !before.includes(name));
    const bytes = file === undefined ? null : readWhole(join(folder, file));
    if (bytes) return bytes.toString('latin1', bytes.indexOf('"strings":['));
    if (Date.now() > until) throw new Error('No heap snapshot in time');
    await setTimeout(100);
  }
}

const snapshotsIn = (folder: string): readonly string[] =>
  existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith('.heapsnapshot')) : [];

/** Null while it is still written, for which its end is enough: the whole has hundreds of megabytes. */
function readWhole(path: string): Buffer | null {
  const END_BYTES = 4;
  const file = openSync(path, 'r');
  try {
    const end = Buffer.alloc(END_BYTES);
    readSync(file, end, 0, END_BYTES, Math.max(0, fstatSync(file).size - END_BYTES));
    return end.toString('latin1').trimEnd().endsWith(']}') ? readFileSync(file) : null;
  } finally {
    closeSync(file);
  }
}
