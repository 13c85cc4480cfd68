/** What a fund's own database may hold: understood exactly, or a fault of that fund with its cause in the log. */
import { Client } from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { parsePartners } from '../../subgraphs/partners.ts';
import { postgresMissing, startPostgres, type RealPostgres } from '../support/start-postgres.ts';
import {
  DEVELOPER,
  startSubgraphHarness,
  type GraphqlResult,
} from '../support/subgraph-harness.ts';

const LAYOUT = `
layouts:
  plain:
    lists: array
    vouchers:
      table: vouchers
      number: serial
      scheme: scheme_code
      use: { column: purpose, values: { train: TRAINING } }
      status: { column: state, values: { issued: ISSUED, 'true': REDEEMED } }
      issuedOn: issue_date
      expiresOn: expiry_date
      redeemedOn: redemption_date
      amount: { column: value_eur, unit: euro }
      requestedBy: { column: requested_by, values: { employee: PERSON } }
      municipality: area_code
      school: provider
      employer: company
      employerSize: { headcount: staff }
      changedAt: changed_at
    schemes:
      table: schemes
      code: code
      name: title
      programme: programme
      type: { column: kind, values: { TRAIN: TRAINING } }
      uses: { column: uses, values: { train: TRAINING } }
      sectors: sectors
      regions: areas
      targetGroups: target_groups
      maxMonths: max_months
      opensOn: valid_from
      closesOn: valid_to
      budget: { column: budget_eur, unit: euro }
      changedAt: changed_at
    declarations: { table: claims, voucher: voucher, school: school, association: association, filedOn: filed_on }
`;

/** Invented records. */
const TABLES = `
create table schemes (code text primary key, title text, programme text, kind text, uses text[],
  sectors text[], areas text[], target_groups text[], max_months int, valid_from date, valid_to date,
  budget_eur numeric(12,2), changed_at timestamptz);
create table vouchers (serial text primary key, scheme_code text, purpose text, state text,
  issue_date date, expiry_date date, redemption_date date, value_eur numeric(10,2), requested_by text,
  area_code text, provider text, company text, staff int, changed_at timestamptz);
create table claims (voucher text, school text, association text, filed_on date);
insert into schemes values ('A', 'Vakopleiding', 'p', 'TRAIN', '{train}', '{TECHNIEK,ICT}', '{PV25}', '{}', 12,
  '2025-01-01', '2030-12-31', 1000, '2025-06-01 10:00:00+02');
insert into vouchers values ('V1', 'A', 'train', 'issued', '2026-01-10', '2026-12-31', null, 250.50,
  'employee', 'GM0200', 'aventus', '00000000', 12, '2026-01-10 09:00:00+01');
insert into claims values ('V1', 'aventus', 'd1', '2026-02-01');`;

const QUERY = `{
  voucherSchemes(first: 5) {
    nodes { id name type uses sectors regions { code } maxMonths opensOn closesOn budget { amount }
      programme { id } provenance { asOf } }
  }
  vouchers(first: 5) {
    nodes { use status issuedOn expiresOn redeemedOn amount { amount } requestedBy region { code }
      provider { id } employer { size } provenance { asOf } }
  }
}`;

const SCHEME = {
  id: 'fonds:A',
  name: 'Vakopleiding',
  type: 'TRAINING',
  uses: ['TRAINING'],
  sectors: ['TECHNIEK', 'ICT'],
  regions: [{ code: 'PV25' }],
  maxMonths: 12,
  opensOn: '2025-01-01',
  closesOn: '2030-12-31',
  budget: { amount: 1000 },
  programme: { id: 'p' },
  provenance: { asOf: '2025-06-01T08:00:00Z' },
};
const VOUCHER = {
  use: 'TRAINING',
  status: 'ISSUED',
  issuedOn: '2026-01-10',
  expiresOn: '2026-12-31',
  redeemedOn: null,
  amount: { amount: 250.5 },
  requestedBy: 'PERSON',
  region: { code: 'GM0200' },
  provider: { id: 'aventus' },
  employer: { size: 'SMALL' },
  provenance: { asOf: '2026-01-10T00:00:00Z' },
};
const understood = (scheme: object = {}, voucher: object = {}) => ({
  data: {
    voucherSchemes: { nodes: [{ ...SCHEME, ...scheme }] },
    vouchers: { nodes: [{ ...VOUCHER, ...voucher }] },
  },
});
const asOf = (moment: string | null) => ({ provenance: { asOf: moment } });

/** A column becomes another type, by this expression over its value. */
const column = (table: string, name: string, type: string, using = `${name}::text::${type}`) =>
  `alter table ${table} alter ${name} type ${type} using (${using});`;

type Understood = readonly [title: string, sql: string, expected: object, entry?: string];

const UNDERSTOOD: readonly Understood[] = [
  [
    'a scheme from -infinity to infinity has no opening and no closing day',
    "update schemes set valid_from = '-infinity', valid_to = 'infinity'",
    understood({ opensOn: null, closesOn: null }),
  ],
  [
    'a record that changed at infinity does not say when',
    "update schemes set changed_at = 'infinity'; update vouchers set changed_at = '-infinity'",
    understood(asOf(null), asOf(null)),
  ],
  [
    'a voucher that expires and is redeemed at infinity does neither',
    "update vouchers set expiry_date = 'infinity', redemption_date = 'infinity'",
    understood({}, { expiresOn: null }),
  ],
  [
    'timestamps without zone are moments in the Netherlands, in summer and in winter',
    `${column('schemes', 'changed_at', 'timestamp', "'2025-06-01 10:00:00'")}
     ${column('vouchers', 'changed_at', 'timestamp', "'2026-01-10 00:30:00.5'")}`,
    understood({}, asOf('2026-01-09T00:00:00Z')),
  ],
  [
    'timestamps without zone are moments in the zone of the entry',
    column('schemes', 'changed_at', 'timestamp', "'2025-06-01 10:00:00'"),
    understood(asOf('2025-06-01T14:00:00Z')),
    'timeZone: America/New_York',
  ],
  [
    'a date counts as the start of the day, and an infinite timestamp without zone is unknown',
    `${column('schemes', 'changed_at', 'date', "'2025-06-01'")}
     ${column('vouchers', 'changed_at', 'timestamp', "'infinity'")}`,
    understood(asOf('2025-05-31T22:00:00Z'), asOf(null)),
  ],
  [
    'moments where a day is expected count as their day in the Netherlands',
    `${column('schemes', 'valid_from', 'timestamptz', "'2024-12-31 23:30:00+00'")}
     ${column('schemes', 'valid_to', 'timestamp', "'2030-12-31 23:59:59.999'")}
     ${column('vouchers', 'issue_date', 'timestamptz', "'2026-01-09 23:00:00+00'")}
     ${column('vouchers', 'expiry_date', 'timestamp', "'infinity'")}`,
    understood({}, { expiresOn: null }),
  ],
  ...['German, DMY', 'SQL, MDY', 'Postgres, DMY', 'ISO, MDY'].map((style): Understood => [
    `a role with DateStyle ${style}, another zone and other notations changes nothing`,
    `alter role reader set datestyle = '${style}'; alter role reader set timezone = 'Asia/Tokyo';
       alter role reader set intervalstyle = 'iso_8601'; alter role reader set bytea_output = 'escape';
       alter role reader set standard_conforming_strings = off; alter role reader set client_encoding = 'LATIN1';
       alter role reader set extra_float_digits = -15;
       update schemes set title = 'Café'`,
    understood({ name: 'Café' }),
  ]),
  [
    "types and functions of the fund's own are not taken for those of PostgreSQL",
    `create type fonds.date as (a int); create domain fonds.text as pg_catalog.text check (false);
     create function fonds.count(pg_catalog.text) returns int language sql as 'select 7';
     create function fonds.max(pg_catalog.int4) returns int language sql as 'select 7';
     alter role reader set search_path = fonds, pg_catalog`,
    understood(),
  ],
  [
    'enums and domains are texts',
    `create type kind as enum ('TRAIN', 'OTHER'); create domain name_of_scheme as varchar(40);
     create domain code as int check (value > 0);
     ${column('schemes', 'kind', 'kind')} ${column('schemes', 'title', 'name_of_scheme')}
     ${column('vouchers', 'staff', 'code')}`,
    understood(),
  ],
  [
    'codes that are padded to the width of their column are read without their padding',
    `${column('vouchers', 'serial', 'char(12)')} ${column('vouchers', 'state', 'char(10)')}
     ${column('schemes', 'code', 'char(8)')} ${column('vouchers', 'area_code', 'char(9)')}
     ${column('schemes', 'areas', 'char(8)[]')}`,
    understood(),
  ],
  [
    'lists are arrays of any texts, JSON, or a domain over an array',
    `create type sector as enum ('TECHNIEK', 'ICT'); create domain list_of_areas as text[];
     ${column('schemes', 'sectors', 'sector[]')} ${column('schemes', 'areas', 'list_of_areas')}
     ${column('schemes', 'uses', 'jsonb', 'to_jsonb(uses)')}
     ${column('schemes', 'target_groups', 'json', 'null')}`,
    understood(),
  ],
  [
    'the bounds of an array do not matter',
    "update schemes set sectors = '[0:1]={TECHNIEK,ICT}'",
    understood(),
  ],
  [
    'amounts are money, real or whole numbers',
    `${column('schemes', 'budget_eur', 'money')} ${column('vouchers', 'value_eur', 'money')}
     update schemes set budget_eur = 1234567.89`,
    understood({ budget: { amount: 1_234_567.89 } }),
  ],
  [
    'amounts are double precision or a domain over numeric',
    `create domain amount as numeric(12,4); ${column('schemes', 'budget_eur', 'amount')}
     ${column('vouchers', 'value_eur', 'double precision')}`,
    understood(),
  ],
  [
    'a budget that the fund does not give is null',
    'update schemes set budget_eur = null',
    understood({ budget: null }),
  ],
  [
    'a boolean is a code',
    column('vouchers', 'state', 'boolean', 'true'),
    understood({}, { status: 'REDEEMED' }),
  ],
  [
    'a number of months is an interval',
    column('schemes', 'max_months', 'interval', "'1 year 3 months'"),
    understood({ maxMonths: 15 }),
  ],
  [
    'empty texts are no words',
    "update vouchers set purpose = '', area_code = '', provider = ''; update schemes set kind = ''",
    understood({ type: null }, { use: null, region: null, provider: null }),
  ],
  [
    'views, partitioned tables and other schemas stand for tables',
    `alter table schemes rename to own_schemes; create view schemes as select * from own_schemes;
     create schema archive; alter table vouchers set schema archive;
     create materialized view vouchers as select * from archive.vouchers`,
    understood(),
  ],
];

/** A title, the change, the fields that become null, and the line of the log about it. */
type Refused = readonly [title: string, sql: string, line: object];

const inSchemes = (...fields: readonly string[]) => ({ fault: 'garbled', reason: 'value', fields });

const REFUSED: readonly Refused[] = [
  [
    'a composite type',
    `create type pair as (a text, b text); ${column('schemes', 'programme', 'pair', "('a', 'b')::pair")}`,
    inSchemes('programme: composite, not readable'),
  ],
  [
    'a range',
    column('schemes', 'title', 'int4range', "'[1,2]'::int4range"),
    inSchemes('name: range, not readable'),
  ],
  [
    'bytes',
    column('schemes', 'title', 'bytea', "'x'::bytea"),
    inSchemes('name: bytea, not readable'),
  ],
  [
    'an array of composite types',
    `create type pair as (a text, b text); ${column('schemes', 'sectors', 'pair[]', "array[('a', 'b')::pair]")}`,
    inSchemes('sectors: composite[], not readable'),
  ],
  [
    'a scheme that never opens',
    "update schemes set valid_from = 'infinity'",
    inSchemes('opens_on: date, text of 8'),
  ],
  [
    'a scheme that closed for ever',
    "update schemes set valid_to = '-infinity'",
    inSchemes('closes_on: date, text of 9'),
  ],
  [
    'a day before Christ',
    "update schemes set valid_to = '0044-03-15 BC'",
    inSchemes('closes_on: date, text of 13'),
  ],
  [
    'a day in the year 20250',
    "update schemes set valid_to = '20250-01-01'",
    inSchemes('closes_on: date, text of 11'),
  ],
  [
    'a moment before Christ',
    "update schemes set changed_at = '0044-03-15 10:00 BC'",
    inSchemes('changed_at: timestamptz, text of 31'),
  ],
  [
    'a day in a text',
    column('schemes', 'valid_from', 'text', "'01-02-2025'"),
    inSchemes('opens_on: text, text of 10'),
  ],
  [
    'an interval with days',
    column('schemes', 'max_months', 'interval', "'1 mon 3 days'"),
    inSchemes('max_months: interval, text of 12'),
  ],
  [
    'an amount that is not a number',
    "update schemes set budget_eur = 'NaN'",
    inSchemes('budget: numeric, text of 3'),
  ],
  [
    'an infinite amount',
    `${column('schemes', 'budget_eur', 'double precision')} update schemes set budget_eur = 'Infinity'`,
    inSchemes('budget: double precision, text of 8'),
  ],
  [
    'an amount of a voucher that is not a number',
    "update vouchers set value_eur = 'NaN'",
    inSchemes('committed: numeric, text of 3'),
  ],
  [
    'an array with two dimensions',
    "update schemes set sectors = '{{TECHNIEK},{ICT}}'",
    inSchemes('sectors: text[], list of 2'),
  ],
  [
    'an object of JSON for a list',
    column('schemes', 'sectors', 'jsonb', "'{}'::jsonb"),
    inSchemes('sectors: jsonb, object'),
  ],
  [
    'a number of JSON in a list',
    column('schemes', 'sectors', 'json', "'[1]'::json"),
    inSchemes('sectors: json, list of 1'),
  ],
  [
    'a text for a list',
    column('schemes', 'sectors', 'text', "'TECHNIEK'"),
    inSchemes('sectors: text, text of 8'),
  ],
  [
    'a table that was renamed',
    'alter table schemes rename to schemes_old',
    { fault: 'garbled', reason: 'result', code: '42P01', fields: ['"schemes"'] },
  ],
  [
    'a column that was renamed',
    'alter table schemes rename title to name',
    { fault: 'garbled', reason: 'result', code: '42703', fields: ['s."title"'] },
  ],
  [
    'a table that the role may not read',
    'revoke select on schemes from reader',
    { fault: 'refused', reason: 'result', code: '42501', fields: ['schemes'] },
  ],
  [
    'a schema that the role may not use',
    'revoke usage on schema fonds from reader',
    { fault: 'garbled', reason: 'result', code: '42P01', fields: ['"schemes"'] },
  ],
  [
    'a moment in a text',
    column('schemes', 'changed_at', 'text'),
    { fault: 'garbled', reason: 'result', code: '42804' },
  ],
  [
    'an amount in a text',
    column('vouchers', 'value_eur', 'text'),
    { fault: 'garbled', reason: 'result', code: '42883' },
  ],
];

/** A third layout: a schema and names in capitals, enums, expressions, words of the fund, and columns left out. */
const THIRD_LAYOUT = `
layouts:
  plain:
    lists: comma
    words:
      sectors: { zorg en welzijn: CARE, techniek: TECHNIEK }
      regions: { Gelderland: PV25 }
      targetGroups: { leden: EMPLOYED }
      programmes: { Zorg Noord: zorg-noord }
    vouchers:
      table: '"Fonds Zorg"."Bon"'
      number: '"Jaar" || ''-'' || lpad("Volgnr", 4, ''0'')'
      scheme: '"Regeling"'
      use: { column: lower("Doel"), values: { opleiding: TRAINING } }
      status: { column: '"Stand"', values: { betaald: REDEEMED, open: ISSUED } }
      issuedOn: '"Afgegeven"'
      amount: { column: '"Bedrag"', unit: euro }
      municipality: "'GM' || lpad(gemeente, 4, '0')"
      school: { column: 'coalesce(nullif(btrim(opleider), ''''), ''onbekend'')', values: { 'ROC A': aventus, onbekend: geen } }
      changedAt: bijgewerkt
    schemes:
      table: '"Fonds Zorg".regeling'
      code: code
      name: '"Naam" || '' ('' || jaar || '')'''
      programme: programma
      type: { column: soort, values: { overstap: RETRAINING_INTO_TECH } }
      uses: { column: "'opleiding'", values: { opleiding: TRAINING } }
      sectors: sectoren
      regions: gebied
      targetGroups: null
      maxMonths: null
      opensOn: to_date(open_vanaf, 'DD-MM-YYYY')
      closesOn: 'null'
      budget: { column: budget_centen, unit: cents }
`;

const THIRD_TABLES = `
create schema "Fonds Zorg"; grant usage on schema "Fonds Zorg" to reader;
create type "Fonds Zorg".stand as enum ('open', 'betaald');
create type "Fonds Zorg".soort as enum ('overstap');
create table "Fonds Zorg".regeling (code int primary key, "Naam" varchar(40), jaar int, programma text,
  soort "Fonds Zorg".soort, sectoren text, gebied text, open_vanaf char(10), budget_centen bigint);
create table "Fonds Zorg"."Bon" ("Jaar" int, "Volgnr" int, "Regeling" int references "Fonds Zorg".regeling,
  "Doel" text, "Stand" "Fonds Zorg".stand, "Afgegeven" timestamp, "Bedrag" money, gemeente int,
  opleider char(20), bijgewerkt timestamp);
insert into "Fonds Zorg".regeling values (7, 'Overstap naar de zorg', 2026, 'Zorg Noord', 'overstap',
  'zorg en welzijn, techniek', 'Gelderland', '01-02-2026', 100000000);
insert into "Fonds Zorg"."Bon" values (2026, 12, 7, 'OPLEIDING', 'betaald', '2026-03-01 23:59:59', 1250.75, 200,
  'ROC A', '2026-03-29 00:30:00');
grant select on all tables in schema "Fonds Zorg" to reader;`;

const THIRD_QUERY = `{
  voucherSchemes(first: 5) {
    nodes { id name type uses sectors regions { code } targetGroups { code } maxMonths opensOn closesOn
      budget { amount } budgetLeftPercent programme { id } provenance { asOf } }
  }
  vouchers(first: 5) {
    nodes { use status issuedOn expiresOn redeemedOn amount { amount } requestedBy region { code }
      provider { id } employer { size } scheme { id } enrolments { __typename } provenance { asOf } }
  }
}`;

const THIRD_RESPONSE = {
  data: {
    voucherSchemes: {
      nodes: [
        {
          id: 'fonds:7',
          name: 'Overstap naar de zorg (2026)',
          type: 'RETRAINING_INTO_TECH',
          uses: ['TRAINING'],
          sectors: ['CARE', 'TECHNIEK'],
          regions: [{ code: 'PV25' }],
          targetGroups: [],
          maxMonths: null,
          opensOn: '2026-02-01',
          closesOn: null,
          budget: { amount: 1_000_000 },
          budgetLeftPercent: 90,
          programme: { id: 'zorg-noord' },
          provenance: { asOf: null },
        },
      ],
    },
    vouchers: {
      nodes: [
        {
          use: 'TRAINING',
          status: 'REDEEMED',
          issuedOn: '2026-03-01',
          expiresOn: null,
          redeemedOn: null,
          amount: { amount: 1_250.75 },
          requestedBy: 'UNKNOWN',
          region: { code: 'GM0200' },
          provider: { id: 'aventus' },
          employer: null,
          scheme: { id: 'fonds:7' },
          enrolments: null,
          // Half an hour after midnight in the Netherlands.
          provenance: { asOf: '2026-03-28T00:00:00Z' },
        },
      ],
    },
  },
};

interface Page {
  readonly nodes: readonly { readonly issuedOn: string }[];
  readonly pageInfo: { readonly endCursor: string; readonly hasNextPage: boolean };
}

const S1 = [{ id: 'fonds:A' }];
/** The selection of a field of a scheme. */
const FIELDS: Readonly<Record<string, string>> = {
  sectors: 'sectors',
  uses: 'uses',
  type: 'type',
  targetGroups: 'targetGroups { code }',
  programme: 'programme { id }',
  budget: 'budget { amount }',
};

describe.skipIf(postgresMissing !== null)(
  `a real PostgreSQL (${postgresMissing ?? 'from npm'})`,
  () => {
    let server: RealPostgres;
    let admin: Client;

    beforeAll(async () => {
      server = await startPostgres();
      admin = new Client({ connectionString: server.url });
      await admin.connect();
      await admin.query("create role reader login password 'lezer'");
    });
    beforeEach(async () => {
      await admin.query(`drop schema if exists fonds, archive, "Fonds Zorg" cascade; create schema fonds;
        set search_path = fonds; alter role reader reset all; alter role reader set search_path = fonds;
        grant usage on schema fonds to reader;
        alter default privileges in schema fonds grant select on tables to reader; ${TABLES}`);
    });
    afterAll(async () => {
      await admin.end();
      await server.stop();
    });

    async function ask(
      query = QUERY,
      { entry = '', layout = LAYOUT, database = 'postgres' } = {},
    ): Promise<{ response: GraphqlResult; lines: readonly Record<string, unknown>[] }> {
      const address = `postgresql://reader@127.0.0.1:${server.port}/${database}`;
      const fields = `kind: funds, name: Fonds, synthetic: true, layout: plain, deadlineMs: 10000`;
      const list = parsePartners(
        `partners:\n  - { id: fonds, ${fields}, url: '${address}', password: { setting: P }${entry && `, ${entry}`} }\n${layout}`,
        'partners.yaml',
      );
      const harness = await startSubgraphHarness('funds', list, ['voucher'], {
        secretOf: () => 'lezer',
      });
      const response = await harness.ask(DEVELOPER, query);
      await harness.stop();
      const lines = harness
        .log()
        .split('\n')
        .filter((line) => line !== '');
      return {
        response,
        lines: lines.map((line) => JSON.parse(line) as Record<string, unknown>),
      };
    }

    test.each(UNDERSTOOD.map(([title, ...rest]) => [title, rest] as const))(
      '%s',
      async (_, [sql, expected, entry = '']) => {
        await admin.query(sql);
        expect(await ask(QUERY, { entry })).toEqual({ response: expected, lines: [] });
      },
    );

    test.each(['on', 'off'])(
      'a text of an expression is that text, with standard_conforming_strings %s',
      async (conforming) => {
        await admin.query(`alter role reader set standard_conforming_strings = ${conforming}`);
        const name = String.raw`it's \'; drop table schemes; -- "\\" $1 E'\n'`;
        const source = JSON.stringify(`'${name.replaceAll("'", "''")}'`);
        const { response } = await ask('{ voucherSchemes(first: 5) { nodes { name } } }', {
          layout: LAYOUT.replace('name: title', `name: ${source}`),
        });
        expect(response).toEqual({ data: { voucherSchemes: { nodes: [{ name }] } } });
      },
    );

    test.each(REFUSED)(
      '%s makes the fund unavailable, and the log says which field, without a value',
      async (_, sql, line) => {
        await admin.query(sql);
        const { response, lines } = await ask('{ voucherSchemes(first: 5) { nodes { id } } }');
        const fault = (line as { fault: string }).fault;
        expect(response).toEqual({
          data: { voucherSchemes: null },
          errors: [
            {
              message: `Partner "fonds" gave no answer: ${fault}`,
              path: ['voucherSchemes'],
              extensions: { code: 'PARTNER_NO_ANSWER', partner: 'fonds', kind: 'funds', fault },
            },
          ],
        });
        expect(lines).toEqual([expect.objectContaining({ msg: 'Partner fault', ...line })]);
      },
    );

    test('words of the fund without a mapping are null, and the log has their number', async () => {
      await admin.query(`update vouchers set purpose = 'x', state = 'y', requested_by = 'z', area_code = '0200';
        update schemes set kind = 'q', programme = 'Mijn programma', sectors = '{ICT,hout,NULL}'`);
      const { response, lines } = await ask();
      expect(response).toEqual(
        understood(
          { type: null, programme: null, sectors: ['ICT'] },
          { use: null, status: null, requestedBy: 'UNKNOWN', region: null },
        ),
      );
      const counted = lines.map(({ partner, step, field, count }) => [partner, step, field, count]);
      expect(new Set(counted)).toEqual(
        new Set([
          ['fonds', 'schemes', 'programme', 1],
          ['fonds', 'schemes', 'sectors', 2],
          ['fonds', 'schemes', 'type', 1],
          ['fonds', 'vouchers', 'municipality', 1],
          ['fonds', 'vouchers', 'programme', 1],
          ['fonds', 'vouchers', 'requested_by', 1],
          ['fonds', 'vouchers', 'status', 1],
          ['fonds', 'vouchers', 'type', 1],
          ['fonds', 'vouchers', 'use', 1],
        ]),
      );
    });

    test.each([
      ['LATIN1', 'Caf\\351', 'Café'],
      ['SQL_ASCII', 'Caf\\303\\251', 'Café'],
      ['SQL_ASCII', 'Caf\\351', null],
    ])(
      'a database in %s with the bytes %s gives the name %s; null is a fault with its cause',
      async (encoding, bytes, name) => {
        await admin.query('drop database if exists other with (force)');
        await admin.query(
          `create database other encoding '${encoding}' locale 'C' template template0`,
        );
        const other = new Client({ connectionString: server.url.replace(/postgres$/, 'other') });
        await other.connect();
        await other.query(`create schema fonds; set search_path = fonds; ${TABLES}
          update schemes set title = convert_from('${bytes}', '${encoding}');
          grant usage on schema fonds to reader; grant select on all tables in schema fonds to reader`);
        await other.end();
        const { response, lines } = await ask('{ voucherSchemes(first: 5) { nodes { name } } }', {
          database: 'other',
        });
        if (name !== null) {
          expect(response).toEqual({ data: { voucherSchemes: { nodes: [{ name }] } } });
        } else {
          expect(response.data).toEqual({ voucherSchemes: null });
          expect(lines).toEqual([
            expect.objectContaining({ fault: 'garbled', reason: 'result', code: '22021' }),
          ]);
        }
      },
    );
    test('a fund with columns, words, types and a schema of its own joins by configuration alone', async () => {
      await admin.query(THIRD_TABLES);
      const { response, lines } = await ask(THIRD_QUERY, { layout: THIRD_LAYOUT });
      expect({ response, lines }).toEqual({ response: THIRD_RESPONSE, lines: [] });
    });

    test.each([
      ['types: [RETRAINING_INTO_TECH]', 1],
      ['types: [TRAINING]', 0],
      ['uses: [TRAINING]', 1],
      ['statuses: [REDEEMED]', 1],
      ['statuses: [ISSUED]', 0],
      ['programme: "zorg-noord"', 1],
      ['programme: "Zorg Noord"', 0],
      ['region: { kind: PROVINCIE, code: "PV25" }', 1],
      ['region: { kind: PROVINCIE, code: "PV20" }', 0],
      ['issuedFrom: "2026-03-01", issuedTo: "2026-03-01"', 1],
      ['issuedTo: "2026-02-28"', 0],
      ['issuedFrom: "2026-03-02"', 0],
    ])('with that layout the filter { %s } selects %i vouchers', async (filter, count) => {
      await admin.query(THIRD_TABLES);
      const query = `{ vouchers(first: 5, filter: { ${filter} }) { nodes { issuedOn } } }`;
      const { response } = await ask(query, { layout: THIRD_LAYOUT });
      const nodes = Array.from({ length: count }, () => ({ issuedOn: '2026-03-01' }));
      expect(response).toEqual({ data: { vouchers: { nodes } } });
    });

    test('vouchers are paged in the order of their days, each once, also where issue is a moment', async () => {
      await admin.query(`${column('vouchers', 'issue_date', 'timestamp', 'issue_date')} truncate vouchers;
        insert into vouchers select 'V' || n, 'A', 'train', 'issued', day + n * interval '1 hour' from
          generate_series(1, 12) n, unnest(array['2026-01-10', '2026-01-11']::timestamp[]) day where n % 2 = extract(day from day)::int % 2`);
      const pages: string[][] = [];
      for (const direction of ['ASC', 'DESC']) {
        let after = '';
        const seen: string[] = [];
        do {
          const { response } =
            await ask(`{ vouchers(first: 5, sort: { direction: ${direction} }${after}) {
            nodes { issuedOn } pageInfo { endCursor hasNextPage } } }`);
          expect(response.errors).toBeUndefined();
          const { vouchers } = response.data as { vouchers: Page };
          seen.push(...vouchers.nodes.map(({ issuedOn }) => issuedOn));
          const { endCursor, hasNextPage } = vouchers.pageInfo;
          after = hasNextPage ? `, after: "${endCursor}"` : '';
        } while (after !== '');
        pages.push(seen);
      }
      const days = ['2026-01-10', '2026-01-11'].flatMap((day) =>
        Array.from({ length: 6 }, () => day),
      );
      expect(pages).toEqual([days, days.toReversed()]);
    });

    test.each([
      ['sectors', null],
      ['targetGroups', null],
      ['uses', null],
      ['type', S1],
      ['programme', S1],
      ['budget', S1],
    ])(
      'a scheme of a layout without %s has null there, and pays for a training: %j',
      async (field, payable) => {
        const layout = LAYOUT.replace(new RegExp(`(schemes:\n[^]*?)      ${field}: .*\n`), '$1');
        const { response, lines } = await ask(
          `query { voucherSchemes(first: 5) { nodes { ${FIELDS[field]} } }
            _entities(representations: [{ __typename: "Training", id: "aventus:1", sector: "ICT", durationMonths: 6 }]) {
              ... on Training { payableWith { id } } } }`,
          { layout },
        );
        expect({ response, lines }).toEqual({
          response: {
            data: {
              voucherSchemes: { nodes: [{ [field]: null }] },
              _entities: [{ payableWith: payable ?? [] }],
            },
          },
          lines: [],
        });
      },
    );

    test('a declaration with a citizen number in place of its association gives no enrolment', async () => {
      await admin.query(
        "insert into claims values ('V1', 'aventus', '123456782', '2026-02-02'), ('V1', 'aventus', 'd2', '2026-02-03')",
      );
      const query = '{ vouchers(first: 5) { nodes { enrolments { __typename } } } }';
      expect((await ask(query)).response).toEqual({
        data: {
          vouchers: {
            nodes: [{ enrolments: [{ __typename: 'Enrolment' }, { __typename: 'Enrolment' }] }],
          },
        },
        errors: [
          {
            message: 'Partner "fonds" gave no answer: garbled',
            path: ['vouchers', 'nodes', 0, 'enrolments'],
            extensions: {
              code: 'PARTNER_NO_ANSWER',
              partner: 'fonds',
              kind: 'funds',
              fault: 'garbled',
            },
          },
        ],
      });
    });

    test('declarations that the role may not read cost the enrolments alone, and the vouchers are given', async () => {
      await admin.query('revoke select on claims from reader');
      const query = '{ vouchers(first: 5) { nodes { status enrolments { __typename } } } }';
      expect((await ask(query)).response).toEqual({
        data: { vouchers: { nodes: [{ status: 'ISSUED', enrolments: null }] } },
        errors: [
          {
            message: 'Partner "fonds" gave no answer: refused',
            path: ['vouchers', 'nodes', 0, 'enrolments'],
            extensions: {
              code: 'PARTNER_NO_ANSWER',
              partner: 'fonds',
              kind: 'funds',
              fault: 'refused',
            },
          },
        ],
      });
    });

    test('a fund without declarations does not offer the enrolments of a voucher: null without an error', async () => {
      const layout = LAYOUT.replace(/    declarations: .*\n/, '');
      const query = '{ vouchers(first: 5) { nodes { enrolments { __typename } } } }';
      const { response, lines } = await ask(query, { layout });
      expect({ response, lines }).toEqual({
        response: { data: { vouchers: { nodes: [{ enrolments: null }] } } },
        lines: [],
      });
    });
  },
);
