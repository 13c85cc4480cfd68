/** What is past its retention goes, by the process that has the log or by an operator. */
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test, vi } from 'vitest';
import { runAuditCommand } from '../../cli/audit/audit-command.ts';
import { retentionOf } from '../../core/audit-log/retention.ts';
import { verifyLogs } from '../../core/audit-log/verify-log.ts';
import { createAgingLog, daysOf, LONG, purposes, SHORT } from './log-with-clock.ts';

const log = createAgingLog();
const { days, deletions, line, numbers, restart, start, write } = log;

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
    expect(await verifyLogs(log.folder)).toEqual({
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
    await ledger.append([{ time: log.now.toISOString(), trace_id: 'x', purpose: SHORT }]);
    await ledger.stop();
    days(daysOf(SHORT) + 1);
    await restart({ name: 'gateway' });
    expect(readdirSync(log.folder)).toEqual(['gateway-000002-2026-02-01.jsonl']);
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
    if (long) changing.set(LONG, { ...long, auditLogDays: 5 });
    await restart({ retention });
    expect(deletions().at(-1)).toMatchObject({ lines: 1, retention_days: { [LONG]: 5 } });
  });
});

describe('an operator', () => {
  const run = (...args: string[]) =>
    runAuditCommand(['--folder', log.folder, ...args], {
      defaultFolder: () => null,
      now: log.now,
    });

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
