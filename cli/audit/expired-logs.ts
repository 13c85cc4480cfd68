/** Lists or deletes the files of logs that are past their retention period. */
import { hostname } from 'node:os';
import { dirname, join } from 'node:path';
import { readdir } from 'node:fs/promises';
import { findExpired, seriesIn, type ExpiredFiles } from '../../core/audit-log/expired-files.ts';
import type { Writer } from '../../core/audit-log/log-files.ts';
import { startAppendOnlyLog } from '../../core/audit-log/audit-log.ts';
import { listLogFiles, readHead } from '../../core/audit-log/read-lines.ts';

export interface ExpiredOptions {
  readonly folder: string;
  readonly now: Date;
  /** False: only list the files. */
  readonly isDeleting: boolean;
  /** Delete also where this machine cannot tell whether a process has the log open. */
  readonly isAtRest: boolean;
}

interface Log {
  readonly folder: string;
  readonly name: string;
  /** Its newest file. */
  readonly newest: string;
}

/** The expired files of each log, as text. Throws when files must be deleted of a log that a process has open. */
export async function runExpired(options: ExpiredOptions): Promise<string> {
  const lines: string[] = [];
  for (const log of await logsIn(options.folder)) {
    const all = await readdir(log.folder);
    const found: ExpiredFiles[] = [];
    for (const series of seriesIn(log.name, all)) {
      found.push(await findExpired({ folder: log.folder, series, now: options.now }, all));
    }
    const blocked = found.flatMap(({ blockedBy }) => blockedBy ?? []);
    const expired = found.filter(({ files }) => files.length > 0);
    if (expired.length > 0 && options.isDeleting) await deleteIn(log, options);
    lines.push(
      ...blocked.map(blockedLine),
      ...expired.flatMap((one) => expiredLines(log, one, options.isDeleting)),
    );
  }
  return lines.length === 0
    ? 'Geen bestand is ouder dan de bewaartermijn / No file is past its retention period'
    : lines.join('\n');
}

async function logsIn(folder: string): Promise<readonly Log[]> {
  const logs = new Map<string, Log>();
  for (const { path, name } of await listLogFiles(folder)) {
    const home = dirname(path);
    logs.set(join(home, name), { folder: home, name, newest: path });
  }
  return [...logs.values()];
}

/** Opens a next file, as the process of the log would, which records the deletion; then deletes. */
async function deleteIn({ folder, name, newest }: Log, options: ExpiredOptions): Promise<void> {
  const writer = (await readHead(newest))?.['llo.writer'];
  if (!options.isAtRest) assertNotInUse(name, writer);
  const { now } = options;
  const log = await startAppendOnlyLog({ folder, name, now: () => now, deletedBy: 'operator' });
  try {
    await log.ready();
    await log.expire();
  } finally {
    await log.stop();
  }
}

/** A log that a process has open must not get a next file, because that process would not write to it. */
function assertNotInUse(name: string, writer: Writer | undefined): void {
  const { host, pid } = writer ?? {};
  if (host === hostname() && pid !== undefined) {
    if (pid === process.pid || !isRunning(pid)) return;
    throw new Error(
      `Cannot delete from the log "${name}": process ${pid} has it open, and deletes by itself each day`,
    );
  }
  throw new Error(
    `Cannot tell whether a process has the log "${name}" open: stop it, then add --at-rest`,
  );
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

function expiredLines({ name }: Log, { files, deletion }: ExpiredFiles, isDeleted: boolean) {
  const done = isDeleted ? 'verwijderd / deleted' : 'te verwijderen / to delete';
  return [
    `${name}: ${files.length} bestanden / files ${done}`,
    ...(deletion === null
      ? ['  al eerder vastgelegd in het log / recorded in the log before']
      : [
          `  ${deletion.lines} regels / lines, ${deletion.from} – ${deletion.to}, ` +
            `${deletion.days} dagen / days`,
        ]),
    ...files.map((file) => `  ${file}`),
  ];
}

const blockedLine = (file: string): string =>
  `${file}: beschadigd; dit bestand en de bestanden erna worden niet verwijderd, zie --verify` +
  ' / damaged; this file and those after it are not deleted, see --verify';
