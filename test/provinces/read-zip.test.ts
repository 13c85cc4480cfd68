import { expect, test } from 'vitest';
import { writeWorkbook } from '../../mocks/provinces/write-files.ts';
import { readXlsx } from '../../subgraphs/provinces/read-xlsx.ts';
import { readZip } from '../../subgraphs/provinces/read-zip.ts';
import { zip } from './zip.ts';

const BOUNDS = { entriesMax: 2, unpackedBytesMax: 1_000 };

test('what was packed comes out, whatever it says of its size', () => {
  const parts = [
    ['een.xml', Buffer.from('één')],
    ['twee.xml', Buffer.alloc(995, 'x')],
  ] as const;
  expect(readZip(zip(parts), BOUNDS)).toEqual(new Map(parts));
  expect(readZip(zip(parts, 1), BOUNDS)).toEqual(new Map(parts));
});

test.each([
  ['one byte more than allowed, over all parts together', [500, 501]],
  ['one part that is too large', [1_001]],
  ['a part more than allowed', [1, 1, 1]],
])('%s is refused', (_, sizes) => {
  const parts = sizes.map((size, index) => [`${index}.xml`, Buffer.alloc(size)] as const);
  expect(() => readZip(zip(parts), BOUNDS)).toThrow('garbled');
});

test('a workbook gives the wanted columns of the wanted sheets, and nothing of the others', async () => {
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
  const read = await readXlsx(bytes, [{ sheet: 'Pilots', headers: ['Bedrag', 'Nummer', 'Start'] }]);
  expect(read).toEqual([
    [
      new Map<string, unknown>([
        ['Bedrag', 12.5],
        ['Nummer', 'P1'],
        ['Start', 46_081],
      ]),
      new Map<string, unknown>([
        ['Bedrag', null],
        ['Nummer', 'P2'],
        ['Start', null],
      ]),
    ],
  ]);
});
