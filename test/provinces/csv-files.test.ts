/** Registers as CSV, as programs and people save them: read for what they say, or not at all. */
import { describe, expect, test } from 'vitest';
import { askOwnRegister, FLEVOLAND_GARBLED, unreadIn } from './own-register.ts';

const layoutOf = (changes: Readonly<Record<string, string>> = {}) =>
  Object.entries({
    format: 'csv',
    delimiter: "';'",
    encoding: 'utf-8',
    decimals: 'comma',
    dates: 'dd-mm-yyyy',
    lists: "'|'",
    words:
      '{ organisations: { ROC Aventus: aventus }, programmes: { Wendbaarheid: wendbaarheid } }',
    pilots:
      '{ at: /pilots.csv, columns: { number: Nummer, name: Naam, startedOn: Start, endedOn: Einde, target: Doel } }',
    grants:
      '{ at: /grants.csv, columns: { number: Nummer, name: Onderwerp, recipient: Ontvanger, amount: Bedrag, programme: Programma } }',
    ...changes,
  })
    .map(([name, value]) => `${name}: ${value}`)
    .join('\n');

const PILOTS = '{ pilots { nodes { id name startedOn endedOn target } } }';
const P1 = {
  id: 'flevoland:P1',
  name: 'Leren op de werkplek',
  startedOn: '2026-09-01',
  endedOn: null,
  target: 25,
};
const P2 = {
  id: 'flevoland:P2',
  name: 'Praktijkroute',
  startedOn: null,
  endedOn: null,
  target: null,
};
const read = (...nodes: readonly object[]) => ({ data: { pilots: { nodes } } });
const GARBLED = { data: { pilots: null }, errors: [FLEVOLAND_GARBLED] };

const csv = (body: string | Buffer, charset?: string) => ({
  '/pilots.csv': { type: `text/csv${charset ? `; charset=${charset}` : ''}`, body },
});

const HEAD = 'Nummer;Naam;Start;Einde;Doel';
const WHOLE = `${HEAD}\r\nP1;Leren op de werkplek;01-09-2026;;25\r\nP2;Praktijkroute;;;\r\n`;

describe('a register that a spreadsheet program saved', () => {
  test.each<[string, string]>([
    [
      'with lines of delimiters at its end and in its middle',
      WHOLE.replace('P2;', ';;;;\r\n; ; ;;\r\nP2;') + ';;;;\r\n;;;;\r\n',
    ],
    ['with 100,000 lines of delimiters at its end', WHOLE + ';;;;\r\n'.repeat(100_000)],
    ['with sep=; in front', `sep=;\r\n${WHOLE}`],
    ['with another delimiter, which it names in front', `sep=,\r\n${WHOLE.replaceAll(';', ',')}`],
    ['with "sep=;" in quotes in front', `"sep=;"\n${WHOLE}`],
    ['with a delimiter behind each line', WHOLE.replaceAll('\r\n', ';\r\n')],
    ['with delimiters behind each row alone', WHOLE.replaceAll(/^(P.*)\r\n/gm, '$1;;\r\n')],
    [
      'without the delimiters of empty cells at the end of a row',
      WHOLE.replace('Praktijkroute;;;', 'Praktijkroute'),
    ],
    [
      'with empty lines and a title above its headers',
      `\r\n;;;;\r\nPilots in Flevoland;;;;\r\n\r\n${WHOLE}`,
    ],
    ['with line feeds alone', WHOLE.replaceAll('\r\n', '\n')],
    ['with carriage returns alone', WHOLE.replaceAll('\r\n', '\r')],
    ['with line ends of three sorts', WHOLE.replace('\r\n', '\n').replace('25\r\n', '25\r')],
    ['without a line end behind its last row', WHOLE.trimEnd()],
    ['with quotes around every cell', WHOLE.replaceAll(/[^;\r\n]+/g, '"$&"')],
    ['with texts as formulas', WHOLE.replace('P1', '="P1"').replace('25', '="25"')],
    [
      'with apostrophes that keep digits a text',
      WHOLE.replace('01-09', "'01-09").replace('25', "'25"),
    ],
    [
      'with spaces and a line break in its headers',
      WHOLE.replace('Naam', '" Naam\u00A0\r\n"').replace('Start', ' Start '),
    ],
    [
      'with a soft hyphen and a space without width in its headers',
      WHOLE.replace('Nummer', 'Num\u00ADmer\u200B'),
    ],
    [
      'with spaces without break in its cells',
      WHOLE.replace('01-09', '\u00A001-09').replace('25', '25\u202F'),
    ],
    [
      'with a column of notes that has no header',
      WHOLE.replace('Doel\r\n', 'Doel;\r\n').replace('25', '25;zie toelichting'),
    ],
    [
      'with columns in another order',
      WHOLE.replaceAll(/^(.*);(.*);(.*);(.*);(.*)\r\n/gm, '$5;$2;$1;$4;$3\r\n'),
    ],
    [
      'with the same row twice',
      WHOLE.replace('P2;', 'P1;Leren op de werkplek;01-09-2026;;25\r\nP2;'),
    ],
  ])('%s is read', async (_, text) => {
    const { response, log } = await askOwnRegister(layoutOf(), csv(text), PILOTS);
    expect(response).toEqual(read(P1, P2));
    expect(log).toEqual([]);
  });

  test.each<[string, string, object]>([
    [
      'a row with totals, whose name is that',
      `${WHOLE};Totaal;;;25\r\n`,
      { field: 'Nummer', shapes: ['nothing'], count: 1 },
    ],
    [
      'a row with totals, whose number is that',
      `${WHOLE}Totaal;2 pilots;;;25\r\n`,
      { field: 'Nummer', shapes: ['text'], count: 1 },
    ],
    [
      'a note below the table',
      `${WHOLE}Bron: provincie Flevoland\r\n`,
      { field: 'Naam', shapes: ['nothing'], count: 1 },
    ],
    [
      'a row with a delimiter in a cell without quotes',
      `${WHOLE}P3;Leren; op de werkplek;01-09-2026;;25\r\n`,
      { field: 'row', shapes: ['row with another number of cells'], count: 1 },
    ],
    [
      'a row with a line break in a cell without quotes',
      `${WHOLE}P3;Leren\r\nop de werkplek;01-09-2026;;25\r\n`,
      { field: 'row', shapes: ['row with another number of cells'], count: 2 },
    ],
  ])('%s is left out and logged', async (_, text, logged) => {
    const { response, log } = await askOwnRegister(layoutOf(), csv(text), PILOTS);
    expect(response).toEqual(read(P1, P2));
    expect(unreadIn(log)).toEqual([{ list: 'pilots', ...logged }]);
    expect(JSON.stringify(log)).not.toMatch(/werkplek|2 pilots|Flevoland"/);
  });

  test.each<[string, string, readonly string[]]>([
    ['without one of its columns', WHOLE.replace('Doel', 'Streefaantal'), ['Doel: missing']],
    [
      'with a column twice',
      WHOLE.replace('Einde', 'Start'),
      ['Start: more than once', 'Einde: missing'],
    ],
    ['that was cut off in a row', WHOLE.slice(0, -5), ['last line: no end']],
    [
      'with totals alone',
      `${HEAD}\r\nTotaal;;;;0\r\n`,
      ['Nummer: no row with a number and a name'],
    ],
  ])('%s is a fault, and the log says what is wrong', async (_, text, fields) => {
    const { response, log } = await askOwnRegister(layoutOf(), csv(text), PILOTS);
    expect(response).toEqual(GARBLED);
    expect(log.map((line) => line.fields)).toEqual([fields]);
  });
});

describe('cells of a register', () => {
  const one = async (start: string, target: string, changes = {}) => {
    const { response, log } = await askOwnRegister(
      layoutOf(changes),
      csv(`${HEAD}\r\nP1;Naam;"${start}";;"${target}"\r\n`),
      '{ pilots { nodes { startedOn target } } }',
    );
    const { data } = response as { data: { pilots: { nodes: readonly object[] } } };
    return {
      ...data.pilots.nodes[0],
      unread: unreadIn(log).map(({ field, count }) => ({ field, count })),
    };
  };

  test.each([
    ['31-12-2026', '2026-12-31'],
    ['1-9-2026', '2026-09-01'],
    ['1/9/2026', '2026-09-01'],
    ['1.9.2026', '2026-09-01'],
    ['1 sept 2026', '2026-09-01'],
    ['1 sept. 2026', '2026-09-01'],
    ['1 september 2026', '2026-09-01'],
    ['01-sep-2026', '2026-09-01'],
    ['1 MRT 2026', '2026-03-01'],
    ['1. mei 2026', '2026-05-01'],
    ['2026-12-31', '2026-12-31'],
    ['31-12-2026 00:00', '2026-12-31'],
    ['31-12-2026 23:59:59', '2026-12-31'],
    ['2026-08-31T22:00:00Z', '2026-09-01'],
    ['2026-08-31T22:00:00', '2026-08-31'],
    ['29-02-2028', '2028-02-29'],
  ])('the day %s is %s', async (given, expected) => {
    expect(await one(given, '')).toEqual({ startedOn: expected, target: null, unread: [] });
  });

  test.each([
    '31-12-26',
    '31/12/26',
    '12/31/2026',
    '29-02-2027',
    '31-02-2026',
    '1-9/2026',
    '2026',
    'sept 2026',
    'najaar 2026',
    '46266',
    '0-0-0000',
    '01-01-0001',
    '#N/B',
    '2026-02-30T10:00:00Z',
    '1 brumaire 2026',
  ])('the day %s is not read, and logged without its value', async (given) => {
    expect(await one(given, '')).toEqual({
      startedOn: null,
      target: null,
      unread: [{ field: 'Start', count: 1 }],
    });
  });

  test.each([
    ['31/12/26', '2026-12-31'],
    ['1-9-69', '2069-09-01'],
    ['1-9-70', '1970-09-01'],
    ['31-12-2026', '2026-12-31'],
  ])('where the layout says dd-mm-yy the day %s is %s', async (given, expected) => {
    expect(await one(given, '', { dates: 'dd-mm-yy' })).toMatchObject({
      startedOn: expected,
      unread: [],
    });
  });

  test.each([
    ['2026-12-31', '2026-12-31'],
    ['20261231', '2026-12-31'],
    ['2026/12/31', '2026-12-31'],
    ['31-12-2026', null],
    ['01-02-2026', null],
  ])('where the layout says yyyy-mm-dd the day %s is %s', async (given, expected) => {
    expect(await one(given, '', { dates: 'yyyy-mm-dd' })).toMatchObject({ startedOn: expected });
  });

  test.each([
    ['25', 25],
    ['1.250', 1_250],
    ['1 250', 1_250],
    ['25,0', 25],
    ['0', 0],
    ['2147483647', 2_147_483_647],
  ])('the count %s is %d', async (given, expected) => {
    expect(await one('', given)).toEqual({ startedOn: null, target: expected, unread: [] });
  });

  test.each([
    'zestig',
    'ca. 25',
    '25 à 30',
    '-60',
    '60,5',
    '1,250',
    '1.25',
    '25%',
    '€ 25',
    '2147483648',
    '1e3',
    'n.v.t.',
    '-',
  ])('the count %s is not read, and logged without its value', async (given) => {
    expect(await one('', given)).toEqual({
      startedOn: null,
      target: null,
      unread: [{ field: 'Doel', count: 1 }],
    });
  });

  test('a last day before the first is not read, and the rest of the row is', async () => {
    const { response, log } = await askOwnRegister(
      layoutOf(),
      csv(`${HEAD}\r\nP1;Leren op de werkplek;01-09-2026;31-08-2026;25\r\n`),
      PILOTS,
    );
    expect(response).toEqual(read(P1));
    expect(unreadIn(log)).toEqual([
      { list: 'pilots', field: 'Einde', shapes: ['day before the first'], count: 1 },
    ]);
  });

  const GRANTS = `query ($keys: [_Any!]!) {
    _entities(representations: $keys) { ... on Programme { grants { amount { amount } } } } }`;
  const amountOf = async (given: string, decimals: string) => {
    const body = `Nummer;Onderwerp;Ontvanger;Bedrag;Programma\r\nG1;Praktijkroute;ROC Aventus;"${given}";Wendbaarheid\r\n`;
    const { response, log } = await askOwnRegister(
      layoutOf({ decimals }),
      { '/grants.csv': { type: 'text/csv', body } },
      GRANTS,
      { keys: [{ __typename: 'Programme', id: 'wendbaarheid' }] },
    );
    const { data } = response as {
      data: { _entities: [{ grants: [{ amount: { amount: number } | null }] }] };
    };
    return {
      amount: data._entities[0].grants[0].amount?.amount ?? null,
      unread: unreadIn(log).length,
    };
  };

  test.each([
    ['€ 1.250,50', 1_250.5],
    ['€1.250,50', 1_250.5],
    ['1.250,50 €', 1_250.5],
    ['EUR 1.250', 1_250],
    ['1250,5', 1_250.5],
    ['1.250', 1_250],
    ['1.250.000', 1_250_000],
    ['1 250 000,00', 1_250_000],
    ['1\u202F250\u00A0000,00', 1_250_000],
    ['€ 1.250,-', 1_250],
    ['€ 1.250,--', 1_250],
    ['€ 1.250,=', 1_250],
    ['(1.250)', -1_250],
    ['€ (1.250,50)', -1_250.5],
    ['-/- 1.250', -1_250],
    ['1.250 -/-', -1_250],
    ['-/- € 1.250,50', -1_250.5],
    ['€ -1.250', -1_250],
    ['-€ 1.250', -1_250],
    ['−1.250', -1_250],
    ['1.250-', -1_250],
    ['+1.250', 1_250],
    ['0,00', 0],
    ['-0', 0],
    ["'1.250", 1_250],
  ])('with a comma for decimals the amount %s is %d', async (given, expected) => {
    expect(await amountOf(given, 'comma')).toEqual({ amount: expected, unread: 0 });
  });

  test.each([
    ['1250.5', 1_250.5],
    ['1,250.50', 1_250.5],
    ['1,250', 1_250],
    ['€ 1,250,000.00', 1_250_000],
    ['(1,250)', -1_250],
  ])('with a point for decimals the amount %s is %d', async (given, expected) => {
    expect(await amountOf(given, 'point')).toEqual({ amount: expected, unread: 0 });
  });

  test.each([
    ['1,250.50', 'comma'],
    ['1250.50', 'comma'],
    ['1.25', 'comma'],
    ['1,250', 'comma'],
    ['1.2500', 'comma'],
    ['1.250.00', 'comma'],
    ['1.250 000', 'comma'],
    ['1.250,50', 'point'],
    ['1.250', 'point'],
    ['$ 1.250', 'comma'],
    ['1.250 USD', 'comma'],
    ['1,25E+06', 'comma'],
    ['1,2 mln', 'comma'],
    ['39%', 'comma'],
    ['-/-', 'comma'],
    ['€ -', 'comma'],
    ['-1.250-', 'comma'],
    ['9007199254740993', 'comma'],
    ['1.000-2.000', 'comma'],
    ['nihil', 'comma'],
  ])('the amount %s (decimals: %s) is not read, and logged', async (given, decimals) => {
    expect(await amountOf(given, decimals)).toEqual({ amount: null, unread: 1 });
  });
});

describe('text in the encoding that it is in', () => {
  const text = `${HEAD}\r\nP1;Zij–instroom in de ‘techniek’ … € à Œuvre;;;\r\n`;
  const expected = read({
    ...P2,
    id: 'flevoland:P1',
    name: 'Zij–instroom in de ‘techniek’ … € à Œuvre',
  });
  const signs: Readonly<Record<string, number>> = {
    '€': 0x80,
    '…': 0x85,
    Œ: 0x8c,
    '‘': 0x91,
    '’': 0x92,
    '–': 0x96,
  };
  const windows1252 = (given: string) =>
    Buffer.from(Array.from(given, (sign) => signs[sign] ?? sign.charCodeAt(0)));
  const utf16be = (given: string) => Buffer.from(`\uFEFF${given}`, 'utf16le').swap16();

  test.each<[string, Buffer, string, string | undefined]>([
    ['Windows-1252, as the layout says', windows1252(text), 'windows-1252', undefined],
    ['Windows-1252, as both say', windows1252(text), 'windows-1252', 'windows-1252'],
    ['Windows-1252, which HTTP calls ISO-8859-1', windows1252(text), 'windows-1252', 'ISO-8859-1'],
    ['Windows-1252, which HTTP calls UTF-8', windows1252(text), 'windows-1252', 'utf-8'],
    ['Windows-1252, as HTTP alone says', windows1252(text), 'utf-8', '"windows-1252"'],
    ['UTF-8, as the layout says', Buffer.from(text), 'utf-8', undefined],
    ['UTF-8, as HTTP alone says', Buffer.from(text), 'windows-1252', 'UTF-8'],
    ['UTF-8 with a byte order mark', Buffer.from(`\uFEFF${text}`), 'windows-1252', undefined],
    ['UTF-8, while HTTP says something unknown', Buffer.from(text), 'utf-8', 'x-none'],
    ['UTF-16 of Windows', Buffer.from(`\uFEFF${text}`, 'utf16le'), 'utf-8', undefined],
    ['UTF-16 of the other order', utf16be(text), 'utf-8', undefined],
    ['UTF-16 without a mark, as HTTP says', Buffer.from(text, 'utf16le'), 'utf-8', 'utf-16le'],
  ])('%s is read', async (_, bytes, encoding, charset) => {
    const { response, log } = await askOwnRegister(
      layoutOf({ encoding }),
      csv(bytes, charset),
      PILOTS,
    );
    expect(response).toEqual(expected);
    expect(log).toEqual([]);
  });

  test('all 251 characters of Windows-1252 are read as they are', async () => {
    const bytes = Array.from({ length: 128 }, (_, index) => index + 0x80);
    const known = bytes.filter((byte) => ![0x81, 0x8d, 0x8f, 0x90, 0x9d].includes(byte));
    // A space of 0xA0 and a soft hyphen of 0xAD are no part of a name.
    const shown = known.filter((byte) => byte !== 0xa0 && byte !== 0xad);
    const { response } = await askOwnRegister(
      layoutOf({ encoding: 'windows-1252' }),
      csv(
        Buffer.concat([Buffer.from(`${HEAD}\r\nP1;`), Buffer.from(shown), Buffer.from(';;;\r\n')]),
      ),
      PILOTS,
    );
    const name = `€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ${String.fromCharCode(...shown.filter((byte) => byte > 0x9f))}`;
    expect(response).toEqual(read({ ...P2, id: 'flevoland:P1', name }));
  });

  test('ISO-8859-15 has the euro elsewhere', async () => {
    const bytes = Buffer.from(`${HEAD}\r\nP1;\u00A4 à \u00BC;;;\r\n`, 'latin1');
    const { response } = await askOwnRegister(
      layoutOf({ encoding: 'iso-8859-15' }),
      csv(bytes),
      PILOTS,
    );
    expect(response).toEqual(read({ ...P2, id: 'flevoland:P1', name: '€ à Œ' }));
  });

  test.each<[string, Buffer, string, string | undefined, readonly string[]]>([
    ['bytes that are not UTF-8', windows1252(text), 'utf-8', 'utf-8', ['not utf-8']],
    [
      'UTF-8 that is called Windows-1252',
      Buffer.from(text),
      'windows-1252',
      'windows-1252',
      ['not windows-1252'],
    ],
    [
      'bytes without a character in Windows-1252',
      Buffer.from(`${HEAD}\r\nP1;\u0081\u00E9;;;\r\n`, 'latin1'),
      'windows-1252',
      undefined,
      ['not windows-1252'],
    ],
    [
      'UTF-16 without a mark or a word',
      Buffer.from(text, 'utf16le'),
      'windows-1252',
      undefined,
      ['not windows-1252'],
    ],
  ])('%s is a fault, and the log says so', async (_, bytes, encoding, charset, fields) => {
    const { response, log } = await askOwnRegister(
      layoutOf({ encoding }),
      csv(bytes, charset),
      PILOTS,
    );
    expect(response).toEqual(GARBLED);
    expect(log.map((line) => [line.reason, line.fields])).toEqual([['charset', fields]]);
  });
});
