/** A release that gives a small count away is found, whatever certificate comes with it. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { certify } from '../../subgraphs/insights/certificate/certify.ts';
import type {
  EarlierRelease,
  ProtectedTable,
} from '../../subgraphs/insights/protection/protect-release.ts';
import type { Registry } from '../../subgraphs/insights/registry/registry.ts';
import { sha256 } from '../../subgraphs/insights/release/manifest.ts';
import { countTables, type InventedRecord } from './support/invented-records.ts';
import { COMMAND } from '../support/config-file.ts';
import { runCommand } from '../support/run-command.ts';
import { attack, isLeak } from './support/linear-attacker.ts';
import { plainTables, withBestCertificate } from './support/plain-release.ts';
import { smallRegistry } from './support/small-registry.ts';
import { writeRelease, type WrittenRelease } from './support/write-release.ts';

const root = mkdtempSync(join(tmpdir(), 'certify-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

/** Equal records: how many, their values, and the quarter in which they were issued. */
type Strata = readonly (readonly [number, Readonly<Record<string, string>>, string?])[];

const recordsOf = (strata: Strata): readonly InventedRecord[] =>
  strata.flatMap(([count, values, issued = '2025Q1']) =>
    Array.from({ length: count }, () => new Map([...Object.entries(values), ['issued', issued]])),
  );

interface Planted {
  readonly registry: Registry;
  readonly strata: Strata;
  /** The quarters of the releases; the last is the one to check. */
  readonly releases?: readonly string[];
  /** Changes the tables of the last release before its certificate is made. */
  readonly change?: (tables: readonly ProtectedTable[]) => readonly ProtectedTable[];
  /** The keys of the hidden cell that is given away; none where a row alone breaks a rule. */
  readonly leak?: string;
  /** What the first finding says. */
  readonly finding: RegExp;
}

const NOT_SHOWN = /is hidden, and the certificate does not show that it can be 0 and 9/;

const byAttribute = (attributes: Readonly<Record<string, number>>) =>
  smallRegistry({
    attributes,
    tables: Object.keys(attributes).map((id) => ({ id: `by-${id}`, dimensions: [id] })),
  });

const changeRow =
  (keys: string, change: Partial<ProtectedTable['rows'][number]>, tableId?: string) =>
  (tables: readonly ProtectedTable[]): readonly ProtectedTable[] =>
    tables.map((table) =>
      tableId !== undefined && tableId !== table.id
        ? table
        : {
            ...table,
            rows: table.rows.map((row) =>
              row.keys.join(' ') === keys ? { ...row, ...change } : row,
            ),
          },
    );

/** Ten kinds of leak; each is planted with ten small counts. */
const KINDS: readonly (readonly [string, (variant: number) => Planted])[] = [
  [
    'a total and all categories but one',
    (variant) => {
      // Either the total is rounded up and the categories down, or the other way around.
      const isLow = variant < 5;
      const [small, large] = isLow ? [7 + (variant % 3), 84 + 10 * variant] : [variant - 5, 85];
      return {
        registry: byAttribute({ a: 3 }),
        strata: [
          [small, { a: 'a1' }],
          [large, { a: 'a2' }],
          [isLow ? 84 : 105, { a: 'a3' }],
        ],
        leak: 'issued to-date a1',
        finding: NOT_SHOWN,
      };
    },
  ],
  [
    'all quarters to date in two releases',
    (variant) => ({
      registry: smallRegistry({
        attributes: { a: 1 },
        tables: [{ id: 'per-quarter', quarters: true }],
      }),
      releases: ['2025Q2', '2025Q3'],
      strata: [
        [44, { a: 'a1' }, '2025Q1'],
        [40 + 10 * variant, { a: 'a1' }, '2025Q2'],
        [1 + (variant % 9), { a: 'a1' }, '2025Q3'],
      ],
      leak: 'issued 2025Q3',
      finding: NOT_SHOWN,
    }),
  ],
  [
    'a complement',
    (variant) => ({
      registry: smallRegistry({
        attributes: { a: 3 },
        tables: [{ id: 'one-of-three', dimensions: [{ dimension: 'a', only: ['a1'] }] }],
      }),
      strata: [
        [84 + 10 * variant, { a: 'a1' }],
        [1 + (variant % 9), { a: 'a2' }],
      ],
      leak: 'issued to-date OTHER',
      finding: NOT_SHOWN,
    }),
  ],
  [
    'a group and all its members but one',
    (variant) => ({
      registry: smallRegistry({
        attributes: { a: 4 },
        grouped: ['a'],
        tables: [{ id: 'by-a', dimensions: ['a'] }],
      }),
      strata: [
        [84, { a: 'a1' }],
        [1 + (variant % 9), { a: 'a2' }],
        [30 + 10 * variant, { a: 'a3' }],
        [variant, { a: 'a4' }],
      ],
      leak: 'issued to-date a2',
      finding: NOT_SHOWN,
    }),
  ],
  [
    'a share of a hidden count',
    (variant) => ({
      registry: smallRegistry({
        attributes: { a: 2 },
        steps: ['issued', 'redeemed'],
        tables: [{ id: 'by-a', dimensions: ['a'], steps: ['issued', 'redeemed'] }],
      }),
      strata: [
        [100, { a: 'a1', redeemed: '2025Q1' }],
        [100 - variant, { a: 'a2' }],
        [variant, { a: 'a2', redeemed: '2025Q1' }],
      ],
      change: changeRow('redeemed to-date a2', { share: variant }),
      finding: /cell redeemed to-date a2: its share does not follow from its rounded counts/,
    }),
  ],
  [
    'a value that is not rounded',
    (variant) => ({
      registry: byAttribute({ a: 2 }),
      strata: [
        [51 + variant, { a: 'a1' }],
        [70, { a: 'a2' }],
      ],
      change: changeRow('issued to-date a1', { value: 51 + (variant % 9) }),
      finding: /cell issued to-date a1: its value is not a multiple of ten/,
    }),
  ],
  [
    'two roundings of one cell',
    (variant) => ({
      registry: smallRegistry({
        attributes: { a: 2 },
        tables: [
          { id: 'by-a', dimensions: ['a'] },
          { id: 'total', dimensions: [] },
        ],
      }),
      strata: [
        [40 + variant, { a: 'a1' }],
        [70, { a: 'a2' }],
      ],
      change: changeRow('issued to-date', { value: variant < 5 ? 100 : 130 }),
      finding: /cell issued to-date: it counts the same records as .* and has another value/,
    }),
  ],
  [
    'a published fact that fixes a total',
    (variant) => ({
      registry: smallRegistry({
        attributes: { a: 3 },
        tables: [{ id: 'by-a', dimensions: ['a'] }],
        facts: [{ eq: 169 + (variant % 6) }],
      }),
      strata: [
        [1 + (variant % 6), { a: 'a1' }],
        [84, { a: 'a2' }],
        [84, { a: 'a3' }],
      ],
      leak: 'issued to-date a1',
      finding: NOT_SHOWN,
    }),
  ],
  [
    'a group that nearly everybody is in, or nobody',
    (variant) =>
      variant < 5
        ? {
            registry: smallRegistry({
              attributes: { a: 2 },
              sensitive: ['a'],
              tables: [{ id: 'by-a', dimensions: ['a'] }],
            }),
            strata: [
              [400 + 20 * variant, { a: 'a1' }],
              [30 + variant, { a: 'a2' }],
            ],
            // That it is hidden does not help where the others are shown.
            change: changeRow('issued to-date a1', variant % 2 === 0 ? {} : { value: null }),
            finding: /cell issued to-date a1: it is nearly all of its row/,
          }
        : {
            registry: byAttribute({ a: 2 }),
            strata: [[85 + 10 * variant, { a: 'a1' }]],
            change: changeRow('issued to-date a2', { value: 0 }),
            finding: /cell issued to-date a2: its value is below the minimum of 10/,
          },
  ],
  [
    'three tables that fit pairwise and not together',
    (variant) => ({
      registry: smallRegistry({
        attributes: { a: 2, b: 2, c: 2 },
        tables: [
          { id: 'ab', dimensions: ['a', 'b'] },
          { id: 'bc', dimensions: ['b', 'c'] },
          { id: 'ac', dimensions: ['a', 'c'] },
        ],
      }),
      strata: [
        [1 + (variant % 4), { a: 'a1', b: 'b1', c: 'c1' }],
        [84, { a: 'a1', b: 'b2', c: 'c1' }],
        [33, { a: 'a1', b: 'b2', c: 'c2' }],
        [20, { a: 'a2', b: 'b1', c: 'c1' }],
        [40, { a: 'a2', b: 'b1', c: 'c2' }],
        [50 + 10 * variant, { a: 'a2', b: 'b2', c: 'c2' }],
      ],
      leak: 'issued to-date a1 b1',
      finding: NOT_SHOWN,
    }),
  ],
];

const VARIANTS = 10;

/** Writes all releases, the last one with the best certificate that the search finds for it. */
async function plant(name: string, { registry, strata, ...planted }: Planted) {
  const { releases = ['2025Q1'], change = (tables) => tables } = planted;
  const folder = mkdtempSync(join(root, `${name.replaceAll(' ', '-')}-`));
  const earlier: (WrittenRelease & EarlierRelease)[] = [];
  for (const [at, release] of releases.entries()) {
    const records = recordsOf(strata).filter((one) => (one.get('issued') ?? '') <= release);
    const plain = plainTables(registry, release, countTables(registry, release, { records }));
    const tables = at === releases.length - 1 ? change(plain) : plain;
    const made = await withBestCertificate(registry, release, tables, earlier);
    earlier.push(writeRelease(folder, registry, release, made, earlier.at(-1) ?? null));
  }
  return earlier;
}

describe.each(KINDS)('a release that gives a count away by %s', (name, planted) => {
  test.each(Array.from({ length: VARIANTS }, (_, variant) => variant))(
    'is not certified (small count %i), and the leak is real',
    async (variant) => {
      const one = planted(variant);
      const releases = await plant(name, one);
      const { findings } = certify(releases.at(-1)?.folder ?? '');
      expect(findings.some((finding) => one.finding.test(finding))).toBe(true);
      if (one.leak === undefined) return;
      expect(findings.some((finding) => finding.includes(`cell ${one.leak} is hidden`))).toBe(true);
      const files = releases.map((release) => release.public);
      const attacked = await attack(one.registry, files, one.leak);
      expect(attacked.some(isLeak)).toBe(true);
    },
  );
});

test('each two of three tables hide a count that all three give away', async () => {
  const { registry, strata } = KINDS.at(-1)?.[1](1) ?? {
    registry: byAttribute({ a: 1 }),
    strata: [],
  };
  for (const left of ['ab', 'bc', 'ac']) {
    const two = { ...registry, tables: registry.tables.filter(({ id }) => id !== left) };
    const [release] = await plant('pair', { registry: two, strata, finding: NOT_SHOWN });
    expect(certify(release?.folder ?? '').findings).toEqual([]);
  }
});

describe('a release of which a file was changed', () => {
  const honest = () =>
    plant('honest', {
      registry: byAttribute({ a: 4 }),
      strata: [
        [40, { a: 'a1' }],
        [7, { a: 'a2' }],
        [3, { a: 'a3' }],
        [60, { a: 'a4' }],
      ],
      finding: NOT_SHOWN,
    });

  /** Changes a file, and its hash in the manifest, so that only the content is wrong. */
  function rewrite(folder: string, file: string, change: (text: string) => string): void {
    const before = readFileSync(join(folder, file), 'utf8');
    const after = change(before);
    expect(after).not.toBe(before);
    writeFileSync(join(folder, file), after);
    const manifest = readFileSync(join(folder, 'manifest.json'), 'utf8');
    writeFileSync(join(folder, 'manifest.json'), manifest.replace(sha256(before), sha256(after)));
  }

  test('is certified as long as nothing is changed', async () => {
    const [release] = await honest();
    expect(certify(release?.folder ?? '').findings).toEqual([]);
  });

  test('another hash than that of the manifest gives a finding with the file', async () => {
    const [release] = await honest();
    const folder = release?.folder ?? '';
    writeFileSync(
      join(folder, 'release.json'),
      `${readFileSync(join(folder, 'release.json'), 'utf8')} `,
    );
    expect(certify(folder).findings).toEqual([
      'Release 2025Q1: release.json is not as the manifest lists it.',
    ]);
  });

  test('a world with a record more than is published gives a finding with the cell', async () => {
    const [release] = await honest();
    const folder = release?.folder ?? '';
    rewrite(folder, 'certificate.json', (text) => text.replace('"worlds":[[0,', '"worlds":[[0,9'));
    expect(certify(folder).findings[0]).toMatch(
      /^World 1 of records does not agree with what is published: Release 2025Q1, table all.by-a, cell /,
    );
  });

  test('a world with a quarter after the release gives a finding', async () => {
    const [release] = await honest();
    const folder = release?.folder ?? '';
    rewrite(folder, 'certificate.json', (text) => text.replaceAll('"2025Q1"]]', '"2025Q2"]]'));
    expect(certify(folder).findings[0]).toBe(
      'World 1 of records has a record that the registry does not allow, fewer than none, or too many.',
    );
  });

  test('a world with fewer than none of a record gives a finding', async () => {
    const [release] = await honest();
    const folder = release?.folder ?? '';
    rewrite(folder, 'certificate.json', (text) =>
      text.replace(/"worlds":\[(\[[^\]]*\]),\[(\d+),/, '"worlds":[$1,[$2,-900,$2,'),
    );
    expect(certify(folder).findings[0]).toBe(
      'World 2 of records has a record that the registry does not allow, fewer than none, or too many.',
    );
  });

  /** Steps in two quarters, so that a text can be between them. */
  const stepped = () =>
    plant('stepped', {
      registry: smallRegistry({
        attributes: { a: 2 },
        steps: ['issued', 'redeemed'],
        tables: [{ id: 'by-a', dimensions: ['a'], steps: ['issued', 'redeemed'] }],
      }),
      releases: ['2025Q2'],
      strata: [
        [40, { a: 'a1', redeemed: '2025Q2' }],
        [60, { a: 'a2' }],
      ],
      finding: NOT_SHOWN,
    });

  test.each<[string, string, (text: string) => string, RegExp]>([
    [
      'numbers that are too large to add exactly',
      'certificate.json',
      (text) =>
        text.replace(/"worlds":\[\[0,(\d+)/, `"worlds":[[0,$1,0,${2 ** 53 - 1},0,${1 - 2 ** 53}`),
      /^World 1 of records has a record that the registry does not allow, fewer than none, or too many\.$/,
    ],
    [
      'a record with a text between two quarters',
      'certificate.json',
      (text) => text.replace('"2025Q1"', '"2025Q1x"'),
      /^World 1 of records has a record that the registry does not allow/,
    ],
    [
      'a proof with numbers that are too large to add exactly',
      'certificate.json',
      (text) =>
        text.replace(
          '"proofs":[',
          '"proofs":[{"release":"2025Q2","table":"all.by-a","keys":[],"terms":[{"release":"2025Q2","table":"all.by-a","keys":[],"times":10001}]}',
        ),
      /^Release 2025Q2 cannot be read: certificate.json has another form at "recordSets\.records\.proofs\.0/,
    ],
    [
      'a key that is there twice',
      'release.json',
      (text) => text.replace('"value":null', '"value":7,"value":null'),
      /^Release 2025Q2 cannot be read: release.json is not written as the release command writes it$/,
    ],
    [
      'a loss of more records than its rows have',
      'release.json',
      (text) =>
        text.replace('"loss":null', '"loss":{"cells":6,"visibleCells":5,"visibleRecords":137}'),
      /^Release 2025Q2, table all\.by-a: its loss does not follow from its rows\.$/,
    ],
    [
      'a number that is no multiple of ten where it says how many records could be linked',
      'release.json',
      (text) =>
        text.replace(
          '"sources":[]',
          '"sources":[{"partner":null,"kind":"funds","asOf":null,"matchRate":37}]',
        ),
      /^Release 2025Q2 cannot be read: release.json has another form at "tables\.0\.sources\.0\.matchRate"$/,
    ],
    [
      'a table file that the rows do not give',
      'manifest.json',
      (text) => text.replace('"files":{', `"files":{"all.by-a.csv":"${sha256('a,7')}",`),
      /^Release 2025Q2: all\.by-a\.csv does not say what release\.json says\.$/,
    ],
  ])('%s gives a finding', async (_, file, change, finding) => {
    const [release] = await stepped();
    const folder = release?.folder ?? '';
    expect(certify(folder).findings).toEqual([]);
    writeFileSync(join(folder, 'all.by-a.csv'), 'a,7');
    rewrite(folder, file, change);
    expect(certify(folder).findings[0]).toMatch(finding);
  });

  test.each<[string, (file: string) => void, RegExp]>([
    ['an empty file', (file) => writeFileSync(file, ''), /certificate\.json is not JSON$/],
    ['a file that is cut off', (file) => truncateSync(file, 100), /certificate\.json is not JSON$/],
    [
      'brackets in brackets',
      (file) => writeFileSync(file, `${'['.repeat(1e6)}${']'.repeat(1e6)}`),
      /certificate\.json has another form at its beginning$/,
    ],
    [
      'a file of a gigabyte',
      (file) => truncateSync(file, 2 ** 30),
      /certificate\.json is larger than 64 MB$/,
    ],
    [
      'a folder in place of a file',
      (file) => {
        rmSync(file);
        mkdirSync(file);
      },
      /certificate\.json is missing$/,
    ],
    [
      'another number of worlds than cells can need',
      (file) => {
        const text = readFileSync(file, 'utf8');
        writeFileSync(file, text.replace('"worlds":[', `"worlds":[${'[0,9],'.repeat(100)}`));
      },
      /^The certificate has more worlds of records than it needs\.$/,
    ],
  ])('%s gives a finding', async (_, damage, finding) => {
    const [release] = await stepped();
    const folder = release?.folder ?? '';
    damage(join(folder, 'certificate.json'));
    expect(certify(folder).findings.some((one) => finding.test(one))).toBe(true);
  });

  test('a release that does not name the one beside it gives a finding', async () => {
    const [registry, strata] = [byAttribute({ a: 2 }), [[40, { a: 'a1' }]] as Strata];
    const releases = await plant('beside', {
      registry,
      strata,
      releases: ['2025Q1', '2025Q2'],
      finding: NOT_SHOWN,
    });
    const folder = releases[1]?.folder ?? '';
    expect(certify(folder).findings).toEqual([]);
    rewrite(folder, 'release.json', (text) =>
      text.replace(/"previous":\{[^}]*\}/, '"previous":null'),
    );
    expect(certify(folder).findings).toContain(
      'Release 2025Q2 does not follow release 2025Q1, which is beside it.',
    );
  });

  test('a row that is left out gives a finding with its table', async () => {
    const [release] = await honest();
    const folder = release?.folder ?? '';
    rewrite(folder, 'release.json', (text) =>
      text.replace('{"keys":["issued","to-date","a3"],"value":null},', ''),
    );
    expect(certify(folder).findings).toContain(
      'Release 2025Q1, table all.by-a: its rows are not the registered cells, each once.',
    );
  });

  test('a previous release that is no quarter is not read', async () => {
    const [release] = await honest();
    const folder = release?.folder ?? '';
    rewrite(folder, 'release.json', (text) =>
      text.replace('"previous":null', '"previous":{"id":"../../etc","manifest":""}'),
    );
    expect(certify(folder).findings).toContain(
      'Release 2025Q1 names a release before it that is not earlier.',
    );
  });

  test('a folder without a manifest gives a finding', () => {
    const { findings } = certify(join(root, 'nothing'));
    expect(findings).toHaveLength(1);
    expect(findings[0]).toMatch(/^Release nothing cannot be read: /);
  });
});

describe('vakgraaf certify', { timeout: 120_000 }, () => {
  const certifyFile = async (file: string) => {
    const run = runCommand([process.execPath, COMMAND, 'certify', file]);
    return { code: await run.ended, printed: run.printed() };
  };
  const total: Planted = {
    registry: byAttribute({ a: 3 }),
    strata: [
      [7, { a: 'a1' }],
      [84, { a: 'a2' }],
      [84, { a: 'a3' }],
    ],
    finding: NOT_SHOWN,
  };

  test('a release that holds what it claims gives one line, and ends with 0', async () => {
    const [release] = await plant('command', { ...total, strata: total.strata.slice(1) });
    const file = join(release?.folder ?? '', 'manifest.json');
    expect(await certifyFile(file)).toEqual({
      code: 0,
      printed:
        'ok: public and evaluation tables, 4 cells, 1 hidden, 2 worlds: each hidden cell can be 0 and one less than its minimum, or is proven to be at least its minimum\n',
    });
  });

  test('a release that gives a count away gives a sentence with the cell, and ends with 1', async () => {
    const [release] = await plant('command', total);
    const file = join(release?.folder ?? '', 'release.json');
    expect(await certifyFile(file)).toEqual({
      code: 1,
      printed:
        'Release 2025Q1, table all.by-a, cell issued to-date a1 is hidden, and the certificate does not show that it can be 0 and 9.\nfindings: 1\n',
    });
  });

  test('another file gives a sentence, and ends with 78', async () => {
    expect(await certifyFile('package.json')).toEqual({
      code: 78,
      printed: 'Cannot use "package.json": expected manifest.json or release.json of a release\n',
    });
  });
});
