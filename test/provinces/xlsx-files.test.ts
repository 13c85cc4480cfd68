/** Registers as workbooks: a cell means what it shows, or it is not read. */
import { describe, expect, test } from 'vitest';
import { askOwnRegister, finderKeys, FLEVOLAND_GARBLED, unreadIn } from './own-register.ts';
import { row, styled, workbook, type WorkbookParts } from './own-workbook.ts';

const LAYOUT = `
format: xlsx
decimals: comma
dates: dd-mm-yyyy
lists: '|'
words: { organisations: { ROC Aventus: aventus }, programmes: { Wendbaarheid: wendbaarheid } }
pilots: { at: /register.xlsx, sheet: S, columns: { number: Nummer, name: Naam, programme: Programma, startedOn: Start, target: Doel } }
grants: { at: /grants.xlsx, sheet: S, columns: { number: Nummer, name: Naam, recipient: Ontvanger, amount: Bedrag, programme: Programma } }
subsidies: { at: /subsidies.xlsx, sheet: S, columns: { number: Nummer, name: Naam, left: { percent: Resterend }, opensOn: Open, closesOn: Dicht } }
`;
const TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

const ask = (path: string, parts: WorkbookParts, query: string, variables = {}) =>
  askOwnRegister(LAYOUT, { [path]: { type: TYPE, body: workbook(parts) } }, query, variables);

const HEAD = row('Nummer', 'Naam', 'Programma', 'Start', 'Doel');
const askPilots = (parts: WorkbookParts) =>
  ask('/register.xlsx', parts, '{ pilots { nodes { id name startedOn target } } }');
const pilot = (changes: object = {}) => ({
  id: 'flevoland:P1',
  name: 'Naam',
  startedOn: null,
  target: null,
  ...changes,
});
const read = (...nodes: readonly object[]) => ({ data: { pilots: { nodes } } });

describe('a cell in a number format', () => {
  const leftOf = async (cell: string | number, formats: readonly (string | number)[]) => {
    const head = row('Nummer', 'Naam', 'Resterend', 'Open', 'Dicht');
    const { response, log } = await ask(
      '/subsidies.xlsx',
      { rows: head + row('R1', 'Naam', cell, '01-01-2025', '31-12-2030'), formats },
      `query ($keys: [_Any!]!) { _entities(representations: $keys) {
        ... on InstrumentFinder { fromProvinces { budgetLeftPercent status } } } }`,
      finderKeys({ on: '2026-11-21' }),
    );
    const { data } = response as { data: { _entities: [{ fromProvinces: [object] }] } };
    return { ...data._entities[0].fromProvinces[0], unread: unreadIn(log).length };
  };
  const open = (budgetLeftPercent: number) => ({ budgetLeftPercent, status: 'OPEN', unread: 0 });

  test.each<[string, string | number, readonly (string | number)[], object]>([
    ['0.39 as 0%', styled(0.39, 1), ['0%'], open(39)],
    ['0.39 in the format that every workbook has', styled(0.39, 1), [9], open(39)],
    ['0.29, of which a hundredfold is not exact', styled(0.29, 1), [10], open(29)],
    ['1 as 0%', styled(1, 1), ['0%'], open(100)],
    ['0.125 as 0.0%', styled(0.125, 1), ['0.0%'], open(12)],
    ['0 as 0%', styled(0, 1), ['0%'], { budgetLeftPercent: 0, status: 'EXHAUSTED', unread: 0 }],
    [
      '-0.05 as 0%',
      styled(-0.05, 1),
      ['0%;[Red]-0%'],
      { budgetLeftPercent: 0, status: 'EXHAUSTED', unread: 0 },
    ],
    ['39 as 0"%"', styled(39, 1), ['0"%"'], open(39)],
    ['39 as 0\\%', styled(39, 1), ['0\\%'], open(39)],
    ['390 as 0"‰"', styled(390, 1), ['0"‰"'], open(39)],
    ['390 as 0‰', styled(390, 1), ['0‰'], open(39)],
    ['39 without a format', 39, [], open(39)],
    ['1 without a format', 1, [], open(1)],
    ['the text 39%', '39%', [], open(39)],
    ['the text 39,5 %', '39,5 %', [], open(39)],
    ['the text 390‰', '390‰', [], open(39)],
    [
      'a formula with a result',
      '<x:c s="1"><x:f>B1/B2</x:f><x:v>0.39</x:v></x:c>',
      ['0%'],
      open(39),
    ],
  ])('%s is understood as a percentage', async (_, cell, formats, expected) => {
    expect(await leftOf(cell, formats)).toEqual(expected);
  });

  test.each<[string, string | number, readonly (string | number)[]]>([
    ['0.39 without a format, which may be 39% or less than 1%', 0.39, []],
    ['the text 0,39', '0,39', []],
    ['3.9 as 0%, over the whole', styled(3.9, 1), ['0%']],
    ['an error', '<x:c t="e"><x:v>#N/A</x:v></x:c>', []],
    ['a boolean', '<x:c t="b"><x:v>1</x:v></x:c>', []],
    ['a day', styled(46_266, 1), [14]],
    ['a formula without a result', '<x:c s="1"><x:f>B1/B2</x:f><x:v></x:v></x:c>', ['0%']],
    ['two percent signs', styled(0.39, 1), ['0%%']],
    ['39 as 0" mln"', styled(39, 1), ['0" mln"']],
  ])('%s is not read as a percentage, and logged', async (_, cell, formats) => {
    expect(await leftOf(cell, formats)).toEqual({
      budgetLeftPercent: null,
      status: 'OPEN',
      unread: 1,
    });
  });

  const startOf = async (
    cell: string | number,
    formats: readonly (string | number)[] = [],
    properties = '',
  ) => {
    const rows = HEAD + row('P1', 'Naam', null, cell, null);
    const { response, log } = await askPilots({ rows, formats, properties });
    const { data } = response as { data: { pilots: { nodes: [{ startedOn: string | null }] } } };
    return [data.pilots.nodes[0].startedOn, unreadIn(log).length];
  };

  test.each<[string, string | number, readonly (string | number)[], string]>([
    ['the day of every workbook', styled(46_266, 1), [14], ''],
    ['dd-mm-yyyy', styled(46_266, 1), ['dd-mm-yyyy'], ''],
    ['a day in words', styled(46_266, 1), ['[$-413]dddd d mmmm yyyy;@'], ''],
    ['a month', styled(46_266, 1), ['mmm-yy'], ''],
    ['a day with a time', styled(46_266.75, 1), ['dd/mm/yyyy hh:mm'], ''],
    ['a moment just before midnight, by rounding', styled('46265.9999999999', 1), [22], ''],
    ['a system that counts from 1904', styled(44_804, 1), [14], 'date1904="1"'],
    ['ISO 8601', '<x:c t="d"><x:v>2026-09-01T00:00:00</x:v></x:c>', [], ''],
    ['ISO 8601, in UTC', '<x:c t="d"><x:v>2026-08-31T22:00:00Z</x:v></x:c>', [], ''],
    ['text', '1 sept 2026', [], ''],
    ['text that an apostrophe keeps', "'01-09-2026", [], ''],
  ])('1 September 2026 as %s is that day', async (_, cell, formats, properties) => {
    expect(await startOf(cell, formats, properties)).toEqual(['2026-09-01', 0]);
  });

  test.each<[string, string | number, readonly (string | number)[]]>([
    ['a number without a format', 46_266, []],
    ['a year', 2_026, []],
    ['a number of eight digits', 20_260_901, []],
    ['a number with two decimals', styled(46_266, 1), [4]],
    ['a time', styled(0.5, 1), [20]],
    ['an elapsed time', styled(46_266, 1), ['[h]:mm']],
    ['29 February 1900, which did not exist', styled(60, 1), [14]],
    ['a day below nothing', styled(-1, 1), [14]],
    ['an error', '<x:c t="e"><x:v>#REF!</x:v></x:c>', []],
    ['a text that may be two days', '1/9/26', []],
  ])('%s is no day, and logged', async (_, cell, formats) => {
    expect(await startOf(cell, formats)).toEqual([null, 1]);
  });

  const amountOf = async (cell: string | number, formats: readonly (string | number)[] = []) => {
    const head = row('Nummer', 'Naam', 'Ontvanger', 'Bedrag', 'Programma');
    const { response, log } = await ask(
      '/grants.xlsx',
      { rows: head + row('G1', 'Naam', 'ROC Aventus', cell, 'Wendbaarheid'), formats },
      `query ($keys: [_Any!]!) {
        _entities(representations: $keys) { ... on Programme { grants { amount { amount } } } } }`,
      { keys: [{ __typename: 'Programme', id: 'wendbaarheid' }] },
    );
    const { data } = response as {
      data: { _entities: [{ grants: [{ amount: { amount: number } | null }] }] };
    };
    return [data._entities[0].grants[0].amount?.amount ?? null, unreadIn(log).length];
  };

  test.each<[string, string | number, readonly (string | number)[], number]>([
    ['a number', 1_250_000.5, [], 1_250_000.5],
    ['a number with the noise of arithmetic', '<x:c><x:v>0.30000000000000004</x:v></x:c>', [], 0.3],
    ['a number with an exponent', '<x:c><x:v>1.25E6</x:v></x:c>', [], 1_250_000],
    ['euros', styled(1_250, 1), ['[$€-413] #,##0.00;[Red][$€-413] -#,##0.00'], 1_250],
    [
      'the accounting format',
      styled(1_250, 1),
      ['_ "€" * #,##0.00_ ;_ "€" * -#,##0.00_ ;_ "€" * "-"??_ ;_ @_ '],
      1_250,
    ],
    [
      'nothing in the accounting format',
      styled(0, 1),
      ['_ "€" * #,##0.00_ ;_ "€" * -#,##0.00_ ;_ "€" * "-"??_ ;_ @_ '],
      0,
    ],
    ['thousands, of which the cell holds the whole', styled(1_250_000, 1), ['#,##0,'], 1_250_000],
    [
      'millions, of which the cell holds the whole',
      styled(1_250_000, 1),
      ['€ #,##0.0,,'],
      1_250_000,
    ],
    ['a negative number in brackets', styled(-1_250, 1), ['#,##0_);(#,##0)'], -1_250],
    ['a number with a text format', styled(1_250, 1), [49], 1_250],
    ['a text', '€ 1.250,50', [], 1_250.5],
    [
      'a text of pieces',
      '<x:c t="inlineStr"><x:is><x:r><x:t>€ 1.2</x:t></x:r><x:r><x:t>50,50</x:t></x:r><x:rPh><x:t>9</x:t></x:rPh></x:is></x:c>',
      [],
      1_250.5,
    ],
  ])('%s is an amount', async (_, cell, formats, expected) => {
    expect(await amountOf(cell, formats)).toEqual([expected, 0]);
  });

  test.each<[string, string | number, readonly (string | number)[]]>([
    ['a number with "mln" behind it', styled(1.25, 1), ['0.00" mln"']],
    ['a number with K behind it', styled(1_250, 1), ['#,##0"K"']],
    ['dollars', styled(1_250, 1), ['[$$-409]#,##0.00']],
    ['pounds', styled(1_250, 1), ['"£"#,##0']],
    ['a percentage', styled(0.39, 1), ['0%']],
    ['a day', styled(46_266, 1), [14]],
    ['a number in a format with conditions', styled(1_250, 1), ['[<1000]0;[>=1000]0.0,"k"']],
    ['a number that is none', '<x:c><x:v>x</x:v></x:c>', []],
    ['a boolean', '<x:c t="b"><x:v>0</x:v></x:c>', []],
    ['an error', '<x:c t="e"><x:v>#VALUE!</x:v></x:c>', []],
  ])('%s is no amount, and logged', async (_, cell, formats) => {
    expect(await amountOf(cell, formats)).toEqual([null, 1]);
  });
});

describe('a text in a workbook', () => {
  test.each<[string, string | number, readonly (string | number)[], string, string]>([
    [
      'a shared text in pieces, without its pronunciation',
      '<x:c t="s"><x:v>0</x:v></x:c>',
      [],
      '<si><r><t>P</t></r><r><t>1</t></r><rPh sb="0" eb="1"><t>x</t></rPh></si>',
      'P1',
    ],
    [
      'the result of a formula',
      '<x:c t="str"><x:f>A1</x:f><x:v>a&amp;b</x:v></x:c>',
      [],
      '',
      'a&b',
    ],
    ['an escaped line break', '<x:c t="str"><x:v>a_x000A_b</x:v></x:c>', [], '', 'a\nb'],
    ['a number', 20_260_001, [], '', '20260001'],
    ['a number with leading zeros', styled(42, 1), ['00000'], '', '00042'],
    ['digits as a text', '00042', [], '', '00042'],
    ['digits that an apostrophe keeps a text', "'00042", [], '', '00042'],
    ['a text that begins with an apostrophe', "'s-Gravenhage 1", [], '', "'s-Gravenhage 1"],
    [
      'a number of fifteen digits',
      '<x:c><x:v>123456789012345</x:v></x:c>',
      [],
      '',
      '123456789012345',
    ],
    ['more digits than a number has, as a text', '9007199254740993', [], '', '9007199254740993'],
  ])(
    'the number of a pilot as %s keeps its characters',
    async (_, cell, formats, texts, expected) => {
      const { response, log } = await askPilots({ rows: HEAD + row(cell, 'Naam'), formats, texts });
      expect(response).toEqual(read(pilot({ id: `flevoland:${expected}` })));
      expect(log).toEqual([]);
    },
  );

  test.each<[string, string | number, readonly (string | number)[]]>([
    ['a number of more digits than it can hold', '<x:c><x:v>9.00719925474099E+15</x:v></x:c>', []],
    ['a number that became a day', styled(46_266, 1), ['d-mmm']],
    ['an error', '<x:c t="e"><x:v>#NAME?</x:v></x:c>', []],
  ])('%s is no number of a pilot, so its row is left out and logged', async (_, cell, formats) => {
    const rows = HEAD + row(cell, 'Weg') + row('P1', 'Naam');
    const { response, log } = await askPilots({ rows, formats });
    expect(response).toEqual(read(pilot()));
    expect(unreadIn(log)).toMatchObject([{ list: 'pilots', field: 'Nummer', count: 1 }]);
  });

  test('an error in place of a name leaves the rest of the row', async () => {
    const { response, log } = await askPilots({
      rows: HEAD + row('P1', '<x:c t="e"><x:v>#N/A</x:v></x:c>', null, null, 25),
    });
    expect(response).toEqual(read(pilot({ name: null, target: 25 })));
    expect(unreadIn(log)).toEqual([
      { list: 'pilots', field: 'Naam', shapes: ['error value'], count: 1 },
    ]);
  });
});

describe('a sheet of a workbook', () => {
  test.each<[string, WorkbookParts]>([
    [
      'with a title above its headers',
      { rows: row('Register') + row() + HEAD + row('P1', 'Naam') },
    ],
    [
      'with a line break in a header',
      { rows: HEAD.replace('Nummer', '\u00A0Nummer\n') + row('P1', 'Naam') },
    ],
    ['with empty rows', { rows: HEAD + row(null, ' ') + row('P1', 'Naam') + row('', '') }],
    ['that is hidden', { rows: HEAD + row('P1', 'Naam'), sheet: 'state="veryHidden"' }],
    [
      'with a hidden row, as a CSV file would have it',
      { rows: HEAD + row('P1', 'Naam').replace('<x:row', '<x:row hidden="1"') },
    ],
  ])('%s is read', async (_, parts) => {
    const { response, log } = await askPilots(parts);
    expect(response).toEqual(read(pilot()));
    expect(log).toEqual([]);
  });

  test('merged cells each hold what all of them show', async () => {
    const place = (at: string, content: string) =>
      `<x:c r="${at}" t="str"><x:v>${content}</x:v></x:c>`;
    const rows =
      HEAD +
      `<x:row r="2">${place('A2', 'P1')}${place('B2', 'Naam')}${place('C2', 'Wendbaarheid')}</x:row>` +
      `<x:row r="3">${place('A3', 'P2')}${place('B3', 'Naam')}</x:row>` +
      `<x:row r="4">${place('A4', 'P3')}${place('B4', 'Naam')}</x:row>`;
    const { response } = await ask(
      '/register.xlsx',
      {
        rows,
        after: '<mergeCells><mergeCell ref="C2:C3"/><mergeCell ref="A1:A1048576"/></mergeCells>',
      },
      '{ pilots(filter: { programme: "wendbaarheid" }) { nodes { id } } }',
    );
    expect(response).toEqual(read({ id: 'flevoland:P1' }, { id: 'flevoland:P2' }));
  });

  test.each<[string, WorkbookParts, readonly string[]]>([
    ['with another name', { rows: HEAD, sheet: 'x="" ' }, []],
    ['without a column', { rows: row('Nummer', 'Naam', 'Programma', 'Start') }, ['Doel: missing']],
    [
      'with a shared text that is not there',
      { rows: HEAD + '<x:row><x:c t="s"><x:v>9</x:v></x:c></x:row>' },
      [],
    ],
    [
      'with markup that does not match',
      { rows: HEAD + '<x:row><x:c><x:v>1</x:c></x:v></x:row>' },
      [],
    ],
  ])('%s: what it lacks is in the log', async (_, parts, fields) => {
    const { response, log } = await askPilots(parts);
    if (_ === 'with another name') {
      expect(response).toEqual(read());
      return;
    }
    expect(response).toEqual({ data: { pilots: null }, errors: [FLEVOLAND_GARBLED] });
    expect(log.map((line) => line.fields ?? [])).toEqual([fields]);
  });
});

describe('a subsidy of which a condition cannot be read', () => {
  const namesOf = async (opens: string, closes: string) => {
    const head = row('Nummer', 'Naam', 'Resterend', 'Open', 'Dicht');
    const rows =
      head + row('R1', 'Regeling', null, opens, closes) + row('R2', 'Andere', null, null, null);
    const { response, log } = await ask(
      '/subsidies.xlsx',
      { rows },
      `query ($keys: [_Any!]!) { _entities(representations: $keys) {
        ... on InstrumentFinder { fromProvinces { name } } } }`,
      finderKeys({ on: '2026-11-21' }),
    );
    const { data } = response as { data: { _entities: [{ fromProvinces: { name: string }[] }] } };
    return [data._entities[0].fromProvinces.map(({ name }) => name), unreadIn(log)];
  };

  test.each([
    ['a last day that is an error', '01-01-2026', '#N/B', 'Dicht'],
    ['a first day that is no day', 'medio 2026', '31-12-2026', 'Open'],
    ['a last day before the first', '31-12-2026', '01-01-2026', 'Dicht'],
  ])(
    '%s would leave it open for ever, so it is left out and logged',
    async (_, opens, closes, field) => {
      expect(await namesOf(opens, closes)).toEqual([
        ['Andere'],
        [expect.objectContaining({ list: 'subsidies', field, count: 1 })],
      ]);
    },
  );
});
