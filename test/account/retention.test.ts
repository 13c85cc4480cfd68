import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { runAccountCommand } from '../../subgraphs/account/account-command.ts';
import { deletionIn } from '../../subgraphs/account/deletion.ts';
import { localDisk, type Disk } from '../../subgraphs/account/disk.ts';
import type { Expired } from '../../subgraphs/account/expiry.ts';
import { startLedger, type LedgerOptions } from '../../subgraphs/account/ledger.ts';
import { retentionOf } from '../../subgraphs/account/retention.ts';
import { verifyLogs } from '../../subgraphs/account/verify-log.ts';
import { readPurposes } from '../../subgraphs/purposes.ts';

const SHORT = 'urn:llo:purpose:development';
const LONG = 'urn:llo:purpose:case-guidance';
const purposes = readPurposes();
const daysOf = (uri: string) => purposes.get(uri)?.accountDays ?? 0;

let folder: string;
let now: Date;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'vakgraaf-retention-'));
  now = new Date('2026-01-01T12:00:00Z');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const start = (more: Partial<LedgerOptions> = {}) =>
  startLedger({
    folder,
    name: 'uwv',
    now: () => now,
    retryAfterMs: 0,
    retention: retentionOf(() => purposes),
    ...more,
  });

const days = (count: number) => {
  now = new Date(now.getTime() + count * 86_400_000);
};

const line = (purpose: string | null, n = 0) => ({
  n,
  trace_id: 'ab'.repeat(16),
  end_time: now.getTime(),
  attributes: purpose === null ? {} : { 'llo.purpose': purpose },
});

/** A day's file each, with a line under each of these purposes. */
async function write(each: readonly (readonly (string | null)[])[]): Promise<void> {
  const ledger = await start();
  for (const lines of each) {
    await ledger.append(lines.map((purpose) => line(purpose)));
    days(1);
  }
  await ledger.stop();
}

const numbers = () =>
  readdirSync(folder)
    .toSorted()
    .map((file) => Number(file.slice(4, 10)));

const deletions = () =>
  readdirSync(folder)
    .toSorted()
    .flatMap((file) => readFileSync(join(folder, file), 'utf8').split('\n'))
    .flatMap((text) => deletionIn(text) ?? []);

async function restart(more: Partial<LedgerOptions> = {}): Promise<Expired> {
  const ledger = await start(more);
  const expired = await ledger.expire();
  await ledger.stop();
  return expired;
}

describe('lines that are past their retention', () => {
  test('go with their file when every line of it is, and a line says what went', async () => {
    await write([[SHORT, SHORT], [SHORT], [LONG], [SHORT]]);
    days(daysOf(SHORT) + 5);
    const ledger = await start();
    await ledger.expire();
    await ledger.stop();
    expect(numbers()).toEqual([3, 4, 5]);
    expect(deletions()).toEqual([
      {
        first_file: 1,
        last_file: 2,
        last_sum: expect.stringMatching(/^[0-9a-f]{32}$/),
        lines: 3,
        from: '2026-01-01T12:00:00.000Z',
        to: '2026-01-02T12:00:00.000Z',
        retention_days: { [SHORT]: 30 },
        kept_until: '2026-02-01T12:00:00.000Z',
        at: '2026-02-09T12:00:00.000Z',
        by: 'process',
      },
    ]);
    expect(await verifyLogs(folder)).toEqual({
      files: 3,
      lines: 3,
      damages: [],
      deletions: deletions(),
    });
  });

  test('are kept until the last moment, and not a day longer', async () => {
    await write([[SHORT]]);
    days(daysOf(SHORT) - 1 - 1 / 86_400);
    await restart();
    expect(numbers()).toEqual([1, 2]);
    days(1 / 86_400);
    await restart();
    expect(numbers()).toEqual([2, 3]);
  });

  test('wait for the longest of the purposes in their file, also one under none or an unknown one', async () => {
    for (const other of [LONG, null, 'urn:llo:purpose:gone']) {
      rmSync(folder, { recursive: true, force: true });
      await write([[SHORT, other, SHORT], [SHORT]]);
      days(daysOf(SHORT) + 10);
      await restart();
      expect(numbers()).toEqual([1, 2, 3]);
      days(daysOf(LONG));
      await restart();
      expect(numbers()[0]).toBeGreaterThan(2);
      expect((await verifyLogs(folder)).damages).toEqual([]);
    }
  });

  test('that do not say when they were are never deleted', async () => {
    const ledger = await start();
    await ledger.append([{ attributes: { 'llo.purpose': SHORT } }]);
    await ledger.stop();
    days(100_000);
    await restart();
    expect(numbers()).toEqual([1, 2]);
  });

  test('of the access log go by its own time', async () => {
    const ledger = await start({ name: 'gateway' });
    await ledger.append([{ time: now.toISOString(), trace_id: 'x', purpose: SHORT }]);
    await ledger.stop();
    days(daysOf(SHORT) + 1);
    await restart({ name: 'gateway' });
    expect(readdirSync(folder)).toEqual(['gateway-000002-2026-02-01.jsonl']);
  });
});

describe('the process that has a log deletes by itself', () => {
  const deleted = () => {
    let tell: (expired: unknown) => void = () => undefined;
    const next = () =>
      new Promise((resolve) => {
        tell = (expired) => void ('deletion' in (expired as object) && resolve(expired));
      });
    return { next, onExpired: (expired: unknown) => tell(expired) };
  };

  test('with each new file, without holding up who writes', async () => {
    const { next, onExpired } = deleted();
    await write([[SHORT]]);
    days(daysOf(SHORT));
    const ledger = await start({ onExpired });
    const onNewDay = next();
    await ledger.append([line(SHORT)]);
    days(1);
    await ledger.append([line(SHORT)]);
    expect(await onNewDay).toMatchObject({ deletion: { first_file: 1, last_file: 1 } });
    await ledger.stop();
  });

  test('once a day, also when nobody asks anything', async () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
    try {
      const { next, onExpired } = deleted();
      await write([[SHORT]]);
      const ledger = await start({ onExpired });
      await ledger.expire();
      expect(numbers()).toEqual([1, 2]);
      days(daysOf(SHORT) + 1);
      const daily = next();
      vi.advanceTimersByTime(86_400_000);
      expect(await daily).toMatchObject({ files: ['uwv-000001-2026-01-01.jsonl'] });
      await ledger.stop();
    } finally {
      vi.useRealTimers();
    }
  });

  test('by the purposes as they are now', async () => {
    const changing = new Map(purposes);
    await write([[LONG]]);
    days(daysOf(SHORT) + 10);
    const retention = retentionOf(() => changing);
    await restart({ retention });
    expect(numbers()).toEqual([1, 2]);
    const long = purposes.get(LONG);
    if (long) changing.set(LONG, { ...long, accountDays: 5 });
    await restart({ retention });
    expect(deletions().at(-1)).toMatchObject({ lines: 1, retention_days: { [LONG]: 5 } });
  });
});

describe('a log whose beginning was deleted', () => {
  beforeEach(async () => {
    await write([[SHORT], [SHORT], [LONG], [LONG]]);
    days(daysOf(SHORT) + 5);
    await restart();
    expect(numbers()).toEqual([3, 4, 5]);
  });
  const fileOf = (number: number) =>
    readdirSync(folder).find((file) => Number(file.slice(4, 10)) === number) ?? '';
  const remove = (number: number) => rmSync(join(folder, fileOf(number)));
  const damages = async () => (await verifyLogs(folder)).damages;

  test('is whole, and goes on being so over later deletions', async () => {
    expect(await damages()).toEqual([]);
    days(daysOf(LONG) + 5);
    await restart();
    expect(deletions()).toMatchObject([{ first_file: 3, last_file: 5 }]);
    expect(numbers()).toEqual([6]);
    expect(await damages()).toEqual([]);
  });

  test('is not when more of it went than it says', async () => {
    remove(3);
    expect(await damages()).toEqual([{ file: fileOf(4), line: null, what: 'missing' }]);
    days(daysOf(LONG) + 50);
    expect(await restart()).toEqual({ deletion: null, files: [], blockedBy: fileOf(4) });
    expect(numbers()).toEqual([4, 5, 6]);
  });

  test('is not when something went from its middle, and then nothing more is deleted', async () => {
    remove(4);
    expect(await damages()).toEqual([
      { file: fileOf(3), line: null, what: 'shortened' },
      { file: fileOf(5), line: null, what: 'missing' },
    ]);
    days(daysOf(LONG) + 50);
    expect(await restart()).toMatchObject({ files: [], blockedBy: fileOf(3) });
  });

  test('is not without the line that says so', async () => {
    const path = join(folder, fileOf(5));
    writeFileSync(path, readFileSync(path, 'utf8').replace(/\{"llo\.deleted[^\n]*\n/, ''));
    expect(await damages()).toEqual([{ file: fileOf(3), line: null, what: 'missing' }]);
  });

  test('is not when that line is another than was written', async () => {
    const path = join(folder, fileOf(5));
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

  test('an altered line is kept, and all after it, until somebody has looked', async () => {
    const path = join(folder, fileOf(3));
    writeFileSync(path, readFileSync(path, 'utf8').replace('"n":0', '"n":9'));
    days(daysOf(LONG) + 50);
    expect(await restart()).toMatchObject({ files: [], blockedBy: fileOf(3) });
    expect(numbers()[0]).toBe(3);
  });
});

describe('a process that dies while it deletes', () => {
  beforeEach(async () => {
    await write([[SHORT], [SHORT], [SHORT], [LONG]]);
    days(daysOf(SHORT) + 5);
  });

  test.each([0, 1, 2])(
    'after %d files: the log is whole, and the next start finishes',
    async (at) => {
      let removed = 0;
      const dying: Disk = {
        ...localDisk,
        remove: async (path) => {
          if (removed === at) throw new Error('dead');
          removed += 1;
          await localDisk.remove(path);
        },
      };
      await expect(restart({ disk: dying })).rejects.toThrow('dead');
      expect(numbers()[0]).toBe(at + 1);
      expect((await verifyLogs(folder)).damages).toEqual([]);
      expect(await restart()).toMatchObject({ deletion: null, blockedBy: null });
      expect(numbers()[0]).toBe(4);
      expect(deletions()).toHaveLength(1);
      expect((await verifyLogs(folder)).damages).toEqual([]);
    },
  );

  test('before the line is on the disk: nothing is deleted', async () => {
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
    expect((await verifyLogs(folder)).damages).toEqual([]);
    await restart();
    expect(numbers()[0]).toBe(4);
  });

  test('by kill -9 between the line and the first file', async () => {
    const child = fork('test/account/dies-deleting.ts', [folder, now.toISOString()], {
      execArgv: ['--import', 'tsx'],
    });
    await once(child, 'message');
    child.kill('SIGKILL');
    await once(child, 'exit');
    expect(numbers()).toEqual([1, 2, 3, 4, 5]);
    expect(deletions()).toMatchObject([{ first_file: 1, last_file: 3 }]);
    expect((await verifyLogs(folder)).damages).toEqual([]);
    await restart();
    expect(numbers()).toEqual([4, 5, 6]);
    expect(deletions()).toHaveLength(1);
    expect((await verifyLogs(folder)).damages).toEqual([]);
  });
});

describe('an operator', () => {
  const run = (...args: string[]) =>
    runAccountCommand(['--folder', folder, ...args], { defaultFolder: () => null, now });

  test('sees what would go, then deletes it, and the log says who did', async () => {
    await write([[SHORT], [LONG]]);
    expect((await run('--expired')).text).toBe(
      'Niets is ouder dan zijn bewaartermijn / Nothing is past its retention',
    );
    days(daysOf(SHORT));
    expect((await run('--expired')).text).toBe(
      [
        'uwv: 1 bestanden / files te verwijderen / to delete',
        '  1 regels / lines, 2026-01-01T12:00:00.000Z – 2026-01-01T12:00:00.000Z',
        `  ${SHORT}: 30 dagen / days`,
        '  uwv-000001-2026-01-01.jsonl',
      ].join('\n'),
    );
    expect(numbers()).toEqual([1, 2]);
    expect((await run('--delete-expired')).text).toContain('1 bestanden / files verwijderd');
    expect(numbers()).toEqual([2, 3]);
    expect(deletions()).toMatchObject([{ by: 'operator', lines: 1 }]);
    const { text, isWhole } = await run('--verify');
    expect(isWhole).toBe(true);
    expect(text).toContain('1 regels verwijderd / lines deleted, 2026-01-01 – 2026-01-01');
  });

  test('does not delete from a log that a process has open, nor where nobody can tell', async () => {
    await write([[SHORT], [LONG]]);
    days(daysOf(SHORT));
    const newest = join(folder, 'uwv-000002-2026-01-02.jsonl');
    const writtenBy = (host: string, pid: number) =>
      writeFileSync(
        newest,
        readFileSync(newest, 'utf8').replace(
          /"llo.writer":\{[^}]*\}/,
          `"llo.writer":${JSON.stringify({ host, pid })}`,
        ),
      );
    const { hostname } = await import('node:os');
    writtenBy(hostname(), process.ppid);
    await expect(run('--delete-expired')).rejects.toThrow('has it open');
    writtenBy('elsewhere', 1);
    await expect(run('--delete-expired')).rejects.toThrow('--at-rest');
    expect(numbers()).toEqual([1, 2]);
    await run('--delete-expired', '--at-rest');
    expect(numbers()).toEqual([2, 3]);
  });
});
