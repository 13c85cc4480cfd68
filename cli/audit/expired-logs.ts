/** `npm run audit -- --expired` and `--delete-expired`: what is past its retention, by hand. */
import { hostname } from 'node:os';
import { dirname, join } from 'node:path';
import { readdir } from 'node:fs/promises';
import { findExpired, type ExpiredFiles } from '../../core/audit-log/expired-files.ts';
import type { Writer } from '../../core/audit-log/log-files.ts';
import { startAppendOnlyLog } from '../../core/audit-log/audit-log.ts';
import { listLogFiles, readHead } from '../../core/audit-log/read-lines.ts';
import type { Retention } from '../../core/audit-log/retention.ts';

export interface ExpiredWish {
  readonly folder: string;
  readonly retention: Retention;
  readonly now: Date;
  /** Otherwise it only says what would go. */
  readonly isDeleting: boolean;
  /** The operator knows that no process has these logs, where this machine cannot tell. */
  readonly isAtRest: boolean;
}

interface Log {
  readonly folder: string;
  readonly name: string;
  /** Its newest file. */
  readonly newest: string;
}

/** One line for each log with something to delete; throws where a process has a log open. */
export async function runExpired(wish: ExpiredWish): Promise<string> {
  const told: string[] = [];
  for (const log of await logsIn(wish.folder)) {
    const found = await findExpired({ ...wish, ...log }, await readdir(log.folder));
    if (found.blockedBy !== null) told.push(blockedLine(found.blockedBy));
    if (found.files.length === 0) continue;
    if (wish.isDeleting) await deleteIn(log, wish);
    told.push(...expiredLines(log, found, wish.isDeleting));
  }
  return told.length === 0
    ? 'Niets is ouder dan zijn bewaartermijn / Nothing is past its retention'
    : told.join('\n');
}

async function logsIn(folder: string): Promise<readonly Log[]> {
  const logs = new Map<string, Log>();
  for (const { path, name } of await listLogFiles(folder)) {
    const home = dirname(path);
    logs.set(join(home, name), { folder: home, name, newest: path });
  }
  return [...logs.values()];
}

/** As its process would: opens a next file, which says what is deleted, and deletes it. */
async function deleteIn({ folder, name, newest }: Log, wish: ExpiredWish): Promise<void> {
  const writer = (await readHead(newest))?.['llo.writer'];
  if (!wish.isAtRest) refuseInUse(name, writer);
  const { retention, now } = wish;
  const log = await startAppendOnlyLog({
    folder,
    name,
    now: () => now,
    retention,
    deletedBy: 'operator',
  });
  try {
    await log.ready();
    await log.expire();
  } finally {
    await log.stop();
  }
}

/** A file that a process has open must not get a successor: what it still writes would be missed. */
function refuseInUse(name: string, writer: Writer | undefined): void {
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
  const days = Object.entries(deletion?.retention_days ?? {});
  return [
    `${name}: ${files.length} bestanden / files ${done}`,
    ...(deletion === null
      ? ['  al eerder gemeld in het log / told in the log before']
      : [
          `  ${deletion.lines} regels / lines, ${deletion.from ?? '–'} – ${deletion.to ?? '–'}`,
          ...days.map(([purpose, kept]) => `  ${purpose}: ${kept} dagen / days`),
        ]),
    ...files.map((file) => `  ${file}`),
  ];
}

const blockedLine = (file: string): string =>
  `${file}: niet zoals het is geschreven; dit en alles erna blijft, zie --verify` +
  ' / not as it was written; it and all after it stay, see --verify';
