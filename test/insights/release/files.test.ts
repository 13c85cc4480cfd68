/** The files of a release, and when there are none. */
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { hash } from 'node:crypto';
import { parse } from 'csv-parse/sync';
import { expect, test } from 'vitest';
import { AS_OF, type Given } from './fake-endpoints.ts';
import { CLOSED_REGISTRY } from './small-registry.ts';
import { makeSmallRelease, PARTNERS } from './small-release.ts';

const FUNDS: Given = {
  partners: ['fund-a', 'fund-b'],
  rows: {
    'north.by-use': [
      [120, '2026Q1', '2026Q2', 'COURSE'],
      [3, '2026Q1', null, 'COACHING'],
    ],
  },
};
const SCHOOLS: Given = { partners: ['school-c'], rows: {} };
const AGENCY: Given = { partners: ['agency'], rows: { 'all.at-work': [[40, '2026Q1']] } };
const DENIED: Given = {
  status: 403,
  text: '{"errors":[{"message":"x","extensions":{"code":"PURPOSE_DENIED"}}]}',
};
const LAWFUL = { funds: FUNDS, education: SCHOOLS };
const [FUND_A] = PARTNERS.filter(({ id }) => id === 'fund-a');
const NO_LAW = { nl: 'geen wet', en: 'no law' };

interface Release {
  readonly tables: readonly {
    readonly id: string;
    readonly status: string;
    readonly reason: unknown;
    readonly sources: unknown;
  }[];
}

const statusesIn = (text: string | undefined) =>
  (JSON.parse(text ?? '') as Release).tables.map(({ id, status, reason }) => [id, status, reason]);

test('a release has its tables by audience, each published table as CSV and JSON-stat, and the registry', async () => {
  const { files, asked } = await makeSmallRelease(LAWFUL);
  expect(Object.keys(files)).toEqual(
    [
      'all.expired.csv',
      'all.expired.json',
      'certificate.json',
      'evaluation/certificate.json',
      'evaluation/manifest.json',
      'evaluation/north.by-sector.csv',
      'evaluation/north.by-sector.json',
      'evaluation/release.json',
      'manifest.json',
      'north.by-use.csv',
      'north.by-use.json',
      'registry.json',
      'release.json',
    ].map((path) => `2026Q3/${path}`),
  );
  expect(statusesIn(files['2026Q3/release.json'])).toEqual([
    ['north.by-use', 'PUBLISHED', null],
    ['all.expired', 'PUBLISHED', null],
    ['all.by-school', 'NOT_PUBLISHABLE', { nl: 'te weinig mensen', en: 'too few people' }],
    ['all.at-work', 'NO_LEGAL_BASIS', NO_LAW],
  ]);
  expect(statusesIn(files['2026Q3/evaluation/release.json'])).toEqual([
    ['north.by-sector', 'PUBLISHED', null],
  ]);
  // Nobody is asked for people without a registered legal basis.
  expect(new Set(asked.map(({ kind }) => kind))).toEqual(new Set(['funds', 'education']));
});

test('the manifest has the SHA-256 of every other file, of those for evaluation through their own manifest, and the next release names it', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'vakgraaf-release-'));
  await makeSmallRelease(LAWFUL, { folder, quarter: '2026Q2' });
  const { files } = await makeSmallRelease(LAWFUL, { folder });
  const sha256 = (path: string) => hash('sha256', files[path] ?? '');
  const manifestOf = (path: string) =>
    JSON.parse(files[path] ?? '') as { nonce?: string; files: Record<string, string> };
  const own = manifestOf('2026Q3/manifest.json');
  const evaluation = manifestOf('2026Q3/evaluation/manifest.json');
  const of = (listed: Record<string, string>, within: string) =>
    Object.fromEntries(Object.keys(listed).map((path) => [path, sha256(`${within}${path}`)]));
  expect(own.files).toEqual(of(own.files, '2026Q3/'));
  expect(evaluation.files).toEqual(of(evaluation.files, '2026Q3/evaluation/'));
  const listed = [
    'manifest.json',
    ...Object.keys(own.files),
    ...Object.keys(evaluation.files).map((path) => `evaluation/${path}`),
  ];
  const written = Object.keys(files).filter((path) => path.startsWith('2026Q3/'));
  expect(listed.map((path) => `2026Q3/${path}`).toSorted()).toEqual(written.toSorted());
  expect({ nonces: [own.nonce, evaluation.nonce?.length] }).toEqual({ nonces: [undefined, 43] });
  expect(JSON.parse(files['2026Q3/release.json'] ?? '')).toMatchObject({
    previous: { id: '2026Q2', manifest: sha256('2026Q2/manifest.json') },
  });
});

test('the CSV has a Dutch header, an empty cell for what is hidden, and no cell that a spreadsheet calculates', async () => {
  const { files } = await makeSmallRelease(LAWFUL);
  const text = files['2026Q3/north.by-use.csv'] ?? '';
  expect(text.split('\r\n').slice(0, 3)).toEqual([
    "stap (code),stap,periode (code),periode,'=soort (code),'=soort,aantal (afgerond op 10),status",
    'issued,issued,2026Q1,2026Q1,COURSE,"\'@cursus, kort",120,zichtbaar',
    'issued,issued,2026Q1,2026Q1,COACHING,coaching,,verborgen',
  ]);
  expect(parse(text, { columns: true })).toHaveLength(24);
});

test('the JSON-stat dataset has a value for each cell in the order of its dimensions, and a status for what is hidden', async () => {
  const { files } = await makeSmallRelease(LAWFUL);
  const dataset = JSON.parse(files['2026Q3/north.by-use.json'] ?? '') as {
    id: string[];
    size: number[];
    dimension: Record<string, { category: { index: string[]; label: Record<string, string> } }>;
    value: (number | null)[];
    status: Record<string, string>;
    role: object;
  };
  const { id, size, dimension, value, status, role } = dataset;
  expect(dataset).toMatchObject({ version: '2.0', class: 'dataset', label: 'by use' });
  expect(id).toEqual(['step', 'period', 'use', 'measure']);
  expect(size).toEqual([2, 4, 3, 1]);
  expect(role).toEqual({ time: ['period'], metric: ['measure'] });
  for (const [at, name] of id.entries()) {
    const { index, label } = dimension[name]?.category ?? { index: [], label: {} };
    expect(index).toHaveLength(size[at] ?? 0);
    expect(Object.keys(label)).toEqual(index);
  }
  expect(value).toHaveLength(size.reduce((product, one) => product * one, 1));
  const hidden = value.flatMap((one, at) => (one === null ? [[String(at), 'hidden']] : []));
  expect(status).toEqual(Object.fromEntries(hidden));
  const place = (codes: string[]) =>
    codes.reduce(
      (before, code, at) =>
        before * (size[at] ?? 1) + (dimension[id[at] ?? '']?.category.index.indexOf(code) ?? -1),
      0,
    );
  expect(value[place(['redeemed', 'to-date', 'COURSE', 'count'])]).toBe(120);
  expect(value[place(['redeemed', '2026Q1', 'COURSE', 'count'])]).toBeNull();
});

test('the JSON-stat dataset has the status none where a step closed before the quarter', async () => {
  const { files } = await makeSmallRelease(LAWFUL, { registry: CLOSED_REGISTRY });
  const { size, value, status } = JSON.parse(files['2026Q3/north.by-use.json'] ?? '') as {
    size: number[];
    value: (number | null)[];
    status: Record<string, string>;
  };
  expect(size).toEqual([2, 4, 3, 1]);
  expect(value).toHaveLength(24);
  const statusesOf = (from: number) => [0, 1, 2].map((at) => status[String(from + at)]);
  // Issued in each quarter, and to date.
  expect([0, 3, 6, 9].map(statusesOf)).toEqual([
    [undefined, 'hidden', undefined],
    ['none', 'none', 'none'],
    ['none', 'none', 'none'],
    [undefined, 'hidden', undefined],
  ]);
});

test('--without a fund makes every table of vouchers SOURCE_UNAVAILABLE, and no fund is asked', async () => {
  const { files, asked } = await makeSmallRelease(LAWFUL, { without: FUND_A ? [FUND_A] : [] });
  const reason = {
    nl: 'De gegevens van Fund A ontbreken in deze uitgave.',
    en: 'The records of Fund A are missing in this release.',
  };
  expect(statusesIn(files['2026Q3/release.json'])).toEqual([
    ['north.by-use', 'SOURCE_UNAVAILABLE', reason],
    ['all.expired', 'SOURCE_UNAVAILABLE', reason],
    ['all.by-school', 'NOT_PUBLISHABLE', { nl: 'te weinig mensen', en: 'too few people' }],
    ['all.at-work', 'NO_LEGAL_BASIS', NO_LAW],
  ]);
  expect(asked).toEqual([]);
});

test('with a registered legal basis the people are counted; an endpoint that denies it leaves NO_LEGAL_BASIS', async () => {
  const allowed = await makeSmallRelease({ ...LAWFUL, uwv: AGENCY }, { hasLegalBasis: true });
  const denied = await makeSmallRelease({ ...LAWFUL, uwv: DENIED }, { hasLegalBasis: true });
  expect(allowed.counts['all.at-work']).toEqual({ 'finished|to-date': 40 });
  expect(statusesIn(allowed.files['2026Q3/release.json']).at(-1)).toEqual([
    'all.at-work',
    'PUBLISHED',
    null,
  ]);
  expect(statusesIn(denied.files['2026Q3/release.json']).at(-1)).toEqual([
    'all.at-work',
    'NO_LEGAL_BASIS',
    NO_LAW,
  ]);
});

test('a published table names each partner with its time; one that is not published names the kinds alone', async () => {
  const { files } = await makeSmallRelease(LAWFUL);
  const { tables } = JSON.parse(files['2026Q3/release.json'] ?? '') as Release;
  const source = { kind: 'funds', matchRate: null };
  expect(tables.map(({ id, sources }) => [id, sources]).slice(0, 3)).toEqual([
    ['north.by-use', ['fund-a', 'fund-b'].map((partner) => ({ partner, ...source, asOf: AS_OF }))],
    ['all.expired', ['fund-a', 'fund-b'].map((partner) => ({ partner, ...source, asOf: AS_OF }))],
    [
      'all.by-school',
      ['funds', 'education'].map((kind) => ({ partner: null, kind, asOf: null, matchRate: null })),
    ],
  ]);
});

test('when the certificate fails, or the run is interrupted while it is checked, there is no release', async () => {
  const failed = await makeSmallRelease(LAWFUL, {
    certify: () => Promise.reject(new Error('a world disagrees')),
  });
  const stopping = new AbortController();
  const interrupted = await makeSmallRelease(LAWFUL, {
    signal: stopping.signal,
    certify: async () => stopping.abort(new Error('interrupted')),
  });
  expect([failed, interrupted].map(({ error, files }) => [error?.message, files])).toEqual([
    ['a world disagrees', {}],
    ['interrupted', {}],
  ]);
});

test('what is visible is said for all tables together, in whole percents', async () => {
  const { progress, files } = await makeSmallRelease(LAWFUL);
  expect(progress.filter((line) => line.includes('visible'))).toEqual([
    expect.stringMatching(
      /^25 % of \d+ cells are visible, where a rule that hides small counts alone would show 50 %; of the records that it would show 75 % are visible$/,
    ),
  ]);
  expect(Object.values(files).some((content) => content.includes('bySmallCellRule'))).toBe(false);
});

test('when no table was protected in time, there is no release', async () => {
  const { error, files } = await makeSmallRelease(LAWFUL, {
    protect: async ({ counted, release }) => {
      const reason = { nl: 'te laat', en: 'too late' };
      return {
        tables: counted.map(({ table }) => ({
          id: table.id,
          status: 'NOT_PUBLISHABLE',
          reason,
          rows: [],
          loss: null,
          bySmallCellRule: null,
        })),
        certificate: { release, audience: 'PUBLIC', recordSets: {} },
        evaluationCertificate: { release, audience: 'EVALUATION', recordSets: {} },
      };
    },
  });
  expect([error?.message, files]).toEqual([
    'Cannot make release 2026Q3: no table was protected in time; give it more with --seconds',
    {},
  ]);
});

test('what a process left that was killed while it wrote is no release, and the next run removes it', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'vakgraaf-release-'));
  // No process has this number.
  const left = join(folder, '.making-2026Q3-999999999');
  mkdirSync(left);
  writeFileSync(join(left, 'release.json'), '{}');
  const { files, error } = await makeSmallRelease(LAWFUL, { folder });
  expect(error).toBeNull();
  expect(Object.keys(files).every((path) => path.startsWith('2026Q3/'))).toBe(true);
});

test('a quarter before the first programme, one that has not ended, one that is there, and one before the newest give no release', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'vakgraaf-release-'));
  const messages: (string | undefined)[] = [];
  for (const quarter of ['1999Q1', '2026Q4', '2026Q3', '2026Q3', '2026Q2']) {
    const { error } = await makeSmallRelease(LAWFUL, { folder, quarter });
    messages.push(error?.message);
  }
  expect(messages).toEqual([
    expect.stringMatching(/^Cannot make release 1999Q1: the first programme began in 20\d\dQ\d$/),
    'Cannot make release 2026Q4: the quarter has not ended; the last that has is 2026Q3',
    undefined,
    'Cannot make release 2026Q3: it exists, and is never changed',
    'Cannot make release 2026Q2: it is older than 2026Q3, which was made without it',
  ]);
});
