import { readFile } from 'node:fs/promises';
import { setImmediate } from 'node:timers/promises';
import { isChainedTo, NO_SUM, splitLine } from './chained-line.ts';
import { headIn, parseLine, readHead } from './read-lines.ts';
import { keptOf, type Retention } from './retention.ts';

/** A closed, undamaged file, and until when its lines are kept. */
export interface Inspected {
  readonly lines: number;
  /** Times of its first and last line; null without lines. */
  readonly fromMs: number | null;
  readonly toMs: number | null;
  /** When the retention of its last line ends; minus infinity without lines. */
  readonly untilMs: number;
  readonly days: Readonly<Record<string, number>>;
  readonly lastSum: string;
}

/** Lines read before the event loop gets a turn: a file may hold tens of thousands. */
const LINES_AT_ONCE = 500;

/** Null for a damaged file, or one that does not end as the first line of the next file says. */
export async function inspectFile(
  path: string,
  nextPath: string,
  retention: Retention,
): Promise<Inspected | null> {
  const after = (await readHead(nextPath))?.['llo.after'];
  const text = await readFile(path);
  const end = text.lastIndexOf(0x0a) + 1;
  const [head = '', ...lines] = text.toString('utf8', 0, Math.max(0, end - 1)).split('\n');
  const isEndKnown = after != null && after.torn_bytes === text.length - end;
  if (!isEndKnown || headIn(head) === null) return null;
  const read = await readLines([head, ...lines], retention);
  return read !== null && read.lastSum === after.sum ? read : null;
}

async function readLines(
  lines: readonly string[],
  retention: Retention,
): Promise<Inspected | null> {
  const days: Record<string, number> = {};
  let [fromMs, toMs, untilMs] = [Infinity, -Infinity, -Infinity];
  let lastSum = NO_SUM;
  for (const [index, text] of lines.entries()) {
    const split = splitLine(text);
    const line = split && parseLine(split.json);
    if (!line || !isChainedTo(split, lastSum)) return null;
    lastSum = split.sum;
    if (index === 0) continue;
    const kept = keptOf(line, retention);
    if (line['llo.deleted'] === undefined) days[kept.purpose] = kept.days;
    fromMs = Math.min(fromMs, kept.atMs);
    toMs = Math.max(toMs, kept.atMs);
    untilMs = Math.max(untilMs, kept.untilMs);
    if (index % LINES_AT_ONCE === 0) await setImmediate();
  }
  const isEmpty = lines.length === 1;
  return {
    lines: lines.length - 1,
    fromMs: isEmpty ? null : fromMs,
    toMs: isEmpty ? null : toMs,
    untilMs,
    days,
    lastSum,
  };
}
