import { listLogFiles, parseLine, readLines } from '../../core/audit-log/read-lines.ts';
import { retentionOf } from '../../core/audit-log/retention.ts';
import { verifyLogs } from '../../core/audit-log/verify-log.ts';
import { ConfigError } from '../../core/config/read-config.ts';
import { readPurposes } from '../../core/purposes/purposes.ts';
import { readKeySet, type KeySets } from '../../subgraphs/kit/ids/key-set.ts';
import type { AuditSettings } from './audit-settings.ts';
import { auditTables, damageLines, type LogEntry } from './audit-tables.ts';
import { runExpired } from './expired-logs.ts';
import { idsInLog } from './ids-in-log.ts';

export interface AuditReport {
  readonly text: string;
  /** False when `--verify` found a line that was changed or removed. */
  readonly isIntact: boolean;
}

/** Reads the audit logs, or deletes what is past its retention period. Throws `ConfigError`. */
export async function runAudit(
  settings: AuditSettings,
  around: { readonly defaultFolder: () => string | null; readonly now: Date },
): Promise<AuditReport> {
  const folder = settings.folder ?? around.defaultFolder();
  if (folder === null) throw new ConfigError('Cannot find a log: give --folder DIR');
  if (settings.verify) return verify(folder);
  if (settings.expired || settings.deleteExpired) {
    const purposes = readPurposes(settings.purposesFile);
    const text = await runExpired({
      folder,
      retention: retentionOf(() => purposes),
      now: around.now,
      isDeleting: settings.deleteExpired,
      isAtRest: settings.atRest,
    });
    return { text, isIntact: true };
  }
  const entries = await readEntries(folder);
  const isWanted = entryFilter(settings, entries, around.now);
  return { text: auditTables(entries.filter(isWanted)), isIntact: true };
}

async function verify(folder: string): Promise<AuditReport> {
  const verified = await verifyLogs(folder);
  return { text: damageLines(verified), isIntact: verified.damages.length === 0 };
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
      // Its retention period ended, and it was deleted, after it was listed.
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    }
  }
  return entries;
}

function entryFilter(
  settings: AuditSettings,
  entries: readonly LogEntry[],
  now: Date,
): (entry: LogEntry) => boolean {
  const { subject, trace, since } = settings;
  const sinceMs = since === undefined ? 0 : Date.parse(since);
  const ids = subject === undefined ? null : subjectIdsIn(subject, settings, entries, now);
  // Lines of the gateway name no data subject: they are found by the traces of lines that do.
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
  { key, client, purpose }: AuditSettings,
  entries: readonly LogEntry[],
  now: Date,
): ReadonlySet<string> {
  const partners = new Set(entries.flatMap((one) => one.attributes?.['llo.partner'] ?? []));
  return idsInLog(subject, { consumer: client, purpose }, [...partners], keySetsOf(key), now);
}

function keySetsOf(files: readonly string[]): KeySets {
  return Object.fromEntries(files.map(readKeySet).map((keySet) => [keySet.domain, keySet]));
}

function momentOf({ start_time: startedMs, time }: LogEntry): number {
  return startedMs ?? Date.parse(time ?? '');
}
