/** The releases of the demo, made by the command from real subgraphs and partner systems. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { certify } from '../../subgraphs/insights/certificate/certify.ts';
import { releaseFile, type ReleaseFile } from '../../subgraphs/insights/release/release-file.ts';
import { differencesFrom } from '../insights/oracle/compare-release.ts';
import { DEMO_RELEASES, oracleOf, type DemoRelease } from '../insights/oracle/oracle.ts';
import { demoReleases } from '../support/demo-releases.ts';

const RELEASES = Object.keys(DEMO_RELEASES) as DemoRelease[];
/** The most that one release of the demo may hold. */
const CELLS_MAX = 1_500;
const MAKE_MS = 900_000;

let folder = '';
beforeAll(async () => {
  folder = await demoReleases();
}, MAKE_MS);

const filesOf = (release: string): readonly ReleaseFile[] =>
  ['release.json', 'evaluation/release.json'].map((file) =>
    releaseFile.parse(JSON.parse(readFileSync(join(folder, release, file), 'utf8'))),
  );

test('there are the last quarter that has ended and the one before, each with at most 1,500 cells, and nothing else', () => {
  expect(readdirSync(folder).toSorted()).toEqual(RELEASES);
  const cells = RELEASES.map((release) =>
    filesOf(release)
      .flatMap(({ tables }) => tables)
      .reduce((sum, { rows }) => sum + rows.length, 0),
  );
  for (const count of cells) {
    expect(count).toBeGreaterThan(0);
    expect(count).toBeLessThanOrEqual(CELLS_MAX);
  }
});

test.each(RELEASES)(
  'every number of release %s is the rounded truth of the invented world',
  (release) => {
    expect(differencesFrom(oracleOf(release), filesOf(release))).toEqual([]);
  },
);

test('every table of the newest release has numbers that are shown and numbers that are hidden, or the reason that it has none', () => {
  const tables = filesOf(RELEASES.at(-1) ?? '').flatMap((file) => file.tables);
  const all = [...oracleOf('2026Q3').keys()];
  expect(all.filter((id) => !tables.some((table) => table.id === id))).toEqual([]);
  const others = tables.flatMap(({ id, status, reason, rows }) => {
    const hidden = rows.filter(({ value, answer }) => (value ?? answer ?? null) === null).length;
    if (status !== 'PUBLISHED') return reason === null || rows.length > 0 ? [id] : [];
    return hidden === 0 || hidden === rows.length ? [id] : [];
  });
  expect(others).toEqual([
    // A yes or a no for each region, with enough employers everywhere.
    'gelders-vakmanschap.employer-concentration',
    // One group, which is not split.
    'all.teachers-pool',
  ]);
});

test(
  'the newest release and the one before hold what their certificates claim',
  () => {
    expect(certify(join(folder, RELEASES.at(-1) ?? '')).findings).toEqual([]);
  },
  MAKE_MS,
);
