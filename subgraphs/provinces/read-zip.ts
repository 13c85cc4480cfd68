import { inflateRawSync } from 'node:zlib';
import { PartnerFault } from '../kit/partners/partner-fault.ts';

/**
 * Unpacks a zip archive (PKWARE APPNOTE 4.3) within bounds. The size that an entry claims is not
 * used: each entry is inflated up to what is left of the whole archive's bound, so a small file
 * that unpacks to a large one throws before it grows.
 */
export function readZip(
  bytes: Buffer,
  {
    entriesMax,
    unpackedBytesMax,
  }: { readonly entriesMax: number; readonly unpackedBytesMax: number },
): ReadonlyMap<string, Buffer> {
  try {
    const entries = new Map<string, Buffer>();
    let left = unpackedBytesMax;
    for (const entry of directoryOf(bytes, entriesMax)) {
      const content = unpack(bytes, entry, left);
      left -= content.length;
      entries.set(entry.name, content);
    }
    return entries;
  } catch (error) {
    if (error instanceof PartnerFault) throw error;
    throw new PartnerFault('garbled', { cause: error });
  }
}

interface Entry {
  readonly name: string;
  readonly method: number;
  readonly packedBytes: number;
  readonly offset: number;
}

const END = Buffer.from('PK\u0005\u0006', 'latin1');
const END_BYTES = 22;
const COMMENT_BYTES_MAX = 65_535;
const DIRECTORY_ENTRY = 0x02014b50;
const LOCAL_ENTRY = 0x04034b50;
const ENCRYPTED = 0x2041;
const STORED = 0;
const DEFLATED = 8;

/** The central directory, which is at the end: a file that was cut off has none. */
function directoryOf(bytes: Buffer, entriesMax: number): readonly Entry[] {
  const end = bytes.lastIndexOf(END);
  if (end < 0 || end < bytes.length - END_BYTES - COMMENT_BYTES_MAX) {
    throw new PartnerFault('garbled');
  }
  const count = bytes.readUInt16LE(end + 10);
  if (count > entriesMax) throw new PartnerFault('garbled');
  const entries: Entry[] = [];
  let at = bytes.readUInt32LE(end + 16);
  for (let index = 0; index < count; index += 1) {
    const nameBytes = bytes.readUInt16LE(at + 28);
    const isReadable =
      bytes.readUInt32LE(at) === DIRECTORY_ENTRY && (bytes.readUInt16LE(at + 8) & ENCRYPTED) === 0;
    if (!isReadable) throw new PartnerFault('garbled');
    entries.push({
      name: bytes.toString('utf8', at + 46, at + 46 + nameBytes),
      method: bytes.readUInt16LE(at + 10),
      packedBytes: bytes.readUInt32LE(at + 20),
      offset: bytes.readUInt32LE(at + 42),
    });
    at += 46 + nameBytes + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32);
  }
  return entries;
}

function unpack(bytes: Buffer, { method, packedBytes, offset }: Entry, left: number): Buffer {
  if (bytes.readUInt32LE(offset) !== LOCAL_ENTRY) throw new PartnerFault('garbled');
  const start = offset + 30 + bytes.readUInt16LE(offset + 26) + bytes.readUInt16LE(offset + 28);
  const packed = bytes.subarray(start, start + packedBytes);
  if (packed.length !== packedBytes || left <= 0) throw new PartnerFault('garbled');
  if (method === DEFLATED) return inflateRawSync(packed, { maxOutputLength: left });
  if (method === STORED && packedBytes <= left) return packed;
  throw new PartnerFault('garbled');
}
