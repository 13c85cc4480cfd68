import { eachLine } from '../../core/audit-log/each-line.ts';
import { isGateway } from '../../core/audit-log/verify-log.ts';
import { parseLine, type LogFile } from '../../core/audit-log/read-lines.ts';

/** A line of the log of a partner: the fields that are shown. */
export interface AccessEntry {
  readonly trace_id: string;
  readonly name?: string;
  readonly start_time?: number;
  readonly attributes?: Readonly<Record<string, string>>;
  readonly resource?: { readonly attributes?: Readonly<Record<string, string>> };
}

/** A line of the gateway's log: the fields that are shown. */
export interface RequestEntry {
  readonly trace_id: string;
  readonly time?: string;
  readonly consumer?: string | null;
  readonly user?: string | null;
  readonly purpose?: string | null;
  readonly outcome?: string;
  readonly operation_name?: string | null;
  readonly partners?: readonly string[];
  readonly codes?: readonly string[];
  readonly count?: number;
}

/** Calls `take` with each line of the logs of partners that was about an operation. */
export function eachAccess(
  logs: readonly LogFile[],
  take: (entry: AccessEntry, log: LogFile) => void,
): Promise<void> {
  return eachEntry(
    logs.filter((log) => !isGateway(log)),
    (entry, log) => take(entry as unknown as AccessEntry, log),
  );
}

/** Calls `take` with each line of the gateway's logs that was about a request. */
export function eachRequest(
  logs: readonly LogFile[],
  take: (entry: RequestEntry) => void,
): Promise<void> {
  return eachEntry(logs.filter(isGateway), (entry) => take(entry as unknown as RequestEntry));
}

async function eachEntry(
  logs: readonly LogFile[],
  take: (entry: Readonly<Record<string, unknown>>, log: LogFile) => void,
): Promise<void> {
  for (const log of logs) {
    try {
      await eachLine(log.path, (text) => {
        const entry = text === null ? null : parseLine(text);
        if (entry !== null && typeof entry['trace_id'] === 'string') take(entry, log);
      });
    } catch (error) {
      // Its retention period ended, and it was deleted, after it was listed.
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    }
  }
}

/** When it was; NaN for a line without a time. */
export function momentOf(entry: { readonly start_time?: number; readonly time?: string }): number {
  return entry.start_time ?? Date.parse(entry.time ?? '');
}
