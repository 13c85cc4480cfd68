import { expect, test } from 'vitest';
import { noticesOf } from '../../explorer/response/notices.ts';

function unavailable(partner: string | null, kind: string, fault: string) {
  return { code: 'PARTNER_NO_ANSWER', partner, kind, fault };
}

test('a partner in errors and in partial gives one notice with its fault in Dutch and English', () => {
  const late = unavailable('otib', 'funds', 'late');
  const response = {
    data: { voucherSchemes: { nodes: [] } },
    errors: [
      {
        message: 'Cannot read from partner "otib": late',
        path: ['voucherSchemes'],
        extensions: late,
      },
    ],
    extensions: { partial: [late] },
  };
  expect(noticesOf(response)).toEqual([
    {
      tone: 'unavailable',
      nl: 'OTIB gaf geen antwoord (te laat)',
      en: 'OTIB did not respond (too late)',
    },
  ]);
});

test('a partner with fault null gives a notice that it does not offer the data', () => {
  const partial = [{ partner: 'smart-makers-academy', kind: 'education', fault: null }];
  expect(noticesOf({ data: { me: null }, extensions: { partial } })).toEqual([
    {
      tone: 'not-offered',
      nl: 'Smart Makers Academy biedt deze gegevens niet aan',
      en: 'Smart Makers Academy does not offer this data',
    },
  ]);
});

test('an unavailable subgraph gives one notice for all its partners', () => {
  const response = { extensions: { partial: [unavailable(null, 'education', 'unreachable')] } };
  expect(noticesOf(response)).toEqual([
    {
      tone: 'unavailable',
      nl: 'De scholen gaven geen antwoord (niet bereikbaar)',
      en: 'The schools did not respond (unreachable)',
    },
  ]);
});

test('an unknown partner is named by its id, an unknown fault is left out', () => {
  const response = {
    extensions: { partial: [unavailable('roc-van-morgen', 'education', 'exotic')] },
  };
  expect(noticesOf(response).map(({ nl }) => nl)).toEqual(['Roc Van Morgen gaf geen antwoord']);
});

test('UNAUTHENTICATED gives a notice with advice and the message of the gateway', () => {
  const error = {
    message: 'Cannot answer "Query.vouchers": the request has no token',
    path: ['vouchers'],
    extensions: { code: 'UNAUTHENTICATED' },
  };
  expect(noticesOf({ data: null, errors: [error] })).toEqual([
    {
      tone: 'error',
      nl: 'Deze gegevens zijn niet openbaar. Kies bovenaan een rol die ze mag zien of log in.',
      en: 'This data is not public. Choose a role above that may see it, or sign in.',
      detail: 'vouchers: Cannot answer "Query.vouchers": the request has no token',
    },
  ]);
});

test('INTERNAL gives a notice with the reference of the error', () => {
  const error = {
    message: 'Something went wrong',
    extensions: { code: 'INTERNAL', reference: 'a1b2' },
  };
  expect(noticesOf({ errors: [error] }).map(({ detail }) => detail)).toEqual([
    'Something went wrong (a1b2)',
  ]);
});

test('noticesOf does not throw on malformed responses', () => {
  const strange = [
    undefined,
    null,
    'html',
    { errors: 'no' },
    { errors: [null, 1] },
    { extensions: { partial: [7] } },
  ];
  expect(() => strange.map(noticesOf)).not.toThrow();
});
