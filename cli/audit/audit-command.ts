import { parseArgs } from 'node:util';
import { PURPOSES_FILE, readPurposes } from '../../core/purposes/purposes.ts';
import { readKeySet, type KeySets } from '../../subgraphs/kit/ids/key-set.ts';
import { idsInLog } from './ids-in-log.ts';
import { listLogFiles, parseLine, readLines } from '../../core/audit-log/read-lines.ts';
import { auditTables, damageLines, type LogEntry } from './audit-tables.ts';
import { runExpired } from './expired-command.ts';
import { retentionOf } from '../../core/audit-log/retention.ts';
import { verifyLogs } from '../../core/audit-log/verify-log.ts';

export const USAGE = `npm run -s account -- [--subject ID] [--trace ID] [--since TIME] [--folder DIR] [--verify]
       npm run -s account -- --expired | --delete-expired [--folder DIR] [--at-rest]

  --subject ID     whose lines: an id as the graph shows it, or as the log has it
  --consumer OIN   for whom that id was made, and for which purpose (the coach of the demo)
  --purpose URI
  --trace ID       one question: who asked, and all that was looked at for it; its beginning will do
  --since TIME     from this day or moment on, such as 2026-11-21
  --folder DIR     where the logs are (the newest start of the demo)
  --key FILE       keys that open subjects; without them only an id as the log has it is found
  --verify         check every line against the one before it
  --expired        what is past its retention, by core/purposes/purposes.yaml; deletes nothing
  --delete-expired deletes it, of logs that no process has open: one that runs does so each day
  --at-rest        no process has these logs open, though this machine cannot tell
  --purposes-file FILE  other purposes than those of this house`;

const COACH = '00000099000000001000';
const GUIDANCE = 'urn:llo:purpose:case-guidance';

export interface CommandResult {
  readonly text: string;
  readonly isWhole: boolean;
}

/** Reads the account back, or deletes what is past its time; throws what was expected instead. */
export async function runAuditCommand(
  args: readonly string[],
  around: { readonly defaultFolder: () => string | null; readonly now: Date },
): Promise<CommandResult> {
  const values = parse(args);
  if (values.help === true) return { text: USAGE, isWhole: true };
  const folder = values.folder ?? around.defaultFolder();
  if (folder === null) throw new Error(`Cannot find a log: give --folder DIR\n\n${USAGE}`);
  if (values.verify) return verify(folder);
  if (values.expired || values['delete-expired']) {
    const purposes = readPurposes(values['purposes-file']);
    const text = await runExpired({
      folder,
      retention: retentionOf(() => purposes),
      now: around.now,
      isDeleting: values['delete-expired'],
      isAtRest: values['at-rest'],
    });
    return { text, isWhole: true };
  }
  const entries = await readEntries(folder);
  const wanted = await wantedBy(values, entries, around.now);
  return { text: auditTables(entries.filter(wanted)), isWhole: true };
}

function parse(args: readonly string[]) {
  return parseArgs({
    args: [...args],
    options: {
      subject: { type: 'string' },
      consumer: { type: 'string', default: COACH },
      purpose: { type: 'string', default: GUIDANCE },
      trace: { type: 'string' },
      since: { type: 'string' },
      folder: { type: 'string' },
      key: { type: 'string', multiple: true, default: [] },
      verify: { type: 'boolean', default: false },
      expired: { type: 'boolean', default: false },
      'delete-expired': { type: 'boolean', default: false },
      'at-rest': { type: 'boolean', default: false },
      'purposes-file': { type: 'string', default: PURPOSES_FILE },
      help: { type: 'boolean', short: 'h' },
    },
  }).values;
}

async function verify(folder: string): Promise<CommandResult> {
  const verified = await verifyLogs(folder);
  return { text: damageLines(verified), isWhole: verified.damages.length === 0 };
}

async function readEntries(folder: string): Promise<readonly LogEntry[]> {
  const entries: LogEntry[] = [];
  for (const { path } of await listLogFiles(folder)) {
    try {
      for await (const line of readLines(path)) {
        const record = parseLine(line);
        if (record !== null && typeof record['trace_id'] === 'string') {
          entries.push(record as unknown as LogEntry);
        }
      }
    } catch (error) {
      // Its retention ended between the listing and the reading.
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    }
  }
  return entries;
}

type Wanted = (entry: LogEntry) => boolean;

async function wantedBy(
  values: ReturnType<typeof parse>,
  entries: readonly LogEntry[],
  now: Date,
): Promise<Wanted> {
  const { subject, trace, since } = values;
  const sinceMs = since === undefined ? 0 : parseMoment(since);
  const ids = subject === undefined ? null : subjectIdsIn(subject, values, entries, now);
  // Who asked has no subject: the questions about someone bring their askers along.
  const traces = new Set(
    ids &&
      entries.flatMap((one) =>
        ids.has(one.attributes?.['dpl.core.data_subject_id'] ?? '') ? [one.trace_id] : [],
      ),
  );
  return (entry) => {
    if (momentOf(entry) < sinceMs) return false;
    if (trace !== undefined && !entry.trace_id.startsWith(trace)) return false;
    if (ids === null) return true;
    if (entry.attributes === undefined) return traces.has(entry.trace_id);
    return ids.has(entry.attributes['dpl.core.data_subject_id'] ?? '');
  };
}

function subjectIdsIn(
  subject: string,
  { key, consumer, purpose }: ReturnType<typeof parse>,
  entries: readonly LogEntry[],
  now: Date,
): ReadonlySet<string> {
  const partners = new Set(entries.flatMap((one) => one.attributes?.['llo.partner'] ?? []));
  return idsInLog(subject, { consumer, purpose }, [...partners], ringsOf(key), now);
}

function ringsOf(files: readonly string[]): KeySets {
  return Object.fromEntries(files.map(readKeySet).map((keySet) => [keySet.domain, keySet]));
}

function momentOf({ start_time: startedMs, time }: LogEntry): number {
  return startedMs ?? Date.parse(time ?? '');
}

function parseMoment(text: string): number {
  const moment = Date.parse(text);
  if (!Number.isNaN(moment)) return moment;
  throw new Error(`Cannot use --since "${text}": expected a day or a moment, such as 2026-11-21`);
}
