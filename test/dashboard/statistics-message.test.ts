/** The sentence that a table tells. */
import { expect, test } from 'vitest';
import { messageOf } from '../../dashboard/statistics/message.ts';
import type { OnlyCategory, StatisticsTable } from '../../dashboard/statistics/table.ts';
import { texts } from '../../dashboard/statistics/texts.ts';
import { createLocale } from '../../dashboard/texts/locale.ts';
import { answersOf, tableOf } from './statistics-table.ts';

function told(table: StatisticsTable, language: 'nl' | 'en' = 'nl', only?: OnlyCategory) {
  const locale = createLocale({ page: 'statistics', id: '', language, choices: {} });
  return messageOf(table, { ...locale, texts: texts[language] }, only);
}

const cohort = (issued: number | null) =>
  tableOf({
    steps: {
      issued: { 'to-date': { '': issued } },
      redeemed: { 'to-date': { '': 640 } },
      finished: { 'to-date': { '': 440 } },
      stopped: { 'to-date': { '': 60 } },
    },
  });

test('steps give the first and the last of them, without those that ended early', () => {
  expect(told(cohort(1850))).toBe(
    'Van de 1.850 uitgereikte vouchers is met 440 een opleiding afgerond.',
  );
  expect(told(cohort(1850), 'en')).toBe(
    'Of the 1,850 vouchers issued, 440 led to a finished training.',
  );
});

test('a hidden first step is not in the sentence', () => {
  expect(told(cohort(null))).toBe(
    'Van de 640 verzilverde vouchers is met 440 een opleiding afgerond.',
  );
});

const bySector = (cells: Readonly<Record<string, number | null>>) =>
  tableOf({
    dimensions: { sector: ['techniek', 'zorg', 'OTHER'] },
    steps: { issued: { 'to-date': cells } },
  });

test.each([
  [
    'a hidden category that may be larger is mentioned',
    { techniek: 40, zorg: null, OTHER: 10, total: 100 },
    '‘techniek’ is de grootste groep die te zien is: 40 van de 100 uitgereikte vouchers.',
  ],
  [
    'with more than half of the total no hidden category can be larger',
    { techniek: 60, zorg: null, OTHER: 10, total: 100 },
    '‘techniek’ is de grootste groep: 60 van de 100 uitgereikte vouchers.',
  ],
  [
    'a hidden total is left out',
    { techniek: 60, zorg: 20, OTHER: 10, total: null },
    '‘techniek’ is de grootste groep: 60 uitgereikte vouchers.',
  ],
  [
    'the rest is not the largest group, but the sentence says that it is larger',
    { techniek: 40, zorg: 20, OTHER: 100, total: 160 },
    'Na ‘OTHER’ is ‘techniek’ de grootste groep: 40 van de 160 uitgereikte vouchers.',
  ],
  [
    'two of the same rounded size are both named',
    { techniek: 40, zorg: 40, OTHER: 10, total: 90 },
    '‘techniek’ en ‘zorg’ zijn de grootste groepen: elk ongeveer 40 van de 90 uitgereikte vouchers.',
  ],
  [
    'only a total is given as such',
    { techniek: null, zorg: null, OTHER: null, total: 90 },
    'In totaal zijn het 90 uitgereikte vouchers; hoe zij verdeeld zijn, is verborgen.',
  ],
  [
    'a table without a visible number says so',
    { techniek: null, zorg: null, OTHER: null, total: null },
    'Alle aantallen zijn verborgen.',
  ],
])('the largest category: %s', (_, cells, sentence) => {
  expect(told(bySector(cells))).toBe(sentence);
});

test('two groups with shares at the last step are compared', () => {
  const table = tableOf({
    dimensions: { coach: ['met coach', 'zonder coach'].map((name) => name.replace(' ', '-')) },
    steps: {
      redeemed: { 'to-date': { 'met-coach': 210, 'zonder-coach': 430, total: 640 } },
      afgerond: { 'to-date': { 'met-coach': 150, 'zonder-coach': 290, total: 440 } },
    },
    shares: { afgerond: { 'met-coach': 71, 'zonder-coach': 67, total: 69 } },
  });
  expect(told(table)).toBe('Afgerond: 71% met-coach, 67% zonder-coach.');
});

test.each([
  [{ A: false, B: false }, "Nee, in geen van de 2 regio's."],
  [{ A: true, B: true }, "Ja, in alle 2 regio's."],
  [{ A: true, B: false, C: null }, "Ja, in 1 van de 3 regio's: A. In 1 is het antwoord verborgen."],
  [{ A: false, B: null }, 'Nee. In 1 is het antwoord verborgen.'],
  [{ A: null }, 'Alle aantallen zijn verborgen.'],
])('answers %j give "%s"', (answers, sentence) => {
  expect(told(answersOf(answers))).toBe(sentence);
});

test('one category of a table: its own number, its hidden number, and null where there is none', () => {
  const table = tableOf({
    dimensions: { region: ['achterhoek', 'rivierenland'] },
    steps: { issued: { 'to-date': { achterhoek: 50, rivierenland: null, total: 60 } } },
  });
  const of = (code: string) => told(table, 'nl', { dimension: 'region', code });
  expect(of('achterhoek')).toBe('Achterhoek: in totaal zijn het 50 uitgereikte vouchers.');
  expect(of('rivierenland')).toBe('Rivierenland: alle aantallen zijn verborgen.');
  expect(of('elders')).toBeNull();
});

test('a table that is not published tells nothing', () => {
  expect(told({ ...cohort(10), status: 'NO_LEGAL_BASIS', rows: [] })).toBeNull();
});

test('a category that stands for a partner has the name of the partner', () => {
  const table = tableOf({
    dimensions: { fund: ['otib', 'oom'] },
    steps: { issued: { 'to-date': { otib: 60, oom: 10, total: 70 } } },
  });
  const sources = [{ kind: 'funds', asOf: null, partner: { id: 'otib', name: 'Wij Techniek' } }];
  expect(told({ ...table, sources })).toBe(
    'Wij Techniek heeft het grootste aantal: 60 van de 70 uitgereikte vouchers.',
  );
});

test('one hidden number is written as one, and several as several', () => {
  expect(texts.nl.hiddenCount('1', '6')).toBe('1 van de 6 getallen is verborgen.');
  expect(texts.nl.hiddenCount('2', '6')).toBe('2 van de 6 getallen zijn verborgen.');
  expect(texts.en.hiddenCount('1', '6')).toBe('1 of the 6 numbers is hidden.');
  expect(texts.en.hiddenCount('2', '6')).toBe('2 of the 6 numbers are hidden.');
});
