import { isUtf8 } from 'node:buffer';
import { open } from 'node:fs/promises';

/** A longer line is not read: no process of ours writes one. */
const LINE_BYTES_MAX = 1_048_576;
const BUFFER_BYTES = 2 * LINE_BYTES_MAX;
const SMALL_BYTES = 65_536;
const NEWLINE = 0x0a;

/**
 * Calls `take` with each complete line of a file and its number, which counts from 1. A line that is too long, or is
 * no UTF-8, is null. Whatever the file holds, at most two megabytes of it are in memory. Gives the number of bytes
 * after the last complete line.
 */
export async function eachLine(
  path: string,
  take: (text: string | null, number: number) => void,
  afterPart: () => Promise<void> = () => Promise.resolve(),
): Promise<{ readonly tornBytes: number }> {
  const file = await open(path, 'r');
  try {
    const { size } = await file.stat();
    let buffer = Buffer.allocUnsafe(Math.min(Math.max(size + 1, SMALL_BYTES), BUFFER_BYTES));
    let [kept, skipped, number] = [0, 0, 0];
    for (;;) {
      const { bytesRead } = await file.read(buffer, kept, buffer.length - kept);
      if (bytesRead === 0) return { tornBytes: skipped + kept };
      const part = buffer.subarray(0, kept + bytesRead);
      let start = 0;
      for (let end = part.indexOf(NEWLINE); end >= 0; end = part.indexOf(NEWLINE, start)) {
        number += 1;
        const line = part.subarray(start, end);
        const isReadable = skipped === 0 && line.length <= LINE_BYTES_MAX && isUtf8(line);
        take(isReadable ? line.toString('utf8') : null, number);
        skipped = 0;
        start = end + 1;
      }
      kept = part.length - start;
      if (kept < buffer.length) part.copy(buffer, 0, start);
      else if (buffer.length < BUFFER_BYTES) {
        buffer = Buffer.concat([part, Buffer.allocUnsafe(BUFFER_BYTES - kept)]);
      } else {
        // Of a line that fills the buffer only the length is kept.
        skipped += kept;
        kept = 0;
      }
      await afterPart();
    }
  } finally {
    await file.close();
  }
}
