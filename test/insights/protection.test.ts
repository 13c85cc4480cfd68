/** What a release shows depends on rounded values alone, and nobody can tell a hidden count from it. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { certify } from '../../subgraphs/insights/certificate/certify.ts';
import {
  protectRelease,
  type ProtectedRelease,
} from '../../subgraphs/insights/protection/protect-release.ts';
import { minimumOf } from '../../subgraphs/insights/registry/registered-tables.ts';
import { parseRegistry, type Registry } from '../../subgraphs/insights/registry/registry.ts';
import {
  countTables,
  inventRecords,
  type CountedTable,
  type InventedRecord,
} from './support/invented-records.ts';
import { attack, isLeak } from './support/linear-attacker.ts';
import { smallRegistry, type SmallRegistryOptions } from './support/small-registry.ts';
import { writeRelease, type WrittenRelease } from './support/write-release.ts';

const root = mkdtempSync(join(tmpdir(), 'protection-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

/** Quarters, two steps, a group, a table over two others, a filter, a sensitive table, and a fact. */
const REGISTERED: SmallRegistryOptions = {
  attributes: { a: 4, b: 2, c: 2 },
  sensitive: ['c'],
  grouped: ['a'],
  steps: ['issued', 'redeemed'],
  tables: [
    { id: 'by-a', dimensions: ['a'], steps: ['issued', 'redeemed'], quarters: true },
    { id: 'by-a-and-b', dimensions: ['a', 'b'] },
    { id: 'by-b', dimensions: [{ dimension: 'b', only: ['b1'] }], where: { a: ['a1', 'a2'] } },
    { id: 'by-c', dimensions: ['c', 'b'], audience: 'EVALUATION' },
  ],
  facts: [{ where: { a: ['a1'] }, until: '2025Q2', ge: 12 }],
};
const registry = smallRegistry(REGISTERED);

const RELEASES = ['2025Q2', '2025Q3'];

const recordsUntil = (all: readonly InventedRecord[], release: string) =>
  all
    .map((record) => {
      const until = new Map(record);
      for (const step of ['issued', 'redeemed']) {
        if ((until.get(step) ?? '') > release) until.delete(step);
      }
      return until;
    })
    .filter((record) => record.has('issued'));

const invented = (seed: number, count = 260) =>
  inventRecords(registry, { recordSet: 'records', count, seed, until: '2025Q3' });

const protect = (
  of: Registry,
  release: string,
  counted: readonly CountedTable[],
  earlier: readonly WrittenRelease[] = [],
  timeLimitMs = 300_000,
): Promise<ProtectedRelease> =>
  protectRelease({
    registry: of,
    release,
    counted,
    earlier,
    certificates: earlier.at(-1)?.certificates ?? null,
    timeLimitMs,
  });

/** Protects and writes one release after another. */
async function releaseBoth(all: readonly InventedRecord[]): Promise<readonly WrittenRelease[]> {
  const folder = mkdtempSync(join(root, 'releases-'));
  const written: WrittenRelease[] = [];
  for (const id of RELEASES) {
    const counted = countTables(registry, id, { records: recordsUntil(all, id) });
    const made = await protect(registry, id, counted, written);
    expect(made.tables.map(({ status }) => status)).toEqual(counted.map(() => 'PUBLISHED'));
    written.push(writeRelease(folder, registry, id, made, written.at(-1) ?? null));
  }
  return written;
}

describe.each([1, 2])('two releases of 260 invented records (%i)', (seed) => {
  test('are certified, and no linear program gives a hidden cell away', async () => {
    const written = await releaseBoth(invented(seed));
    for (const { folder } of written) expect(certify(folder).findings).toEqual([]);
    const files = written.flatMap((one) => [
      one.public,
      ...(one.evaluation ? [one.evaluation] : []),
    ]);
    const attacked = await attack(registry, files);
    expect(attacked.length).toBeGreaterThan(20);
    expect(attacked.filter(isLeak)).toEqual([]);
    const shown = files.flatMap(({ tables }) => tables.flatMap(({ rows }) => rows));
    expect(shown.filter(({ value }) => value !== null).length).toBeGreaterThan(40);
  });
});

test.each<[string, Partial<SmallRegistryOptions>]>([
  ['one more category', { attributes: { a: 5, b: 2, c: 2 } }],
  [
    'a new attribute with its table',
    {
      attributes: { a: 4, b: 2, c: 2, d: 3 },
      tables: [...REGISTERED.tables, { id: 'by-d', dimensions: ['d'] }],
    },
  ],
  ['a table less', { tables: REGISTERED.tables.filter(({ id }) => id !== 'by-a-and-b') }],
  ['no group', { grouped: [] }],
])('a release is certified whose registry has, unlike the one before, %s', async (_, changed) => {
  const all = invented(8);
  const folder = mkdtempSync(join(root, 'changed-'));
  const [before = '', now = ''] = RELEASES;
  const counted = countTables(registry, before, { records: recordsUntil(all, before) });
  const first = writeRelease(
    folder,
    registry,
    before,
    await protect(registry, before, counted),
    null,
  );
  const next = smallRegistry({ ...REGISTERED, ...changed });
  const again = countTables(next, now, { records: all });
  const made = await protect(next, now, again, [first]);
  expect(made.tables.map(({ status }) => status)).toContain('PUBLISHED');
  expect(certify(writeRelease(folder, next, now, made, first).folder).findings).toEqual([]);
});

test.each<[string, number, Partial<SmallRegistryOptions>, RegExp]>([
  [
    'a registry without a step that the release before counts',
    300_000,
    { steps: ['issued'], tables: [{ id: 'by-b', dimensions: ['b'] }] },
    /^Cannot certify 2025Q3 for records: the registry lacks a step/,
  ],
  ['no time', -1, {}, /^Cannot certify 2025Q3 for records: it takes more processor time/],
])(
  'after an earlier release, %s gives an error and no release',
  async (_, timeMs, changed, error) => {
    const all = invented(9);
    const folder = mkdtempSync(join(root, 'refused-'));
    const [before = '', now = ''] = RELEASES;
    const counted = countTables(registry, before, { records: recordsUntil(all, before) });
    const first = writeRelease(
      folder,
      registry,
      before,
      await protect(registry, before, counted),
      null,
    );
    const next = smallRegistry({ ...REGISTERED, ...changed });
    const again = countTables(next, now, { records: all });
    await expect(protect(next, now, again, [first], timeMs)).rejects.toThrow(error);
  },
);

test('a quarter that was published keeps its rows, whatever is counted later', async () => {
  const all = invented(4);
  const [first, second] = await releaseBoth([...all]);
  const moved = all.map((record) =>
    record.get('issued') === '2025Q1' ? new Map([...record, ['issued', '2025Q2']]) : record,
  );
  if (first === undefined) throw new Error('The first release was not made');
  const counted = countTables(registry, '2025Q3', { records: recordsUntil(moved, '2025Q3') });
  const later = await protect(registry, '2025Q3', counted, [first]);
  const closed = (rows: ProtectedRelease['tables'][number]['rows'] | undefined) =>
    (rows ?? []).filter(({ keys }) => keys[1] === '2025Q1' || keys[1] === '2025Q2');
  const before = closed(first.public.tables[0]?.rows);
  expect(before.length).toBe(24);
  expect(closed(second?.public.tables[0]?.rows)).toEqual(before);
  expect(closed(later.tables[0]?.rows)).toEqual(before);
});

describe.each([
  ['the first release', []],
  ['a release that begins with the worlds of the one before', ['2025Q2']],
])('in %s', (_, before) => {
  test('other counts below the minimum, and others that are rounded alike, give the same bytes', async () => {
    const all = invented(5);
    const earlier: WrittenRelease[] = [];
    for (const id of before) {
      const made = await protect(
        registry,
        id,
        countTables(registry, id, { records: recordsUntil(all, id) }),
      );
      const folder = mkdtempSync(join(root, 'replay-'));
      earlier.push(writeRelease(folder, registry, id, made, null));
    }
    const counted = countTables(registry, '2025Q3', { records: all });
    const other = counted.map(({ table, counts }) => ({
      table,
      counts: new Map(
        [...counts].map(([key, count]) => {
          const minimum = minimumOf(registry, table, { codes: key.split('|').slice(2) });
          const alike = Math.max(minimum, Math.floor((count + 5) / 10) * 10 - 5);
          return [key, count < minimum ? minimum - 1 - count : alike];
        }),
      ),
    }));
    expect(other).not.toEqual(counted);
    const [one, two] = [
      await protect(registry, '2025Q3', counted, earlier),
      await protect(registry, '2025Q3', other, earlier),
    ];
    expect(JSON.stringify(two)).toBe(JSON.stringify(one));
    expect(one.tables.flatMap(({ rows }) => rows).some(({ value }) => value === null)).toBe(true);
  });
});

test('a table of which the row has one sensitive group for nine in ten shows none of them', async () => {
  const sensitive = smallRegistry({
    attributes: { c: 3 },
    sensitive: ['c'],
    tables: [{ id: 'by-c', dimensions: ['c'] }],
  });
  const records = [
    ...Array.from({ length: 380 }, () => ['c1']),
    ...Array.from({ length: 30 }, () => ['c2']),
  ].map(([c = '']) => new Map(Object.entries({ c, issued: '2025Q1' })));
  const made = await protect(sensitive, '2025Q1', countTables(sensitive, '2025Q1', { records }));
  expect(made.tables[0]?.rows.map(({ value }) => value)).toEqual([null, null, null, 410]);
});

test('shares are whole percents of the step before, and none where a count is hidden or below 50', async () => {
  const steps = ['issued', 'redeemed'];
  const shared = smallRegistry({
    attributes: { a: 4 },
    steps,
    tables: [{ id: 'by-a', dimensions: ['a'], steps }],
  });
  const records = [
    ['a1', 60, 40],
    ['a2', 40, 20],
    ['a3', 200, 6],
    ['a4', 120, 4],
  ].flatMap(([a = '', issued = 0, redeemed = 0]) =>
    Array.from(
      { length: Number(issued) },
      (_, at) =>
        new Map(
          Object.entries({
            a: String(a),
            issued: '2025Q1',
            ...(at < Number(redeemed) && { redeemed: '2025Q1' }),
          }),
        ),
    ),
  );
  const made = await protect(shared, '2025Q1', countTables(shared, '2025Q1', { records }));
  expect(made.tables[0]?.rows.map(({ value, share }) => [value, share])).toEqual([
    [60, undefined],
    [40, undefined],
    [200, undefined],
    [120, undefined],
    [420, undefined],
    [40, 67],
    [20, null],
    [null, null],
    [null, null],
    [70, 17],
  ]);
});

test('a count that contradicts what anyone knows leaves its tables out, and no other', async () => {
  const two = smallRegistry({
    attributes: { a: 2, b: 2 },
    tables: [
      { id: 'by-a', dimensions: ['a'] },
      { id: 'by-b', dimensions: ['b'], where: { a: ['a2'] } },
    ],
    facts: [{ where: { a: ['a1'] }, le: 3 }],
  });
  const records = ['a1', 'a2'].flatMap((a) =>
    Array.from({ length: 60 }, () => new Map(Object.entries({ a, b: 'b1', issued: '2025Q1' }))),
  );
  const made = await protect(two, '2025Q1', countTables(two, '2025Q1', { records }));
  expect(made.tables.map(({ id, status, rows }) => [id, status, rows.length])).toEqual([
    ['all.by-a', 'NOT_PUBLISHABLE', 0],
    ['all.by-b', 'PUBLISHED', 3],
  ]);
  expect(made.tables[0]?.reason).toEqual({
    nl: 'Deze tabel kan niet zo worden getoond dat kleine aantallen verborgen blijven.',
    en: 'This table cannot be shown in a way that keeps small counts hidden.',
  });
});

test.each([
  ['closed in the quarter of a published total', 850, { records: { issued: '2025Q2' } }],
  ['stays open', null, {}],
])('the number to date of a step that %s is shown as %s', async (_, shown, lastQuarters) => {
  const plain = smallRegistry({
    attributes: { a: 1 },
    steps: ['issued', 'redeemed'],
    tables: [{ id: 'per-quarter', steps: ['issued', 'redeemed'], quarters: true }],
  });
  const where = { programme: ['pilot'] };
  const fact = { source: 'test', recordSet: 'records', step: 'issued', where, until: '2025Q2' };
  const closing = parseRegistry(
    JSON.stringify({
      ...plain,
      programmes: {
        pilot: { title: { nl: 'p', en: 'p' }, quarters: { from: '2025Q1' }, lastQuarters },
      },
      recordSets: {
        records: {
          ...plain.recordSets['records'],
          attributes: { programme: { source: 'funds', otherwise: 'pilot' } },
        },
      },
      tables: plain.tables.map((table) => ({ ...table, programmes: ['pilot'] })),
      publishedFacts: [{ ...fact, ge: 850 }],
    }),
    'closing.yaml',
  );
  const records = Array.from(
    { length: 850 },
    (_one, at) =>
      new Map([
        ['programme', 'pilot'],
        ['issued', at < 600 ? '2025Q1' : '2025Q2'],
        ...(at % 2 === 0 ? [['redeemed', at < 200 ? '2025Q3' : '2025Q4'] as const] : []),
      ]),
  );
  const made = await protect(closing, '2025Q4', countTables(closing, '2025Q4', { records }));
  const toDate = made.tables[0]?.rows.find(({ keys }) => keys.join() === 'issued,to-date');
  expect(toDate?.value).toBe(shown);
  const folder = mkdtempSync(join(root, 'closing-'));
  expect(certify(writeRelease(folder, closing, '2025Q4', made, null).folder).findings).toEqual([]);
});

test('a count that is proven for a public table split by programme is proven for the evaluation table of that programme', async () => {
  const plain = smallRegistry({
    attributes: { a: 1 },
    steps: ['issued', 'redeemed'],
    tables: [
      { id: 'by-programme', steps: ['issued', 'redeemed'] },
      { id: 'of-one', steps: ['issued'], audience: 'EVALUATION' },
    ],
  });
  const [whole, ofOne] = plain.tables;
  const texts = { nl: 'p', en: 'p' };
  const two = parseRegistry(
    JSON.stringify({
      ...plain,
      programmes: {
        // Its vouchers ended before the release, so that the quarters of the two tables differ.
        closed: {
          title: texts,
          quarters: { from: '2025Q1' },
          lastQuarters: { records: { issued: '2025Q1' } },
        },
        open: { title: texts, quarters: { from: '2025Q1' } },
      },
      dimensions: {
        programme: {
          title: texts,
          categories: ['closed', 'open'].map((code) => ({ code, ...texts })),
        },
      },
      recordSets: {
        records: {
          ...plain.recordSets['records'],
          attributes: { programme: { source: 'funds', otherwise: 'open' } },
        },
      },
      tables: [
        { ...whole, dimensions: ['programme'] },
        { ...ofOne, programmes: ['closed'] },
      ],
    }),
    'two.yaml',
  );
  const records = Array.from(
    { length: 111 },
    (_one, at) =>
      new Map([
        ['programme', at < 104 ? 'closed' : 'open'],
        ['issued', '2025Q1'],
        ...(at < 40 ? [['redeemed', '2025Q2'] as const] : []),
      ]),
  );
  const made = await protect(two, '2025Q2', countTables(two, '2025Q2', { records }));
  const rows = made.tables.map((table) => table.rows.map(({ value }) => value));
  expect(rows).toEqual([[null, null, 110, 40, null, 40], [null]]);
  const folder = mkdtempSync(join(root, 'two-'));
  expect(certify(writeRelease(folder, two, '2025Q2', made, null).folder).findings).toEqual([]);
});

test('without time no table is published, and its reason says so', async () => {
  const counted = countTables(registry, '2025Q3', { records: invented(6) });
  const made = await protect(registry, '2025Q3', counted, [], -1);
  expect(made.tables.map(({ status, rows, reason }) => [status, rows, reason?.en])).toEqual(
    counted.map(() => [
      'NOT_PUBLISHABLE',
      [],
      'It was not shown in time that this table tells nothing about anyone.',
    ]),
  );
});

test('time for public tables alone publishes them as they are with more time, and no evaluation table', async () => {
  const counted = countTables(registry, '2025Q3', { records: invented(6) });
  const open = counted.filter(({ table }) => table.entry.audience === 'PUBLIC');
  // The clock moves by one each time that it is read, which is once for some unit of work.
  const run = async (tables: readonly CountedTable[], timeLimitMs: number) => {
    let readings = 0;
    const made = await protectRelease({
      registry,
      release: '2025Q3',
      counted: tables,
      earlier: [],
      certificates: null,
      timeLimitMs,
      processorMs: () => (readings += 1),
    });
    return { made, readings };
  };
  const alone = await run(open, Infinity);
  const { made } = await run(counted, alone.readings);
  expect(made.tables.map(({ id, status }) => [id, status])).toEqual([
    ['all.by-a', 'PUBLISHED'],
    ['all.by-a-and-b', 'PUBLISHED'],
    ['all.by-b', 'PUBLISHED'],
    ['all.by-c', 'NOT_PUBLISHABLE'],
  ]);
  expect(made.tables.slice(0, 3)).toEqual(alone.made.tables);
  expect(made.certificate).toEqual(alone.made.certificate);
});

test('a stopped protection rejects with the reason of the signal', async () => {
  const counted = countTables(registry, '2025Q3', { records: invented(6) });
  const signal = AbortSignal.abort(new Error('stopped'));
  await expect(
    protectRelease({
      registry,
      release: '2025Q3',
      counted,
      earlier: [],
      certificates: null,
      timeLimitMs: 1,
      signal,
    }),
  ).rejects.toThrow('stopped');
});
