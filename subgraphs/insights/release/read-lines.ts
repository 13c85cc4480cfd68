/** The lines of a response that another subgraph sends, one at a time and each of limited length. */
import { ReleaseError } from './release-error.ts';

/** A head names up to a thousand partners; a row is far shorter. */
const LINE_BYTES_MAX = 262_144;
const LINE_FEED = 0x0a;

/** Gives the next line, or null at the end. A last line without a line feed is cut off, and is an error. */
export type NextLine = () => Promise<string | null>;

/** `subject` names the response in an error. */
export function createLineReader(chunks: AsyncIterable<Uint8Array>, subject: string): NextLine {
  const source = chunks[Symbol.asyncIterator]();
  let lines: readonly string[] = [];
  let at = 0;
  /** The bytes of a line that has not ended. */
  let rest: Uint8Array[] = [];
  let restBytes = 0;

  async function fill(): Promise<boolean> {
    const { value, done } = await source.next();
    if (done === true) return false;
    const end = value.lastIndexOf(LINE_FEED);
    if (end !== -1) {
      lines = Buffer.concat([...rest, value.subarray(0, end)])
        .toString('utf8')
        .split('\n');
      at = 0;
      rest = [];
      restBytes = 0;
    }
    rest.push(value.subarray(end + 1));
    restBytes += value.length - end - 1;
    if (restBytes <= LINE_BYTES_MAX) return true;
    throw new ReleaseError(`Cannot read ${subject}: a line is too long`);
  }

  return async function nextLine() {
    while (at >= lines.length) {
      if (await fill()) continue;
      if (restBytes === 0) return null;
      throw new ReleaseError(`Cannot read ${subject}: they are cut off`);
    }
    const line = lines[at] ?? '';
    at += 1;
    if (line.length <= LINE_BYTES_MAX) return line;
    throw new ReleaseError(`Cannot read ${subject}: a line is too long`);
  };
}
