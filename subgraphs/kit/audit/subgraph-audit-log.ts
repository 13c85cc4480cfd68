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
import { processingRecords, type Operation } from './processing-record.ts';
import { encryptDataSubject, subjectIds } from './subject-id.ts';
import type { Subject, Subjects } from './data-subjects.ts';

/** The account that a subgraph keeps: who was looked at, for whom and why. */
export interface SubgraphAuditLog {
  /** Rejects with `AuditLogUnavailable` when nothing can be recorded, before a partner is asked. */
  ready(): Promise<void>;
  /** Resolves when every line of the operation is on the disk. */
  record(operation: AuditedOperation, subjects: Subjects): Promise<void>;
  /** Who looked at these subjects, newest first. */
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

/** Starts it in a folder of the disk. A disk that is not there stops no public question. */
export async function startSubgraphAuditLog(
  options: SubgraphAuditLogOptions,
): Promise<SubgraphAuditLog> {
  const { kind, folder, keySets, purposes, now, log } = options;
  const lines = await startAppendOnlyLog({
    folder,
    name: kind,
    now,
    onChange: (isAvailable, cause) => {
      if (isAvailable) log.info('Account can be written again: personal questions are answered');
      else log.error({ cause: codeOf(cause) }, 'Cannot write the account: personal data withheld');
    },
    retention: retentionOf(() => purposes),
    onExpired: (expired) => tellExpired(expired, log),
    ...options.logOptions,
  });
  return {
    ready: () => lines.ready(),
    record: (operation, subjects) => {
      const processingActivity = processingActivityOf(purposes, operation.purpose);
      const about = [
        ...subjects.list().map((subject) => ({
          partner: subject.partner,
          id: encryptDataSubject(subject, keySets, operation.startedAt),
          type: subject.type,
        })),
        ...subjects.counted().map((partner) => ({ partner })),
      ];
      return lines.append(processingRecords({ ...operation, kind, processingActivity }, about));
    },
    accessHistoryOf: (subjects, at) =>
      findAccessHistory(
        folder,
        kind,
        subjects.flatMap((subject) => subjectIds(subject, keySets, at)),
      ),
    stop: () => lines.stop(),
  };
}

/** Keeps nothing: for a kind that holds no case records, and for tests of other things. */
export const NO_AUDIT_LOG: SubgraphAuditLog = {
  ready: () => Promise.resolve(),
  record: () => Promise.resolve(),
  accessHistoryOf: () => Promise.resolve([]),
  stop: () => Promise.resolve(),
};

function tellExpired(expired: Expired | { readonly cause: unknown }, log: Logger): void {
  if ('cause' in expired) {
    return log.error({ cause: codeOf(expired.cause) }, 'Cannot delete lines past their retention');
  }
  const { deletion, blockedBy: file } = expired;
  if (deletion) log.info({ lines: deletion.lines }, 'Deleted lines past their retention');
  if (file) log.warn({ file }, 'File is not as it was written: it and all after it are kept');
}

/** Why, without a path. */
function codeOf(cause: unknown): string {
  const { code } = (cause ?? {}) as { code?: unknown };
  return typeof code === 'string' ? code : 'unknown';
}
