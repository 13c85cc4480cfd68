/** Counts by a real PostgreSQL server: which steps of a voucher were reached on the last day of a quarter. */
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parsePartners } from '../../subgraphs/partners.ts';
import { postgresMissing, startPostgres, type RealPostgres } from '../support/start-postgres.ts';
import { startSubgraphHarness, type SubgraphHarness } from '../support/subgraph-harness.ts';
import { askStatistics, STATISTICS_KEYS, table } from '../support/statistics-client.ts';

const LAYOUT = `
layouts:
  plain:
    lists: array
    words: { programmes: { GV: gelders-vakmanschap } }
    vouchers:
      table: vouchers
      number: serial
      scheme: scheme_code
      status: { column: state, values: { e: EXPIRED, w: WITHDRAWN, r: REDEEMED } }
      issuedOn: issued
      expiresOn: expires
      redeemedOn: redeemed
      employer: company
      membership: { table: members, key: kvk, column: is_member, values: { 'true': MEMBER } }
      applicantSituation: { column: situation, values: { z: SELF_EMPLOYED } }
      changedAt: changed
    schemes:
      table: schemes
      code: code
      name: title
      programme: programme
      maxMonths: null
      opensOn: null
      closesOn: null
`;

/** Invented records: one voucher a line. Midnight in the Netherlands is an hour or two earlier in UTC. */
const TABLES = `
create table schemes (code text primary key, title text, programme text);
create table members (kvk text primary key, is_member boolean);
create table vouchers (serial text primary key, scheme_code text, state text, issued timestamp, expires date,
  redeemed date, company text, situation text, changed timestamptz);
insert into schemes values ('A', 'Vakopleiding', 'GV'), ('B', 'Iets anders', 'XX');
insert into members values ('00000001', true), ('00000002', false);
insert into vouchers values
  ('last-day', 'A', null, '2026-09-30 23:59:59', null, null, '00000001', 'z', null),
  ('next-day', 'A', null, '2026-10-01 00:00', null, null, null, null, null),
  ('redeemed', 'A', 'r', '2026-01-01', null, '2026-09-30', '00000002', null, null),
  ('redeemed-later', 'A', 'r', '2026-01-01', null, '2026-10-01', '00000003', null, null),
  ('redeemed-though-expired', 'A', 'e', '2026-01-01', '2026-02-01', '2026-01-15', null, null, null),
  ('expired', 'A', 'e', '2026-01-01', '2026-09-30', null, null, null, null),
  ('expires-later', 'A', 'e', '2026-01-01', 'infinity', null, null, null, null),
  ('withdrawn-at-the-end', 'A', 'w', '2026-01-01', null, null, null, null, '2026-09-30 23:59+02'),
  ('withdrawn-later', 'A', 'w', '2026-01-01', null, null, null, null, '2026-09-30 22:00+00'),
  ('withdrawn-nobody-knows-when', 'A', 'w', '2026-01-01', null, null, null, null, '-infinity'),
  ('of-another-programme', 'B', 'x', '2026-01-01', null, null, null, null, null);`;

describe.skipIf(postgresMissing !== null)('a real database', () => {
  let server: RealPostgres;
  let funds: SubgraphHarness;

  beforeAll(async () => {
    server = await startPostgres();
    const client = new Client({ connectionString: server.url });
    await client.connect();
    await client.query(TABLES);
    await client.end();
    const { username, password, port, pathname } = new URL(server.url);
    const entry = `partners:
  - { id: fonds, kind: funds, name: Fonds, synthetic: true, layout: plain, password: { setting: FONDS },
      url: 'postgresql://${username}@127.0.0.1:${port}${pathname}' }
`;
    funds = await startSubgraphHarness(
      'funds',
      parsePartners(entry + LAYOUT, 'partners.yaml'),
      ['voucher'],
      { statisticsKeys: STATISTICS_KEYS, secretOf: () => decodeURIComponent(password) },
    );
  });
  afterAll(async () => {
    await funds.stop();
    await server.stop();
  });

  test('counts the steps that were reached on the last day of the quarter, by the clock of the Netherlands', async () => {
    const { tables } = await askStatistics(funds.url, 'funds', [
      table('vouchers', ['issued', 'redeemed', 'expired', 'withdrawn'], {
        programme: 'gelders-vakmanschap',
      }),
    ]);
    expect(tables['one']).toEqual([
      [1, '2026Q1', '2026Q1', null, null],
      [1, '2026Q1', '2026Q3', null, null],
      [1, '2026Q1', null, '2026Q3', null],
      [1, '2026Q1', null, null, '2026Q3'],
      [4, '2026Q1', null, null, null],
      [1, '2026Q3', null, null, null],
    ]);
  });

  test('counts a code without a meaning, and a column that it does not have, as unknown', async () => {
    const { tables } = await askStatistics(funds.url, 'funds', [
      table('vouchers', ['programme', 'membership', 'situation', 'region', 'employer-size']),
    ]);
    expect(tables['one']).toEqual([
      [1, 'UNKNOWN', 'UNKNOWN', 'UNKNOWN', 'UNKNOWN', 'UNKNOWN'],
      [1, 'gelders-vakmanschap', 'MEMBER', 'SELF_EMPLOYED', 'UNKNOWN', 'UNKNOWN'],
      [8, 'gelders-vakmanschap', 'UNKNOWN', 'UNKNOWN', 'UNKNOWN', 'UNKNOWN'],
    ]);
  });

  test('gives each voucher a token, and each employer once', async () => {
    const { tables } = await askStatistics(funds.url, 'funds', [
      table('vouchers', ['issued-day'], { give: 'tokens', id: 'tokens' }),
      table('employers', ['first-voucher', 'membership'], { id: 'employers' }),
    ]);
    expect(tables['tokens']?.length).toBe(10);
    expect(tables['employers']?.toSorted()).toEqual([
      [1, '2026Q3', 'MEMBER'],
      [2, '2026Q1', 'UNKNOWN'],
    ]);
  });
});
