/** Which figures the overview compares, whether a programme runs, and where the tiles of the map stand. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parse as parseYaml } from 'yaml';
import { projectRoot } from '../../core/config/project-root.ts';
import type { RegionKind } from '../../dashboard/operations/generated.ts';
import { figuresOf, type PublishedFigure } from '../../dashboard/pages/overview/figures.ts';
import {
  activityOf,
  inOrder,
  stateInPeriod,
  stateOf,
  type Activity,
} from '../../dashboard/programmes/programme-state.ts';
import { areasToAsk, programmesByRegion } from '../../dashboard/pages/overview/reached-regions.ts';
import { keyOf } from '../../dashboard/programmes/areas.ts';
import {
  borderSidesOf,
  nearbyTiles,
  PROVINCES,
  regionNameOf,
  TILES,
} from '../../dashboard/parts/tile-positions.ts';

function figure(
  id: string,
  qualifier: PublishedFigure['qualifier'],
  unit: PublishedFigure['unit'],
  value: number | readonly [number, number] | null,
): PublishedFigure {
  const [min, max] = Array.isArray(value) ? value : [null, null];
  return {
    id,
    measure: { name: id },
    value: typeof value === 'number' ? value : null,
    min,
    max,
    qualifier,
    unit,
    asOf: null,
    source: { title: null, publisher: null, date: null },
    correction: null,
  };
}

const idsOf = (figures: ReturnType<typeof figuresOf>) => ({
  compared: figures.compared.map(({ id, mark }) => [id, mark]),
  others: figures.others.map(({ id }) => id),
  needs: figures.needs.map(({ id }) => id),
});

test('a unit with goal and result is compared before a unit with a larger result', () => {
  const figures = figuresOf([
    figure('vouchers', 'EXACT', 'VOUCHERS', 850),
    figure('wens', 'AMBITION', 'JOBS', 1000),
    figure('doel', 'TARGET', 'JOBS', 75),
    figure('banen', 'CIRCA', 'JOBS', 40),
  ]);
  expect(idsOf(figures)).toEqual({
    compared: [
      ['banen', 'RESULT'],
      ['doel', 'TARGET'],
      ['wens', 'AMBITION'],
    ],
    others: ['vouchers'],
    needs: [],
  });
});

test('people are compared before other units with a result', () => {
  const figures = figuresOf([
    figure('vouchers', 'EXACT', 'VOUCHERS', 850),
    figure('instromers', 'EXACT', 'PEOPLE', 350),
  ]);
  expect(idsOf(figures)).toMatchObject({
    compared: [['instromers', 'RESULT']],
    others: ['vouchers'],
  });
});

test('a need is neither a goal nor a result', () => {
  const figures = figuresOf([
    figure('extra mensen nodig', 'EXACT', 'PEOPLE', 160_000),
    figure('te bereiken', 'TARGET', 'PEOPLE', 10_000),
  ]);
  expect(idsOf(figures)).toEqual({
    compared: [['te bereiken', 'TARGET']],
    others: [],
    needs: ['extra mensen nodig'],
  });
});

test('a range is an estimate whose bar begins at its lower end', () => {
  const [range] = figuresOf([figure('naar werk', 'RANGE', 'PEOPLE', [500, 1000])]).compared;
  expect([range?.mark, range?.from, range?.to]).toEqual(['ESTIMATE', 500, 1000]);
});

test('figures without a number, shares, and what a programme consists of are not drawn', () => {
  const figures = figuresOf([
    figure('tientallen', 'ORDER_OF_MAGNITUDE', 'PEOPLE', null),
    figure('aandeel', 'CIRCA', 'PERCENT', 65),
    figure('pilots', 'EXACT', 'PILOTS', 3),
  ]);
  expect(idsOf(figures)).toEqual({ compared: [], others: [], needs: [] });
});

test.each([
  [{ start: '2018-05-01', end: '2019-05-31' }, '2019-05-31', 'RUNNING'],
  [{ start: '2018-05-01', end: '2019-05-31' }, '2019-06-01', 'ENDED'],
  [{ start: '2018-05-01', end: null }, '2018-04-30', 'PLANNED'],
  [{ start: null, end: '2019-05-31' }, '2018-01-01', 'RUNNING'],
  [{ start: null, end: null }, '2018-01-01', null],
  [null, '2018-01-01', null],
])('the published period %j on %s says %j', (period, today, state) => {
  expect(stateInPeriod(period, today)).toBe(state);
});

const NOTHING: Activity = { schemes: 0, openSchemes: 0, pilots: 0, runningPilots: 0 };
const NOW = { today: '2026-11-30', isComplete: true };

test.each([
  [{ start: '2018-05-01', end: '2019-05-31' }, { ...NOTHING, openSchemes: 1 }, NOW, 'ENDED'],
  [{ start: '2026-05-01', end: null }, NOTHING, NOW, 'RUNNING'],
  [{ start: '2027-01-01', end: null }, NOTHING, NOW, 'PLANNED'],
  [null, { ...NOTHING, pilots: 2, runningPilots: 1 }, NOW, 'RUNNING'],
  [null, { ...NOTHING, schemes: 2 }, NOW, 'NOTHING_OPEN'],
  [null, { ...NOTHING, schemes: 2 }, { ...NOW, isComplete: false }, 'UNKNOWN'],
  [null, NOTHING, NOW, 'UNKNOWN'],
] as const)('period %j with %j on %j is %s', (period, activity, now, state) => {
  expect(stateOf(period, activity, now)).toBe(state);
});

test('an exhausted scheme is still open, a finished pilot does not run', () => {
  const activity = activityOf('p', {
    voucherSchemes: {
      nodes: [
        { availability: 'EXHAUSTED', programme: { id: 'p' } },
        { availability: 'CLOSED', programme: { id: 'p' } },
        { availability: 'OPEN', programme: { id: 'other' } },
      ],
      pageInfo: { hasNextPage: false },
    },
    pilots: {
      nodes: [{ status: 'FINISHED', programme: { id: 'p' } }],
      pageInfo: { hasNextPage: false },
    },
  });
  expect(activity).toEqual({ schemes: 2, openSchemes: 1, pilots: 1, runningPilots: 0 });
});

test('programmes that run come first, and of those the ones with a result', () => {
  const names = inOrder([
    { name: 'a', state: 'ENDED', figureKind: 'RESULT' },
    { name: 'b', state: 'RUNNING', figureKind: 'GOAL' },
    { name: 'c', state: 'RUNNING', figureKind: 'RESULT' },
    { name: 'd', state: 'PLANNED', figureKind: 'RESULT' },
    { name: 'e', state: null, figureKind: 'GOAL' },
  ]).map(({ name }) => name);
  expect(names).toEqual(['c', 'b', 'd', 'a', 'e']);
});

const area = (kind: RegionKind, code: string) => ({ kind, code });

test('a programme is on the tiles of its regions, of areas that overlap, and of a province that is not complete', () => {
  const programmes = [
    { id: 'own', regions: [area('ARBEIDSMARKTREGIO', 'AM06')] },
    { id: 'cooperation', regions: [area('COOPERATION', 'x'), area('COOPERATION', 'x')] },
    { id: 'province', regions: [area('PROVINCIE', 'PV31')] },
  ];
  expect(areasToAsk(programmes).map(keyOf)).toEqual(['COOPERATION x', 'PROVINCIE PV31']);
  const byRegion = programmesByRegion(
    programmes,
    new Map([
      ['COOPERATION x', ['AM06', 'AM09']],
      ['PROVINCIE PV31', null],
    ]),
  );
  const found = [...byRegion].flatMap(([code, here]) => here.map(({ id }) => `${code} ${id}`));
  expect(found.toSorted()).toEqual([
    'AM06 cooperation',
    'AM06 own',
    'AM09 cooperation',
    'AM29 province',
    'AM30 province',
    'AM33 province',
  ]);
});

test('every labour market region of the region table has a tile, and no two tiles overlap', () => {
  const table = parseYaml(
    readFileSync(join(projectRoot(), 'core/regions/regions.yaml'), 'utf8'),
  ) as { readonly labourMarketRegions: readonly { readonly code: string }[] };
  const codes = table.labourMarketRegions.map(({ code }) => code);
  expect(TILES.map(({ code }) => code).toSorted()).toEqual(codes.toSorted());
  expect(new Set(TILES.map(({ column, row }) => `${column} ${row}`)).size).toBe(codes.length);
});

test('a region has the same name outside the map as in the table of regions', () => {
  const table = parseYaml(
    readFileSync(join(projectRoot(), 'core/regions/regions.yaml'), 'utf8'),
  ) as { labourMarketRegions: readonly { code: string; name: string }[] };
  const names = Object.fromEntries(table.labourMarketRegions.map(({ code, name }) => [code, name]));
  expect(Object.fromEntries(TILES.map((tile) => [tile.code, regionNameOf(tile)]))).toEqual(names);
});

test('the tiles of each province are connected', () => {
  for (const province of Object.keys(PROVINCES)) {
    const tiles = TILES.filter((tile) => tile.province === province);
    const reached = new Set(tiles.slice(0, 1));
    for (const tile of reached) {
      for (const other of tiles) {
        const distance = Math.abs(other.column - tile.column) + Math.abs(other.row - tile.row);
        if (distance === 1) reached.add(other);
      }
    }
    expect([province, reached.size]).toEqual([province, tiles.length]);
  }
});

test('a province ends where the next tile is of another province or missing', () => {
  const twente = TILES.find(({ code }) => code === 'AM05');
  expect(twente && borderSidesOf(twente)).toEqual(['top', 'right', 'bottom']);
});

test('nearby are the tiles around a tile, diagonally as well', () => {
  expect(nearbyTiles('AM05').map(({ code }) => code)).toEqual(['AM03', 'AM36', 'AM09']);
  expect(nearbyTiles('AM99')).toEqual([]);
});
