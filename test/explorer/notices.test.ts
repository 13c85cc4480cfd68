import { expect, test } from 'vitest';
import { noticesOf } from '../../explorer/response/notices.ts';
import { learnPartnerNames } from '../../ui/partner-names.ts';
import { emptyFields } from '../../explorer/response/why-empty.ts';

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

test('a partner of which the graph told the name has that name in the notice', () => {
  learnPartnerNames([['fonds-oud', 'Fonds met een Nieuwe Naam']]);
  const response = { extensions: { partial: [unavailable('fonds-oud', 'funds', 'late')] } };
  expect(noticesOf(response).map(({ nl }) => nl)).toEqual([
    'Fonds met een Nieuwe Naam gaf geen antwoord (te laat)',
  ]);
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
      code: 'UNAUTHENTICATED',
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

const noSchema = () => undefined;
const why = (response: unknown) =>
  emptyFields(response, noSchema).map(({ path, nl }) => [path, nl]);

test('emptyFields: a field with an error has the reason of the error, and one without has none filled in', () => {
  const error = { path: ['me', 'vouchers', 0, 'amount'], extensions: { code: 'PURPOSE_DENIED' } };
  const voucher = { amount: null, status: 'ISSUED', employer: null };
  const data = { me: { vouchers: [voucher, { ...voucher, amount: { amount: 5 } }] } };
  expect(why({ data, errors: [error] })).toEqual([
    ['me.vouchers.amount', 'Geen toegang: deze gegevens horen niet bij het doel van deze rol.'],
    ['me.vouchers.employer', 'De bron heeft dit niet ingevuld, of het bestaat niet.'],
  ]);
});

test('emptyFields: an empty list names the partner that is missing, and without one the filters', () => {
  const data = { trainings: { nodes: [], pageInfo: { endCursor: null } } };
  const late = unavailable('aventus', 'education', 'late');
  expect(why({ data, extensions: { partial: [late] } })).toEqual([
    ['trainings', 'Misschien omdat een partner ontbreekt: Aventus gaf geen antwoord (te laat).'],
  ]);
  expect(why({ data })).toEqual([
    ['trainings', 'Geen enkele rij past bij de vraag. Kijk naar de filters, de regio en de datum.'],
  ]);
});

test('emptyFields: a table that is not published has its own reason, and hidden numbers are counted', () => {
  const hidden = { count: { value: null, status: 'SUPPRESSED' } };
  const data = {
    closed: { status: 'NO_LEGAL_BASIS', reason: { nl: 'De wet staat dit niet toe.' }, rows: [] },
    open: { rows: [hidden, hidden, { count: { value: 10, status: 'ROUNDED' } }] },
  };
  expect(why({ data })).toEqual([
    ['closed.rows', 'De wet staat dit niet toe.'],
    [
      'open.rows.count.value',
      '2 aantallen zijn verborgen, omdat het over te weinig mensen gaat of omdat een ander verborgen aantal eruit zou volgen.',
    ],
  ]);
});
