import { join } from 'node:path';
import type { LogFile } from '../../core/audit-log/read-lines.ts';
import { headKeysIn, type HeadKey } from '../../core/audit-log/read-signed-head.ts';
import { verifyConfirmations } from '../../core/audit-log/verify-confirmations.ts';
import { logFilesIn } from '../../core/audit-log/verify-log.ts';
import { projectRoot } from '../../core/config/project-root.ts';
import { ConfigError } from '../../core/config/read-config.ts';
import { readJson } from '../../core/config/read-file.ts';
import { PURPOSES_FILE, readPurposes } from '../../core/purposes/purposes.ts';
import { readKeySet, type KeySets } from '../../subgraphs/kit/ids/key-set.ts';
import { readPartners } from '../../subgraphs/partners.ts';
import { readConfigFile, type ConfigFile } from '../config/config-file.ts';
import type { AuditSettings } from './audit-settings.ts';
import { auditTables, createNewest, ours } from './audit-tables.ts';
import { breachReport } from './breach-report.ts';
import { runExpired } from './expired-logs.ts';
import { idsInLog } from './ids-in-log.ts';
import {
  eachAccess,
  eachRequest,
  momentOf,
  type AccessEntry,
  type RequestEntry,
} from './log-entries.ts';
import { createNames, type Names } from './names.ts';
import { verifyReport } from './verify-report.ts';

export interface AuditReport {
  readonly text: string;
  /** False when `--verify` found a line that was changed, removed or forged. */
  readonly isIntact: boolean;
}

/** Reads the audit logs, checks them, or deletes what is past its retention period. Throws `ConfigError`. */
export async function runAudit(
  settings: AuditSettings,
  around: { readonly defaultFolder: () => string | null; readonly now: Date },
): Promise<AuditReport> {
  const config = settings.config === undefined ? undefined : readConfigFile(settings.config);
  const folders = foldersOf(settings, config, around.defaultFolder);
  const { now } = around;
  if (settings.verify) {
    const verified = await verifyConfirmations({
      folders,
      now,
      without: settings.without,
      keys: settings.headKey.flatMap(headKeys),
      signedHeadFiles: settings.signedHeads,
    }).catch(asConfigError);
    return { text: verifyReport(verified), isIntact: verified.damages.length === 0 };
  }
  if (settings.expired || settings.deleteExpired) {
    const texts: string[] = [];
    for (const folder of folders) texts.push(await expiredIn(folder, settings, now));
    return { text: texts.join('\n'), isIntact: true };
  }
  const logs = await logFilesIn(folders).catch(asConfigError);
  const names = namesFor(settings, config);
  const keySets = keySetsOf(settings.key);
  const text =
    settings.breach === undefined
      ? await tablesOf(settings, logs, names, keySets, now)
      : await breachReport({
          logs,
          fromMs: Date.parse(settings.breach),
          toMs: settings.to === undefined ? now.getTime() : endOf(settings.to),
          client: settings.client,
          keySets,
          names,
          now,
        });
  return { text, isIntact: true };
}

/** Those that are named; otherwise those of the configuration, or of the demo. */
function foldersOf(
  { folder }: AuditSettings,
  config: ConfigFile | undefined,
  defaultFolder: () => string | null,
): readonly string[] {
  if (folder.length > 0) return folder;
  if (config !== undefined) {
    const sections = [config.gateway, ...Object.values(config.subgraphs)];
    const own = sections.flatMap((section) => section?.auditFolder ?? []);
    if (own.length > 0) return own.map(config.configuration.pathOf);
  }
  const found = config === undefined ? defaultFolder() : null;
  if (found === null) throw new ConfigError('Cannot find a log: give --folder DIR');
  return [found];
}

function namesFor(
  { partners, purposesFile }: AuditSettings,
  config: ConfigFile | undefined,
): Names {
  const bundled = join(projectRoot(), 'subgraphs/partners.yaml');
  const list = partners ?? config?.configuration.partnersFile ?? bundled;
  const purposes = purposesFile ?? config?.configuration.purposesFile ?? PURPOSES_FILE;
  return createNames(readPartners(list), readPurposes(purposes));
}

/** A day ends at its last moment. */
function endOf(text: string): number {
  return Date.parse(text) + (/^\d{4}-\d{2}-\d{2}$/.test(text) ? 86_399_999 : 0);
}

async function tablesOf(
  settings: AuditSettings,
  logs: readonly LogFile[],
  names: Names,
  keySets: KeySets,
  now: Date,
): Promise<string> {
  const { trace, since, client } = settings;
  const sinceMs = since === undefined ? 0 : Date.parse(since);
  const ids = subjectIdsFor(settings, logs, keySets, now);
  const isWanted = (entry: AccessEntry & RequestEntry, by: string | null | undefined) =>
    !(momentOf(entry) < sinceMs) &&
    (trace === undefined || entry.trace_id.startsWith(trace)) &&
    (client === undefined || by === client);

  const accessed = createNewest<AccessEntry>();
  const requested = createNewest<RequestEntry>();
  // Lines of the gateway name no data subject: they are found by the traces of lines that do.
  const traces = new Set<string>();
  await eachAccess(logs, (entry) => {
    const id = entry.attributes?.['dpl.core.data_subject_id'] ?? '';
    if (!isWanted(entry, ours(entry)['vakgraaf.client']) || ids?.has(id) === false) return;
    if (ids !== null) traces.add(entry.trace_id);
    accessed.add(entry);
  });
  await eachRequest(logs, (entry) => {
    if (!isWanted(entry, entry.consumer)) return;
    if (ids === null || traces.has(entry.trace_id)) requested.add(entry);
  });
  return auditTables(accessed.result(), requested.result(), names);
}

function subjectIdsFor(
  { subject, subjectClient: consumer, subjectPurpose: purpose }: AuditSettings,
  logs: readonly LogFile[],
  keySets: KeySets,
  now: Date,
): ReadonlySet<string> | null {
  if (subject === undefined) return null;
  const partners = new Set(logs.map(({ name }) => name));
  return idsInLog(subject, { consumer, purpose }, [...partners], keySets, now);
}

function keySetsOf(files: readonly string[]): KeySets {
  return Object.fromEntries(files.map(readKeySet).map((keySet) => [keySet.domain, keySet]));
}

function headKeys(text: string): readonly HeadKey[] {
  const [, log = null, file = ''] = /^(?:([a-z][a-z0-9-]*)=)?(.+)$/.exec(text) ?? [];
  try {
    return headKeysIn(readJson(file), log);
  } catch (error) {
    if (error instanceof ConfigError) throw error;
    throw new ConfigError(`Cannot use --head-key "${text}": ${(error as Error).message}`, {
      cause: error,
    });
  }
}

/** A folder or file that the operator named and that cannot be read. */
function asConfigError(error: NodeJS.ErrnoException): never {
  if (error.path === undefined) throw error;
  throw new ConfigError(`Cannot read "${error.path}" (${error.code})`, { cause: error });
}

function expiredIn(
  folder: string,
  { deleteExpired: isDeleting, atRest: isAtRest }: AuditSettings,
  now: Date,
): Promise<string> {
  return runExpired({ folder, now, isDeleting, isAtRest });
}
