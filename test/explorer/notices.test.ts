import { expect, test } from 'vitest';
import { noticesOf } from '../../explorer/table/notices.ts';

function noAnswer(partner: string | null, kind: string, fault: string) {
  return { code: 'PARTNER_NO_ANSWER', partner, kind, fault };
}

test('a silent partner is named once, in both languages, with why', () => {
  const late = noAnswer('otib', 'funds', 'late');
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
      tone: 'silent',
      nl: 'OTIB gaf geen antwoord (te laat)',
      en: 'OTIB gave no answer (too late)',
    },
  ]);
});

test('a partner that does not offer what was asked is named, and not as one that failed', () => {
  const partial = [{ partner: 'smart-makers-academy', kind: 'education', fault: null }];
  expect(noticesOf({ data: { me: null }, extensions: { partial } })).toEqual([
    {
      tone: 'not-offered',
      nl: 'Smart Makers Academy biedt dit niet aan',
      en: 'Smart Makers Academy does not offer this',
    },
  ]);
});

test('a kind that cannot be reached is named as a whole', () => {
  const response = { extensions: { partial: [noAnswer(null, 'education', 'unreachable')] } };
  expect(noticesOf(response)).toEqual([
    {
      tone: 'silent',
      nl: 'De scholen gaven geen antwoord (onbereikbaar)',
      en: 'The schools gave no answer (unreachable)',
    },
  ]);
});

test('a partner that joined yesterday is named by its slug', () => {
  const response = { extensions: { partial: [noAnswer('roc-van-morgen', 'education', 'exotic')] } };
  expect(noticesOf(response).map(({ nl }) => nl)).toEqual(['Roc Van Morgen gaf geen antwoord']);
});

test('a refusal says what to do, and keeps what the gateway said', () => {
  const error = {
    message: 'Cannot answer "Query.vouchers": the request has no token',
    path: ['vouchers'],
    extensions: { code: 'UNAUTHENTICATED' },
  };
  expect(noticesOf({ data: null, errors: [error] })).toEqual([
    {
      tone: 'refused',
      nl: 'Niet openbaar: kies bovenaan wie dit mag zien, of log in.',
      en: 'Not public: choose above who may see this, or sign in.',
      detail: 'vouchers: Cannot answer "Query.vouchers": the request has no token',
    },
  ]);
});

test('our own fault shows the reference to quote', () => {
  const error = {
    message: 'Something went wrong',
    extensions: { code: 'INTERNAL', reference: 'a1b2' },
  };
  expect(noticesOf({ errors: [error] }).map(({ detail }) => detail)).toEqual([
    'Something went wrong (a1b2)',
  ]);
});

test('whatever comes back, reading it does not fail', () => {
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
