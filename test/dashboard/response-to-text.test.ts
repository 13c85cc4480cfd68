/** Addresses, responses and texts of the dashboard, without a browser. */
import { expect, test } from 'vitest';
import { addressOf, explorerAddress, parseAddress } from '../../dashboard/operations/address.ts';
import { parseResponse, failuresOf } from '../../dashboard/operations/send-query.ts';
import { readAddress } from '../../explorer/choices/page-address.ts';

const place = (address: string) => {
  const { pathname, search } = new URL(address, 'http://gateway');
  return { pathname, search };
};

test.each([
  ['/', { page: 'overview', id: '', language: 'nl', choices: {} }],
  ['/regio/AM06?lang=en', { page: 'region', id: 'AM06', language: 'en', choices: {} }],
  ['/instrumenten?sector=CARE', { page: 'instruments', id: '', choices: { sector: 'CARE' } }],
  ['/statistiek/all.reach?lang=fr', { page: 'statistics', id: 'all.reach', language: 'nl' }],
  ['/programma/a%20%26%20b', { page: 'programme', id: 'a & b' }],
  ['/programma/%E0%A4', { page: 'programme', id: '%E0%A4' }],
  ['/nergens', { page: null }],
  ['/partners/a/b', { page: null }],
  ['/partners/a', { page: null }],
  ['/regio/AM06/', { page: null }],
  ['/instrumenten?regio=%E2%80%AEa%00b', { choices: { regio: 'ab' } }],
  ['/constructor', { page: null }],
])('%s is the address of %j', (address, expected) => {
  expect(parseAddress(place(address))).toMatchObject(expected);
});

test('addressOf gives the address that parseAddress reads, without empty choices', () => {
  const address = {
    page: 'statistics',
    id: 'a & b',
    language: 'en',
    choices: { regio: 'Den Haag', sector: 'ICT' },
  } as const;
  expect(parseAddress(place(addressOf(address)))).toEqual(address);
  expect(addressOf({ page: 'instruments', choices: { sector: '' } })).toBe('/instrumenten');
});

test('a link to the explorer has the operation in its fragment, which is not sent to a server', () => {
  const operation = ['query A($p: ID!) { a(p: $p) }\n', { p: 'x&y#z' }] as const;
  const english = new URL(explorerAddress('en', ...operation), 'http://gateway');
  const { pathname, search, hash } = new URL(explorerAddress('nl', ...operation), 'http://gateway');
  expect([pathname, search]).toEqual(['/graphql', '']);
  expect([english.pathname, english.search, english.hash]).toEqual(['/graphql', '?lang=en', hash]);
  expect(readAddress(hash)).toMatchObject({
    query: 'query A($p: ID!) { a(p: $p) }',
    variables: '{"p":"x&y#z"}',
  });
  expect(readAddress('').query).toBe('');
  expect(readAddress('#bron-1').query).toBe('');
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

test('parseResponse: a partner with fault null is not in failures', () => {
  const partial = [{ partner: 'smart-makers-academy', kind: 'education', fault: null }];
  expect(parseResponse({ data: { a: 1 }, extensions: { partial } })).toEqual({
    data: { a: 1 },
    failures: [],
    hasFailed: false,
  });
});

test('parseResponse: an argument that the gateway cannot use is in refusal, with its message', () => {
  const message = 'Cannot use this region: No region has this name';
  const errors = [{ message, extensions: { code: 'ARGUMENT_INVALID' } }];
  expect(parseResponse({ data: { a: null }, errors })).toEqual({
    data: { a: null },
    failures: [],
    hasFailed: true,
    refusal: message,
  });
});

test('an address that begins with two slashes is of no page', () => {
  expect(parseAddress({ pathname: '//evil.example', search: '' }).page).toBeNull();
});
