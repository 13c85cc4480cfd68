import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Logger } from 'pino';
import { processingActivityOf, type Purposes } from '../../../core/purposes/purposes.ts';
import type { KeySets } from '../ids/key-set.ts';
import type { Expired } from '../../../core/audit-log/expiry.ts';
import {
  startAppendOnlyLog,
  type AppendOnlyLog,
  type AppendOnlyLogOptions,
} from '../../../core/audit-log/audit-log.ts';
import { startLogExport, type LogExportOptions } from '../../../core/audit-log/export-log.ts';
import { daysKeptBy } from '../../../core/audit-log/retention.ts';
import { accessHistoryIn, type LookupRecord } from './access-history.ts';
import { ControllerLines, type ControllerOperation, type Operation } from './processing-record.ts';
import type { AuditConfirmation } from './audit-confirmation.ts';
import { eachInTurns, turnsOf } from '../turns/in-turns.ts';
import { DataSubjectWriter, subjectIds } from './subject-id.ts';
import { startSubjectIndex, type QuarterId, type SubjectIndex } from './subject-index.ts';
import { dutchCategories } from './data-categories.ts';
import type { Subject, Subjects } from './data-subjects.ts';

/** The audit logs of a subgraph, one for each controller: whose data was accessed, by which organisation and why. */
export interface SubgraphAuditLog {
  /**
   * Rejects with `AuditLogUnavailable` when nothing can be written; called before any partner is.
   */
  ready(): Promise<void>;
  /**
   * Resolves when every line of the operation is on disk; `confirmation` gets the receipts, also after a failure. It is
   * null where the gateway did not ask, which alone confirms them.
   */
  record(
    operation: AuditedOperation,
    subjects: Subjects,
    confirmation: AuditConfirmation | null,
  ): Promise<void>;
  /** Who accessed the data of these subjects, newest first. */
  accessHistoryOf(subjects: readonly Subject[], now: Date): Promise<readonly LookupRecord[]>;
  stop(): Promise<void>;
}

export interface AuditedOperation extends Omit<
  Operation,
  'kind' | 'processingActivity' | 'purposeName' | 'categoryNames' | 'gatewayUrl'
> {
  /** Who called this subgraph; the gateway without it. */
  readonly processor?: string;
  /** The span of this operation at a controller. */
  readonly spanOf: (partner: string) => string;
  /** The partners that were sent a request. */
  readonly called: readonly string[];
  readonly isFailedAt: (partner: string) => boolean;
}

export interface SubgraphAuditLogOptions {
  readonly kind: string;
  readonly folder: string;
  /** The URL of the gateway, which calls this subgraph. */
  readonly gatewayUrl: string;
  readonly keySets: KeySets;
  readonly purposes: Purposes;
  /** The partners now, by id, with their names. */
  readonly partners: () => ReadonlyMap<string, string>;
  readonly now: () => Date;
  readonly log: Logger;
  /** Receives every record beside the files; nobody without it. */
  readonly collector?: Pick<LogExportOptions, 'url' | 'authorization' | 'everyMs'> | undefined;
  /** For tests: another disk, smaller files. */
  readonly logOptions?: Partial<AppendOnlyLogOptions>;
}

/** Lines of a large response are written one part after another, so that other requests get their turn. */
const APPENDED_AT_ONCE = 1_000;

/** Starts the logs in a folder. Public data is served also when its disk is not available. */
export async function startSubgraphAuditLog(
  options: SubgraphAuditLogOptions,
): Promise<SubgraphAuditLog> {
  const { kind, folder, gatewayUrl, keySets, purposes, partners } = options;
  const daysKept = daysKeptBy(() => purposes);
  const logs = new Map<string, Promise<ControllerLog>>();
  /** The signed head of each log that the gateway has. */
  const given = new Map<string, string | undefined>();
  const logOf = (partner: string) => {
    const known = logs.get(partner) ?? startLog(partner, options);
    logs.set(partner, known);
    return known;
  };
  // Lines of a partner that left the list are kept, and deleted, as long as those of any other.
  const left = await readdir(folder, { withFileTypes: true }).catch(() => []);
  const all = new Set([
    ...partners().keys(),
    ...left.filter((one) => one.isDirectory() && PARTNER_ID.test(one.name)).map(({ name }) => name),
  ]);
  await Promise.all([...all].map(logOf));
  const { collector, log: report } = options;
  const logExport =
    collector &&
    startLogExport({
      ...collector,
      folders: () => [...logs.keys()].map((partner) => join(folder, partner)),
      onChange: (isTaken, cause) => {
        if (isTaken) report.info('The collector takes the records of the audit logs again');
        else report.error({ cause }, 'The collector does not take the records of the audit logs');
      },
    });

  const recordAt = async (
    operation: Operation,
    controller: ControllerOperation,
    subjects: readonly Subject[],
    confirmation: AuditConfirmation | null,
  ) => {
    const lines = new ControllerLines(operation, controller);
    const days = daysKept(operation.purpose);
    const { lines: log, index } = await logOf(controller.partner);
    const ids = new DataSubjectWriter(controller.partner, keySets, operation.startedAt);
    for (let start = 0; start === 0 || start < subjects.length; start += APPENDED_AT_ONCE) {
      const part = await linesOf(subjects.slice(start, start + APPENDED_AT_ONCE), lines, ids);
      const receipt = await log.append(start === 0 ? [lines.operation, ...part] : part, days);
      confirmation?.receipts.push(receipt);
    }
    index.addSoon();
    if (confirmation === null) return;
    const signed = log.signedHead();
    if (signed !== undefined && given.get(controller.partner) !== signed) {
      confirmation.signedHeads.push(signed);
    }
    given.set(controller.partner, signed);
  };

  return {
    ready: async () => {
      const started = await Promise.all([...partners().keys()].map(logOf));
      await Promise.all(started.map(({ lines }) => lines.ready()));
    },
    record: async (
      { spanOf, called, isFailedAt, processor, ...audited },
      subjects,
      confirmation,
    ) => {
      const operation: Operation = {
        ...audited,
        kind,
        gatewayUrl: processor ?? gatewayUrl,
        processingActivity: processingActivityOf(purposes, audited.purpose),
        purposeName: purposes.get(audited.purpose)?.nl ?? audited.purpose,
        categoryNames: dutchCategories(audited.categories),
      };
      const byPartner = subjects.byPartner();
      const controllers = new Set([...called, ...subjects.counted(), ...byPartner.keys()]);
      const recorded = [...controllers].map((partner) =>
        recordAt(
          operation,
          {
            partner,
            partnerName: partners().get(partner) ?? partner,
            spanId: spanOf(partner),
            isFailed: isFailedAt(partner),
          },
          byPartner.get(partner) ?? [],
          confirmation,
        ),
      );
      // All are waited for, so that the receipts of those that were written are complete.
      const failed = (await Promise.allSettled(recorded)).find(isRejected);
      if (failed !== undefined) throw failed.reason;
    },
    accessHistoryOf: async (subjects, at) => {
      const byPartner = new Map<string, QuarterId[]>();
      await eachInTurns(subjects, (subject) => {
        const ids = subjectIds(subject, keySets, at);
        byPartner.set(subject.partner, [...(byPartner.get(subject.partner) ?? []), ...ids]);
      });
      const found = [...byPartner].map(async ([partner, ids]) =>
        (await logOf(partner)).index.find(ids),
      );
      return accessHistoryIn((await Promise.all(found)).flat());
    },
    stop: async () => {
      await logExport?.stop();
      const started = await Promise.all(logs.values());
      await Promise.all(started.flatMap(({ lines, index }) => [lines.stop(), index.stop()]));
    },
  };
}

/** Outside the function of an operation, so that it stays compiled between two of them. */
async function linesOf(
  subjects: readonly Subject[],
  lines: ControllerLines,
  ids: DataSubjectWriter,
): Promise<readonly string[]> {
  const turns = turnsOf(undefined);
  const written: string[] = [];
  for (const subject of subjects) {
    if (turns.isOver()) await turns.next();
    written.push(lines.subject({ id: ids.write(subject), type: subject.type }));
  }
  return written;
}

const PARTNER_ID = /^[a-z][a-z0-9-]{1,39}$/;

const isRejected = (result: PromiseSettledResult<unknown>): result is PromiseRejectedResult =>
  result.status === 'rejected';

/** The log of one controller, and the index by which its lines about somebody are found. */
interface ControllerLog {
  readonly lines: AppendOnlyLog;
  readonly index: SubjectIndex;
}

async function startLog(
  partner: string,
  { folder: home, now, log, logOptions }: SubgraphAuditLogOptions,
): Promise<ControllerLog> {
  const folder = join(home, partner);
  const lines = await startAppendOnlyLog({
    folder,
    name: partner,
    now,
    onChange: (isAvailable, cause) => {
      if (isAvailable) log.info({ partner }, 'Audit log is available again: data is served');
      else
        log.error(
          { partner, cause: codeOf(cause) },
          'Cannot write the audit log: personal data is withheld',
        );
    },
    onExpired: (expired) => logExpired(partner, expired, log),
    ...logOptions,
  });
  const index = startSubjectIndex({
    folder,
    name: partner,
    onRebuild: (cause) => log.warn({ partner, cause }, 'Index of the audit log is made again'),
  });
  return { lines, index };
}

/** Logs nothing: for a subgraph without case records, and for tests of other things. */
export const NO_AUDIT_LOG: SubgraphAuditLog = {
  ready: () => Promise.resolve(),
  record: () => Promise.resolve(),
  accessHistoryOf: () => Promise.resolve([]),
  stop: () => Promise.resolve(),
};

function logExpired(
  partner: string,
  expired: Expired | { readonly cause: unknown },
  log: Logger,
): void {
  if ('cause' in expired) {
    const cause = codeOf(expired.cause);
    return log.error({ partner, cause }, 'Cannot delete lines past their retention');
  }
  const { deletion, blockedBy: file } = expired;
  if (deletion) log.info({ partner, lines: deletion.lines }, 'Deleted lines past their retention');
  if (file)
    log.warn({ partner, file }, 'File is not as it was written: it and all after it are kept');
}

/** The code of an error, without a path. */
function codeOf(cause: unknown): string {
  const { code } = (cause ?? {}) as { code?: unknown };
  return typeof code === 'string' ? code : 'unknown';
}
