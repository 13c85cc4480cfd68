/** Which picture shows a table, and what of it is hidden. */
import { expect, test } from 'vitest';
import { leadChart, partCharts, trendCharts } from '../../dashboard/statistics/figure-specs.ts';
import { shareBases } from '../../dashboard/statistics/share-bases.ts';
import { select, type StatisticsTable } from '../../dashboard/statistics/table.ts';
import {
  hiddenCategories,
  trendChoices,
  trendsOf,
  viewOf,
} from '../../dashboard/statistics/table-view.ts';
import { texts } from '../../dashboard/statistics/texts.ts';
import { createLocale } from '../../dashboard/texts/locale.ts';
import { answersOf, tableOf } from './statistics-table.ts';

const locale = createLocale({ page: 'statistics', id: '', language: 'nl', choices: {} });
const words = { ...locale, texts: texts.nl };

/** The charts of a table as their bars with the notes beside them. */
function charts(table: StatisticsTable, step?: string) {
  const view = viewOf(select(table), step);
  if (view.kind !== 'bars') return view.kind;
  const shown = [leadChart(view, words), ...partCharts(view, words)];
  return shown.map(
    (chart) => chart && { title: chart.title, bars: chart.label, folded: chart.folded },
  );
}

const cohort = tableOf({
  steps: {
    redeemed: { 'to-date': { '': 640 } },
    enrolled: { 'to-date': { '': 540 } },
    finished: { 'to-date': { '': 440 } },
    stopped: { 'to-date': { '': null } },
  },
  shares: { enrolled: { '': 84 }, finished: { '': 81 } },
});

test('steps are bars in their order, each share with the step that it is of, a hidden one in its place', () => {
  expect(charts(cohort)).toEqual([
    {
      title: null,
      bars: 'Redeemed: 640; Enrolled: 540 (84% van redeemed); Finished: 440 (81% van enrolled); Stopped: verborgen',
      folded: [],
    },
  ]);
});

test('a share is of the nearest earlier step that fits the visible numbers, also when it is not the one before', () => {
  const table = tableOf({
    steps: {
      issued: { 'to-date': { '': 300 } },
      redeemed: { 'to-date': { '': 230 } },
      expired: { 'to-date': { '': 50 } },
    },
    shares: { redeemed: { '': 77 }, expired: { '': 17 } },
  });
  const bases = [...shareBases(table.rows ?? [])].map(([step, base]) => [step, base.code]);
  expect(bases).toEqual([
    ['redeemed', 'issued'],
    ['expired', 'issued'],
  ]);
});

test('a share that no earlier step explains has no step, and is not shown', () => {
  const table = tableOf({
    steps: { issued: { 'to-date': { '': null } }, redeemed: { 'to-date': { '': 230 } } },
    shares: { redeemed: { '': 77 } },
  });
  expect([...shareBases(table.rows ?? [])]).toEqual([]);
  expect(charts(table)).toEqual([
    { title: null, bars: 'Issued: verborgen; Redeemed: 230', folded: [] },
  ]);
});

test('one hidden category is a bar, two are named below the chart, and the total is no bar', () => {
  const of = (second: number | null) =>
    tableOf({
      dimensions: { sector: ['techniek', 'zorg', 'bouw'] },
      steps: { issued: { 'to-date': { techniek: 60, zorg: null, bouw: second, total: 100 } } },
    });
  expect(charts(of(20))).toEqual([
    { title: null, bars: 'Techniek: 60; Zorg: verborgen; Bouw: 20', folded: [] },
  ]);
  expect(charts(of(null))).toEqual([
    { title: null, bars: 'Techniek: 60', folded: ['Zorg', 'Bouw'] },
  ]);
});

const twoDimensions = tableOf({
  dimensions: { region: ['A', 'B'], type: ['x', 'y'] },
  steps: {
    issued: {
      'to-date': {
        'A x': 30,
        'A y': null,
        'A total': 40,
        'B x': 20,
        'B y': null,
        'B total': 20,
        'total x': 50,
        'total y': null,
        'total total': 60,
      },
    },
    redeemed: { 'to-date': { 'A x': 10, 'A total': 10, 'total total': 20 } },
  },
});

test('two dimensions are a panel for all together and one for each category of the second that has a number', () => {
  const view = viewOf(select(twoDimensions));
  expect(charts(twoDimensions)).toEqual([
    { title: null, bars: 'A: 40; B: 20', folded: [] },
    { title: 'X', bars: 'A: 30; B: 20', folded: [] },
  ]);
  expect(view).toMatchObject({
    hidden: [{ nl: 'y' }],
    steps: [{ code: 'issued' }, { code: 'redeemed' }],
    step: { code: 'issued' },
  });
});

test('the chosen step is in the picture; an unknown one gives the first', () => {
  expect(charts(twoDimensions, 'redeemed')).toEqual([
    { title: null, bars: 'A: 10', folded: [] },
    { title: 'X', bars: 'A: 10', folded: [] },
  ]);
  expect(charts(twoDimensions, 'nothing')).toEqual(charts(twoDimensions));
});

test('a table with hidden numbers alone, or nearly, has no chart and names its hidden categories', () => {
  const table = tableOf({
    dimensions: { region: ['A', 'B', 'C', 'D', 'E'] },
    steps: { issued: { 'to-date': { A: null, B: null, C: null, D: null, E: 10, total: null } } },
  });
  expect(charts(table)).toBe('hidden');
  expect(hiddenCategories(select(table)).map(({ code }) => code)).toEqual(['A', 'B', 'C', 'D']);
});

test('yes and no are words, and one number is a number', () => {
  expect(charts(answersOf({ A: true, B: null }))).toBe('answers');
  expect(charts(tableOf({ steps: { started: { 'to-date': { '': 350 } } } }))).toBe('number');
});

const byQuarter = tableOf({
  dimensions: { type: ['x', 'y'] },
  steps: {
    issued: {
      '2019Q1': { x: 20, y: null, total: null },
      '2018Q4': { x: null, y: null, total: null },
      'to-date': { x: 30, y: null, total: 40 },
    },
  },
});

test('a trend is of a category with a visible quarter, in the order of the quarters, hidden ones included', () => {
  const selection = select(byQuarter);
  expect(trendChoices(selection).map(({ code }) => code)).toEqual(['x']);
  expect(trendsOf(selection, 'x').map(({ quarters }) => quarters)).toEqual([
    [
      { quarter: '2018Q4', value: null },
      { quarter: '2019Q1', value: 20 },
    ],
  ]);
  const [chart] = trendCharts(trendsOf(selection, 'x'), words, locale.quarter);
  expect(chart?.label).toBe('4e kwartaal 2018: verborgen; 1e kwartaal 2019: 20');
  expect(trendCharts(trendsOf(selection, 'y'), words, locale.quarter)[0]?.spec).toBeNull();
  expect(trendsOf(select(cohort))).toEqual([]);
});

test('one category of a table has its number to date and its quarters', () => {
  const selection = select(byQuarter, { dimension: 'type', code: 'x' });
  expect(viewOf(selection)).toMatchObject({ kind: 'number', bar: { value: 30 } });
  expect(trendsOf(selection)[0]?.quarters).toEqual([
    { quarter: '2018Q4', value: null },
    { quarter: '2019Q1', value: 20 },
  ]);
});
