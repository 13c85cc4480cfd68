/** Logs of which files are missing: after their retention, by hand, or because a process was killed. */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { parseFileName } from '../../core/audit-log/log-files.ts';
import { localDisk, type Disk } from '../../core/audit-log/disk.ts';
import { verifyLogs } from '../../core/audit-log/verify-log.ts';
import { createLogWithClock, daysOf, SHORT } from './log-with-clock.ts';

const log = createLogWithClock();
const { days, deletions, numbers, restart, write } = log;

describe('a log whose first files were deleted after their retention', () => {
  beforeEach(async () => {
    await write([[SHORT], [SHORT]]);
    days(daysOf(SHORT) - 3);
    await write([[SHORT], [SHORT]]);
    days(1);
    await restart();
    expect(numbers()).toEqual([3, 4, 5]);
  });
  const fileOf = (number: number) =>
    readdirSync(log.folder).find((file) => parseFileName(file)?.number === number) ?? '';
  const remove = (number: number) => rmSync(join(log.folder, fileOf(number)));
  const damages = async () => (await verifyLogs(log.folder)).damages;

  test('is undamaged, also after later deletions', async () => {
    expect(await damages()).toEqual([]);
    days(daysOf(SHORT) + 5);
    await restart();
    expect(deletions()).toMatchObject([{ last_file: 2 }, { first_file: 3, last_file: 4 }]);
    expect(numbers()).toEqual([5, 6]);
    await restart();
    expect(numbers()).toEqual([5, 6]);
    expect(await damages()).toEqual([]);
  });

  test('is damaged when more files are missing than it records, and deletes nothing more', async () => {
    remove(3);
    expect(await damages()).toEqual([{ file: fileOf(4), line: null, what: 'missing' }]);
    days(daysOf(SHORT) + 50);
    expect(await restart()).toEqual([{ deletion: null, files: [], blockedBy: fileOf(4) }]);
    expect(numbers()).toEqual([4, 5]);
  });

  test('is damaged when a middle file is missing, and deletes nothing more', async () => {
    remove(4);
    expect(await damages()).toEqual([
      { file: fileOf(3), line: null, what: 'shortened' },
      { file: fileOf(5), line: null, what: 'missing' },
    ]);
    days(daysOf(SHORT) + 50);
    expect(await restart()).toMatchObject([{ files: [], blockedBy: fileOf(3) }]);
  });

  test('is damaged without the line that records the deletion', async () => {
    const path = join(log.folder, fileOf(5));
    writeFileSync(path, readFileSync(path, 'utf8').replace(/\{"llo\.deleted[^\n]*\n/, ''));
    expect(await damages()).toEqual([
      { file: fileOf(3), line: null, what: 'missing' },
      { file: fileOf(5), line: 2, what: 'altered' },
    ]);
  });

  test('is damaged when the line that records the deletion is altered', async () => {
    const path = join(log.folder, fileOf(5));
    const change = (from: string, to: string) =>
      writeFileSync(path, readFileSync(path, 'utf8').replace(from, to));
    change('"last_file":2', '"last_file":3');
    expect(await damages()).toEqual([{ file: fileOf(5), line: 2, what: 'altered' }]);
    change('"last_file":3', '"last_file":2');
    change('"kept_until":"2026', '"kept_until":"2036');
    expect(await damages()).toEqual([
      { file: fileOf(5), line: null, what: 'early' },
      { file: fileOf(5), line: 2, what: 'altered' },
    ]);
  });

  test('keeps a file with an altered line, and all later files', async () => {
    const path = join(log.folder, fileOf(3));
    writeFileSync(path, readFileSync(path, 'utf8').replace('"n":0', '"n":9'));
    days(daysOf(SHORT) + 50);
    expect(await restart()).toMatchObject([{ files: [], blockedBy: fileOf(3) }]);
    expect(numbers()[0]).toBe(3);
  });
});

describe('a process that stops during a deletion', () => {
  beforeEach(async () => {
    await write([[SHORT], [SHORT], [SHORT]]);
    days(daysOf(SHORT) - 4);
    await write([[SHORT]]);
    days(3);
  });

  test.each([0, 1, 2])(
    'after %d files leaves an undamaged log, and the next start deletes the rest',
    async (at) => {
      let removed = 0;
      const failingDisk: Disk = {
        ...localDisk,
        remove: async (path) => {
          if (removed === at) throw new Error('dead');
          removed += 1;
          await localDisk.remove(path);
        },
      };
      await expect(restart({ disk: failingDisk })).rejects.toThrow('dead');
      expect(numbers()[0]).toBe(at + 1);
      expect((await verifyLogs(log.folder)).damages).toEqual([]);
      expect(await restart()).toMatchObject([{ deletion: null, blockedBy: null }]);
      expect(numbers()[0]).toBe(4);
      expect(deletions()).toHaveLength(1);
      expect((await verifyLogs(log.folder)).damages).toEqual([]);
    },
  );

  test('before the line is on the disk has deleted nothing', async () => {
    const full: Disk = {
      ...localDisk,
      create: async (where, name) => {
        const file = await localDisk.create(where, name);
        const append = (bytes: Buffer) =>
          bytes.includes('llo.deleted') ? Promise.reject(new Error('full')) : file.append(bytes);
        return { ...file, append };
      },
    };
    await expect(restart({ disk: full })).rejects.toThrow('Cannot write to the log');
    expect(numbers().slice(0, 4)).toEqual([1, 2, 3, 4]);
    expect((await verifyLogs(log.folder)).damages).toEqual([]);
    await restart();
    expect(numbers()[0]).toBe(4);
  });

  test('by SIGKILL between the line and the first file leaves the deletion to the next start', async () => {
    const child = fork(
      'test/audit-log/hang-while-deleting.ts',
      [log.folder, log.now.toISOString()],
      {
        execArgv: ['--import', 'tsx'],
      },
    );
    await once(child, 'message');
    child.kill('SIGKILL');
    await once(child, 'exit');
    expect(numbers()).toEqual([1, 2, 3, 4, 5]);
    expect(deletions()).toMatchObject([{ first_file: 1, last_file: 3 }]);
    expect((await verifyLogs(log.folder)).damages).toEqual([]);
    await restart();
    expect(numbers()).toEqual([4, 5]);
    expect(deletions()).toHaveLength(1);
    expect((await verifyLogs(log.folder)).damages).toEqual([]);
  });
});
