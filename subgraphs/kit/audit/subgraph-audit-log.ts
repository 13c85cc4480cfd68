import type { Logger } from 'pino';
import { processingActivityOf, type Purposes } from '../../../core/purposes/purposes.ts';
import type { KeySets } from '../ids/key-set.ts';
import type { Expired } from '../../../core/audit-log/expiry.ts';
import {
  startAppendOnlyLog,
  type AppendOnlyLogOptions,
} from '../../../core/audit-log/audit-log.ts';
import { retentionOf } from '../../../core/audit-log/retention.ts';
import { findAccessHistory, type LookupRecord } from './access-history.ts';
import { processingRecords, type LineSubject, type Operation } from './processing-record.ts';
import { mapInTurns } from '../turns/in-turns.ts';
import { encryptDataSubject, subjectIds } from './subject-id.ts';
import type { Subject, Subjects } from './data-subjects.ts';

/** The audit log of a subgraph: whose data was accessed, by which organisation and why. */
export interface SubgraphAuditLog {
  /**
   * Rejects with `AuditLogUnavailable` when nothing can be written; called before any partner is.
   */
  ready(): Promise<void>;
  /** Resolves when every line of the operation is on disk. */
  record(operation: AuditedOperation, subjects: Subjects): Promise<void>;
  /** Who accessed the data of these subjects, newest first. */
  accessHistoryOf(subjects: readonly Subject[], now: Date): Promise<readonly LookupRecord[]>;
  stop(): Promise<void>;
}

export type AuditedOperation = Omit<Operation, 'kind' | 'processingActivity'>;

export interface SubgraphAuditLogOptions {
  readonly kind: string;
  readonly folder: string;
  readonly keySets: KeySets;
  readonly purposes: Purposes;
  readonly now: () => Date;
  readonly log: Logger;
  /** For tests: another disk, smaller files. */
  readonly logOptions?: Partial<AppendOnlyLogOptions>;
}

/** Lines of a large response are written one part after another, so that other requests get their turn. */
const APPENDED_AT_ONCE = 1_000;

/** Starts the log in a folder. Public data is served also when its disk is not available. */
export async function startSubgraphAuditLog(
  options: SubgraphAuditLogOptions,
): Promise<SubgraphAuditLog> {
  const { kind, folder, keySets, purposes, now, log } = options;
  const lines = await startAppendOnlyLog({
    folder,
    name: kind,
    now,
    onChange: (isAvailable, cause) => {
      if (isAvailable) log.info('Audit log is available again: personal data is served');
      else
        log.error(
          { cause: codeOf(cause) },
          'Cannot write the audit log: personal data is withheld',
        );
    },
    retention: retentionOf(() => purposes),
    onExpired: (expired) => logExpired(expired, log),
    ...options.logOptions,
  });
  return {
    ready: () => lines.ready(),
    record: async (operation, subjects) => {
      const processingActivity = processingActivityOf(purposes, operation.purpose);
      const lineOf = (subject: Subject): LineSubject => ({
        partner: subject.partner,
        id: encryptDataSubject(subject, keySets, operation.startedAt),
        type: subject.type,
      });
      const about = [
        ...(await mapInTurns(subjects.list(), lineOf)),
        ...subjects.counted().map((partner) => ({ partner })),
      ];
      // At least one line, also about nobody.
      for (let start = 0; start === 0 || start < about.length; start += APPENDED_AT_ONCE) {
        const part = about.slice(start, start + APPENDED_AT_ONCE);
        await lines.append(processingRecords({ ...operation, kind, processingActivity }, part));
      }
    },
    accessHistoryOf: async (subjects, at) => {
      const ids = await mapInTurns(subjects, (subject) => subjectIds(subject, keySets, at));
      return findAccessHistory(folder, kind, ids.flat());
    },
    stop: () => lines.stop(),
  };
}

/** Logs nothing: for a subgraph without case records, and for tests of other things. */
export const NO_AUDIT_LOG: SubgraphAuditLog = {
  ready: () => Promise.resolve(),
  record: () => Promise.resolve(),
  accessHistoryOf: () => Promise.resolve([]),
  stop: () => Promise.resolve(),
};

function logExpired(expired: Expired | { readonly cause: unknown }, log: Logger): void {
  if ('cause' in expired) {
    return log.error({ cause: codeOf(expired.cause) }, 'Cannot delete lines past their retention');
  }
  const { deletion, blockedBy: file } = expired;
  if (deletion) log.info({ lines: deletion.lines }, 'Deleted lines past their retention');
  if (file) log.warn({ file }, 'File is not as it was written: it and all after it are kept');
}

/** The code of an error, without a path. */
function codeOf(cause: unknown): string {
  const { code } = (cause ?? {}) as { code?: unknown };
  return typeof code === 'string' ? code : 'unknown';
}
