/** Deletion of files past their retention, by the process that writes the log or by an operator. */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test, vi } from 'vitest';
import { auditSettings } from '../../cli/audit/audit-settings.ts';
import { runAudit } from '../../cli/audit/run-audit.ts';
import { parseArguments } from '../../core/config/settings.ts';
import { daysKeptBy } from '../../core/audit-log/retention.ts';
import { verifyLogs } from '../../core/audit-log/verify-log.ts';
import { readPurposes } from '../../core/purposes/purposes.ts';
import { createLogWithClock, daysOf, LONG, SHORT } from './log-with-clock.ts';

const log = createLogWithClock();
const { days, deletions, line, numbers, restart, start, write } = log;

describe('a log with retention', () => {
  test('deletes the first files that are past their retention, and records that', async () => {
    await write([[SHORT, SHORT], [SHORT]]);
    days(daysOf(SHORT) + 5);
    const appendOnlyLog = await start();
    await appendOnlyLog.append([line()], daysOf(SHORT));
    await appendOnlyLog.expire();
    await appendOnlyLog.stop();
    expect(numbers()).toEqual([3]);
    expect(deletions()).toEqual([
      {
        first_file: 1,
        last_file: 2,
        last_sum: expect.stringMatching(/^[0-9a-f]{32}$/),
        lines: 5,
        from: '2026-01-01',
        to: '2026-01-02',
        days: 30,
        kept_until: '2026-02-02T00:00:00.000Z',
        at: '2026-02-07T12:00:00.000Z',
        by: 'process',
      },
    ]);
    expect(await verifyLogs(log.folder)).toEqual({
      files: 1,
      lines: 3,
      damages: [],
      deletions: deletions(),
    });
  });

  test('deletes a line after its own days, whatever is kept longer in the same log, and without a new line', async () => {
    await write([[SHORT, LONG, null, 'urn:llo:purpose:gone']]);
    days(daysOf(SHORT) + 1);
    await restart();
    expect(deletions()).toMatchObject([{ days: daysOf(SHORT), first_file: 1, last_file: 1 }]);
    expect(numbers()).toEqual([2]);
    expect(numbers(daysOf(LONG))).toEqual([1]);
    expect(numbers(daysOf(null))).toEqual([1]);
    days(daysOf(null));
    await restart();
    // Where nothing else is left, the record of a deletion stays.
    expect([SHORT, LONG, null].map((purpose) => numbers(daysOf(purpose)))).toEqual([[2], [2], [2]]);
    await restart();
    expect([SHORT, LONG, null].map((purpose) => numbers(daysOf(purpose)))).toEqual([[2], [2], [2]]);
    expect((await verifyLogs(log.folder)).damages).toEqual([]);
  });

  test('deletes the file that it has open, where nothing was written since, and what comes after it later', async () => {
    const open = await start();
    for (const number of [1, 2]) {
      await open.append([line()], daysOf(SHORT));
      days(daysOf(SHORT) + 2);
      expect(await open.expire()).toMatchObject([{ blockedBy: null }]);
      expect(numbers()).toEqual([number + 1]);
      expect((await verifyLogs(log.folder)).damages).toEqual([]);
    }
    await open.stop();
  });

  test('keeps a file until the end of the last day of its retention and not longer', async () => {
    await write([[SHORT]]);
    days(daysOf(SHORT) - 0.5 - 1 / 86_400);
    await restart();
    expect(numbers()).toEqual([1]);
    days(1 / 86_400);
    await restart();
    expect(numbers()).toEqual([2]);
  });

  test('keeps a line as long as its purpose said when it was written', () => {
    const changing = new Map(readPurposes());
    const daysNow = daysKeptBy(() => changing);
    const before = daysNow(LONG);
    const long = changing.get(LONG);
    if (long) changing.set(LONG, { ...long, auditLogDays: 5 });
    expect([before, daysNow(LONG), daysNow(null)]).toEqual([730, 5, daysNow('gone')]);
  });
});

describe('the process that writes a log deletes expired files', () => {
  const deleted = () => {
    let report: (expired: unknown) => void = () => undefined;
    const next = () =>
      new Promise((resolve) => {
        report = (expired) =>
          void ((expired as { deletion?: object | null }).deletion && resolve(expired));
      });
    return { next, onExpired: (expired: unknown) => report(expired) };
  };

  test('with each new file, while appends continue', async () => {
    const { next, onExpired } = deleted();
    await write([[SHORT]]);
    days(daysOf(SHORT) - 1);
    const appendOnlyLog = await start({ onExpired });
    const onNewDay = next();
    await appendOnlyLog.append([line()], daysOf(SHORT));
    days(1);
    await appendOnlyLog.append([line()], daysOf(SHORT));
    expect(await onNewDay).toMatchObject({ deletion: { first_file: 1, last_file: 1 } });
    await appendOnlyLog.stop();
  });

  test('once a day, also without requests', async () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
    try {
      const { next, onExpired } = deleted();
      await write([[SHORT]]);
      const appendOnlyLog = await start({ onExpired });
      await appendOnlyLog.expire();
      expect(numbers()).toEqual([1]);
      days(daysOf(SHORT) + 1);
      const daily = next();
      vi.advanceTimersByTime(86_400_000);
      expect(await daily).toMatchObject({ files: ['uwv-d30-000001-2026-01-01.jsonl'] });
      await appendOnlyLog.stop();
    } finally {
      vi.useRealTimers();
    }
  });
});

describe('the audit command', () => {
  const run = (...args: string[]) =>
    runAudit(parseArguments(auditSettings, ['--folder', log.folder, ...args]), {
      defaultFolder: () => null,
      now: log.now,
    });

  test('--expired lists expired files, --delete-expired deletes them and records the operator', async () => {
    await write([[SHORT], [LONG]]);
    expect((await run('--expired')).text).toBe(
      'Geen bestand is ouder dan de bewaartermijn / No file is past its retention period',
    );
    days(daysOf(SHORT));
    expect((await run('--expired')).text).toBe(
      [
        'uwv: 1 bestanden / files te verwijderen / to delete',
        '  2 regels / lines, 2026-01-01 – 2026-01-01, 30 dagen / days',
        '  uwv-d30-000001-2026-01-01.jsonl',
      ].join('\n'),
    );
    expect(numbers()).toEqual([1]);
    expect((await run('--delete-expired')).text).toContain('1 bestanden / files verwijderd');
    expect(numbers()).toEqual([2]);
    expect(deletions()).toMatchObject([{ by: 'operator', lines: 2 }]);
    const { text, isIntact } = await run('--verify', '--without', 'gateway');
    expect(isIntact).toBe(true);
    expect(text).toContain('2 regels verwijderd / lines deleted, 2026-01-01 – 2026-01-01');
  });

  test('--delete-expired fails for a log that a process has open, or of another machine without --at-rest', async () => {
    await write([[SHORT], [LONG]]);
    days(daysOf(SHORT));
    const newest = join(log.folder, readdirSync(log.folder).toSorted().at(-1) ?? '');
    const writtenBy = (host: string, pid: number) =>
      writeFileSync(
        newest,
        readFileSync(newest, 'utf8').replace(
          /"llo.writer":\{[^}]*\}/,
          `"llo.writer":${JSON.stringify({ host, pid })}`,
        ),
      );
    writtenBy(hostname(), process.ppid);
    await expect(run('--delete-expired')).rejects.toThrow('has it open');
    writtenBy('elsewhere', 1);
    await expect(run('--delete-expired')).rejects.toThrow('--at-rest');
    expect(numbers()).toEqual([1]);
    await run('--delete-expired', '--at-rest');
    expect(numbers()).toEqual([2]);
  });
});
