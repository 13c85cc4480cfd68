import { readFile } from 'node:fs/promises';
import { parseLine, listLogFiles } from '../../../core/audit-log/read-lines.ts';
import type { ProcessingRecord } from './processing-record.ts';
import { turnsOf } from '../turns/in-turns.ts';

/** One access to somebody's record at a partner. */
export interface LookupRecord {
  readonly at: Date;
  readonly consumer: string;
  readonly purpose: string;
  readonly partner: string;
  readonly traceId: string;
  /** The types of case records; null for a line of before they were written. */
  readonly categories: readonly string[] | null;
}

/** The most that one request reads back; `npm run audit` finds older lines. */
const BYTES_MAX = 268_435_456;
const LOOKUPS_MAX = 200;

/**
 * The newest lines about a subject, by all the ids that it has had; one per operation and partner.
 * Reads whole files, newest first, and parses only lines with one of the ids.
 */
export async function findAccessHistory(
  folder: string,
  name: string,
  ids: readonly string[],
): Promise<readonly LookupRecord[]> {
  const files = (await listLogFiles(folder)).filter((one) => one.name === name);
  const found = new Map<string, LookupRecord>();
  const wanted = new Set(ids);
  const turns = turnsOf(undefined);
  let bytesLeft = BYTES_MAX;
  for (const { path } of files.toReversed()) {
    const text = await readFile(path).catch(nothingIfGone);
    bytesLeft -= text.length;
    for (const line of linesAbout(text, wanted)) {
      if (turns.isOver()) await turns.next();
      const lookup = line === null ? null : lookupIn(line);
      if (lookup === null) continue;
      const key = `${lookup.traceId} ${lookup.partner} ${lookup.at.getTime()}`;
      const { categories } = found.get(key) ?? {};
      found.set(key, categories ? withCategories(lookup, categories) : lookup);
    }
    if (found.size >= LOOKUPS_MAX || bytesLeft <= 0) break;
  }
  return [...found.values()]
    .toSorted((a, b) => b.at.getTime() - a.at.getTime())
    .slice(0, LOOKUPS_MAX);
}

/** The same moment of another operation of the request may have been about other records. */
function withCategories(lookup: LookupRecord, others: readonly string[]): LookupRecord {
  const all = new Set([...others, ...(lookup.categories ?? [])]);
  return { ...lookup, categories: [...all].toSorted() };
}

/** Handles a file that was deleted at the end of its retention, between listing and reading. */
function nothingIfGone(error: NodeJS.ErrnoException): Buffer {
  if (error.code === 'ENOENT') return Buffer.alloc(0);
  throw error;
}

const SUBJECT = Buffer.from('"dpl.core.data_subject_id":"');
const QUOTE = 0x22;
const NEWLINE = 0x0a;

/** Makes one pass over the text for any number of ids; null for a line about another subject. */
function* linesAbout(text: Buffer, ids: ReadonlySet<string>): Generator<string | null> {
  for (let at = text.indexOf(SUBJECT); at >= 0; at = text.indexOf(SUBJECT, at)) {
    const start = at + SUBJECT.length;
    at = text.indexOf(QUOTE, start);
    if (at < 0) return;
    const end = ids.has(text.toString('latin1', start, at)) ? text.indexOf(NEWLINE, at) : -1;
    yield end < 0 ? null : text.toString('utf8', text.lastIndexOf(NEWLINE, at) + 1, end);
  }
}

function lookupIn(line: string): LookupRecord | null {
  const record = parseLine(line) as Partial<ProcessingRecord> | null;
  const { attributes, start_time: startedMs, trace_id: traceId } = record ?? {};
  const consumer = attributes?.['llo.consumer'];
  const purpose = attributes?.['llo.purpose'];
  const partner = attributes?.['llo.partner'];
  if (!consumer || !purpose || !partner || !startedMs || !traceId) return null;
  const categories = attributes?.['llo.categories']?.split(' ').filter((one) => one !== '') ?? null;
  return { at: new Date(startedMs), consumer, purpose, partner, traceId, categories };
}
