/** Addresses, responses and texts of the dashboard, without a browser. */
import { expect, test } from 'vitest';
import { addressOf, explorerAddress, parseAddress } from '../../dashboard/app/address.ts';
import type { CountTable } from '../../dashboard/operations/responses.ts';
import { parseResponse, failuresOf } from '../../dashboard/operations/send-query.ts';
import { cellsOf, summaryOf } from '../../dashboard/counts/cells.ts';
import { createLocale } from '../../dashboard/texts/locale.ts';
import { operationInAddress } from '../../explorer/app/operation-in-address.ts';

const dutch = createLocale({ programme: 'gelders-vakmanschap', language: 'nl' });

test('a page address gives programme and language; by default Gelders Vakmanschap in Dutch', () => {
  expect(parseAddress('')).toEqual({ programme: 'gelders-vakmanschap', language: 'nl' });
  expect(parseAddress('?programme=%20&lang=fr')).toEqual({
    programme: 'gelders-vakmanschap',
    language: 'nl',
  });
  const address = { programme: 'wendbaarheid & co', language: 'en' } as const;
  expect(parseAddress(addressOf(address).slice(1))).toEqual(address);
});

test('a link to the explorer has the operation in its fragment, which is not sent to a server', () => {
  const address = explorerAddress('query A($p: ID!) { a(p: $p) }\n', { p: 'x&y#z' });
  const { pathname, search, hash } = new URL(address, 'http://gateway');
  expect([pathname, search]).toEqual(['/graphql', '']);
  expect(operationInAddress(hash)).toEqual({
    query: 'query A($p: ID!) { a(p: $p) }',
    variables: '{"p":"x&y#z"}',
  });
  expect(operationInAddress('')).toBeNull();
  expect(operationInAddress('#bron-1')).toBeNull();
});

test('parseResponse: an unavailable partner is in failures, another error sets hasFailed', () => {
  const failure = { partner: 'oom', kind: 'funds', fault: 'late' };
  const error = { message: '', extensions: { code: 'PARTNER_NO_ANSWER', ...failure } };
  expect(
    parseResponse({ data: { a: 1 }, errors: [error], extensions: { partial: [failure] } }),
  ).toEqual({ data: { a: 1 }, failures: [failure], hasFailed: false });
  expect(parseResponse({ errors: [{ extensions: { code: 'INTERNAL' } }] })).toEqual({
    data: null,
    failures: [],
    hasFailed: true,
  });
});

test.each([null, 'html', {}, []])(
  'parseResponse: a body that is no GraphQL response sets hasFailed: %j',
  (body) => {
    expect(parseResponse(body)).toEqual({ data: null, failures: [], hasFailed: true });
  },
);

test('failuresOf: a partner that failed in several results is listed once, with the fault that is not "paused"', () => {
  const late = { partner: 'oom', kind: 'funds', fault: 'late' };
  const paused = { ...late, fault: 'paused' };
  const result = (failures: readonly (typeof late)[]) => ({
    data: null,
    failures,
    hasFailed: false,
  });
  expect(failuresOf([result([late]), null, result([paused]), result([late, paused])])).toEqual([
    late,
  ]);
});

type CountRow = CountTable['rows'][number];

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

test('a suppressed count and a count with an unavailable source stay rows and differ in isMissing', () => {
  expect(cellsOf(table, dutch)).toEqual([
    cell('2018-Q3', 'Q3\u00a02018', 130),
    cell('2018-Q4', 'Q4\u00a02018', null),
    { ...cell('2019-Q1', 'Q1\u00a02019', null), isMissing: true },
  ]);
});

test('summaryOf describes the counts of a chart in a sentence', () => {
  expect(summaryOf(cellsOf(table, dutch), dutch)).toBe(
    'U ziet 1 van de 3 aantallen, 1 is verborgen, 1 ontbreekt, omdat een fonds geen antwoord geeft. ' +
      'Het grootste aantal: Q3\u00a02018, 130.',
  );
});

function cell(key: string, label: string, value: number | null) {
  return { key, label, value, isMissing: false, roundedTo: value === null ? null : 10 };
}

test('parseResponse: a partner with fault null is not in failures', () => {
  const partial = [{ partner: 'smart-makers-academy', kind: 'education', fault: null }];
  expect(parseResponse({ data: { a: 1 }, extensions: { partial } })).toEqual({
    data: { a: 1 },
    failures: [],
    hasFailed: false,
  });
});
