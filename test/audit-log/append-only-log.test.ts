import {
  appendFileSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { localDisk, type Disk } from '../../core/audit-log/disk.ts';
import {
  AuditLogUnavailable,
  startAppendOnlyLog,
  type AppendOnlyLogOptions,
} from '../../core/audit-log/audit-log.ts';
import { verifyLogs } from '../../core/audit-log/verify-log.ts';

const NOW = new Date('2026-11-21T12:00:00Z');
const DAYS = 365;
const FIRST = 'uwv-d365-000001-2026-11-21.jsonl';
const SECOND = 'uwv-d365-000002-2026-11-21.jsonl';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'vakgraaf-audit-log-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const start = (more: Partial<AppendOnlyLogOptions> = {}) =>
  startAppendOnlyLog({ folder, name: 'uwv', now: () => NOW, retryAfterMs: 0, ...more });

const texts = (...lines: readonly object[]) => lines.map((line) => JSON.stringify(line));
const read = (file: string) => readFileSync(join(folder, file), 'utf8');
const entries = (file: string) =>
  read(file)
    .trimEnd()
    .split('\n')
    .flatMap((line) => (JSON.parse(line) as { n?: number }).n ?? []);

describe('an append-only log', () => {
  test('writes lines in order, each ending with a checksum', async () => {
    const log = await start();
    await log.append(texts({ n: 1 }, { n: 2 }), DAYS);
    await log.append(texts({ n: 3 }), DAYS);
    await log.stop();
    expect(read(FIRST)).toBe(
      [
        '{"llo.log":"uwv","llo.version":2,"llo.days":365,"llo.file":1,"llo.opened":"2026-11-21T12:00:00.000Z","llo.writer":WRITER,"llo.after":null,"llo.sum":"SUM"}',
        '{"n":1,"llo.sum":"SUM"}',
        '{"n":2,"llo.sum":"SUM"}',
        '{"n":3,"llo.sum":"SUM"}',
        '{"llo.closed":{"at":"2026-11-21T12:00:00.000Z"},"llo.sum":"SUM"}',
        '',
      ]
        .join('\n')
        .replace('WRITER', JSON.stringify({ host: hostname(), pid: process.pid }))
        .split('SUM')
        .map((part, index) => (index === 0 ? part : sumsIn(FIRST)[index - 1] + part))
        .join(''),
    );
    expect(await verifyLogs(folder)).toEqual({ files: 1, lines: 4, damages: [] });
  });

  test('writes 500 concurrent appends in at most two writes', async () => {
    let writes = 0;
    const disk = diskWith(async (bytes, append) => {
      writes += 1;
      await append(bytes);
    });
    const log = await start({ disk });
    await log.append([], DAYS);
    const before = writes;
    await Promise.all(Array.from({ length: 500 }, (_, n) => log.append(texts({ n }), DAYS)));
    expect(writes - before).toBeLessThanOrEqual(2);
    expect(entries(FIRST)).toEqual(Array.from({ length: 500 }, (_, n) => n));
    await log.stop();
  });

  test('starts a new file when the current one is full, and on a new day', async () => {
    let now = NOW;
    const log = await start({ now: () => now, fileBytesMax: 300 });
    await log.append(texts({ n: 1, filling: 'x'.repeat(200) }), DAYS);
    await log.append(texts({ n: 2 }), DAYS);
    now = new Date('2026-11-22T00:00:00Z');
    await log.append(texts({ n: 3 }), DAYS);
    await log.stop();
    expect(readdirSync(folder).toSorted()).toEqual([
      FIRST,
      SECOND,
      'uwv-d365-000003-2026-11-22.jsonl',
    ]);
    expect([entries(FIRST), entries(SECOND), entries('uwv-d365-000003-2026-11-22.jsonl')]).toEqual([
      [1],
      [2],
      [3],
    ]);
    expect(await verifyLogs(folder)).toEqual({ files: 3, lines: 6, damages: [] });
  });

  test('records a torn line in the first line of the next file', async () => {
    const first = await start();
    await first.append(texts({ n: 1 }), DAYS);
    await first.stop();
    appendFileSync(join(folder, FIRST), '{"n":2,"llo.s');
    expect(await verifyLogs(folder)).toMatchObject({
      damages: [],
      warnings: [{ file: FIRST, line: null, what: 'torn' }],
    });
    const second = await start();
    await second.append(texts({ n: 3 }), DAYS);
    await second.stop();
    expect(JSON.parse(read(SECOND).split('\n')[0] ?? '')).toMatchObject({
      'llo.after': { file: FIRST, torn_bytes: 13 },
    });
    expect(await verifyLogs(folder)).toEqual({ files: 2, lines: 4, damages: [] });
  });
});

describe('verifyLogs on a damaged log', () => {
  beforeEach(async () => {
    const log = await start();
    for (const n of [1, 2, 3]) await log.append(texts({ n }), DAYS);
    await log.stop();
  });
  const change = (from: string | RegExp, to: string) =>
    writeFileSync(join(folder, FIRST), read(FIRST).replace(from, to));
  const startNextFile = async () => {
    const log = await start();
    await log.append(texts({ n: 4 }), DAYS);
    await log.stop();
  };

  test.each([
    [
      'an altered line',
      () => change('{"n":2,', '{"n":9,'),
      [{ file: FIRST, line: 3, what: 'altered' }],
    ],
    [
      'a removed line',
      () => change(/\{"n":2[^\n]*\n/, ''),
      [{ file: FIRST, line: 3, what: 'altered' }],
    ],
    [
      'an inserted line',
      () => change('{"n":2,', '{"n":7}\n{"n":2,'),
      [{ file: FIRST, line: 3, what: 'altered' }],
    ],
    [
      'a removed first line',
      () => change(/^[^\n]*\n/, ''),
      [
        { file: FIRST, line: 1, what: 'altered' },
        { file: FIRST, line: null, what: 'headless' },
      ],
    ],
  ] as const)('reports file and line of %s', async (_, damage, damages) => {
    damage();
    expect((await verifyLogs(folder)).damages).toEqual(damages);
  });

  test('reports lines cut off at the end of a file as shortened', async () => {
    await startNextFile();
    change(/\{"n":3[^\n]*\n[^\n]*\n/, '');
    expect((await verifyLogs(folder)).damages).toEqual([
      { file: FIRST, line: null, what: 'shortened' },
    ]);
    truncateSync(join(folder, FIRST), 0);
    expect((await verifyLogs(folder)).damages).toContainEqual({
      file: FIRST,
      line: null,
      what: 'shortened',
    });
  });

  test('reports a removed file as missing', async () => {
    await startNextFile();
    rmSync(join(folder, FIRST));
    expect((await verifyLogs(folder)).damages).toEqual([
      { file: SECOND, line: null, what: 'missing' },
    ]);
  });
});

describe('an append-only log on a failing disk', () => {
  test('rejects appends while its folder is missing, and recovers when it is back', async () => {
    const changes: boolean[] = [];
    const log = await start({ onChange: (isAvailable) => changes.push(isAvailable) });
    await log.append(texts({ n: 1 }), DAYS);
    renameSync(folder, `${folder}-elsewhere`);
    await expect(log.append(texts({ n: 2 }), DAYS)).rejects.toThrow(AuditLogUnavailable);
    await expect(log.ready()).rejects.toThrow(AuditLogUnavailable);
    renameSync(`${folder}-elsewhere`, folder);
    await log.append(texts({ n: 3 }), DAYS);
    expect(changes).toEqual([false, true]);
    expect(entries(SECOND)).toEqual([3]);
    await log.stop();
    expect((await verifyLogs(folder)).damages).toEqual([]);
  });

  test('does not create its folder again after it disappeared', async () => {
    const log = await start();
    rmSync(folder, { recursive: true });
    await expect(log.append(texts({ n: 1 }), DAYS)).rejects.toThrow(AuditLogUnavailable);
    expect(() => readdirSync(folder)).toThrow('ENOENT');
    await log.stop();
  });

  test('when the disk is full leaves no empty files, and recovers when there is room', async () => {
    let room = 400;
    const disk = diskWith(async (bytes, append) => {
      const fitting = bytes.subarray(0, Math.max(0, room));
      room -= bytes.length;
      await append(fitting);
      if (fitting.length < bytes.length) throw Object.assign(new Error('full'), { code: 'ENOSPC' });
    });
    const log = await start({ disk });
    await log.append(texts({ n: 1 }), DAYS);
    await expect(log.append(texts({ n: 2, filling: 'x'.repeat(500) }), DAYS)).rejects.toThrow(
      AuditLogUnavailable,
    );
    await expect(log.append(texts({ n: 3 }), DAYS)).rejects.toThrow(AuditLogUnavailable);
    await expect(log.append(texts({ n: 4 }), DAYS)).rejects.toThrow(AuditLogUnavailable);
    expect(readdirSync(folder)).toEqual([FIRST]);
    room = 100_000;
    await log.append(texts({ n: 5 }), DAYS);
    await log.stop();
    expect(entries(SECOND)).toEqual([5]);
    expect(await verifyLogs(folder)).toEqual({
      files: 2,
      lines: 3,
      damages: [],
      warnings: [{ file: FIRST, line: null, what: 'crashed' }],
    });
  });

  test('does not skip a file number when a file cannot be created', async () => {
    let failuresLeft = 2;
    const disk: Disk = {
      ...localDisk,
      create: (where, name) => {
        failuresLeft -= 1;
        return failuresLeft < 0
          ? localDisk.create(where, name)
          : Promise.reject(new Error('read-only'));
      },
    };
    const log = await start({ disk });
    await expect(log.append(texts({ n: 1 }), DAYS)).rejects.toThrow(AuditLogUnavailable);
    await expect(log.append(texts({ n: 2 }), DAYS)).rejects.toThrow(AuditLogUnavailable);
    await log.append(texts({ n: 3 }), DAYS);
    await log.stop();
    expect(readdirSync(folder)).toEqual([FIRST]);
    expect(await verifyLogs(folder)).toEqual({ files: 1, lines: 2, damages: [] });
  });

  test('does not try the disk again within retryAfterMs after a failure', async () => {
    let tries = 0;
    const disk: Disk = {
      ...localDisk,
      create: () => {
        tries += 1;
        return Promise.reject(new Error('gone'));
      },
    };
    const log = await start({ disk, retryAfterMs: 60_000 });
    for (let time = 0; time < 20; time += 1) {
      await expect(log.append(texts({ n: time }), DAYS)).rejects.toThrow(AuditLogUnavailable);
    }
    expect(tries).toBe(1);
    await log.stop();
  });
});

function sumsIn(file: string): readonly string[] {
  return [...read(file).matchAll(/"llo\.sum":"([0-9a-f]{32})"/g)].map(([, sum = '']) => sum);
}

/** The local disk, with a function between the log and the file. */
function diskWith(
  between: (bytes: Buffer, append: (bytes: Buffer) => Promise<void>) => Promise<void>,
): Disk {
  return {
    ...localDisk,
    create: async (where, name) => {
      const file = await localDisk.create(where, name);
      return { ...file, append: (bytes) => between(bytes, (some) => file.append(some)) };
    },
  };
}
