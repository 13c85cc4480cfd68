/** What the page makes of an answer, without a browser. */
import { expect, test } from 'vitest';
import { addressOf, explorerAddress, parseAddress } from '../../dashboard/app/address.ts';
import type { CountRow, CountTable } from '../../dashboard/asking/answers.ts';
import { parseResponse, failuresOf } from '../../dashboard/asking/ask.ts';
import { cellsOf, summaryOf } from '../../dashboard/counts/cells.ts';
import { createReading } from '../../dashboard/words/reading.ts';
import { questionInAddress } from '../../explorer/app/question-in-address.ts';

const dutch = createReading({ programme: 'gelders-vakmanschap', language: 'nl' });

test('an address says which programme and which language; without either it is the first one', () => {
  expect(parseAddress('')).toEqual({ programme: 'gelders-vakmanschap', language: 'nl' });
  expect(parseAddress('?programme=%20&lang=fr')).toEqual({
    programme: 'gelders-vakmanschap',
    language: 'nl',
  });
  const address = { programme: 'wendbaarheid & co', language: 'en' } as const;
  expect(parseAddress(addressOf(address).slice(1))).toEqual(address);
});

test('a link to the explorer carries the question where no server gets it', () => {
  const address = explorerAddress('query A($p: ID!) { a(p: $p) }\n', { p: 'x&y#z' });
  const { pathname, search, hash } = new URL(address, 'http://gateway');
  expect([pathname, search]).toEqual(['/graphql', '']);
  expect(questionInAddress(hash)).toEqual({
    query: 'query A($p: ID!) { a(p: $p) }',
    variables: '{"p":"x&y#z"}',
  });
  expect(questionInAddress('')).toBeNull();
  expect(questionInAddress('#bron-1')).toBeNull();
});

test('a silent partner is no failure, anything else is', () => {
  const silence = { partner: 'oom', kind: 'funds', fault: 'late' };
  const error = { message: '', extensions: { code: 'PARTNER_NO_ANSWER', ...silence } };
  expect(
    parseResponse({ data: { a: 1 }, errors: [error], extensions: { partial: [silence] } }),
  ).toEqual({ data: { a: 1 }, silent: [silence], hasFailed: false });
  expect(parseResponse({ errors: [{ extensions: { code: 'INTERNAL' } }] })).toEqual({
    data: null,
    silent: [],
    hasFailed: true,
  });
});

test.each([null, 'html', {}, []])('what is no answer at all is a failure: %j', (body) => {
  expect(parseResponse(body)).toEqual({ data: null, silent: [], hasFailed: true });
});

test('a partner that was silent in two sections is named once', () => {
  const late = { partner: 'oom', kind: 'funds', fault: 'late' };
  const paused = { ...late, fault: 'paused' };
  const answer = (silent: readonly (typeof late)[]) => ({ data: null, silent, hasFailed: false });
  expect(failuresOf([answer([late]), null, answer([paused]), answer([late, paused])])).toEqual([
    late,
  ]);
});

const row = (value: string, count: Partial<CountRow['count']>): CountRow => ({
  keys: [{ dimension: 'QUARTER', value, label: null }],
  count: {
    value: null,
    status: 'ROUNDED',
    roundedTo: null,
    ...count,
  },
});

const table: CountTable = {
  rows: [
    row('2018-Q3', { value: 130, roundedTo: 10 }),
    row('2018-Q4', { status: 'SUPPRESSED' }),
    row('2019-Q1', { status: 'SOURCE_UNAVAILABLE' }),
  ],
  policy: 'public/v1',
  asOf: null,
  silent: [],
};

test('a hidden number stays a row, and is told from one that is missing', () => {
  expect(cellsOf(table, dutch)).toEqual([
    cell('2018-Q3', 'Q3\u00a02018', 130),
    cell('2018-Q4', 'Q4\u00a02018', null),
    { ...cell('2019-Q1', 'Q1\u00a02019', null), isMissing: true },
  ]);
});

test('the chart is told in a sentence', () => {
  expect(summaryOf(cellsOf(table, dutch), dutch)).toBe(
    '1 van de 3 aantallen zijn te zien, 1 verborgen, 1 ontbreekt, want een fonds geeft geen antwoord. ' +
      'Het grootste: Q3\u00a02018, 130.',
  );
});

function cell(key: string, label: string, value: number | null) {
  return { key, label, value, isMissing: false, roundedTo: value === null ? null : 10 };
}

test('a partner that does not offer what was asked is not one that gave no answer', () => {
  const partial = [{ partner: 'smart-makers-academy', kind: 'education', fault: null }];
  expect(parseResponse({ data: { a: 1 }, extensions: { partial } })).toEqual({
    data: { a: 1 },
    silent: [],
    hasFailed: false,
  });
});
