/** Addresses, responses and texts of the dashboard, without a browser. */
import { expect, test } from 'vitest';
import { addressOf, explorerAddress, parseAddress } from '../../dashboard/app/address.ts';
import { parseResponse, failuresOf } from '../../dashboard/operations/send-query.ts';
import { operationInAddress } from '../../explorer/app/operation-in-address.ts';

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

test('parseResponse: a partner with fault null is not in failures', () => {
  const partial = [{ partner: 'smart-makers-academy', kind: 'education', fault: null }];
  expect(parseResponse({ data: { a: 1 }, extensions: { partial } })).toEqual({
    data: { a: 1 },
    failures: [],
    hasFailed: false,
  });
});
