/** The oracle itself, against figures that the sources give and figures that were counted by hand from the world. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { projectRoot } from '../../core/config/project-root.ts';
import { createWorld } from '../../mocks/world/create-world.ts';
import { readRegistry } from '../../subgraphs/insights/registry/registry.ts';
import { cellsOf, tablesOf } from '../../subgraphs/insights/registry/registered-tables.ts';
import type { ReleaseFile } from '../../subgraphs/insights/release/release-file.ts';
import { TEST_DAY } from '../support/test-day.ts';
import { differencesFrom } from './oracle/compare-release.ts';
import { DEMO_RELEASES, oracleOf } from './oracle/oracle.ts';
import { registryText } from './oracle/registry-text.ts';
import { trueRecords } from './oracle/true-records.ts';
import { roundedOrHidden, type TrueCell } from './oracle/true-tables.ts';

const RELEASE = '2026Q3';
const oracle = oracleOf(RELEASE);

function cellsIn(table: string): readonly TrueCell[] {
  return oracle.get(table)?.cells ?? [];
}
function countOf(table: string, ...keys: readonly string[]): number | undefined {
  return cellsIn(table).find((cell) => cell.keys.join() === keys.join())?.count;
}

test('the oracle gives the 850 vouchers of Gelders Vakmanschap, and how they were divided by type', () => {
  const table = 'gelders-vakmanschap.vouchers-by-type';
  const byType = (type: string) => countOf(table, 'issued', 'to-date', type);
  expect({
    total: byType('TOTAL'),
    seeking: byType('SEEKING_WORK_IN_TECH'),
    working: byType('WORKING_IN_TECH'),
    retraining: byType('RETRAINING_INTO_TECH'),
    selfEmployed: byType('SELF_EMPLOYED_IN_TECH'),
    other: byType('OTHER'),
  }).toEqual({
    total: 850,
    seeking: 300,
    working: 380,
    retraining: 110,
    selfEmployed: 60,
    other: 0,
  });
});

test('the oracle gives the quarters of 850 vouchers, of which 61 were issued in April 2019', () => {
  const perQuarter = cellsIn('gelders-vakmanschap.vouchers-per-quarter')
    .filter(({ keys }) => keys[0] === 'issued')
    .map(({ keys, count }) => [keys[1], count]);
  expect(perQuarter).toEqual([
    ['2018Q2', 4],
    ['2018Q3', 133],
    ['2018Q4', 322],
    ['2019Q1', 330],
    ['2019Q2', 61],
    ['to-date', 850],
  ]);
});

test('the oracle gives 228 of 380 vouchers of workers requested by the employer, as the sources say many were', () => {
  const table = 'gelders-vakmanschap.vouchers-by-requester';
  expect(cellsIn(table).map(({ keys, count }) => [keys[2], count])).toEqual([
    ['PERSON', 114],
    ['EMPLOYER', 228],
    ['COACH', 38],
    ['UNKNOWN', 0],
    ['TOTAL', 380],
  ]);
});

test('the oracle gives the 18 of the pool of teachers and the trajectories of the programme', () => {
  expect(countOf('all.teachers-pool', 'joined', 'to-date')).toBe(18);
  expect(
    countOf('gelders-vakmanschap.started-by-target-group', 'started', 'to-date', 'TOTAL'),
  ).toBe(348);
});

test.each([
  [9, 10, null],
  [10, 10, 10],
  [14, 10, 10],
  [15, 10, 20],
  [24, 25, null],
  [25, 25, 30],
  [0, 10, null],
])('a count of %i with minimum %i is shown as %s', (count, minimum, shown) => {
  expect(roundedOrHidden({ keys: [], count, minimum })).toBe(shown);
});

test('a release that shows a small count, or another number than the rounded truth, differs from the oracle', () => {
  const id = 'gelders-vakmanschap.vouchers-by-requester';
  const rowsOf = (values: readonly (number | null)[]) =>
    cellsIn(id).map(({ keys }, at) => ({ keys: [...keys], value: values[at] ?? null }));
  const releaseOf = (values: readonly (number | null)[]): ReleaseFile => ({
    id: RELEASE,
    quarter: RELEASE,
    publishedAt: '2026-10-01T00:00:00Z',
    policy: 'p',
    synthetic: true,
    audience: 'PUBLIC',
    previous: null,
    tables: [
      { id, status: 'PUBLISHED', reason: null, sources: [], rows: rowsOf(values), loss: null },
    ],
  });
  expect(differencesFrom(oracle, [releaseOf([110, 230, null, null, 380])])).toEqual([]);
  expect(differencesFrom(oracle, [releaseOf([120, 230, null, 10, 380])])).toEqual([
    `${id} issued,to-date,PERSON: 120, and the oracle has 110`,
    `${id} issued,to-date,UNKNOWN: 10, and the oracle has null`,
  ]);
});

test('the minimum is 25 in every cell that is split by target group, and 10 in its total', () => {
  const minima = cellsIn('gelders-vakmanschap.trajectories-by-target-group').map(
    ({ keys, minimum }) => [keys[2] === 'TOTAL', minimum].join(),
  );
  expect([...new Set(minima)].toSorted()).toEqual(['false,25', 'true,10']);
});

test('every cell of the registry has a true value, in the same order', () => {
  const registry = readRegistry();
  const product = tablesOf(registry, RELEASE)
    .filter(({ id }) => oracle.has(id))
    .map((table) => [
      table.id,
      [...cellsOf(table)].map(({ step, period, codes }) => [step, period, ...codes].join()),
    ]);
  const own = [...oracle].map(([id, { cells }]) => [id, cells.map(({ keys }) => keys.join())]);
  expect(own).toEqual(product);
});

test('a release of the demo has at most 1,500 cells', () => {
  const cells = [...oracle.values()].reduce((sum, table) => sum + table.cells.length, 0);
  expect(cells).toBeGreaterThan(900);
  expect(cells).toBeLessThanOrEqual(1_500);
});

test('every table has cells of small counts and others, except that of one group of 18', () => {
  const shown = [...oracle].map(([id, { cells }]) => ({
    id,
    visible: cells.filter((cell) => roundedOrHidden(cell) !== null).length,
    cells: cells.length,
  }));
  expect(shown.filter(({ visible, cells }) => visible === 0 || visible === cells)).toEqual([
    // One group, which is not split.
    { id: 'all.teachers-pool', visible: 3, cells: 3 },
  ]);
});

test('each of the 41 questions has a table, or needs none', () => {
  const answered = new Set(registryText.tables.flatMap(({ questions }) => questions));
  const others = Array.from({ length: 41 }, (_, index) => index + 1).filter(
    (one) => !answered.has(one),
  );
  expect(others).toEqual([2, 5, 31]);
});

const content = (file: string) =>
  parse(readFileSync(join(projectRoot(), 'mocks/content', file), 'utf8')) as Readonly<
    Record<string, readonly { readonly id: string }[]>
  >;

test('every published fact names its source, and holds in the records of the demo', () => {
  const sources = [
    ...(content('indicators.yaml')['indicators'] ?? []),
    ...(content('public-events.yaml')['publicEvents'] ?? []),
  ].map(({ id }) => id);
  const records = trueRecords(createWorld({ date: TEST_DAY }), DEMO_RELEASES[RELEASE]);
  const facts = registryText.publishedFacts.map((fact) => {
    const count = (records[fact.recordSet] ?? []).filter(
      ({ codes, steps }) =>
        (steps[fact.step] ?? '9999') <= (fact.until ?? RELEASE) &&
        Object.entries(fact.where ?? {}).every(([name, wanted]) =>
          wanted.includes(codes[name] ?? ''),
        ),
    ).length;
    const { eq, ge = eq, le = eq } = fact;
    return {
      source: sources.includes(fact.source),
      holds: count >= (ge ?? 0) && count <= (le ?? Infinity),
    };
  });
  expect(facts).toEqual(registryText.publishedFacts.map(() => ({ source: true, holds: true })));
});
