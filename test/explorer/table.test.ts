import { expect, test } from 'vitest';
import { csvFileName, csvOf } from '../../explorer/table/csv.ts';
import { tablesOf } from '../../explorer/table/flatten.ts';
import type { Table } from '../../explorer/table/flatten.ts';

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

test('one training is one row, and its offerings stay aligned in the cell', () => {
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

test('columns keep the order of the question, whatever the first row lacks', () => {
  const list = [
    { region: null, offerings: [], name: 'A' },
    { region: { name: 'Drenthe' }, offerings: [{ seatsLeft: 1 }], name: 'B' },
  ];
  expect(tablesOf({ list }).map(({ columns }) => columns)).toEqual([
    ['region.name', 'offerings.seatsLeft', 'name'],
  ]);
});

test('edges read like nodes', () => {
  const answer = { vouchers: { edges: [{ cursor: 'a', node: { status: 'ISSUED' } }] } };
  expect(plain(tablesOf(answer))).toEqual([
    { name: 'vouchers', columns: ['status'], rows: [{ status: 'ISSUED' }], hasMore: false },
  ]);
});

test('an answer with several lists offers each, the fullest first', () => {
  const answer = {
    instruments: { fromFunds: [{ name: 'Voucher' }], fromSchools: [{ name: 'A' }, { name: 'B' }] },
    region: { name: 'Fryslân', aliases: ['Friesland'], members: [{ code: 'GM0080' }] },
  };
  expect(tablesOf(answer).map(({ name, rows }) => [name, rows.length])).toEqual([
    ['instruments.fromSchools', 2],
    ['instruments.fromFunds', 1],
    ['region', 1],
    ['region.members', 1],
  ]);
});

test('nothing to show is no table', () => {
  expect([tablesOf(null), tablesOf({ vouchers: null }), tablesOf('html')]).toEqual([[], [], []]);
});

test('an answer nested deeper than any question may be does not exhaust the page', () => {
  let nested: unknown = 'end';
  for (let depth = 0; depth < 5000; depth++) nested = depth % 2 ? [nested] : { deeper: nested };
  expect(() => tablesOf({ nested })).not.toThrow();
});

test('the file opens in Dutch Excel: mark, semicolons, CRLF, decimal comma, entries kept together', () => {
  const [table] = tablesOf(trainings);
  expect(csvOf(table as Table)).toBe(
    '\uFEFFname;provider.name;offerings.startDate;offerings.price.amount\r\n' +
      'Monteur zonnepanelen;ROC Aventus;2026-12-01 | 2027-02-15;1850,5 | –\r\n' +
      'Lassen;;;\r\n',
  );
});

test('a value is quoted when it holds a semicolon, a quote or a line end', () => {
  const [table] = tablesOf({
    list: [{ a: 'een; twee', b: 'zegt "ja"', c: 'regel\nregel', d: true }],
  });
  expect(csvOf(table as Table)).toBe(
    '\uFEFFa;b;c;d\r\n"een; twee";"zegt ""ja""";"regel\nregel";ja\r\n',
  );
});

test.each(['=1+1', '+31 6', '-2', '@SUM(A1)', '\tx', '\rx', '\nx', '＝1+1'])(
  'text that a spreadsheet would run as a formula is defused: %j',
  (hostile) => {
    const [table] = tablesOf({ list: [{ a: hostile, b: [hostile] }] });
    const quote = /[\r\n]/.test(hostile) ? '"' : '';
    const field = `${quote}'${hostile}${quote}`;
    expect(csvOf(table as Table)).toBe(`\uFEFFa;b\r\n${field};${field}\r\n`);
  },
);

test('a negative number stays a number', () => {
  const [table] = tablesOf({ list: [{ a: -2.5 }] });
  expect(csvOf(table as Table)).toBe('\uFEFFa\r\n-2,5\r\n');
});

test('a file is named after its list and the day', () => {
  expect(csvFileName('instruments.fromFunds', '2026-11-21')).toBe(
    'instruments-fromFunds-2026-11-21.csv',
  );
});
