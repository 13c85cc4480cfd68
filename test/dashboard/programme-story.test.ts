/** What the published figures and a release say about a programme. */
import { expect, test } from 'vitest';
import { kindOf } from '../../dashboard/indicators/figure-kind.ts';
import { leadingTables, totalsOf } from '../../dashboard/pages/programme/release-totals.ts';
import type { TopicTable } from '../../dashboard/pages/programme/release-totals.ts';
import { byKind, sizeIn } from '../../dashboard/pages/programme/story.ts';

const figure = {
  qualifier: 'EXACT',
  unit: 'PEOPLE',
  measure: { name: 'nieuwe instromers in de techniek' },
  value: 350,
  min: null,
  max: null,
} as const;

test.each([
  ['an exact number of people', {}, 'result'],
  ['about so many trajectories', { qualifier: 'CIRCA', unit: 'TRAJECTORIES' }, 'result'],
  ['a target', { qualifier: 'TARGET' }, 'target'],
  ['an ambition', { qualifier: 'AMBITION' }, 'ambition'],
  ['a range', { qualifier: 'RANGE', value: null, min: 500, max: 1000 }, 'estimate'],
  ['what is lacking', { measure: { name: 'extra mensen in bijscholing nodig' } }, 'need'],
  ['a goal for what is lacking', { qualifier: 'TARGET', measure: { name: 'nodig' } }, 'target'],
  ['at most so many people', { qualifier: 'MAXIMUM' }, 'estimate'],
  ['a duration', { unit: 'YEARS' }, 'context'],
  ['a term of a target', { unit: 'YEARS', qualifier: 'TARGET' }, 'context'],
  ['a size without a number', { qualifier: 'ORDER_OF_MAGNITUDE', value: null }, 'context'],
] as const)('%s is %j: %s', (_, changed, kind) => {
  expect(kindOf({ ...figure, ...changed })).toBe(kind);
});

test('byKind gives results before goals, and no empty kind', () => {
  const target = { ...figure, qualifier: 'TARGET' } as const;
  expect(byKind([target, figure])).toEqual([
    ['result', [figure]],
    ['target', [target]],
  ]);
});

test.each([
  ['Deze soort was zo goed als op; een aantal staat er niet.', 'zo goed als op'],
  ['Van deze omscholingsvouchers waren er enkele over.', 'enkele'],
  ['In Drenthe volgden al tientallen mensen een opleiding.', 'tientallen'],
  ['Hoeveel precies staat er niet.', null],
  [null, null],
])('the word of a size in %j is %j', (states, word) => {
  expect(sizeIn(states)).toBe(word);
});

const both = (nl: string) => ({ nl, en: nl });

function row(step: string, code: string, value: number | null, period = 'to-date') {
  const key = (dimension: string, of: string) => ({ dimension, code: of, title: both(of) });
  return {
    keys: [key('step', step), key('period', period), key('sector', code)],
    count: { value, roundedTo: 10, threshold: 10 },
    share: null,
    answer: null,
  };
}

function table(id: string, topic: string, rows: TopicTable['rows']): TopicTable {
  return {
    id,
    topic,
    title: both(id),
    method: both(''),
    legalNote: null,
    questions: [],
    unit: 'VOUCHERS',
    status: 'PUBLISHED',
    reason: null,
    dimensions: [{ id: 'sector', title: both('sector'), categories: [] }],
    release: { id: '2026Q3', publishedAt: '', certificate: '', synthetic: false },
    sources: [],
    rows,
    csv: null,
    jsonStat: null,
  };
}

const funnel = table('funnel', 'TRAININGS', [
  row('redeemed', 'TOTAL', 640),
  row('redeemed', 'CARE', 40),
  row('finished', 'TOTAL', 440),
  row('finished', 'TOTAL', 120, '2019Q1'),
]);
const one = table('one', 'VOUCHERS', [row('issued', 'TOTAL', 380)]);
const hidden = table('hidden', 'VOUCHERS', [row('issued', 'TOTAL', null)]);

test('totalsOf gives a visible total to date for each step, and no quarter or category', () => {
  expect(totalsOf(funnel).map(({ count }) => count.value)).toEqual([640, 440]);
  expect(totalsOf(hidden)).toEqual([]);
});

test('leadingTables: one table for each topic, most steps first, none that is hidden or not published', () => {
  const short = table('short', 'TRAININGS', [row('redeemed', 'TOTAL', 640)]);
  const withheld = {
    ...funnel,
    id: 'withheld',
    topic: 'PILOTS',
    status: 'NOT_PUBLISHABLE',
  } as const;
  const ids = (most: number) =>
    leadingTables([hidden, one, short, funnel, withheld], most).map(({ id }) => id);
  expect(ids(3)).toEqual(['funnel', 'one']);
  expect(ids(1)).toEqual(['funnel']);
});
