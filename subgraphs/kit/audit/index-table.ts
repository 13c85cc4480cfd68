import { mkdir, readFile, stat, writeFile, appendFile, truncate } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { crc32 } from 'node:zlib';
import { createHash } from 'node:crypto';
import { nothingIfMissing, type ReadBytes } from './read-bytes.ts';

/** Where a line about a data subject is. */
export interface LinePlace {
  /** Days that the lines of the file are kept, and its number: together they name the file. */
  readonly days: number;
  readonly file: number;
  /** In bytes. */
  readonly offset: number;
  readonly length: number;
}

/** A place, and the id of the data subject whom the line is about. */
export interface IndexedLine extends LinePlace {
  readonly id: string;
}

/** Thrown when an index is not as it was written: it is then made again from the log. */
export class IndexDamaged extends Error {
  override readonly name = 'IndexDamaged';
}

const BUCKETS = 262_144;
const BUCKET_BYTES = 4;
/** No entry. Entries count from 1, so that zeros are damage. */
const NONE = 0xff_ff_ff_ff;
const ENTRY_BYTES = 32;
const HASH_BYTES = 8;
const CRC_AT = 28;

/** Entries of one bucket that are read at most. Other subjects share a bucket only in logs of many millions of lines. */
const STEPS_MAX = 20_000;

/**
 * The lines about data subjects in one quarter, as a hash table of two files. `entries` only grows: each entry has the
 * place of a line and the number of the entry before it in the same bucket. `buckets` has the newest entry of each
 * bucket. A lookup follows a bucket from its newest entry backwards, so that its cost depends on the lines found and not on
 * the lines there are.
 */
export function indexTable(folder: string) {
  const entriesFile = join(folder, 'entries');
  const bucketsFile = join(folder, 'buckets');
  return {
    /** The checksum of the buckets as they are; `NO_BUCKETS` without a file. */
    checksum: async (): Promise<number> => {
      const buckets = await readFile(bucketsFile).catch(nothingIfMissing);
      return buckets === null ? NO_BUCKETS : crc32(buckets);
    },

    /**
     * Adds lines, the oldest first. `record` is called with the checksum that the buckets will have before
     * they are written, so that a kill in between is no damage.
     */
    add: async (
      lines: readonly IndexedLine[],
      record: (checksum: number) => Promise<void>,
    ): Promise<void> => {
      await mkdir(dirname(entriesFile), { recursive: true, mode: 0o700 });
      const buckets =
        (await readFile(bucketsFile).catch(nothingIfMissing)) ??
        Buffer.alloc(BUCKETS * BUCKET_BYTES, 0xff);
      if (buckets.length !== BUCKETS * BUCKET_BYTES)
        throw new IndexDamaged('The buckets are incomplete');
      const size = (await stat(entriesFile).catch(nothingIfMissing))?.size ?? 0;
      const before = Math.floor(size / ENTRY_BYTES);
      // The process ended within an entry.
      if (size % ENTRY_BYTES !== 0) await truncate(entriesFile, before * ENTRY_BYTES);
      const entries = entriesOf(lines, before, buckets);
      await record(crc32(buckets));
      await appendFile(entriesFile, entries, { mode: 0o600 });
      await writeFile(bucketsFile, buckets, { mode: 0o600 });
    },

    /** Where the lines about a subject are, the newest first. Other subjects may share its hash. */
    find: async (id: string, linesMax: number, read: ReadBytes): Promise<readonly LinePlace[]> => {
      const hash = hashOf(id);
      const bucket = await read(bucketsFile, bucketOf(hash) * BUCKET_BYTES, BUCKET_BYTES);
      if (bucket.length < BUCKET_BYTES) throw new IndexDamaged('The buckets are incomplete');
      const found: LinePlace[] = [];
      let number = bucket.readUInt32LE();
      for (
        let step = 0;
        number !== NONE && step < STEPS_MAX && found.length < linesMax;
        step += 1
      ) {
        if (number === 0) throw new IndexDamaged('A bucket is damaged');
        const entry = await read(entriesFile, (number - 1) * ENTRY_BYTES, ENTRY_BYTES);
        const { previous, place, hash: ofEntry } = readEntry(entry);
        if ((previous !== NONE && previous >= number) || bucketOf(ofEntry) !== bucketOf(hash)) {
          throw new IndexDamaged('An entry is not of its bucket');
        }
        if (ofEntry.equals(hash)) found.push(place);
        number = previous;
      }
      return found;
    },
  };
}

/** The checksum of a table that was never written. */
export const NO_BUCKETS = -1;

/** The entries of these lines, which the buckets then begin with. */
function entriesOf(lines: readonly IndexedLine[], before: number, buckets: Buffer): Buffer {
  const entries = Buffer.alloc(lines.length * ENTRY_BYTES);
  for (const [index, line] of lines.entries()) {
    const hash = hashOf(line.id);
    const bucketAt = bucketOf(hash) * BUCKET_BYTES;
    const entry = entries.subarray(index * ENTRY_BYTES, (index + 1) * ENTRY_BYTES);
    writeEntry(entry, hash, buckets.readUInt32LE(bucketAt), line);
    buckets.writeUInt32LE(before + index + 1, bucketAt);
  }
  return entries;
}

function hashOf(id: string): Buffer {
  return createHash('sha256').update(id).digest().subarray(0, HASH_BYTES);
}

function bucketOf(hash: Buffer): number {
  return hash.readUInt32LE() % BUCKETS;
}

function writeEntry(entry: Buffer, hash: Buffer, previous: number, place: LinePlace): void {
  hash.copy(entry);
  const numbers = [previous, place.days, place.file, place.offset, place.length];
  for (const [index, number] of numbers.entries()) {
    entry.writeUInt32LE(number, HASH_BYTES + index * BUCKET_BYTES);
  }
  entry.writeUInt32LE(crc32(entry.subarray(0, CRC_AT)), CRC_AT);
}

function readEntry(entry: Buffer) {
  const isWhole =
    entry.length === ENTRY_BYTES && entry.readUInt32LE(CRC_AT) === crc32(entry.subarray(0, CRC_AT));
  if (!isWhole) throw new IndexDamaged('An entry is damaged');
  const numberAt = (index: number) => entry.readUInt32LE(HASH_BYTES + index * BUCKET_BYTES);
  return {
    hash: entry.subarray(0, HASH_BYTES),
    previous: numberAt(0),
    place: { days: numberAt(1), file: numberAt(2), offset: numberAt(3), length: numberAt(4) },
  };
}
