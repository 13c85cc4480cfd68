import { expect, test } from 'vitest';
import { fileName, csvOf } from '../../explorer/response/csv.ts';
import { completenessOf, remarksOf } from '../../explorer/response/file-remarks.ts';
import { tablesOf } from '../../explorer/response/tables.ts';
import type { Table } from '../../explorer/response/tables.ts';
import type { Language } from '../../ui/language.ts';
import { noticesOf } from '../../explorer/response/notices.ts';

function plain(tables: readonly Table[]) {
  return tables.map(({ name, columns, rows, hasMore }) => ({
    name,
    columns,
    rows: rows.map((row) => Object.fromEntries(row)),
    hasMore,
  }));
}

const trainings = {
  trainings: {
    nodes: [
      {
        name: 'Monteur zonnepanelen',
        provider: { name: 'ROC Aventus' },
        offerings: [
          { startDate: '2026-12-01', price: { amount: 1850.5 } },
          { startDate: '2027-02-15', price: null },
        ],
      },
      { name: 'Lassen', provider: null, offerings: [] },
    ],
    pageInfo: { hasNextPage: true },
  },
};

test('tablesOf: one training is one row, its offerings are aligned lists in cells', () => {
  expect(plain(tablesOf(trainings))).toEqual([
    {
      name: 'trainings',
      columns: ['name', 'provider.name', 'offerings.startDate', 'offerings.price.amount'],
      rows: [
        {
          name: 'Monteur zonnepanelen',
          'provider.name': 'ROC Aventus',
          'offerings.startDate': ['2026-12-01', '2027-02-15'],
          'offerings.price': [null, null],
          'offerings.price.amount': [1850.5, null],
        },
        { name: 'Lassen', provider: null, offerings: [] },
      ],
      hasMore: true,
    },
  ]);
});

test('tablesOf: columns have the order of the query, also when the first row lacks objects', () => {
  const list = [
    { region: null, offerings: [], name: 'A' },
    { region: { name: 'Drenthe' }, offerings: [{ seatsLeft: 1 }], name: 'B' },
  ];
  expect(tablesOf({ list }).map(({ columns }) => columns)).toEqual([
    ['region.name', 'offerings.seatsLeft', 'name'],
  ]);
});

test('tablesOf: a connection with edges gives the same table as nodes', () => {
  const response = { vouchers: { edges: [{ cursor: 'a', node: { status: 'ISSUED' } }] } };
  expect(plain(tablesOf(response))).toEqual([
    { name: 'vouchers', columns: ['status'], rows: [{ status: 'ISSUED' }], hasMore: false },
  ]);
});

test('tablesOf: a response with several lists gives a table for each, longest first', () => {
  const response = {
    instruments: { fromFunds: [{ name: 'Voucher' }], fromSchools: [{ name: 'A' }, { name: 'B' }] },
    region: { name: 'Fryslân', aliases: ['Friesland'], members: [{ code: 'GM0080' }] },
  };
  expect(tablesOf(response).map(({ name, rows }) => [name, rows.length])).toEqual([
    ['instruments.fromSchools', 2],
    ['instruments.fromFunds', 1],
    ['region', 1],
    ['region.members', 1],
  ]);
});

test('tablesOf: a response without objects gives no table', () => {
  expect([tablesOf(null), tablesOf({ vouchers: null }), tablesOf('html')]).toEqual([[], [], []]);
});

test('tablesOf does not throw on data that is nested 5000 levels deep', () => {
  let nested: unknown = 'end';
  for (let depth = 0; depth < 5000; depth++) nested = depth % 2 ? [nested] : { deeper: nested };
  expect(() => tablesOf({ nested })).not.toThrow();
});

test('csvOf: byte order mark, semicolons, CRLF and decimal comma, as Dutch Excel expects', () => {
  const [table] = tablesOf(trainings);
  expect(csvOf(table as Table)).toBe(
    '\uFEFFname;provider.name;offerings.startDate;offerings.price.amount\r\n' +
      'Monteur zonnepanelen;ROC Aventus;2026-12-01 | 2027-02-15;1850,5 | –\r\n' +
      'Lassen;;;\r\n',
  );
});

test('csvOf quotes a value with a semicolon, a quote or a line end', () => {
  const [table] = tablesOf({
    list: [{ a: 'een; twee', b: 'zegt "ja"', c: 'regel\nregel', d: true }],
  });
  expect(csvOf(table as Table)).toBe(
    '\uFEFFa;b;c;d\r\n"een; twee";"zegt ""ja""";"regel\nregel";ja\r\n',
  );
});

test.each(['=1+1', '+31 6', '-2', '@SUM(A1)', '\tx', '\rx', '\nx', '＝1+1'])(
  'csvOf puts an apostrophe before text that a spreadsheet would run as a formula: %j',
  (hostile) => {
    const [table] = tablesOf({ list: [{ a: hostile, b: [hostile] }] });
    const quote = /[\r\n]/.test(hostile) ? '"' : '';
    const field = `${quote}'${hostile}${quote}`;
    expect(csvOf(table as Table)).toBe(`\uFEFFa;b\r\n${field};${field}\r\n`);
  },
);

test('csvOf leaves a negative number a number', () => {
  const [table] = tablesOf({ list: [{ a: -2.5 }] });
  expect(csvOf(table as Table)).toBe('\uFEFFa\r\n-2,5\r\n');
});

test('fileName is made of list name and date', () => {
  const named = {
    tableName: 'instruments.fromFunds',
    today: '2026-11-21',
    extension: 'csv',
  } as const;
  expect(fileName({ ...named, completeness: 'complete' }, 'nl')).toBe(
    'instruments-fromFunds-2026-11-21.csv',
  );
});

/** The CSV file of the first table, as the button on the page saves it. */
function fileOf(
  response: { readonly data: unknown; readonly errors?: unknown; readonly extensions?: unknown },
  {
    otherUser,
    language = 'nl',
  }: { readonly otherUser?: string; readonly language?: Language } = {},
) {
  const [table] = tablesOf(response.data);
  const file = { table: table as Table, notices: noticesOf(response), otherUser };
  const tableName = file.table.name;
  const completeness = completenessOf(file);
  const named = { tableName, today: '2026-11-21', completeness, extension: 'csv' } as const;
  const lines = csvOf(file.table, remarksOf(file, language)).split('\r\n');
  return { name: fileName(named, language), lines };
}

function failure(partner: string | null, kind: string, fault: string | null) {
  return { code: 'PARTNER_NO_ANSWER', partner, kind, fault };
}

const LIST = { nodes: [{ name: 'A' }, { name: 'B' }], pageInfo: { hasNextPage: false } };

test('CSV file of a complete response has no remarks', () => {
  expect(fileOf({ data: { schemes: LIST } })).toEqual({
    name: 'schemes-2026-11-21.csv',
    lines: ['\uFEFFname', 'A', 'B', ''],
  });
});

test('CSV file lists unavailable partners and errors above its columns', () => {
  const late = failure('otib', 'funds', 'late');
  const response = {
    data: { schemes: LIST, counts: null },
    errors: [
      { message: 'Cannot read', path: ['schemes'], extensions: late },
      { message: 'Needs a token', path: ['counts'], extensions: { code: 'UNAUTHENTICATED' } },
    ],
    extensions: { partial: [late, failure(null, 'education', 'unreachable')] },
  };
  expect(fileOf(response)).toEqual({
    name: 'schemes-onvolledig-2026-11-21.csv',
    lines: [
      '\uFEFF# Niet volledig: OTIB gaf geen antwoord (te laat). Die gegevens ontbreken in dit bestand.',
      '# Niet volledig: De scholen gaven geen antwoord (niet bereikbaar). Die gegevens ontbreken in dit bestand.',
      '# Niet volledig: Deze gegevens zijn niet openbaar. Kies bovenaan een rol die ze mag zien of log in. (counts: Needs a token)',
      'name',
      'A',
      'B',
      '',
    ],
  });
});

test('CSV file says that the list has a next page, or that this is unknown', () => {
  const more = { ...LIST, pageInfo: { hasNextPage: true } };
  expect(fileOf({ data: { schemes: more } })).toEqual({
    name: 'schemes-onvolledig-2026-11-21.csv',
    lines: [
      '\uFEFF# Niet volledig: er zijn meer rijen dan de 2 rijen in dit bestand.',
      'name',
      'A',
      'B',
      '',
    ],
  });
  expect(fileOf({ data: { schemes: { nodes: [{ name: 'A' }] } } })).toEqual({
    name: 'schemes-mogelijk-onvolledig-2026-11-21.csv',
    lines: [
      '\uFEFF"# Mogelijk niet volledig: het is niet bekend of er meer rijen zijn dan de ene rij in dit ' +
        'bestand. Vraag ook ""pageInfo { hasNextPage }"" op om dat te weten."',
      'name',
      'A',
      '',
    ],
  });
});

test('CSV file names the columns with an incomplete nested list', () => {
  const nodes = [
    {
      name: 'A',
      cut: { nodes: [{ code: 1 }], pageInfo: { hasNextPage: true } },
      inner: { maybe: { edges: [{ node: { code: 2 } }] } },
      whole: [{ code: 3 }],
    },
  ];
  const { name, lines } = fileOf({ data: { list: { nodes, pageInfo: { hasNextPage: false } } } });
  expect(name).toBe('list-onvolledig-2026-11-21.csv');
  expect(lines).toEqual([
    '\uFEFF"# Niet volledig: in de kolom ""cut"" staan niet alle gegevens."',
    '"# Mogelijk niet volledig: het is niet bekend of in de kolom ""inner.maybe"" alle gegevens staan."',
    'name;cut.code;inner.maybe.code;whole.code',
    'A;1;2;3',
    '',
  ]);
});

test('CSV file names a partner that does not offer the data and still counts as complete', () => {
  const partial = [failure('smart-makers-academy', 'education', null)];
  expect(fileOf({ data: { schemes: LIST }, extensions: { partial } })).toEqual({
    name: 'schemes-2026-11-21.csv',
    lines: [
      '\uFEFF# Let op: Smart Makers Academy biedt deze gegevens niet aan.',
      'name',
      'A',
      'B',
      '',
    ],
  });
});

test('on the English page the name and the remarks of a CSV file are in English', () => {
  const late = failure('otib', 'funds', 'late');
  const nodes = [
    {
      name: 'A',
      cut: { nodes: [{ code: 1 }], pageInfo: { hasNextPage: true } },
      maybe: { edges: [{ node: { code: 2 } }] },
    },
  ];
  const response = {
    data: { list: { nodes, pageInfo: { hasNextPage: true } } },
    errors: [
      { message: 'Needs a token', path: ['counts'], extensions: { code: 'UNAUTHENTICATED' } },
    ],
    extensions: { partial: [late, failure('saxion', 'education', null)] },
  };
  expect(fileOf(response, { language: 'en', otherUser: 'Coach' })).toEqual({
    name: 'list-incomplete-2026-11-21.csv',
    lines: [
      '\uFEFF# Incomplete: OTIB did not respond (too late). That data is missing in this file.',
      '# Incomplete: This data is not public. Choose a role above that may see it, or sign in. (counts: Needs a token)',
      '# Note: Saxion does not offer this data.',
      '# Incomplete: there are more rows than the one row in this file.',
      '"# Incomplete: the column ""cut"" does not have all data."',
      '"# Possibly incomplete: it is not known whether the column ""maybe"" has all data."',
      '# This response was given to: Coach.',
      'name;cut.code;maybe.code',
      'A;1;2',
      '',
    ],
  });
  expect(fileOf({ data: { list: { nodes: [{ name: 'A' }] } } }, { language: 'en' }).name).toBe(
    'list-possibly-incomplete-2026-11-21.csv',
  );
});

test('CSV file names the role that requested the response when another role saves it', () => {
  expect(fileOf({ data: { schemes: LIST } }, { otherUser: 'Arbeidsmarktcoach' }).lines[0]).toBe(
    '\uFEFF# Dit antwoord is gegeven aan: Arbeidsmarktcoach.',
  );
});

test('csvOf: line ends, quotes and formulas in a partner name or message stay inside one remark', () => {
  const extensions = { code: 'INTERNAL', reference: 'x' };
  const message = 'a;"b"\r\n=HYPERLINK("http://evil.example")\n\u2028=1+1';
  const partial = [failure('e\r\n=1+1;"x"', 'funds', 'late')];
  const errors = [{ message, extensions }];
  const { lines } = fileOf({ data: { schemes: LIST }, errors, extensions: { partial } });
  expect(lines).toEqual([
    '\uFEFF"# Niet volledig: E =1+1;""x"" gaf geen antwoord (te laat). Die gegevens ontbreken in dit bestand."',
    '"# Niet volledig: Er ging iets mis in de gateway. (a;""b"" =HYPERLINK(""http://evil.example"") =1+1 (x))"',
    'name',
    'A',
    'B',
    '',
  ]);
});
