import { addDays } from '../world/days.ts';
import type { World } from '../world/world.ts';
import type { Grant, ProvinceId } from './register.ts';

type Row = Omit<Grant, 'contact' | 'changedOn' | 'programme'> & { readonly programme?: string };

/** Personal data that registers contain in practice and that must never be read from one. */
const PRIVATE: readonly Row[] = [
  {
    number: 'P-0001',
    name: 'Scholing van Wiebe Proefpersoon',
    recipient: { person: 'particulier' },
    amountEuro: 850,
    decidedOn: '2024-03-11',
  },
  {
    number: 'P-0002',
    name: 'Omscholing, op eigen aanvraag',
    recipient: { person: 'Zoë Proefpersoon' },
    amountEuro: 1250.5,
    decidedOn: '2024-05-27',
  },
];

// Recipients and projects are those of the sources where the sources name them; numbers, amounts and days
// are invented.
const ROWS: Readonly<Record<ProvinceId, readonly Row[]>> = {
  gelderland: [
    {
      number: 'GLD-18-0412',
      name: 'Leve(n)lang Gelders Vakmanschap',
      recipient: 'otib',
      amountEuro: 912_500,
      decidedOn: '2018-04-12',
      programme: 'gelders-vakmanschap',
    },
    {
      number: 'GLD-20-1187',
      name: 'Samenwerken aan Wendbaarheid',
      recipient: 'saxion',
      amountEuro: 386_250.75,
      decidedOn: '2020-10-08',
      programme: 'wendbaarheid',
    },
  ],
  drenthe: [
    {
      number: 'DR-18-022',
      name: 'Gekwalificeerd in de techniek',
      recipient: 'drenthe-college',
      amountEuro: 148_000,
      decidedOn: '2018-06-19',
      programme: 'scholingsalliantie-noord',
    },
  ],
  groningen: [
    {
      number: 'GR-19-140',
      name: 'Installatietechniek voor de energietransitie',
      recipient: 'noorderpoort',
      amountEuro: 175_400.5,
      decidedOn: '2019-09-10',
      programme: 'scholingsalliantie-noord',
    },
  ],
  fryslan: [],
  'noord-holland': [
    {
      number: 'NH-21-0077',
      name: 'MKB-route: metroleerlijn',
      recipient: 'smart-makers-academy',
      amountEuro: 240_000,
      decidedOn: '2021-02-02',
      programme: 'versterken-technische-sector-nh',
    },
  ],
  overijssel: [
    {
      number: 'OV-18-031',
      name: 'Overijssels Vakmanschap',
      recipient: 'otib',
      amountEuro: 415_000,
      decidedOn: '2018-09-06',
      programme: 'overijssels-vakmanschap',
    },
  ],
};

/** The grants in one province's register, including those to private persons. */
export function grantsOf(province: ProvinceId, world: World): readonly Grant[] {
  return [...ROWS[province], ...PRIVATE].map((row) => ({
    programme: null,
    ...row,
    contact: 'Fedde Proefpersoon',
    changedOn: addDays(world.date, -30),
  }));
}
