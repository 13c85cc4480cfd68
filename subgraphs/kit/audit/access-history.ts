import { parseLine } from '../../../core/audit-log/read-lines.ts';
import type { ProcessingRecord } from './processing-record.ts';
import { eachInTurns } from '../turns/in-turns.ts';

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

const LOOKUPS_MAX = 200;

/** The accesses that these lines record, one per operation and partner, newest first: at most 200. */
export async function accessHistoryIn(lines: readonly string[]): Promise<readonly LookupRecord[]> {
  const found = new Map<string, LookupRecord>();
  await eachInTurns(lines, (line) => {
    const lookup = lookupIn(line);
    if (lookup === null) return;
    const { traceId, partner, consumer, purpose, at } = lookup;
    const key = [traceId, partner, consumer, purpose, at.getTime()].join(' ');
    const { categories } = found.get(key) ?? {};
    found.set(key, categories ? withCategories(lookup, categories) : lookup);
  });
  return [...found.values()]
    .toSorted((a, b) => b.at.getTime() - a.at.getTime())
    .slice(0, LOOKUPS_MAX);
}

/** The same moment of another operation of the request may have been about other records. */
function withCategories(lookup: LookupRecord, others: readonly string[]): LookupRecord {
  const all = new Set([...others, ...(lookup.categories ?? [])]);
  return { ...lookup, categories: [...all].toSorted() };
}

function lookupIn(line: string): LookupRecord | null {
  const record = parseLine(line) as Partial<ProcessingRecord> | null;
  const { resource, start_time: startedMs, trace_id: traceId } = record ?? {};
  const {
    'vakgraaf.client': consumer,
    'vakgraaf.purpose': purpose,
    'vakgraaf.controller': partner,
    'vakgraaf.categories': types,
  } = resource?.attributes ?? {};
  if (!consumer || !purpose || !partner || !startedMs || !traceId) return null;
  const categories = types?.split(' ').filter((one) => one !== '') ?? null;
  return { at: new Date(startedMs), consumer, purpose, partner, traceId, categories };
}
