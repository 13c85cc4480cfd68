/** Deletion of files past their retention, by the process that writes the log or by an operator. */
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test, vi } from 'vitest';
import { auditSettings } from '../../cli/audit/audit-settings.ts';
import { runAudit } from '../../cli/audit/run-audit.ts';
import { parseArguments } from '../../core/config/settings.ts';
import { retentionOf } from '../../core/audit-log/retention.ts';
import { verifyLogs } from '../../core/audit-log/verify-log.ts';
import { createLogWithClock, daysOf, LONG, purposes, SHORT } from './log-with-clock.ts';

const log = createLogWithClock();
const { days, deletions, line, numbers, restart, start, write } = log;

describe('a log with retention', () => {
  test('deletes the first files of which every line is past its retention, and records that', async () => {
    await write([[SHORT, SHORT], [SHORT], [LONG], [SHORT]]);
    days(daysOf(SHORT) + 5);
    const appendOnlyLog = await start();
    await appendOnlyLog.expire();
    await appendOnlyLog.stop();
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
    expect(await verifyLogs(log.folder)).toEqual({
      files: 3,
      lines: 3,
      damages: [],
      deletions: deletions(),
    });
  });

  test('keeps a line until the last second of its retention and not longer', async () => {
    await write([[SHORT]]);
    days(daysOf(SHORT) - 1 - 1 / 86_400);
    await restart();
    expect(numbers()).toEqual([1, 2]);
    days(1 / 86_400);
    await restart();
    expect(numbers()).toEqual([2, 3]);
  });

  test('keeps a file for the longest retention of its lines, also with no purpose or an unknown one', async () => {
    for (const other of [LONG, null, 'urn:llo:purpose:gone']) {
      rmSync(log.folder, { recursive: true, force: true });
      await write([[SHORT, other, SHORT], [SHORT]]);
      days(daysOf(SHORT) + 10);
      await restart();
      expect(numbers()).toEqual([1, 2, 3]);
      days(daysOf(LONG));
      await restart();
      expect(numbers()[0]).toBeGreaterThan(2);
      expect((await verifyLogs(log.folder)).damages).toEqual([]);
    }
  });

  test('never deletes a line without a time', async () => {
    const appendOnlyLog = await start();
    await appendOnlyLog.append([{ attributes: { 'llo.purpose': SHORT } }]);
    await appendOnlyLog.stop();
    days(100_000);
    await restart();
    expect(numbers()).toEqual([1, 2]);
  });

  test('uses the time field for lines of the access log', async () => {
    const appendOnlyLog = await start({ name: 'gateway' });
    await appendOnlyLog.append([{ time: log.now.toISOString(), trace_id: 'x', purpose: SHORT }]);
    await appendOnlyLog.stop();
    days(daysOf(SHORT) + 1);
    await restart({ name: 'gateway' });
    expect(readdirSync(log.folder)).toEqual(['gateway-000002-2026-02-01.jsonl']);
  });
});

describe('the process that writes a log deletes expired files', () => {
  const deleted = () => {
    let report: (expired: unknown) => void = () => undefined;
    const next = () =>
      new Promise((resolve) => {
        report = (expired) => void ('deletion' in (expired as object) && resolve(expired));
      });
    return { next, onExpired: (expired: unknown) => report(expired) };
  };

  test('with each new file, while appends continue', async () => {
    const { next, onExpired } = deleted();
    await write([[SHORT]]);
    days(daysOf(SHORT));
    const appendOnlyLog = await start({ onExpired });
    const onNewDay = next();
    await appendOnlyLog.append([line(SHORT)]);
    days(1);
    await appendOnlyLog.append([line(SHORT)]);
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
      expect(numbers()).toEqual([1, 2]);
      days(daysOf(SHORT) + 1);
      const daily = next();
      vi.advanceTimersByTime(86_400_000);
      expect(await daily).toMatchObject({ files: ['uwv-000001-2026-01-01.jsonl'] });
      await appendOnlyLog.stop();
    } finally {
      vi.useRealTimers();
    }
  });

  test('with the retention of the current purposes', async () => {
    const changing = new Map(purposes);
    await write([[LONG]]);
    days(daysOf(SHORT) + 10);
    const retention = retentionOf(() => changing);
    await restart({ retention });
    expect(numbers()).toEqual([1, 2]);
    const long = purposes.get(LONG);
    if (long) changing.set(LONG, { ...long, auditLogDays: 5 });
    await restart({ retention });
    expect(deletions().at(-1)).toMatchObject({ lines: 1, retention_days: { [LONG]: 5 } });
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
        '  1 regels / lines, 2026-01-01T12:00:00.000Z – 2026-01-01T12:00:00.000Z',
        `  ${SHORT}: 30 dagen / days`,
        '  uwv-000001-2026-01-01.jsonl',
      ].join('\n'),
    );
    expect(numbers()).toEqual([1, 2]);
    expect((await run('--delete-expired')).text).toContain('1 bestanden / files verwijderd');
    expect(numbers()).toEqual([2, 3]);
    expect(deletions()).toMatchObject([{ by: 'operator', lines: 1 }]);
    const { text, isIntact } = await run('--verify');
    expect(isIntact).toBe(true);
    expect(text).toContain('1 regels verwijderd / lines deleted, 2026-01-01 – 2026-01-01');
  });

  test('--delete-expired fails for a log that a process has open, or of another machine without --at-rest', async () => {
    await write([[SHORT], [LONG]]);
    days(daysOf(SHORT));
    const newest = join(log.folder, 'uwv-000002-2026-01-02.jsonl');
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
