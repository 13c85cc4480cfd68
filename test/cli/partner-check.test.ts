/** `vakgraaf partner check` names each mistake of a live partner, and how to mend it; never a value. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { onePage, schoolRoutes, OFFERING } from '../education/own-school.ts';
import { COMMAND } from '../support/config-file.ts';
import { startFakeHttp, type FakeHttp, type FakeResponse } from '../support/fake-http.ts';
import { runCommand } from '../support/run-command.ts';
import { postgresMissing, startPostgres, type RealPostgres } from '../support/start-postgres.ts';

let folder: string;
/** The system of the school, of the province, of UWV and of the coaches. */
let http: FakeHttp;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'vakgraaf-check-'));
  http = await startFakeHttp({});
});

afterAll(async () => {
  await http.stop();
  rmSync(folder, { recursive: true });
});

/** Runs a check of a partner list, in which `{URL}` is the address of the server. */
async function run(list: string, args: readonly string[], variables: Record<string, string> = {}) {
  writeFileSync(join(folder, 'partners.yaml'), list.replaceAll('{URL}', http.url));
  const config = join(folder, 'vakgraaf.yaml');
  writeFileSync(config, 'demo: true\npartners: partners.yaml\n');
  const command = runCommand(['node', COMMAND, ...args, '--config', config], variables);
  const code = await command.ended;
  const printed = command
    .printed()
    .replaceAll(folder, 'FOLDER')
    .replaceAll(/\b\d+ ms\b/g, 'N ms');
  return { code, lines: printed.trimEnd().split('\n') };
}

/** The lines that are not ok, and the exit code. */
async function mistakes(...args: Parameters<typeof run>) {
  const { code, lines } = await run(...args);
  return { code, lines: lines.filter((line) => !line.startsWith('ok ')) };
}

const FUND = `partners:
  - id: fonds
    kind: funds
    name: Fonds
    synthetic: true
    url: postgresql://postgres@127.0.0.1:{PORT}/postgres
    password: { setting: FONDS_PASSWORD }
    deadlineMs: 20000
    layout: own
layouts:
  own:
    lists: array
    words: { sectors: { techniek: TECHNIEK } }
    vouchers:
      table: vouchers
      number: serial
      scheme: scheme_code
      status: { column: state, values: { issued: ISSUED } }
      issuedOn: issue_date
      amount: { column: value_eur, unit: euro }
      municipality: area_code
    schemes:
      table: schemes
      code: code
      name: title
      sectors: sectors
      maxMonths: max_months
      opensOn: valid_from
      closesOn: valid_to
      budget: { column: budget_eur, unit: euro }
`;

/** Invented records. */
const TABLES = `
create table schemes (code text, title text, sectors text[], max_months int, valid_from date, valid_to date,
  budget_eur numeric(12,2));
create table vouchers (serial text, scheme_code text, state text, issue_date date, value_eur numeric(10,2),
  area_code text);
insert into schemes values ('A', 'Vakopleiding', '{techniek}', 12, '2025-01-01', '2030-12-31', 1000);
insert into vouchers values ('123456789', 'A', 'issued', '2026-01-10', 250.50, 'GM0200'),
  ('987654321', 'A', 'issued', '2026-01-11', null, null);`;

describe.skipIf(postgresMissing !== null)('a fund', () => {
  let server: RealPostgres;
  let client: Client;
  let secret: string;

  beforeAll(async () => {
    server = await startPostgres();
    secret = decodeURIComponent(new URL(server.url).password);
    client = new Client({ connectionString: server.url });
    await client.connect();
  });

  afterAll(async () => {
    await client.end();
    await server.stop();
  });

  beforeEach(async () => {
    await client.query('drop table if exists schemes, vouchers');
    await client.query(TABLES);
  });

  const list = (change: (text: string) => string = (text) => text) =>
    change(FUND).replaceAll('{PORT}', String(server.port));
  const check = ['partner', 'check', 'fonds'];
  const withPassword = () => ({ FONDS_PASSWORD: secret });

  test('that can be used gives one ok line for each column and request', async () => {
    expect(await run(list(), check, withPassword())).toEqual({ code: 0, lines: [] });
  });

  test.each([
    ['x', (text: string) => text, '', {}, ['']],
    [
      'x',
      (text: string) => text.replace('column: state', 'column: stat'),
      "update schemes set sectors = '{zorg}'",
      undefined,
      [''],
    ],
    ['x', (text: string) => text.replace('table: vouchers', 'table: voucher'), '', undefined, ['']],
    [
      'x',
      (text: string) => text,
      "update vouchers set state='gone'; update vouchers set area_code = '0200'; update schemes set sectors = '{zorg}', valid_to='2222-01-01'",
      undefined,
      [''],
    ],
    [
      'x',
      (text: string) => text,
      'alter table vouchers alter issue_date type text',
      undefined,
      [''],
    ],
    [
      'x',
      (text: string) =>
        text.replace('issuedOn: issue_date', "issuedOn: to_date(issue_date, 'DD-MM-YYYY')"),
      'alter table vouchers alter issue_date type text',
      undefined,
      [''],
    ],
    [
      'x',
      (text: string) => text,
      "alter table schemes alter valid_to type text using '31-12-2030'",
      undefined,
      [''],
    ],
    ['x', (text: string) => text, 'update schemes set title = null', undefined, ['']],
    ['x', (text: string) => text, '', { FONDS_PASSWORD: 'x' }, ['']],
    ['x', (text: string) => text.replace('/postgres\n', '/nergens\n'), '', undefined, ['']],
    [
      'x',
      (text: string) =>
        text.replace('    layout: own\n', '    tls: { mode: require }\n    layout: own\n'),
      '',
      undefined,
      [''],
    ],
  ])('%s', async (_, change, sql, variables, expected) => {
    if (sql !== '') await client.query(sql);
    const found = await mistakes(list(change), check, variables ?? withPassword());
    expect(found).toEqual({ code: 1, lines: expected });
  });
});
