/** A workbook that is small and takes any amount of time or memory costs its province its response. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startHarness } from './provinces-harness.ts';
import type { Harness } from './provinces-harness.ts';
import { zip } from './zip.ts';

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness();
  // The first file waits for a thread to start.
  await pilots();
});
afterAll(() => harness.stop());

const XLSX = '/bestanden/register.xlsx';

async function pilots() {
  const { data, errors } = await harness.ask(
    '{ pilots(filter: { programme: "scholingsalliantie-noord" }) { nodes { id } } }',
  );
  return {
    ids: (data as { pilots: { nodes: { id: string }[] } }).pilots.nodes.map(({ id }) => id),
    errors,
  };
}

/** The parts of Groningen's workbook, to be changed and packed again. */
async function partsOf(workbook: Buffer): Promise<Map<string, Buffer>> {
  const { readZip } = await import('../../subgraphs/provinces/read-zip.ts');
  return new Map(readZip(workbook, { entriesMax: 100, unpackedBytesMax: 16_777_216 }));
}

const SHEET = 'xl/worksheets/sheet1.xml';
const afterRows = (markup: string) => (xml: string) =>
  xml.replace('</sheetData>', () => `</sheetData>${markup}`);
const inRows = (markup: string) => (xml: string) =>
  xml.replace('</sheetData>', () => `${markup}</sheetData>`);

/** What people do to whole columns in Excel: nothing of it is in the rows. */
const LOOKS: Readonly<Record<string, (xml: string) => string>> = {
  'a link on a whole column': afterRows(
    '<hyperlinks><hyperlink ref="C1:C1048576" location="x"/></hyperlinks>',
  ),
  'links on all columns': afterRows(
    '<hyperlinks><hyperlink ref="A1:XFD1048576" location="x"/></hyperlinks>',
  ),
  'a merged column': afterRows('<mergeCells count="1"><mergeCell ref="H1:H1048576"/></mergeCells>'),
  'validation of a whole column': afterRows(
    '<dataValidations count="1"><dataValidation type="list" sqref="C1:C1048576"><formula1>"a,b"</formula1></dataValidation></dataValidations>',
  ),
  'a rule for the looks of a whole sheet': afterRows(
    '<conditionalFormatting sqref="A1:XFD1048576"><cfRule type="duplicateValues" priority="1"/></conditionalFormatting>',
  ),
  'a filter over a whole sheet': afterRows('<autoFilter ref="A1:XFD1048576"/>'),
  'a dimension of the whole sheet': (xml) =>
    xml.replace(/<dimension ref="[^"]*"\/>/, '<dimension ref="A1:XFD1048576"/>'),
};

/** What no register is. */
const BOMBS: Readonly<Record<string, (xml: string) => string>> = {
  'a cell in the last column': inRows('<row r="900"><c r="XFD900" t="str"><v>x</v></c></row>'),
  'a cell in the last row': inRows('<row r="1048576"><c r="A1048576" t="str"><v>x</v></c></row>'),
  'columns without end in its first row': (xml) =>
    xml.replace(/<row r="1"[^>]*>/, (row) => `${row}<c r="XFD1" t="str"><v>x</v></c>`),
  'markup that is nested very deeply': inRows('<row>'.repeat(200_000)),
  'one attribute without end': inRows(`<row r="900" spans="${'1:2 '.repeat(2_000_000)}"/>`),
  'quotes that are never closed': inRows(`<row r="${'"'.repeat(100_001)}`),
  'entities in entities': (xml) =>
    xml
      .replace(/(<\?xml[^>]*>)/, '$1<!DOCTYPE x [<!ENTITY a "b"><!ENTITY c "&a;&a;">]>')
      .replace(
        '</sheetData>',
        `<row r="900"><c r="A900" t="str"><v>${'&c;'.repeat(100_000)}</v></c></row></sheetData>`,
      ),
};

async function publish(change: (xml: string) => string) {
  const province = harness.province('groningen');
  const whole = province.fileAt(XLSX);
  const parts = await partsOf(whole);
  const xml = parts.get(SHEET)?.toString('utf8') ?? '';
  const changed = change(xml);
  expect(changed).not.toBe(xml);
  parts.set(SHEET, Buffer.from(changed));
  province.publish(XLSX, zip([...parts]));
  return () => province.publish(XLSX, whole);
}

test.each(Object.entries(LOOKS))('a workbook with %s is read', async (_, change) => {
  const mend = await publish(change);
  expect(await pilots()).toEqual({
    ids: ['drenthe:DR-P1', 'groningen:GR-P2', 'fryslan:FRL-P3'],
    errors: undefined,
  });
  mend();
});

test.each(Object.entries(BOMBS))(
  'a workbook with %s makes no other province unavailable, and the next workbook is read',
  async (_, change) => {
    const mend = await publish(change);
    const { ids, errors = [] } = await pilots();
    expect(ids.filter((id) => !id.startsWith('groningen'))).toEqual([
      'drenthe:DR-P1',
      'fryslan:FRL-P3',
    ]);
    expect(
      errors.map((one) => (one as { extensions: { partner: string } }).extensions.partner),
    ).toEqual(ids.includes('groningen:GR-P2') ? [] : ['groningen']);
    mend();
    expect(await pilots()).toEqual({
      ids: ['drenthe:DR-P1', 'groningen:GR-P2', 'fryslan:FRL-P3'],
      errors: undefined,
    });
  },
);

test('a long text that very many cells share is garbled within bounded memory', async () => {
  const province = harness.province('groningen');
  const whole = province.fileAt(XLSX);
  const parts = await partsOf(whole);
  const xml = parts.get(SHEET)?.toString('utf8') ?? '';
  const shared = parts.get('xl/sharedStrings.xml')?.toString('utf8') ?? '';
  const index = shared.split('<si>').length - 1;
  parts.set(
    'xl/sharedStrings.xml',
    Buffer.from(shared.replace('</sst>', () => `<si><t>${'a;'.repeat(1_900)}</t></si></sst>`)),
  );
  const rows = Array.from({ length: 19_000 }, (_, row) => {
    const cells = ['A', 'B', 'C', 'D', 'E', 'F', 'G'].map(
      (column) => `<c r="${column}${row + 50}" t="s"><v>${index}</v></c>`,
    );
    return `<row r="${row + 50}">${cells.join('')}</row>`;
  });
  parts.set(SHEET, Buffer.from(inRows(rows.join(''))(xml)));
  province.publish(XLSX, zip([...parts]));
  const { ids, errors } = await pilots();
  province.publish(XLSX, whole);
  expect(ids).toEqual(['drenthe:DR-P1', 'fryslan:FRL-P3']);
  expect(errors).toHaveLength(1);
});
