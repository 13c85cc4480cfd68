import { appendFile, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Series } from './log-files.ts';

/** What one log says about lines of another: what stands there, and whose request it was. */
export interface Anchor {
  /** The first of the lines of a request; for a head it is the line itself. */
  readonly firstLine: number;
  readonly line: number;
  readonly sum: string;
  /** The request whose lines these are; null for a head, which only says that the line is there. */
  readonly traceId: string | null;
  /** The line that says so, as it is shown. */
  readonly by: string;
}

/** A file of some log, by its number. */
export interface Target extends Series {
  readonly number: number;
}

/** More would mean that the log was made to exhaust memory: a file has fewer lines. */
const CHARACTERS_OF_FILE_MAX = 268_435_456;
const KEPT_CHARACTERS_MAX = 8_388_608;

/**
 * Anchors, kept by the file that they are about, on the disk: logs may have millions. They hold ids of requests and
 * checksums, and are deleted at the end.
 */
export async function createAnchorStore() {
  const folder = await mkdtemp(join(tmpdir(), 'vakgraaf-verify-'));
  const kept = new Map<string, string[]>();
  const written = new Map<string, number>();
  let characters = 0;
  const flush = async () => {
    for (const [key, lines] of kept) {
      const text = lines.join('');
      await appendFile(join(folder, key), text);
      written.set(key, (written.get(key) ?? 0) + text.length);
    }
    kept.clear();
    characters = 0;
  };
  return {
    add: (target: Target, anchor: Anchor): void => {
      const text = `${JSON.stringify(inOrder(anchor))}\n`;
      const lines = kept.get(keyOf(target));
      if (lines === undefined) kept.set(keyOf(target), [text]);
      else lines.push(text);
      characters += text.length;
    },
    /** To be called now and then while anchors are added. */
    flushIfFull: async (): Promise<void> => {
      if (characters > KEPT_CHARACTERS_MAX) await flush();
    },
    /** The anchors of a file, by their first lines; null when there are too many to be true. */
    of: async (target: Target): Promise<readonly Anchor[] | null> => {
      const key = keyOf(target);
      const size = written.get(key) ?? 0;
      if (size > CHARACTERS_OF_FILE_MAX) return null;
      const before = size === 0 ? '' : await readFile(join(folder, key), 'utf8');
      const lines = [before, ...(kept.get(key) ?? [])].join('').split('\n').slice(0, -1);
      return lines.map(anchorIn).toSorted((a, b) => a.firstLine - b.firstLine || a.line - b.line);
    },
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}

export type AnchorStore = Awaited<ReturnType<typeof createAnchorStore>>;

export const keyOf = ({ name, days, number }: Target): string => `${name}-d${days}-${number}`;

const inOrder = ({ firstLine, line, sum, traceId, by }: Anchor) => [
  firstLine,
  line,
  sum,
  traceId,
  by,
];

function anchorIn(text: string): Anchor {
  const [firstLine, line, sum, traceId, by] = JSON.parse(text) as [
    number,
    number,
    string,
    string | null,
    string,
  ];
  return { firstLine, line, sum, traceId, by };
}
