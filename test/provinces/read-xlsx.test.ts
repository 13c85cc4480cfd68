import { expect, test } from 'vitest';
import { writeWorkbook } from '../../mocks/provinces/write-files.ts';
import { readXlsx } from '../../subgraphs/provinces/read-xlsx.ts';
import { zip } from './zip.ts';

test('readXlsx gives the wanted columns of the wanted sheets and no others', async () => {
  const bytes = await writeWorkbook({
    Pilots: {
      headers: ['Nummer', 'Contactpersoon', 'Start', 'Bedrag'],
      rows: [
        ['P1', 'Zoë Proefpersoon', { day: '2026-02-28' }, 12.5],
        [null, null, null, null],
        ['P2', 'Zoë Proefpersoon', null, null],
      ],
    },
    Intern: { headers: ['Naam'], rows: [['Zoë Proefpersoon']] },
  });
  const read = readXlsx(bytes, [{ sheet: 'Pilots', headers: ['Bedrag', 'Nummer', 'Start'] }]);
  expect(read).toEqual([
    [
      { Bedrag: 12.5, Nummer: 'P1', Start: 46_081 },
      { Bedrag: null, Nummer: 'P2', Start: null },
    ],
  ]);
});

const RELATION = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';

/** A workbook of one sheet "S", as other programs than ours write it. */
function workbook(rows: string, texts = '', properties = ''): Buffer {
  const parts = {
    'xl/workbook.xml': `<x:workbook xmlns:x="x" xmlns:r="${RELATION}"><x:workbookPr ${properties}/>
      <x:sheets><x:sheet name="S" sheetId="7" r:id="rId3"/></x:sheets></x:workbook>`,
    'xl/_rels/workbook.xml.rels': `<Relationships><Relationship Id="rId3" Target="/xl/worksheets/a.xml"/></Relationships>`,
    'xl/sharedStrings.xml': `<sst>${texts}</sst>`,
    'xl/worksheets/a.xml': `<x:worksheet xmlns:x="x"><x:sheetData>${rows}</x:sheetData></x:worksheet>`,
  };
  return zip(Object.entries(parts).map(([name, xml]) => [name, Buffer.from(xml)] as const));
}

const HEADER = '<x:row r="1"><x:c r="B1" t="inlineStr"><x:is><x:t>A</x:t></x:is></x:c></x:row>';
const valueOf = (cell: string, texts = '') =>
  readXlsx(workbook(`${HEADER}<x:row r="3">${cell}</x:row>`, texts), [
    { sheet: 'S', headers: ['A'] },
  ]).map((rows) => rows.map((row) => row['A']));

test.each<[string, string, string, readonly unknown[]]>([
  ['a number', '<x:c r="B3"><x:v>12.5</x:v></x:c>', '', [12.5]],
  ['a cell without a place', '<x:c/><x:c><x:v>1</x:v></x:c>', '', [1]],
  [
    'a shared text in pieces, without its pronunciation',
    '<x:c r="B3" t="s"><x:v>0</x:v></x:c>',
    '<si><r><t>twee </t></r><r><t>delen</t></r><rPh sb="0" eb="1"><t>x</t></rPh></si>',
    ['twee delen'],
  ],
  ['a text of a formula', '<x:c r="B3" t="str"><x:f>1</x:f><x:v>a&amp;b</x:v></x:c>', '', ['a&b']],
  ['an escaped line break', '<x:c r="B3" t="str"><x:v>a_x000A_b</x:v></x:c>', '', ['a\nb']],
  ['a day in ISO 8601', '<x:c r="B3" t="d"><x:v>2026-02-28</x:v></x:c>', '', [46_081]],
  ['a boolean', '<x:c r="B3" t="b"><x:v>1</x:v></x:c>', '', []],
  ['an error', '<x:c r="B3" t="e"><x:v>#N/A</x:v></x:c>', '', []],
])('readXlsx reads %s', (_, cell, texts, expected) => {
  expect(valueOf(cell, texts)).toEqual([expected]);
});

test.each<[string, () => unknown]>([
  ['a number that is none', () => valueOf('<x:c r="B3"><x:v>x</x:v></x:c>')],
  ['a shared text that is not there', () => valueOf('<x:c r="B3" t="s"><x:v>9</x:v></x:c>')],
  ['markup that does not match', () => valueOf('<x:c r="B3"><x:v>1</x:c></x:v>')],
  ['a missing column', () => readXlsx(workbook(HEADER), [{ sheet: 'S', headers: ['B'] }])],
  ['a missing sheet', () => readXlsx(workbook(HEADER), [{ sheet: 'T', headers: ['A'] }])],
  [
    'days counted from 1904',
    () => readXlsx(workbook(HEADER, '', 'date1904="1"'), [{ sheet: 'S', headers: ['A'] }]),
  ],
])('a workbook with %s is garbled', (_, read) => {
  expect(read).toThrow('garbled');
});
