/** Clients for every partner of the demo, each with its own protocol and properties. */
import { Pool, TypeOverrides } from 'pg';
import { demoSecretOf } from '../../../mocks/demo-secrets.ts';
import { CONNECTIONS_MAX, createHttpClient, type HttpClient } from './http-client.ts';

export type Cell = string | number | boolean | Date | readonly string[] | null;
export type Row = Readonly<Record<string, Cell>>;
export type AskDatabase = (sql: string, values?: readonly unknown[]) => Promise<readonly Row[]>;

export interface Fund {
  readonly id: string;
  /** A: Dutch names, cents, comma-separated lists. B: English names, euros, arrays, codes of schools. */
  readonly layout: 'A' | 'B';
  /** Where one applies for a scheme that names no address of its own. */
  readonly applyAt: string;
  readonly ask: AskDatabase;
}

export interface HttpPartner {
  readonly id: string;
  readonly http: HttpClient;
}

export interface School extends HttpPartner {
  readonly hasPersonLookup: boolean;
}

export interface Province extends HttpPartner {
  readonly register: 'dutch' | 'coded' | 'workbook';
}

export interface Partners {
  readonly funds: readonly Fund[];
  readonly schools: readonly School[];
  readonly uwv: HttpPartner;
  readonly caseSystems: readonly HttpPartner[];
  readonly provinces: readonly Province[];
  /** The folder of the releases of statistics. */
  readonly releases: string;
}

const LAYOUTS = { otib: 'A', oom: 'B', oomt: 'A', 'a-en-o-metalektro': 'B' } as const;
const SCHOOLS = [
  'aventus',
  'saxion',
  'techniek-academie',
  'smart-makers-academy',
  'noorderpoort',
  'alfa-college',
  'drenthe-college',
  'firda',
];
const REGISTERS = {
  gelderland: 'dutch',
  'noord-holland': 'coded',
  groningen: 'workbook',
  drenthe: 'dutch',
  fryslan: 'coded',
  overijssel: 'dutch',
} as const;
const CASE_SYSTEM = 'leerwerkloket-stedenvierkant';

/** Opens a connection at the first call to a partner. */
export function createPartners(urls: Readonly<Record<string, string>>, releases: string): Partners {
  const urlOf = (id: string) => urls[id] ?? '';
  const secretOf = (setting: string) => ({ id: 'vakgraaf', secret: demoSecretOf(setting) ?? '' });
  return {
    releases,
    funds: entriesOf(LAYOUTS).map(([id, layout]) => ({
      id,
      layout,
      applyAt: `https://${id}.example/voucher-aanvragen`,
      ask: createDatabase(urlOf(id)),
    })),
    schools: SCHOOLS.map((id) => ({
      id,
      hasPersonLookup: id !== 'smart-makers-academy',
      http: createHttpClient(urlOf(id)),
    })),
    uwv: { id: 'uwv', http: createHttpClient(urlOf('uwv'), secretOf('UWV_CLIENT_SECRET')) },
    caseSystems: [
      {
        id: CASE_SYSTEM,
        http: createHttpClient(urlOf(CASE_SYSTEM), secretOf('LEERWERKLOKET_CLIENT_SECRET')),
      },
      { id: 'vakmanschap-coaches', http: createHttpClient(urlOf('vakmanschap-coaches')) },
    ],
    provinces: entriesOf(REGISTERS).map(([id, register]) => ({
      id,
      register,
      http: createHttpClient(urlOf(id)),
    })),
  };
}

function entriesOf<Value>(record: Readonly<Record<string, Value>>) {
  return Object.entries(record);
}

const DATE = 1082;
const INT8 = 20;
const NUMERIC = 1700;

/** A small connection pool; dates stay strings. */
function createDatabase(connectionString: string): AskDatabase {
  const types = new TypeOverrides();
  types.setTypeParser(DATE, (text) => text);
  types.setTypeParser(INT8, Number);
  types.setTypeParser(NUMERIC, Number);
  const pool = new Pool({ connectionString, max: CONNECTIONS_MAX, types, allowExitOnIdle: true });
  pool.on('error', () => undefined);
  return async (text, values = []) => (await pool.query<Row>(text, [...values])).rows;
}
