/** Search, programmes and releases on the pages of statistics. */
import { expect, test } from 'vitest';
import { committed } from '../../cli/generate/generate-command.ts';
import { currentQuestionTexts } from '../../cli/generate/questions.ts';
import {
  findQuestions,
  findTables,
  groupBy,
  namedTables,
  programmesOf,
  type ListedTable,
} from '../../dashboard/pages/statistics/find-tables.ts';
import { changesOf } from '../../dashboard/pages/statistics/release-changes.ts';
import { evaluationQuestions } from '../../ui/evaluation-questions.ts';
import { tableOf } from './statistics-table.ts';

const both = (nl: string, en: string) => ({ nl, en });
const listed = (
  id: string,
  title: ListedTable['title'],
  more: Partial<ListedTable> = {},
): ListedTable => ({
  ...tableOf({ steps: {} }),
  id,
  title,
  topic: 'VOUCHERS',
  audience: 'PUBLIC',
  programme: { id: 'noord', name: 'Scholingsalliantie Noord' },
  ...more,
});

const tables = [
  listed('noord.use', both('Oriëntatie met een voucher', 'Orientation with a voucher')),
  listed('noord.self', both('Zelfstandigen', 'Self-employed people'), { questions: [4] }),
  listed('all.reach', both('Bereik', 'Reach'), { programme: null, topic: 'BUDGETS' }),
];

test.each([
  ['orientatie', ['noord.use']],
  ['VOUCHER orient', ['noord.use']],
  ['self-employed', ['noord.self']],
  ["zzp'ers", ['noord.self']],
  ['noord', ['noord.use', 'noord.self']],
  ['', ['noord.use', 'noord.self', 'all.reach']],
  ['voucher reach', []],
])('searching "%s" finds %j, in either language and in the questions of a table', (words, ids) => {
  const found = findTables(tables, evaluationQuestions, { words, programme: '' });
  expect(found.map(({ id }) => id)).toEqual(ids);
});

test('a programme leaves its own tables', () => {
  const found = findTables(tables, evaluationQuestions, { words: '', programme: 'noord' });
  expect(found.map(({ id }) => id)).toEqual(['noord.use', 'noord.self']);
  expect(programmesOf(tables)).toEqual([{ id: 'noord', name: 'Scholingsalliantie Noord' }]);
});

test('questions are found by their text; without words all 41 are there', () => {
  expect(
    findQuestions(evaluationQuestions, 'self-employed share').map(({ number }) => number),
  ).toEqual([4]);
  expect(findQuestions(evaluationQuestions, '').length).toBe(41);
});

test('groups are in the order in which their keys come first', () => {
  const groups = groupBy(tables, ({ topic }) => topic);
  expect(groups.map(([topic, ofTopic]) => [topic, ofTopic.length])).toEqual([
    ['VOUCHERS', 2],
    ['BUDGETS', 1],
  ]);
});

test('a published table of which the law names the title is the lawful alternative', () => {
  const law = both('Wel mag de tabel "Bereik".', 'The table "Reach" is allowed.');
  expect(namedTables([null, law], tables).map(({ id }) => id)).toEqual(['all.reach']);
  const hidden = tables.map((table) => ({ ...table, status: 'NOT_PUBLISHABLE' }));
  expect(namedTables([law], hidden)).toEqual([]);
});

test('the changes of a release are the tables that it publishes first, and those that it publishes no longer', () => {
  const release = (id: string, published: readonly string[]) => ({
    id,
    tables: ['a', 'b', 'c'].map((one) => ({
      id: one,
      status: published.includes(one) ? 'PUBLISHED' : 'NOT_PUBLISHABLE',
      title: both(one, one),
    })),
  });
  expect(changesOf(release('2026Q3', ['b', 'c']), release('2026Q2', ['a', 'b']))).toEqual({
    published: [both('c', 'c')],
    withdrawn: [both('a', 'a')],
  });
});

test('ui/evaluation-questions.ts is current: otherwise run npm run types', async () => {
  for (const [path, text] of await currentQuestionTexts()) expect(committed(path)).toBe(text);
});
