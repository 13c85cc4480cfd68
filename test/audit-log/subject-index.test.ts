/** The index of data subjects beside an audit log: what a lookup reads, and what happens when the index is not as it was. */
import {
  copyFileSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { startAppendOnlyLog, type AppendOnlyLog } from '../../core/audit-log/audit-log.ts';
import { openReader } from '../../subgraphs/kit/audit/read-bytes.ts';
import {
  startSubjectIndex,
  type SubjectIndex,
  type SubjectIndexOptions,
} from '../../subgraphs/kit/audit/subject-index.ts';

const NOW = new Date('2026-11-21T12:00:00Z');
const QUARTER = '2026Q4';

let folder: string;
let log: AppendOnlyLog;
const indexes: SubjectIndex[] = [];
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'vakgraaf-index-'));
  log = await startLog();
});
afterEach(async () => {
  await Promise.all(indexes.splice(0).map((index) => index.stop()));
  await log.stop();
  rmSync(folder, { recursive: true, force: true });
});

const startLog = (fileBytesMax = 100_000, now = NOW) =>
  startAppendOnlyLog({ folder, name: 'uwv', now: () => now, fileBytesMax });

function startIndex(more: Partial<SubjectIndexOptions> = {}): SubjectIndex {
  const index = startSubjectIndex({ folder, name: 'uwv', ...more });
  indexes.push(index);
  return index;
}

const line = (id: string, number: number, at = NOW) => ({
  n: number,
  start_time: at.getTime(),
  attributes: { 'dpl.core.data_subject_id': id },
});

const append = (lines: readonly object[]) =>
  log.append(
    lines.map((one) => JSON.stringify(one)),
    730,
  );

/** Numbers of the lines that are found about a subject. */
async function numbersOf(index: SubjectIndex, id: string, quarter = QUARTER) {
  const lines = await index.find([{ id, quarter }]);
  return lines.map((text) => (JSON.parse(text) as { n: number }).n).toSorted((a, b) => a - b);
}

/** Appends lines about others around two about Anna. */
async function fill(lines: number): Promise<void> {
  await append([line('anna', 1)]);
  for (let start = 0; start < lines; start += 1_000) {
    const part = Array.from({ length: Math.min(1_000, lines - start) }, (_, n) =>
      line(`other-${start + n}`, start + n),
    );
    await append(part);
  }
  await append([line('anna', 2)]);
}

/** The index files, from which a kill -9 may leave any earlier state. */
const indexFiles = () =>
  readdirSync(join(folder, 'index'), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));

test('a lookup reads as many bytes in a log of 100,000 lines as in one of 1,000', async () => {
  const bytesReadAfter = async (lines: number) => {
    await fill(lines);
    let bytes = 0;
    const index = startIndex({
      reader: () => {
        const { read, close } = openReader();
        return {
          close,
          read: async (...part) => {
            const found = await read(...part);
            bytes += found.length;
            return found;
          },
        };
      },
    });
    await index.find([]);
    expect(await index.find([{ id: 'anna', quarter: QUARTER }])).toHaveLength(2);
    expect(bytes).toBeGreaterThan(200);
    await index.stop();
    return bytes;
  };
  const small = await bytesReadAfter(1_000);
  await log.stop();
  rmSync(folder, { recursive: true });
  log = await startLog(16_777_216);
  // Others may share a bucket, each of which adds an entry of 32 bytes.
  expect(await bytesReadAfter(100_000)).toBeLessThan(small + 10 * 32);
});

test('lines are found in the quarter of their start, as soon as they are written', async () => {
  await log.stop();
  rmSync(folder, { recursive: true });
  const midnight = new Date('2026-10-01T00:00:00Z');
  log = await startLog(100_000, midnight);
  const index = startIndex();
  const before = new Date('2026-09-30T23:59:59Z');
  await append([line('anna', 1), line('bert', 2), line('anna', 3, before)]);
  expect(await numbersOf(index, 'anna')).toEqual([1]);
  expect(await numbersOf(index, 'anna', '2026Q3')).toEqual([3]);
  await append([line('anna', 4)]);
  expect(await numbersOf(index, 'anna')).toEqual([1, 4]);
  expect(await numbersOf(index, 'nobody')).toEqual([]);
});

test.each([
  ['deleted', () => rmSync(join(folder, 'index'), { recursive: true })],
  ['without its state', () => rmSync(join(folder, 'index/state.json'))],
  ['with other buckets', () => writeFileSync(buckets(), Buffer.alloc(1_048_576))],
  ['with buckets cut off', () => truncateSync(buckets(), 1_000)],
  ['without its entries', () => rmSync(entries())],
  ['with entries of zeros', () => writeFileSync(entries(), Buffer.alloc(32_000))],
  [
    'with entries of another place',
    () => writeFileSync(entries(), Buffer.from([...readFileSync(entries())].toReversed())),
  ],
])(
  'an index that is %s is made again, while the process runs and after a start',
  async (_, damage) => {
    await fill(100);
    for (const isRunning of [true, false]) {
      const index = startIndex();
      expect(await numbersOf(index, 'anna')).toEqual([1, 2]);
      if (!isRunning) await index.stop();
      damage();
      const damaged = isRunning ? index : startIndex();
      const found = await Promise.all(Array.from({ length: 5 }, () => numbersOf(damaged, 'anna')));
      expect(found).toEqual(Array.from({ length: 5 }, () => [1, 2]));
      await index.stop();
    }
  },
);

test('a place in a file that was put back from an earlier day is not believed', async () => {
  await fill(50);
  const [file = ''] = readdirSync(folder).filter((name) => name.endsWith('.jsonl'));
  const index = startIndex();
  expect(await numbersOf(index, 'anna')).toEqual([1, 2]);
  const text = readFileSync(join(folder, file), 'utf8').split('\n');
  const swapped = [text[0], text[2], text[1], ...text.slice(3)].join('\n');
  writeFileSync(join(folder, file), swapped);
  expect(await numbersOf(index, 'anna')).toEqual([1, 2]);
});

test('lines of deleted files are not found any more, and neither is their quarter kept', async () => {
  const before = new Date('2026-06-01T12:00:00Z');
  await append([line('anna', 1, before)]);
  await append(Array.from({ length: 1_000 }, (_, n) => line('bert', n, before)));
  await append([line('anna', 2), line('anna', 3, before)]);
  const index = startIndex();
  expect(await numbersOf(index, 'anna', '2026Q2')).toEqual([1, 3]);
  const [oldest = ''] = readdirSync(folder)
    .filter((name) => name.endsWith('.jsonl'))
    .toSorted();
  rmSync(join(folder, oldest));
  expect(await numbersOf(index, 'anna', '2026Q2')).toEqual([]);
  expect(await numbersOf(index, 'anna')).toEqual([2]);
  expect(readdirSync(join(folder, 'index')).filter((name) => name.includes('Q'))).toEqual([
    QUARTER,
  ]);
});

test('after a kill between any two writes of the index each line is still found once', async () => {
  const index = startIndex();
  const kept = mkdtempSync(join(tmpdir(), 'vakgraaf-index-kept-'));
  await append([line('anna', 1)]);
  expect(await numbersOf(index, 'anna')).toEqual([1]);
  for (const path of indexFiles()) copyFileSync(path, join(kept, path.replaceAll('/', '_')));
  await append([line('anna', 2), line('bert', 3)]);
  expect(await numbersOf(index, 'anna')).toEqual([1, 2]);
  // The state is written first, then the entries, then the buckets: any number of them may be of before.
  for (const old of [['buckets'], ['buckets', 'entries'], ['buckets', 'entries', 'state.json']]) {
    for (const path of indexFiles().filter((one) => old.some((name) => one.endsWith(name)))) {
      copyFileSync(join(kept, path.replaceAll('/', '_')), path);
    }
    const restarted = startIndex();
    expect(await numbersOf(restarted, 'anna')).toEqual([1, 2]);
    expect(await numbersOf(restarted, 'bert')).toEqual([3]);
  }
  rmSync(kept, { recursive: true });
});

test('any byte of the index may change: a lookup finds the same lines, and no others', async () => {
  await fill(20);
  const first = startIndex();
  expect(await numbersOf(first, 'anna')).toEqual([1, 2]);
  await first.stop();
  const running = startIndex();
  await running.find([]);
  const original = new Map(indexFiles().map((path) => [path, readFileSync(path)]));
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...original.keys()),
      fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
      fc.integer({ min: 1, max: 255 }),
      async (path, where, flip) => {
        for (const [one, bytes] of original) writeFileSync(one, bytes);
        const changed = Buffer.from(original.get(path) ?? []);
        const at = Math.floor(where * changed.length);
        changed[at] = (changed[at] ?? 0) ^ flip;
        writeFileSync(path, changed);
        expect(await numbersOf(running, 'anna')).toEqual([1, 2]);
        const index = startIndex();
        expect(await numbersOf(index, 'anna')).toEqual([1, 2]);
        await index.stop();
      },
    ),
    { numRuns: 60 },
  );
});

test('a line of more than a megabyte and a torn line are passed over', async () => {
  await append([line('anna', 1), { ...line('anna', 2), filling: 'x'.repeat(3_000_000) }]);
  await append([line('anna', 3)]);
  const [file = ''] = readdirSync(folder).filter((name) => name.endsWith('.jsonl'));
  const index = startIndex();
  expect(await numbersOf(index, 'anna')).toEqual([1, 3]);
  await log.stop();
  writeFileSync(
    join(folder, file),
    `${readFileSync(join(folder, file), 'utf8')}{"start_time":1,"attributes":{"dpl.core.data_subject_id":"anna"`,
  );
  expect(await numbersOf(index, 'anna')).toEqual([1, 3]);
  expect(existsSync(buckets())).toBe(true);
});

const buckets = () => join(folder, 'index', QUARTER, 'buckets');
const entries = () => join(folder, 'index', QUARTER, 'entries');
