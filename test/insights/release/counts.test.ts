/** The true counts of a release, from invented statistics endpoints. */
import { expect, test } from 'vitest';
import type { Given, Row } from './fake-endpoints.ts';
import { CLOSED_REGISTRY } from './small-registry.ts';
import { makeSmallRelease } from './small-release.ts';

const token = (number: number) => `token-of-a-record-${String(number).padStart(4, '0')}`;

/** Columns: issued, redeemed, use. */
const BY_USE = [
  [12, '2026Q1', '2026Q1', 'COURSE'],
  [3, '2026Q1', '2026Q3', 'COACHING'],
  [5, '2026Q2', null, 'COACHING'],
  // Issued before the programme began: neither step counts.
  [7, '2025Q4', '2026Q1', 'COURSE'],
  // Redeemed before it was issued counts as redeemed when it was issued.
  [2, '2026Q2', '2026Q1', 'COURSE'],
];

/** Columns: issued, redeemed, expired, programme. */
const EXPIRED = [
  [10, '2026Q1', null, '2026Q2', 'north'],
  [4, '2026Q1', '2026Q1', '2026Q2', 'north'],
  [6, '2026Q1', null, '2026Q2', 'south'],
  [1, '2026Q3', null, null, 'other'],
];

/** Columns: issued, redeemed, issued-day, programme. */
const JOINED_FUNDS = [
  [token(1), '2026Q1', '2026Q1', '2026-01-10', 'north'],
  [token(2), '2026Q1', '2026Q1', '2026-01-10', 'north'],
  [token(3), '2026Q1', null, '2026-01-10', 'north'],
  [token(4), '2026Q1', '2026Q1', '2026-01-10', 'south'],
  [token(5), '2026Q1', '2026Q1', null, 'north'],
  [token(6), '2026Q1', '2026Q1', '2026-01-10', 'north'],
];

/** Columns: started, sector, start-day. */
const JOINED_SCHOOLS = [
  [token(0), '2026Q2', 'CARE', '2026-04-01'],
  [token(1), '2026Q2', 'CARE', '2026-02-08'],
  [token(2), '2026Q2', 'Welding', '2026-02-09'],
  // The voucher was not redeemed, so its training is not counted.
  [token(3), '2026Q2', 'CARE', '2026-02-09'],
  [token(4), '2026Q2', 'CARE', '2026-02-09'],
  [token(5), '2026Q2', 'ICT', '2026-02-09'],
  [token(7), '2026Q2', 'CARE', '2026-02-09'],
];

const FUNDS: Given = {
  partners: ['fund-a', 'fund-b'],
  rows: { 'north.by-use': BY_USE, 'all.expired': EXPIRED, 'north.by-sector': JOINED_FUNDS },
};
const SCHOOLS: Given = { partners: ['school-c'], rows: { 'north.by-sector': JOINED_SCHOOLS } };

const withRows = (given: Given, table: string, rows: readonly Row[]): Given => ({
  ...given,
  rows: { ...('rows' in given ? given.rows : {}), [table]: rows },
});

test('each subgraph gets one request with all its tables: counts where it is alone, tokens where several are joined', async () => {
  const { asked, error } = await makeSmallRelease({ funds: FUNDS, education: SCHOOLS });
  expect(error).toBeNull();
  expect(asked.toSorted((a, b) => (a.kind < b.kind ? 1 : -1))).toEqual([
    {
      kind: 'funds',
      tables: [
        {
          id: 'north.by-use',
          recordSet: 'vouchers',
          programme: 'north',
          give: 'counts',
          columns: ['issued', 'redeemed', 'use'],
        },
        {
          id: 'north.by-sector',
          recordSet: 'vouchers',
          programme: null,
          give: 'tokens',
          columns: ['issued', 'redeemed', 'issued-day', 'programme'],
        },
        {
          id: 'all.expired',
          recordSet: 'vouchers',
          programme: null,
          give: 'counts',
          columns: ['issued', 'redeemed', 'expired', 'programme'],
        },
      ],
    },
    {
      kind: 'education',
      tables: [
        {
          id: 'north.by-sector',
          recordSet: 'vouchers',
          programme: null,
          give: 'tokens',
          columns: ['started', 'sector', 'start-day'],
        },
      ],
    },
  ]);
});

test('counts by stratum give each quarter, the sum to date and totals; a step counts only within the programme and after the step before it', async () => {
  const { counts } = await makeSmallRelease({ funds: FUNDS, education: SCHOOLS });
  expect(counts['north.by-use']).toEqual({
    'issued|2026Q1|COURSE': 12,
    'issued|2026Q1|COACHING': 3,
    'issued|2026Q1|TOTAL': 15,
    'issued|2026Q2|COURSE': 2,
    'issued|2026Q2|COACHING': 5,
    'issued|2026Q2|TOTAL': 7,
    'issued|2026Q3|COURSE': 0,
    'issued|2026Q3|COACHING': 0,
    'issued|2026Q3|TOTAL': 0,
    'issued|to-date|COURSE': 14,
    'issued|to-date|COACHING': 8,
    'issued|to-date|TOTAL': 22,
    'redeemed|2026Q1|COURSE': 12,
    'redeemed|2026Q1|COACHING': 0,
    'redeemed|2026Q1|TOTAL': 12,
    'redeemed|2026Q2|COURSE': 2,
    'redeemed|2026Q2|COACHING': 0,
    'redeemed|2026Q2|TOTAL': 2,
    'redeemed|2026Q3|COURSE': 0,
    'redeemed|2026Q3|COACHING': 3,
    'redeemed|2026Q3|TOTAL': 3,
    'redeemed|to-date|COURSE': 14,
    'redeemed|to-date|COACHING': 3,
    'redeemed|to-date|TOTAL': 17,
  });
});

test('a step that excludes another does not count beside it, and a programme that ended has no later step in a table over all programmes', async () => {
  const { counts } = await makeSmallRelease({ funds: FUNDS, education: SCHOOLS });
  expect(counts['all.expired']).toEqual({ 'issued|to-date': 21, 'expired|to-date': 10 });
});

test('records of two sources are joined by token: days give a class, a code that is not registered is UNKNOWN, and records of another programme do not count', async () => {
  const { counts } = await makeSmallRelease({ funds: FUNDS, education: SCHOOLS });
  const rows = Object.entries(counts['north.by-sector'] ?? {}).filter(([, count]) => count > 0);
  expect(Object.fromEntries(rows)).toEqual({
    'started|to-date|CARE|SHORT': 1,
    'started|to-date|CARE|TOTAL': 1,
    'started|to-date|ICT|UNKNOWN': 1,
    'started|to-date|ICT|TOTAL': 1,
    'started|to-date|UNKNOWN|LONG': 1,
    'started|to-date|UNKNOWN|TOTAL': 1,
    'started|to-date|NAMED|SHORT': 1,
    'started|to-date|NAMED|UNKNOWN': 1,
    'started|to-date|NAMED|TOTAL': 2,
    'started|to-date|TOTAL|SHORT': 1,
    'started|to-date|TOTAL|LONG': 1,
    'started|to-date|TOTAL|UNKNOWN': 1,
    'started|to-date|TOTAL|TOTAL': 3,
  });
});

test('half of 600 records of a school that match give a match rate of 50, and 499 records give none', async () => {
  const records = Array.from({ length: 600 }, (_, index) => index);
  const funds = withRows(
    FUNDS,
    'north.by-sector',
    records.filter((one) => one % 2 === 0).map((one) => [token(one), null, null, null, 'south']),
  );
  const schools = (count: number) =>
    withRows(
      SCHOOLS,
      'north.by-sector',
      records.slice(0, count).map((one) => [token(one), '2026Q2', 'ICT', null]),
    );
  const rateOf = async (count: number) => {
    const { files, error } = await makeSmallRelease({ funds, education: schools(count) });
    expect(error).toBeNull();
    const { tables } = JSON.parse(files['2026Q3/evaluation/release.json'] ?? '') as {
      tables: { sources: { kind: string; matchRate: number | null }[] }[];
    };
    return tables[0]?.sources.map(({ kind, matchRate }) => [kind, matchRate]);
  };
  expect(await rateOf(600)).toEqual([
    ['funds', null],
    ['funds', null],
    ['education', 50],
  ]);
  expect(await rateOf(499)).toEqual([
    ['funds', null],
    ['funds', null],
    ['education', null],
  ]);
});

const FAULTS: Readonly<Record<string, readonly [Given, expected: string]>> = {
  'a code that is not registered, in a dimension without UNKNOWN': [
    withRows(FUNDS, 'north.by-use', [[4, '2026Q1', null, '999990019']]),
    'Cannot make table "north.by-use": "funds" gives a value for the dimension "use" that the registry does not have',
  ],
  'a quarter after that of the release': [
    withRows(FUNDS, 'north.by-use', [[4, '2026Q4', null, 'COURSE']]),
    'Cannot make table "north.by-use": "funds" gives a value for the step "issued" that the registry does not have',
  ],
  'tokens that are not in order': [
    withRows(FUNDS, 'north.by-sector', JOINED_FUNDS.toReversed()),
    'Cannot join the records of "funds": they are not in order',
  ],
  'a row with a column too few': [
    withRows(FUNDS, 'north.by-use', [[4, '2026Q1', null]]),
    'Cannot read the statistics of "funds": they have another form',
  ],
  'a count that is not whole': [
    withRows(FUNDS, 'north.by-use', [[0.5, '2026Q1', null, 'COURSE']]),
    'Cannot read the statistics of "funds": they have another form',
  ],
  'a response without its last line': [
    {
      status: 200,
      text: '{"partners":[{"id":"fund-a","asOf":"2026-10-02T03:00:00Z"}]}\n{"table":"north.by-use"}\n',
    },
    'Cannot read the statistics of "funds": they are cut off',
  ],
  'a response that ends within a line': [
    { status: 200, text: '{"partners":[{"id":"fund-a","asOf":"2026-10-02T03:00:00Z"}]}\n{"table"' },
    'Cannot read the statistics of "funds": they are cut off',
  ],
  'a line of a megabyte': [
    { status: 200, text: `{"partners":[]${' '.repeat(1_048_576)}}\n` },
    'Cannot read the statistics of "funds": a line is too long',
  ],
  'a partner that the list does not have': [
    { partners: ['fund-z'], rows: {} },
    'Cannot make the release: "funds" names none of its partners, or one that the partner list does not have',
  ],
  'status 500': [
    { status: 500, text: '{"errors":[{"message":"x","extensions":{"code":"INTERNAL"}}]}' },
    'Cannot get the statistics of "funds": status 500 (INTERNAL)',
  ],
  'status 503 for two partners': [
    {
      status: 503,
      text: JSON.stringify({
        errors: ['fund-a', 'fund-b'].map((partner) => ({
          message: 'x',
          extensions: { code: 'PARTNER_NO_ANSWER', partner },
        })),
      }),
    },
    'Cannot make the release without the records of fund-a, fund-b: try again later, or leave out every table that ' +
      'needs them with --without fund-a --without fund-b',
  ],
};

test.each(Object.entries(FAULTS))(
  '%s: there is no release, and the error names the place',
  async (_, [funds, expected]) => {
    const { error, files, counts } = await makeSmallRelease({ funds, education: SCHOOLS });
    expect({ message: error?.message, files, counts }).toEqual({
      message: expected,
      files: {},
      counts: {},
    });
  },
);

test('a step after the quarter in which its programme closed it counts in no cell, nor do the steps after it; there is no row for it', async () => {
  const { counts } = await makeSmallRelease(
    { funds: FUNDS, education: SCHOOLS },
    { registry: CLOSED_REGISTRY },
  );
  expect(counts['north.by-use']).toEqual({
    'issued|2026Q1|COURSE': 12,
    'issued|2026Q1|COACHING': 3,
    'issued|2026Q1|TOTAL': 15,
    'issued|to-date|COURSE': 12,
    'issued|to-date|COACHING': 3,
    'issued|to-date|TOTAL': 15,
    'redeemed|2026Q1|COURSE': 12,
    'redeemed|2026Q1|COACHING': 0,
    'redeemed|2026Q1|TOTAL': 12,
    'redeemed|2026Q2|COURSE': 0,
    'redeemed|2026Q2|COACHING': 0,
    'redeemed|2026Q2|TOTAL': 0,
    'redeemed|2026Q3|COURSE': 0,
    'redeemed|2026Q3|COACHING': 3,
    'redeemed|2026Q3|TOTAL': 3,
    'redeemed|to-date|COURSE': 12,
    'redeemed|to-date|COACHING': 3,
    'redeemed|to-date|TOTAL': 15,
  });
});
