/** Any edit of the logs of one side is found, or changes no record; a crash is a warning. */
import { cpSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import * as fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { headKeysIn } from '../../core/audit-log/read-signed-head.ts';
import {
  verifyConfirmations,
  type VerifyOptions,
} from '../../core/audit-log/verify-confirmations.ts';
import { filesOf, linesIn, recordsOf, rewrite, writeLines } from './tamper.ts';
import { createHeadKey, PARTNERS, startTwoSides, traceOf, writeSignedHeads } from './two-sides.ts';

const NOW = new Date('2026-11-21T12:00:00Z');
const LOGS = ['gateway', ...PARTNERS] as const;

let home: string;
let original: string;
let signedHeads: string;
const key = createHeadKey();
beforeAll(async () => {
  home = mkdtempSync(join(tmpdir(), 'vakgraaf-confirmations-'));
  original = join(home, 'original');
  signedHeads = join(home, 'kept-elsewhere.jsonl');
  const sides = await startTwoSides(original, () => NOW);
  for (let number = 1; number <= 8; number += 1) await sides.request(number);
  const heads = LOGS.map((log) => key.signHead(log, sides.heads(log)));
  await sides.stop();
  writeSignedHeads(signedHeads, heads);
});
afterAll(() => rmSync(home, { recursive: true, force: true }));

const verify = (folder: string) =>
  verifyConfirmations({
    folders: [folder],
    now: NOW,
    keys: headKeysIn(key.jwk, null),
    signedHeadFiles: [signedHeads],
  });

test('untouched logs of both sides have no damage and no warning', async () => {
  expect(await verify(original)).toEqual({
    files: LOGS.reduce((sum, log) => sum + filesOf(original, log).length, 0),
    lines: expect.any(Number),
    receipts: 16,
    damages: [],
    notGiven: [],
  });
});

/** A number from 0 to 1, which chooses one of any number of things. */
const choice = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
const chosen = <Item>(items: readonly Item[], where: number): Item => {
  const item = items[Math.floor(where * items.length)];
  if (item === undefined) throw new Error('Nothing to choose from');
  return item;
};

type Edit = (file: string, a: number, b: number) => void;

const EDITS: Readonly<Record<string, Edit>> = {
  'another byte': (file, a, b) => {
    const bytes = readFileSync(file);
    const at = Math.floor(a * bytes.length);
    bytes[at] = (bytes[at] ?? 0) ^ (1 + Math.floor(b * 255));
    writeFileSync(file, bytes);
  },
  'a cut at any byte': (file, a) => {
    const bytes = readFileSync(file);
    writeFileSync(file, bytes.subarray(0, Math.floor(a * bytes.length)));
  },
  'a cut at the end of a line': (file, a) => {
    const lines = linesIn(file);
    writeLines(file, lines.slice(0, Math.floor(a * lines.length)));
  },
  'a line removed': (file, a) => {
    const lines = linesIn(file);
    lines.splice(Math.floor(a * lines.length), 1);
    writeLines(file, lines);
  },
  'a line removed and the chain written again': (file, a) =>
    rewrite(file, (lines) => lines.filter((_, index) => index !== Math.floor(a * lines.length))),
  'two lines swapped and the chain written again': (file, a, b) =>
    rewrite(file, (lines) => {
      const [one, other] = [Math.floor(a * lines.length), Math.floor(b * lines.length)];
      return lines.with(one, lines[other] ?? '').with(other, lines[one] ?? '');
    }),
  'a line twice and the chain written again': (file, a, b) =>
    rewrite(file, (lines) =>
      lines.toSpliced(Math.floor(b * lines.length) + 1, 0, chosen(lines, a)),
    ),
  'another person in a line and the chain written again': (file, a) =>
    rewrite(file, (lines) => {
      const at = Math.floor(a * lines.length);
      return lines.with(at, (lines[at] ?? '').replace(/user-\d+|(aventus|uwv)-\d/, 'someone-else'));
    }),
  'a forged line appended': (file, a) =>
    rewrite(file, (lines) => {
      const [from] = lines.filter((line) => line.includes('trace_id')).slice(-1);
      const forged = (from ?? '{"trace_id":"0"}').replace(/"trace_id":"..../, '"trace_id":"beef');
      // Before the line that closes the file, or after it.
      return lines.toSpliced(a < 0.5 ? lines.length : lines.length - 1, 0, forged);
    }),
  'the file removed': (file) => rmSync(file),
  'the file under another name': (file) => renameSync(file, file.replace(/-d730-/, '-d365-')),
  'the content of another file': (file, a) =>
    writeFileSync(file, readFileSync(chosen(filesOf(dirname(file), basename(dirname(file))), a))),
  'all later files removed': (file) => {
    const all = filesOf(dirname(file), basename(dirname(file)));
    for (const later of all.slice(all.indexOf(file))) rmSync(later);
  },
  'the whole log removed': (file) => rmSync(dirname(file), { recursive: true }),
};

test.each(Object.keys(EDITS))(
  '%s, in any file of one log, is damage or changes no record',
  async (name) => {
    const edited = join(home, 'edited');
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...LOGS),
        choice,
        choice,
        choice,
        async (log, where, a, b) => {
          rmSync(edited, { recursive: true, force: true });
          cpSync(original, edited, { recursive: true });
          EDITS[name]?.(chosen(filesOf(edited, log), where), a, b);
          const isChanged = recordsOf(edited, log).join() !== recordsOf(original, log).join();
          const { damages } = await verify(edited);
          expect(isChanged && damages.length === 0).toBe(false);
        },
      ),
      { numRuns: 8 },
    );
  },
  120_000,
);

describe('lines without a receipt', () => {
  let folder: string;
  let now = NOW;
  const minutes = (count: number) => new Date(now.getTime() + count * 60_000);
  beforeEach(() => {
    folder = mkdtempSync(join(home, 'crash-'));
    now = NOW;
  });
  const found = async (more: Partial<VerifyOptions> = {}) => {
    const { damages, warnings = [] } = await verifyConfirmations({
      folders: [folder],
      now,
      ...more,
    });
    return {
      damages: damages.map(({ file, what }) => `${file}: ${what}`),
      warnings: warnings.map(({ file, what }) => `${file}: ${what}`),
    };
  };
  const file = (log: string, number = 1, day = '2026-11-21') =>
    `${log}-d730-00000${number}-${day}.jsonl`;

  test('of requests that a gateway was killed in are a warning, before and after it starts again', async () => {
    const killed = await startTwoSides(folder, () => now);
    await killed.request(1);
    now = minutes(60);
    await killed.lost(2, 'uwv');
    const open = [file('aventus'), file('uwv'), file('gateway')].map((one) => `${one}: open`);
    expect(await found()).toEqual({
      damages: [],
      warnings: [...open, `${file('uwv')}: unconfirmed`],
    });
    now = minutes(60);
    const next = await startTwoSides(folder, () => now);
    await next.request(3);
    await next.stop();
    const crashed = open.map((one) => one.replace('open', 'crashed'));
    expect(await found()).toEqual({
      damages: [],
      warnings: [...crashed, `${file('uwv')}: unconfirmed`],
    });
    await killed.stop();
  });

  test('of a moment at which the gateway ran, or after it stopped, are damage', async () => {
    const sides = await startTwoSides(folder, () => now);
    await sides.request(1);
    now = minutes(60);
    await sides.lost(2, 'uwv');
    now = minutes(60);
    await sides.request(3);
    expect((await found()).damages).toEqual([`${file('uwv')}: forged`]);
    await sides.gateway.stop();
    await sides.lost(4, 'aventus');
    await sides.stop();
    expect(await found()).toEqual({
      damages: [`${file('aventus')}: forged`, `${file('uwv')}: forged`],
      warnings: [],
    });
  });

  test('of another day than their file are damage, also where the gateway may have ended then', async () => {
    const sides = await startTwoSides(folder, () => now);
    await sides.request(1);
    const uwv = sides.partners.get('uwv');
    for (const [number, later] of [60, 3 * 24 * 60].entries()) {
      const start = { trace_id: traceOf(number + 2), start_time: minutes(later).getTime() };
      await uwv?.append([JSON.stringify(start)], 30 + number);
    }
    const name = (days: number) => `uwv-d${days}-000001-2026-11-21.jsonl`;
    const { damages, warnings } = await found();
    expect(damages).toEqual([`${name(31)}: forged`]);
    expect(warnings).toContain(`${name(30)}: unconfirmed`);
    await sides.stop();
  });

  test('of a request to which the subgraph gave no usable response are a warning', async () => {
    const sides = await startTwoSides(folder, () => now);
    await sides.lost(1, 'uwv');
    const line = { trace_id: traceOf(1), time: NOW.toISOString(), receipts: [] };
    await sides.gateway.append([JSON.stringify({ ...line, silent: ['education'] })], 730);
    await sides.lost(2, 'uwv');
    await sides.gateway.append(
      [JSON.stringify({ ...line, trace_id: traceOf(2), silent: ['funds'] })],
      730,
    );
    await sides.stop();
    expect(await found()).toEqual({
      damages: [`${file('uwv')}: forged`],
      warnings: [`${file('uwv')}: unconfirmed`],
    });
  });

  test.each([
    ['both sides', LOGS],
    ['the gateway alone', ['gateway']],
    ['the partners alone', PARTNERS],
  ])('of files that %s deleted after their retention are neither', async (_, deleting) => {
    const sides = await startTwoSides(folder, (log) =>
      (deleting as readonly string[]).includes(log) ? now : NOW,
    );
    await sides.request(1, 2, 30);
    now = minutes(32 * 24 * 60);
    await sides.request(2, 2, 30);
    await Promise.all([sides.gateway, ...sides.partners.values()].map((log) => log.expire()));
    await sides.stop();
    expect(LOGS.filter((log) => filesOf(folder, log)[0]?.includes('-000002-'))).toEqual(deleting);
    expect(await found()).toEqual({ damages: [], warnings: [] });
  });

  test('of a partner that keeps lines longer than the gateway keeps its own are a warning', async () => {
    const sides = await startTwoSides(folder, (log) => (log === 'gateway' ? now : NOW));
    const receipts = [await sides.lost(1, 'uwv', 730)];
    const line = { trace_id: traceOf(1), time: NOW.toISOString(), receipts };
    await sides.gateway.append([JSON.stringify(line)], 30);
    expect((await found()).damages).toEqual([]);
    now = minutes(32 * 24 * 60);
    await sides.gateway.append(
      [JSON.stringify({ ...line, trace_id: traceOf(2), receipts: [] })],
      30,
    );
    await sides.gateway.expire();
    await sides.stop();
    expect(await found()).toEqual({
      damages: [],
      warnings: [`${file('uwv')}: unconfirmed`],
    });
  });

  test('of a partner whose clock passes midnight before that of the gateway are neither, once the gateway deleted its own', async () => {
    const midnight = new Date('2026-11-22T00:00:00Z').getTime();
    const sides = await startTwoSides(folder, (log) =>
      log === 'gateway' ? now : new Date(midnight + 2_000),
    );
    now = new Date(midnight - 2_000);
    await sides.request(1, 2, 30);
    now = new Date(midnight + 31 * 24 * 3_600_000);
    await sides.gateway.expire();
    await sides.stop();
    expect(await found()).toEqual({ damages: [], warnings: [] });
  });

  test('of two gateways, each with partners of its own, are confirmed by the log of either', async () => {
    for (const [number, one] of [join(folder, 'a'), join(folder, 'b')].entries()) {
      const sides = await startTwoSides(one, () => now);
      for (let request = 1; request < 4; request += 1) await sides.request(10 * number + request);
      await sides.stop();
    }
    expect(await found()).toEqual({ damages: [], warnings: [] });
    const [changed = ''] = filesOf(join(folder, 'b'), 'uwv');
    rewrite(changed, (lines) => lines.toSpliced(2, 1));
    expect((await found()).damages).toEqual(
      expect.arrayContaining([expect.stringMatching(/^uwv-.*: (rewritten|cut)$/)]),
    );
  });

  test('a file made to exhaust memory or to confuse is damage, and the rest is still checked', async () => {
    const sides = await startTwoSides(folder, () => now);
    await sides.request(1);
    await sides.stop();
    const [gateway = '', aventus = '', uwv = ''] = LOGS.map(
      (name) => filesOf(folder, name)[0] ?? '',
    );
    const receiptsFrom = (first: number) =>
      Array.from(
        { length: 1_000 },
        (_, n) => `uwv:730:${first + n}:1-999999999999:${'0'.repeat(32)}`,
      );
    rewrite(gateway, (lines) => [
      ...lines.slice(0, -1),
      ...Array.from({ length: 60 }, (_, n) =>
        JSON.stringify({
          trace_id: traceOf(9),
          time: 'never',
          receipts: receiptsFrom(5 + 1_000 * n),
        }),
      ),
      JSON.stringify({ trace_id: 7, receipts: { length: 1e9 } }),
      'null',
    ]);
    writeFileSync(uwv, Buffer.concat([Buffer.alloc(5_000_000, 0x7b), Buffer.from('\n\0\xff\n')]));
    writeFileSync(aventus, '');
    const { damages } = await found();
    expect(damages).toEqual(
      expect.arrayContaining([
        `${basename(uwv)}: headless`,
        `${basename(uwv)}: altered`,
        `${basename(aventus)}: headless`,
        `${basename(aventus)}: cut`,
        `${basename(gateway)}: forged`,
        'uwv-d730-5: missing',
      ]),
    );
    expect(damages.length).toBeLessThanOrEqual(1_000);
  });

  test('a signed head of another key, of another log, or of no line of the log is damage', async () => {
    const sides = await startTwoSides(folder, () => now);
    await sides.request(1);
    const [own = '', other = ''] = [sides.heads('uwv'), sides.heads('aventus')].flat();
    await sides.stop();
    const kept = join(folder, 'kept.jsonl');
    const verdict = async (jws: string, log: string | null = null) => {
      writeSignedHeads(kept, [jws]);
      return found({ keys: headKeysIn(key.jwk, log), signedHeadFiles: [kept] });
    };
    const none = { damages: [], warnings: [] };
    const invalid = { damages: ['kept.jsonl: signature'], warnings: [] };
    expect(await verdict(key.signHead('uwv', [own]))).toEqual(none);
    expect(await verdict(key.signHead('uwv', [own]), 'uwv')).toEqual(none);
    expect(await verdict(createHeadKey().signHead('uwv', [own]))).toEqual(invalid);
    expect(
      await verdict(key.signHead('uwv', [own]).replace(/.$/, 'x').replace(/..$/, 'xx')),
    ).toEqual(invalid);
    expect(await verdict(key.signHead('uwv', [other]))).toEqual(invalid);
    expect(await verdict('no head at all')).toEqual(invalid);
    expect(await verdict(key.signHead('uwv', [own]), 'gateway')).toEqual({
      damages: [],
      warnings: ['uwv: signature not checked'],
    });
    expect(
      await verdict(key.signHead('uwv', [own.replace(/.$/, 'x').replace('x', '0')])),
    ).not.toEqual(invalid);
    expect(await verdict(key.signHead('uwv', [own.replace(/:\d+:(\w+)$/, ':99:$1')]))).toEqual({
      damages: [`${file('uwv')}: cut`],
      warnings: [],
    });
  });
});
