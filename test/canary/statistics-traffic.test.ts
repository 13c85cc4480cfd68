/** The search in the traffic of statistics finds each kind of violation, each planted once. */
import { expect, test } from 'vitest';
import { withHashes } from './find-secrets.ts';
import { violationsIn, type Link, type Searched } from './statistics-traffic.ts';

const CITIZEN_NUMBER = '999990007';
const VOUCHER = 'V-2026-000017';
const TOKEN_ONE = 'AAAAAAAAAAAAAAAAAAAAAA';
const TOKEN_TWO = 'BBBBBBBBBBBBBBBBBBBBBB';
const TOKEN_THREE = 'CCCCCCCCCCCCCCCCCCCCCC';

const keys = {
  words: new Map([
    ...withHashes([CITIZEN_NUMBER], 'citizen number'),
    ...withHashes([VOUCHER], 'raw voucher number'),
  ]),
  pieces: new Map<string, string>(),
};

const stream = (name: string, ...lines: readonly string[]): Link => ({
  name,
  end: 'insights',
  sent: [
    { direction: 'request', text: 'POST /statistics\n{}\n{"tables":["t1","t2"]}' },
    { direction: 'response', text: ['[]', '{"partners":[]}', ...lines].join('\n') },
  ],
});
const partner = (name: string, request: string, response: string): Link => ({
  name,
  end: 'partner',
  sent: [
    { direction: 'request', text: request },
    { direction: 'response', text: response },
  ],
});
const rows = (...tokens: readonly string[]) => tokens.map((one) => `["${one}","2026Q1"]`);

const FUNDS = stream('funds', '{"table":"t1"}', ...rows(TOKEN_ONE, TOKEN_TWO));
const EDUCATION = stream('education', '{"table":"t1"}', ...rows(TOKEN_ONE));
/** A fund and UWV are told where their own list goes on. */
const OTIB = partner('otib', `after ${VOUCHER}`, `row ${VOUCHER}`);
const UWV = partner('uwv', `{"na":"${CITIZEN_NUMBER}"}`, `{"nummer":"${CITIZEN_NUMBER}"}`);
const SCHOOL = partner('aventus', 'GET /llo/associations', `{"voucherNumber":"${VOUCHER}"}`);
const WHOLE = [FUNDS, EDUCATION, OTIB, UWV, SCHOOL];

const search = (changes: Partial<Searched> & { readonly links?: readonly Link[] } = {}) =>
  violationsIn({
    releases: new Map([['2026Q3', changes.links ?? WHOLE]]),
    keys,
    ids: [],
    holders: new Set(['uwv']),
    ...changes,
  });

test('tokens that join two subgraphs, and partners that get keys of their own records, are no violation', () => {
  expect(search()).toEqual([]);
});

test.each([
  ['a citizen number', CITIZEN_NUMBER, `citizen number "${CITIZEN_NUMBER}"`],
  ['a number of a voucher', VOUCHER, `raw voucher number "${VOUCHER}"`],
  [
    'a citizen number in base64',
    Buffer.from(`bsn=${CITIZEN_NUMBER}`).toString('base64url'),
    `citizen number "${CITIZEN_NUMBER}" (in base64)`,
  ],
])('%s in a stream is found', (_, text, found) => {
  const links = [...WHOLE, stream('guidance', '{"table":"t2"}', `["${text}"]`)];
  expect(search({ links })).toContain(`response of guidance: ${found}`);
});

test('a citizen number that is hashed without a key is found', () => {
  const [, hashed] = withHashes([CITIZEN_NUMBER], 'citizen number');
  const hash = hashed?.[0] ?? '';
  const links = [...WHOLE, stream('uwv', '{"table":"t2"}', `[1,"${hash}"]`)];
  expect(search({ links })).toEqual([
    `response of uwv: citizen number, hashed without a key "${hash}"`,
  ]);
});

test('a token that is in two releases, or in two tables, is found', () => {
  const second = stream('guidance', '{"table":"t2"}', ...rows(TOKEN_TWO));
  expect(search({ links: [...WHOLE, second] })).toEqual(['a token of 2026Q3 t1 is in 2026Q3 t2']);
  const releases = new Map([
    ['2026Q2', [stream('funds', '{"table":"t1"}', ...rows(TOKEN_ONE, TOKEN_THREE))]],
    ['2026Q3', WHOLE],
  ]);
  expect(search({ releases })).toEqual(['a token of 2026Q2 t1 is in 2026Q3 t1']);
});

test('a token that is an id, or part of one, is found', () => {
  expect(search({ ids: [`v1${TOKEN_TWO}xyz`] })).toEqual(['a token is an id, or part of one']);
});

test('a key or a token that a partner gets from another one is found', () => {
  const links = [
    FUNDS,
    EDUCATION,
    OTIB,
    partner('firda', `GET /associations?voucher=${VOUCHER}`, '{"items":[]}'),
    partner('uwv', `{"kenmerken":["${TOKEN_TWO}"]}`, '{}'),
  ];
  expect(search({ links })).toEqual([
    `request of firda: raw voucher number "${VOUCHER}"`,
    `request of uwv: token "${TOKEN_TWO}"`,
  ]);
});

test('a citizen number in the response of a partner that has none is found', () => {
  const links = [FUNDS, partner('oom', 'select', `row ${CITIZEN_NUMBER}`)];
  expect(search({ links })).toEqual([`response of oom: citizen number "${CITIZEN_NUMBER}"`]);
});
