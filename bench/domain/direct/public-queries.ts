/** Hand-written program for pilots in the provinces' registers. */
import { parse } from 'csv-parse/sync';
import { allRegions, isOverlapping } from '../../../core/regions/regions.ts';
import { by, pageOf } from './order.ts';
import type { Partners, Province } from './partners.ts';
import { programme, region, regionAt } from './published.ts';

type Cells = Readonly<Record<string, string | number | null | undefined>>;

interface Pilot {
  readonly province: string;
  readonly number: string;
  readonly name: string;
  readonly programme: string | null;
  readonly word: string | null;
  readonly regions: readonly string[];
  readonly sectors: readonly string[];
  readonly startedOn: string | null;
  readonly endedOn: string | null;
  readonly target: number | null;
  readonly changedOn: string | null;
}

const WORDS: Readonly<Record<string, string>> = {
  voorgenomen: 'PLANNED',
  loopt: 'RUNNING',
  beëindigd: 'FINISHED',
  gepland: 'PLANNED',
  actief: 'RUNNING',
  klaar: 'FINISHED',
  techniek: 'TECHNIEK',
  installatietechniek: 'INSTALLATION_TECHNOLOGY',
  bouw: 'CONSTRUCTION',
  zorg: 'CARE',
  maakindustrie: 'MANUFACTURING',
  energietransitie: 'ENERGY_TRANSITION',
  onderwijs: 'EDUCATION',
  overig: 'OTHER',
  Groningen: 'PV20',
  Drenthe: 'PV22',
  Overijssel: 'PV23',
  Gelderland: 'PV25',
  'arbeidsmarktregio Drenthe': 'AM03',
  Deventer: 'GM0150',
  'Cleantech Regio': 'cleantech-regio',
  'Leve(n)lang Gelders Vakmanschap': 'gelders-vakmanschap',
  'Overijssels Vakmanschap': 'overijssels-vakmanschap',
  'Samenwerken aan Wendbaarheid': 'wendbaarheid',
  'Scholingsalliantie Noord': 'scholingsalliantie-noord',
};

const COLUMNS = {
  dutch: {
    number: 'Nummer',
    name: 'Naam pilot',
    programme: 'Programma',
    status: 'Stand van zaken',
    regions: 'Gebied',
    sectors: 'Sectoren',
    startedOn: 'Start',
    endedOn: 'Einde',
    target: 'Streefaantal',
    changedOn: 'Bijgewerkt',
  },
  coded: {
    number: 'id',
    name: 'titel',
    programme: 'programma_code',
    status: 'status',
    regions: 'regios',
    sectors: 'sectoren',
    startedOn: 'startdatum',
    endedOn: 'einddatum',
    target: 'doel',
    changedOn: 'gewijzigd',
  },
} as const;

/** Loaded once at start, because the module is large. */
const xlsx = await import('@e965/xlsx');

const readPilots = async ({ id, http, register }: Province): Promise<readonly Pilot[]> => {
  const toPilots = (rows: readonly Cells[]) => rows.map((row) => pilotOf(id, register, row));
  switch (register) {
    case 'dutch':
      return http.readFile('/open-data/pilots.csv', (bytes) =>
        toPilots(readCsv(new TextDecoder('windows-1252').decode(bytes), ';')),
      );
    case 'coded':
      return http.readFile('/export/pilots.csv', (bytes) =>
        toPilots(readCsv(bytes.toString('utf8'), ',')),
      );
    case 'workbook':
      return http.readFile('/bestanden/register.xlsx', (bytes) => {
        const sheet = xlsx.read(bytes, { sheets: ['Pilots'] }).Sheets['Pilots'];
        return toPilots(sheet ? xlsx.utils.sheet_to_json<Cells>(sheet, { raw: true }) : []);
      });
  }
};

function readCsv(text: string, delimiter: string): readonly Cells[] {
  return parse(text, { delimiter, columns: true, bom: true, skip_empty_lines: true });
}

function pilotOf(province: string, register: Province['register'], row: Cells): Pilot {
  const columns = COLUMNS[register === 'coded' ? 'coded' : 'dutch'];
  const cell = (name: keyof typeof columns) => {
    const value = row[columns[name]];
    return value == null || value === '' ? null : value;
  };
  const word = (name: keyof typeof columns) => {
    const value = cell(name);
    return value === null ? null : (WORDS[String(value)] ?? String(value));
  };
  const list = (name: keyof typeof columns) =>
    String(cell(name) ?? '')
      .split('|')
      .filter(Boolean)
      .map((one) => WORDS[one] ?? one);
  return {
    province,
    number: String(cell('number')),
    name: String(cell('name')),
    programme: word('programme'),
    word: word('status'),
    regions: list('regions'),
    sectors: list('sectors'),
    startedOn: dayOf(cell('startedOn')),
    endedOn: dayOf(cell('endedOn')),
    target: cell('target') === null ? null : Number(String(cell('target')).replaceAll('.', '')),
    changedOn: dayOf(cell('changedOn')),
  };
}

const DAY_MS = 86_400_000;

/** `dd-mm-yyyy`, `yyyy-mm-dd`, or a workbook's number of days since the end of 1899. */
function dayOf(value: string | number | null): string | null {
  if (value === null) return null;
  if (typeof value === 'number') {
    return new Date(Date.UTC(1899, 11, 30) + value * DAY_MS).toISOString().slice(0, 10);
  }
  return /^\d{2}-/.test(value) ? value.split('-').toReversed().join('-') : value;
}

const PROVINCE_CODES: Readonly<Record<string, string>> = {
  gelderland: 'PV25',
  'noord-holland': 'PV27',
  groningen: 'PV20',
  drenthe: 'PV22',
  fryslan: 'PV21',
  overijssel: 'PV23',
};

/** 14: the pilots in the north. All registers are read, because a pilot of another province may extend into it. */
export async function pilotsInTheNorth({ provinces }: Partners, today: string) {
  const [north] = allRegions('LANDSDEEL').filter(({ name }) => name === 'Noord-Nederland');
  const isNorth = (code: string) => {
    const found = regionAt(code);
    return found !== null && north !== undefined && isOverlapping(north, found, today);
  };
  const pilots = (await Promise.all(provinces.map(readPilots)))
    .flat()
    .filter(({ regions }) => regions.some(isNorth));
  const order = by<Pilot>(
    ({ startedOn }) => startedOn ?? '9999-12-31',
    ({ province }) => province,
    ({ number }) => number,
  );
  const page = pageOf(pilots.toSorted(order), 50);
  const nodes = page.nodes.map((one) => ({
    name: one.name,
    status: statusOf(one, today),
    target: one.target,
    province: region(PROVINCE_CODES[one.province] ?? null),
    programme: programme(one.programme),
    startedOn: one.startedOn,
    endedOn: one.endedOn,
    sectors: one.sectors,
    provenance: { asOf: one.changedOn && `${one.changedOn}T00:00:00Z`, synthetic: true },
  }));
  return { pilots: { ...page, nodes } };
}

/** Dates take precedence over the register's status, which is often out of date. */
function statusOf({ startedOn, endedOn, word }: Pilot, today: string): string {
  if (endedOn !== null && endedOn < today) return 'FINISHED';
  if (startedOn === null) return word ?? 'UNKNOWN';
  if (startedOn > today) return 'PLANNED';
  if (endedOn !== null) return 'RUNNING';
  return word === 'RUNNING' || word === 'FINISHED' ? word : 'UNKNOWN';
}
