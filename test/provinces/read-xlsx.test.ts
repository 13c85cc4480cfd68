import { expect, test } from 'vitest';
import { writeWorkbook } from '../../mocks/provinces/write-files.ts';
import { readXlsx } from '../../subgraphs/provinces/read-xlsx.ts';

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
    {
      rows: [
        { Bedrag: 12.5, Nummer: 'P1', Start: { day: '2026-02-28' } },
        { Bedrag: null, Nummer: 'P2', Start: null },
      ],
      leftOut: [],
    },
  ]);
});
