/** `vakgraaf partner check` names each mistake of a live partner, and how to mend it; never a value. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { onePage, schoolRoutes, OFFERING } from '../education/own-school.ts';
import { projectRoot } from '../../core/config/project-root.ts';
import { row, workbook } from '../provinces/own-workbook.ts';
import { runPartnerChecks } from '../../cli/partner-check/run-check.ts';
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

/** Values that partners hold in these tests, and secrets: none may be printed. */
const VALUES =
  /123456789|987654321|250\.5|GM0200|Vakopleiding|geheim|onbekend|zorg|P3M|25123|Proef|gestopt|Lassen|lang/i;

/** Writes a partner list, in which `{URL}` is the address of the server, and gives the path of its configuration file. */
function writeList(list: string): string {
  writeFileSync(
    join(folder, 'partners.yaml'),
    list.replaceAll('{URL}', http.url).replaceAll('{TLS_URL}', http.url.replace('http:', 'https:')),
  );
  const config = join(folder, 'vakgraaf.yaml');
  writeFileSync(config, 'demo: true\npartners: partners.yaml\n');
  return config;
}

function linesOf(text: string): readonly string[] {
  const printed = text
    .replaceAll(folder, 'FOLDER')
    .replaceAll(/\b\d+ ms\b/g, 'N ms')
    .replaceAll(/ERR_SSL_\w+/g, 'ERR_SSL');
  expect(printed).not.toMatch(VALUES);
  return printed.trimEnd().split('\n');
}

/** Runs the command on a partner list. */
async function run(list: string, args: readonly string[], variables: Record<string, string> = {}) {
  const command = runCommand(['node', COMMAND, ...args, '--config', writeList(list)], variables);
  const code = await command.ended;
  return { code, lines: linesOf(command.printed()) };
}

/** A mistake in the partner list or in the partner, and the lines that it gives beside those that are ok. */
type Mistake = readonly [
  title: string,
  mistake: {
    /** The exit code. */
    readonly code?: number;
    /** What stands in the partner list, and what stands there instead. */
    readonly from?: string;
    readonly to?: string;
    readonly sql?: string;
    readonly password?: string;
    readonly routes?: FakeHttp['routes'];
    readonly lines: readonly string[];
  },
];

/**
 * The lines that are neither ok nor the last, and the exit code. The check runs in this process, because the start of a
 * process takes most of the time of a check; `run` shows that the command prints and ends as this function returns.
 */
async function mistakes(list: string, id: string, variables: Record<string, string> = {}) {
  const config = writeList(list);
  let text = '';
  const print = (...printed: readonly unknown[]) => void (text += `${printed.join(' ')}\n`);
  for (const method of ['log', 'info', 'warn', 'error'] as const)
    vi.spyOn(console, method).mockImplementation(print);
  for (const [name, value] of Object.entries(variables)) vi.stubEnv(name, value);
  try {
    const code = await runPartnerChecks([id], { config, json: false });
    return { code, lines: linesOf(text).filter((line) => /^(warning|FAILURE) /.test(line)) };
  } finally {
    vi.restoreAllMocks();
    vi.unstubAllEnvs();
  }
}

const FUND = `partners:
  - id: fonds
    kind: funds
    name: Fonds
    synthetic: true
    url: postgresql://postgres@127.0.0.1:{PORT}/postgres
    password: { setting: FONDS_PASSWORD }
    deadlineMs: 30000
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
    const tls = join(projectRoot(), 'test/support/tls');
    server = await startPostgres(['ssl=on'], {
      'server.crt': readFileSync(join(tls, 'server.pem'), 'utf8'),
      'server.key': readFileSync(join(tls, 'server.key'), 'utf8'),
    });
    secret = decodeURIComponent(new URL(server.url).password);
    client = new Client({ connectionString: server.url });
    await client.connect();
  });

  afterAll(async () => {
    await client.end();
    await server.stop();
  });

  beforeEach(async () => {
    await client.query(
      "drop table if exists schemes, vouchers; drop role if exists lezer; create role lezer login password 'eigen'",
    );
    await client.query(TABLES);
  });

  const list = (change: (text: string) => string = (text) => text) =>
    change(FUND).replaceAll('{PORT}', String(server.port));
  const check = ['partner', 'check', 'fonds'];
  const withPassword = () => ({ FONDS_PASSWORD: secret });

  test('that can be used gives one ok line for each column and request', async () => {
    expect(await run(list(), check, withPassword())).toEqual({
      code: 0,
      lines: [
        'ok       fonds TLS: off: the address is on this machine, or its entry allows it',
        'ok       fonds connection: N ms',
        'ok       fonds table schemes: N ms',
        'ok       fonds schemes.code: text of 1, in 100% of 1 rows',
        'ok       fonds schemes.name: text of 12, in 100% of 1 rows',
        'ok       fonds schemes.sectors: text[], in 100% of 1 rows',
        'ok       fonds schemes.maxMonths: integer, in 100% of 1 rows',
        'ok       fonds schemes.opensOn: date, in 100% of 1 rows',
        'ok       fonds schemes.closesOn: date, in 100% of 1 rows',
        'ok       fonds schemes.budget.column: numeric, in 100% of 1 rows',
        'ok       fonds table vouchers: N ms',
        'ok       fonds vouchers.number: 9 digits, in 100% of 2 rows',
        'ok       fonds vouchers.scheme: text of 1, in 100% of 2 rows',
        'ok       fonds vouchers.status.column: text of 6, in 100% of 2 rows',
        'ok       fonds vouchers.issuedOn: date, in 100% of 2 rows',
        'ok       fonds vouchers.amount.column: numeric, in 50% of 2 rows',
        'ok       fonds vouchers.municipality: text of 6, in 50% of 2 rows',
        'ok       fonds schemes: N ms',
        'ok       fonds graph: 1 schemes; null in all of them: type, uses, programme, regions, targetGroups, maximumEuro, applyAt, contact, changedAt',
        'ok       fonds vouchers: N ms',
        'ok       fonds graph: 2 of the newest vouchers; null in all of them: type, programme, use, expiresOn, redeemedOn, school, employerKvk, changedAt',
        'ok       fonds counts by region: N ms',
        'ok       fonds counts by issued: N ms',
        'failures: 0, warnings: 0',
      ],
    });
  });

  const LATE_TLS = 'use the name that is in the certificate at partners.yaml:6:10';
  const MISTAKES: readonly Mistake[] = [
    [
      'a setting without its password',
      {
        password: '',
        lines: [
          'FAILURE  fonds: Cannot reach partner "fonds": set FONDS_PASSWORD to its secret (partners.yaml:7:15)',
        ],
      },
    ],
    [
      'no setting for a password',
      {
        from: '    password: { setting: FONDS_PASSWORD }\n',
        to: '',
        lines: [
          'FAILURE  fonds connection: it asks for a password: name the setting that holds it, as password: { setting: … }, at partners.yaml:6:10',
        ],
      },
    ],
    [
      'another password',
      {
        password: 'ander',
        lines: [
          'FAILURE  fonds connection: it refuses the password: change the value of the setting at partners.yaml:7:15, or the user at partners.yaml:6:10',
        ],
      },
    ],
    [
      'a database that is not there',
      {
        from: '{PORT}/postgres',
        to: '{PORT}/nergens',
        lines: [
          'FAILURE  fonds connection: it has no database of that name: change partners.yaml:6:10',
        ],
      },
    ],
    [
      'a certificate of an authority that is not known',
      {
        from: '    layout: own\n',
        to: '    tls: { mode: verify-full }\n    layout: own\n',
        lines: [
          `FAILURE  fonds connection: its certificate cannot be verified (UNABLE_TO_VERIFY_LEAF_SIGNATURE): ${LATE_TLS}, let the partner renew it, or give the CA of the partner as tls.ca at partners.yaml:9:10`,
        ],
      },
    ],
    [
      'TLS that does not verify the server',
      {
        code: 0,
        from: '    layout: own\n',
        to: '    tls: { mode: require }\n    layout: own\n',
        lines: [
          'warning  fonds TLS: on, but the server is not verified: use tls: { mode: verify-full }, partners.yaml:9:10',
        ],
      },
    ],
    [
      'a table that is not there',
      {
        from: 'table: vouchers',
        to: 'table: voucher',
        lines: [
          'FAILURE  fonds vouchers.table: there is no table voucher that this user can see, the nearest is "vouchers": change partners.yaml:15:14',
        ],
      },
    ],
    [
      'a column that is not there',
      {
        from: 'column: state',
        to: 'column: stat',
        lines: [
          'FAILURE  fonds vouchers.status.column: table vouchers has no column "stat", the nearest is "state": change partners.yaml:18:25',
        ],
      },
    ],
    [
      'a column that the user may not read',
      {
        from: 'postgres@',
        to: 'lezer@',
        password: 'eigen',
        sql: 'grant select on schemes to lezer; grant select (serial, scheme_code, state, issue_date, value_eur) on vouchers to lezer',
        lines: [
          'FAILURE  fonds vouchers.municipality: this user may not read column "area_code" of table vouchers: let the partner grant select on it',
        ],
      },
    ],
    [
      'a text where a day is needed',
      {
        sql: 'alter table vouchers alter issue_date type text',
        lines: [
          "FAILURE  fonds vouchers.issuedOn: it is of type text where a day is needed: write to_date(issue_date, 'DD-MM-YYYY') with its own format, partners.yaml:19:17",
        ],
      },
    ],
    [
      'an expression with another format of days',
      {
        from: 'issuedOn: issue_date',
        to: "issuedOn: to_date(issue_date, 'DD-MM-YYYY')",
        sql: 'alter table vouchers alter issue_date type text',
        lines: [
          'FAILURE  fonds vouchers.issuedOn: an expression does not fit the values (22008): change the format in the layout (partners.yaml:19:17)',
        ],
      },
    ],
    [
      'a day in another notation',
      {
        sql: "alter table schemes alter valid_to type text using '31-12-2030'",
        lines: [
          'FAILURE  fonds schemes: schemes.closesOn holds a value that cannot be read (closes_on: text, text of 10): change partners.yaml:29:17, or let the partner mend it',
        ],
      },
    ],
    [
      'a scheme without a name',
      {
        sql: 'update schemes set title = null',
        lines: [
          'FAILURE  fonds schemes: schemes.name holds a value that cannot be read (name: text, null): change partners.yaml:25:13, or let the partner mend it',
        ],
      },
    ],
    [
      'an address that cannot be followed and a maximum of nothing',
      {
        code: 0,
        from: '      budget: {',
        to: '      maximum: { column: most, unit: euro }\n      applyAt: page\n      contact: page\n      budget: {',
        sql: "alter table schemes add most int default 0; alter table schemes add page text default 'www.geheim.nl'",
        lines: [
          'warning  fonds schemes maximum: values that cannot be read: 1 (number); they are null, let the partner mend them, or change partners.yaml:30:16',
          'warning  fonds schemes apply_at: values that cannot be read: 1 (text); they are null, let the partner mend them, or change partners.yaml:31:16',
          'warning  fonds schemes contact: values that cannot be read: 1 (text); they are null, let the partner mend them, or change partners.yaml:32:16',
        ],
      },
    ],
    [
      'a column of addresses that is not there',
      {
        from: '      budget: {',
        to: '      applyAt: titel\n      budget: {',
        lines: [
          'FAILURE  fonds schemes.applyAt: table schemes has no column "titel", the nearest is "title": change partners.yaml:30:16',
        ],
      },
    ],
    [
      'unknown words and a day in another century',
      {
        code: 0,
        sql: `update vouchers set state = 'onbekend', area_code = '0200';
          update schemes set sectors = '{techniek,zorg}', valid_to = '2222-01-01'`,
        lines: [
          'warning  fonds schemes sectors: unknown words: 1 in 1 rows; add them, partners.yaml:13:23',
          'warning  fonds graph: 1 of 1 schemes have a day of closesOn before 1990 or after 2099: let the partner mend it',
          'warning  fonds vouchers status: unknown words: 2 in 2 rows; add them, partners.yaml:18:40',
          'warning  fonds vouchers municipality: unknown words: 2 in 2 rows; write an expression that gives a CBS code, partners.yaml:21:21',
          'warning  fonds counts region: unknown words: 1 different ones in all rows; write an expression that gives a CBS code, partners.yaml:21:21',
        ],
      },
    ],
  ];

  test.each(MISTAKES)(
    'with %s is told what to mend',
    async (_, { code = 1, from = '', to = '', sql, password, lines }) => {
      if (sql !== undefined) await client.query(sql);
      const text = list((whole) => whole.replace(from, to));
      const found = await mistakes(text, 'fonds', { FONDS_PASSWORD: password ?? secret });
      expect(found).toEqual({ code, lines });
    },
  );
});

const SCHOOL = `partners:
  - id: school
    kind: education
    name: School
    synthetic: true
    deadlineMs: 30000
    url: '{URL}'
`;

const COURSE = {
  courseId: 'c1',
  name: [{ language: 'nl-NL', value: 'Lassen' }],
  primaryCode: { codeType: 'crohoCreboCode', code: '25123' },
  duration: 'P3M',
  fieldsOfStudy: '0715',
};
const healthySchool = () => ({
  '/': { body: {} },
  ...schoolRoutes(onePage(COURSE), { ...OFFERING, startDate: '2026-02-01' }),
});

describe('a school', () => {
  const check = ['partner', 'check', 'school'];

  test('that can be used gives one ok line for each field and request', async () => {
    http.routes = healthySchool();
    expect(await run(SCHOOL, check)).toEqual({
      code: 0,
      lines: [
        'ok       school TLS: off: the address is on this machine, or its entry allows it',
        'ok       school service: N ms',
        'ok       school trainings: N ms, 2 requests',
        'ok       school courses courseId: text of 2, in 100% of 1 items',
        'ok       school courses name: list of 1, in 100% of 1 items',
        'ok       school courses description: in 0% of 1 items',
        'ok       school courses primaryCode: object, in 100% of 1 items',
        'ok       school courses duration: text of 3, in 100% of 1 items',
        'ok       school courses modeOfDelivery: in 0% of 1 items',
        'ok       school courses fieldsOfStudy: 4 digits, in 100% of 1 items',
        'ok       school graph: 1 trainings; null in all of them: description, level, link, funding, employers, jobOffered',
        'ok       school offerings: N ms, 2 requests',
        'ok       school offerings offeringId: text of 2, in 100% of 1 items',
        'ok       school offerings course: text of 2, in 100% of 1 items',
        'ok       school offerings startDate: date, in 100% of 1 items',
        'ok       school graph: 1 offerings; null in all of them: endDate, enrolFrom, enrolUntil, municipality, seatsLeft, price',
        'failures: 0, warnings: 0',
      ],
    });
  });

  const WITH_LIST = `${SCHOOL}    associationsPath: /llo/associations\n`;

  test('with a list of all associations is asked for those of guests alone, and nothing of them is told', async () => {
    const asked: (string | undefined)[] = [];
    const list = ({ url }: { readonly url?: string | undefined }) => {
      asked.push(url);
      return onePage({ associationId: 'geheim' });
    };
    http.routes = { ...healthySchool(), '/llo/associations': list };
    const { code, lines } = await run(WITH_LIST, check);
    expect(code).toBe(0);
    expect(lines).toContain('ok       school associations: N ms');
    expect(lines.join(' ')).not.toContain('geheim');
    expect(asked).toEqual(['/llo/associations?role=guest&pageSize=10&pageNumber=1']);
  });

  test('without a list at the path of its entry is told what to change', async () => {
    http.routes = healthySchool();
    expect(await mistakes(WITH_LIST, 'school')).toEqual({
      code: 1,
      lines: [
        'FAILURE  school associations: there is no list of all associations at this path (status 404): change it at partners.yaml:8:23, or leave it out, after which the list of each offering is read; docs/school-statistics.md describes it',
      ],
    });
  });

  const OAUTH =
    "    oauth: { tokenPath: /token, clientId: vakgraaf, clientSecret: { setting: SCHOOL_SECRET } }\n    url: '{URL}'\n";
  const MISTAKES: readonly Mistake[] = [
    [
      'another path',
      {
        from: '{URL}',
        to: '{URL}/v5',
        lines: ['service', 'trainings', 'offerings'].map(
          (step) =>
            `FAILURE  school ${step}: there is nothing at this path (status 404): change the path of partners.yaml:7:10`,
        ),
      },
    ],
    [
      'an address where nothing listens',
      {
        from: '{URL}',
        to: 'http://127.0.0.1:1',
        lines: [
          'FAILURE  school service: nothing listens at its address: start the system, or change partners.yaml:7:10',
        ],
      },
    ],
    [
      'TLS where the server has none',
      {
        from: '{URL}',
        to: '{TLS_URL}',
        lines: [
          'FAILURE  school service: it does not speak TLS in the way that was asked (ERR_SSL): change partners.yaml:7:10',
        ],
      },
    ],
    [
      'a page in place of a list',
      {
        routes: { '/courses': { type: 'text/html', body: '<p>Zoek een opleiding</p>' } },
        lines: [
          'FAILURE  school trainings: the response has another media type than was asked: the address is that of a page or of another service, change partners.yaml:7:10',
        ],
      },
    ],
    [
      'a list that is not that of OOAPI',
      {
        routes: { '/courses': { body: { data: [] } } },
        lines: [
          'FAILURE  school trainings: the response is not that of the standard (items: custom, undefined): change partners.yaml:7:10, or let the partner mend it',
        ],
      },
    ],
    [
      'courses without an id',
      {
        routes: { '/courses': onePage({ name: 'geheim' }) },
        lines: [
          'FAILURE  school trainings: the response is not that of the standard (items.*.courseId: invalid_union, undefined): change partners.yaml:7:10, or let the partner mend it',
        ],
      },
    ],
    [
      'a redirect',
      {
        routes: { '/courses': { status: 302, headers: { location: '/elders' } } },
        lines: [
          'FAILURE  school trainings: it redirects (status 302): give the address to which it redirects, at partners.yaml:7:10',
        ],
      },
    ],
    [
      'a list that is larger than the entry allows',
      {
        from: '    deadlineMs: 30000\n',
        to: '    deadlineMs: 30000\n    answerBytesMax: 1024\n',
        routes: { '/courses': onePage({ ...COURSE, description: 'lang'.repeat(500) }) },
        lines: [
          'FAILURE  school trainings: the response is larger than answerBytesMax, or endless: raise it at partners.yaml:7:21',
        ],
      },
    ],
    [
      'a token that was not configured',
      {
        routes: { '/courses': { status: 401, body: {} } },
        lines: [
          'FAILURE  school trainings: it asks for a token (status 401): add oauth to the entry at partners.yaml:7:10',
        ],
      },
    ],
    [
      'a secret that is refused',
      {
        from: "    url: '{URL}'\n",
        to: OAUTH,
        routes: { '/token': { status: 401, body: { error: 'invalid_client' } } },
        lines: [
          'FAILURE  school service: its token server refuses us with status 401: change clientId, its secret or the address of tokens, at partners.yaml:7:12',
        ],
      },
    ],
    [
      'a token that is refused',
      {
        from: "    url: '{URL}'\n",
        to: OAUTH,
        routes: {
          '/token': { body: { access_token: 'abc', token_type: 'bearer' } },
          '/courses': { status: 403, body: {} },
        },
        lines: [
          'FAILURE  school trainings: it refuses our token with status 403: let the partner give our client access, or change scope at partners.yaml:7:12',
        ],
      },
    ],
    [
      'values that cannot be read, unknown words and offerings of no training',
      {
        code: 0,
        routes: schoolRoutes(
          onePage({
            ...COURSE,
            duration: 12,
            consumers: [{ consumerKey: 'llo-funding', targetGroups: ['Zij', 'Hij'] }],
          }),
          { ...OFFERING, startDate: '31-12-2026', course: 'c2' },
          { ...OFFERING, offeringId: 'o2', startDate: '0206-01-01' },
        ),
        lines: [
          'warning  school courses duration: values that cannot be read: 1 (number); they are null, let the school mend them',
          'warning  school targetGroups: unknown words: 2; let the school use the codes of the graph, such as JOBSEEKER',
          'warning  school offerings startDate: values that cannot be read: 1 (text); they are null, let the school mend them',
          'warning  school graph: 1 of 2 offerings have a day of startDate before 1990 or after 2099: let the partner mend it',
          'warning  school offerings: 1 of 2 name no training of this school, and are not shown: let the school mend program or course',
        ],
      },
    ],
  ];

  test.each(MISTAKES)(
    'with %s is told what to mend',
    async (_, { code = 1, from = '', to = '', routes = {}, lines }) => {
      http.routes = { ...healthySchool(), ...routes };
      const text = SCHOOL.replace(from, to);
      expect(await mistakes(text, 'school', { SCHOOL_SECRET: 'geheim' })).toEqual({ code, lines });
    },
  );
});

const PROVINCE = `partners:
  - id: provincie
    kind: provinces
    name: Provincie
    synthetic: true
    deadlineMs: 30000
    url: '{URL}'
    region: PV24
    register: own
registers:
  own:
    format: csv
    delimiter: ';'
    encoding: utf-8
    decimals: comma
    dates: dd-mm-yyyy
    lists: '|'
    words:
      statuses: { loopt: RUNNING }
      organisations: {}
    pilots:
      at: /pilots.csv
      columns: { number: Nummer, name: Naam pilot, status: Stand, startedOn: Start, target: Streefaantal }
`;
const register = (rows: string, encoding: BufferEncoding = 'utf8'): FakeResponse => ({
  type: 'text/csv',
  body: Buffer.from(`Nummer;Naam pilot;Stand;Start;Streefaantal\r\n${rows}\r\n`, encoding),
});
const ROW = 'P1;Proef één;loopt;01-02-2026;25';

describe('a province', () => {
  const check = ['partner', 'check', 'provincie'];

  test('that can be used gives one ok line for each column and file', async () => {
    http.routes = { '/pilots.csv': register(ROW) };
    expect(await run(PROVINCE, check)).toEqual({
      code: 0,
      lines: [
        'ok       provincie TLS: off: the address is on this machine, or its entry allows it',
        'ok       provincie file 1, /pilots.csv: N ms',
        'ok       provincie pilots "Nummer": text of 2, in 100% of 1 rows',
        'ok       provincie pilots "Naam pilot": text of 9, in 100% of 1 rows',
        'ok       provincie pilots "Stand": text of 5, in 100% of 1 rows',
        'ok       provincie pilots "Start": text of 10, in 100% of 1 rows',
        'ok       provincie pilots "Streefaantal": 2 digits, in 100% of 1 rows',
        'ok       provincie graph: 1 pilots; null in all of them: programme, endedOn, maxMonths, changedAt',
        'failures: 0, warnings: 0',
      ],
    });
  });

  const FILE = 'FAILURE  provincie file 1, /pilots.csv:';
  const MISTAKES: readonly Mistake[] = [
    [
      'another path of a file',
      {
        from: '/pilots.csv',
        to: '/pilot.csv',
        lines: [
          'FAILURE  provincie file 1, /pilot.csv: there is no file at this path (status 404): change at, partners.yaml:22:11, or partners.yaml:7:10',
        ],
      },
    ],
    [
      'another title of a column',
      {
        from: 'Naam pilot',
        to: 'Naam pilots',
        lines: [
          `${FILE} column Naam pilots: missing, nearest "Naam pilot": change partners.yaml:23:40`,
        ],
      },
    ],
    [
      'another encoding',
      {
        routes: { '/pilots.csv': register(ROW, 'latin1') },
        lines: [
          `${FILE} the file is in another encoding (not utf-8): change encoding, partners.yaml:14:15`,
        ],
      },
    ],
    [
      'a page in place of a file',
      {
        routes: { '/pilots.csv': { type: 'text/html', body: '<p>Open data</p>' } },
        lines: [
          `${FILE} the response is no csv file: change format, partners.yaml:12:13, or let the province send the media type of its file`,
        ],
      },
    ],
    [
      'two pilots with one number',
      {
        routes: { '/pilots.csv': register(`${ROW}\r\nP1;Ander;loopt;;`) },
        lines: [
          `${FILE} it holds rows that cannot be told apart or read (Nummer: more than once): let the province mend them, or name another column, partners.yaml:23:26`,
        ],
      },
    ],
    [
      'days and numbers in another notation, and unknown words',
      {
        code: 0,
        routes: {
          '/pilots.csv': register(
            `${ROW}\r\nP2;Geheim;gestopt;2026/02/31;veel\r\nP3;Proef;rust;02-02-0206;3`,
          ),
        },
        lines: [
          'warning  provincie pilots Start: values that cannot be read: 2 (text); let the province mend them, or change dates at partners.yaml:16:12',
          'warning  provincie pilots Streefaantal: values that cannot be read: 1 (text); let the province mend them, or change decimals at partners.yaml:15:15',
          'warning  provincie pilots.Stand: unknown words: 2; add them to words at partners.yaml:19:17',
        ],
      },
    ],
  ];

  test.each(MISTAKES)(
    'with %s is told what to mend',
    async (_, { code = 1, from = '', to = '', routes, lines }) => {
      http.routes = routes ?? { '/pilots.csv': register(ROW) };
      expect(await mistakes(PROVINCE.replace(from, to), 'provincie')).toEqual({ code, lines });
    },
  );
});

test('a province whose workbook has another title of its sheet is told which one is near', async () => {
  const type = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
  const rows = row('Nummer', 'Naam pilot', 'Stand', 'Start', 'Streefaantal') + row('P1', 'Proef');
  http.routes = { '/pilots.csv': { type, body: workbook({ rows }) } };
  const list = PROVINCE.replace(
    "format: csv\n    delimiter: ';'\n    encoding: utf-8",
    'format: xlsx',
  ).replace('at: /pilots.csv', 'at: /pilots.csv\n      sheet: T');
  expect(await mistakes(list, 'provincie')).toEqual({
    code: 1,
    lines: [
      'FAILURE  provincie file 1, /pilots.csv: sheet T: missing, nearest "S": change partners.yaml:21:14',
    ],
  });
});

const PEOPLE = `
  - id: uwv
    kind: uwv
    name: UWV
    synthetic: true
    deadlineMs: 30000
    url: '{URL}'
    membership: /llo/membership
  - id: coaches
    kind: guidance
    name: Coaches
    synthetic: true
    deadlineMs: 30000
    url: '{URL}'
    oin: '00000099000000001000'
    holdsPersonKey: true
    membership: none
`;
/** A healthy answer: nobody in the bucket that the check asks for. */
const MEMBERS = { tokens: { '000': [] } };

test('check asks every partner of the list, and of people nothing but one bucket and an empty list of numbers', async () => {
  http.routes = {
    ...healthySchool(),
    '/v1/status': { body: {} },
    '/llo/membership': { body: MEMBERS },
    '/v1/personen/zoek': { body: { personen: [] } },
    '/v1/trajecten/op-nummer': { body: { trajecten: [] } },
    '/v1/aanbod': { body: { aanbod: [] } },
  };
  const { code, lines } = await run(SCHOOL.trimEnd() + PEOPLE, ['check']);
  expect({ code, lines: lines.filter((line) => !line.includes(' school ')) }).toEqual({
    code: 0,
    lines: [
      'ok       partners: 3 partners',
      'ok       purposes: 7 purposes',
      'ok       content: 0 programmes',
      'ok       uwv TLS: off: the address is on this machine, or its entry allows it',
      'ok       uwv status: N ms',
      'ok       uwv membership: N ms',
      'ok       uwv people, for an empty list of numbers: N ms',
      'ok       uwv people: records of people are not asked for',
      'ok       coaches TLS: off: the address is on this machine, or its entry allows it',
      'ok       coaches status: N ms',
      'ok       coaches membership: none: it is asked about no person whom it did not name itself in the same request',
      'ok       coaches trajectories, for an empty list of numbers: N ms',
      'ok       coaches offers: N ms',
      'ok       coaches graph: 0 offers',
      'ok       coaches people: records of people are not asked for',
      'failures: 0, warnings: 0',
    ],
  });
});

test.each([
  [
    'that answers 404',
    { status: 404, body: {} },
    'there is no membership endpoint at this path (status 404): change it at partners.yaml:8:17, or write none there, after which the partner is asked about no person; docs/membership.md describes it',
  ],
  [
    'that refuses the quarter',
    { status: 400, body: {} },
    'it refuses the quarter or the buckets (status 400): let the partner compare docs/membership.md, and look whether it has the key of this quarter',
  ],
  [
    'without the bucket that was asked for',
    { body: { tokens: {} } },
    'the response is not that of docs/membership.md (tokens.*: undefined): let the partner mend it',
  ],
  [
    'with numbers in place of tokens',
    { body: { tokens: { '000': ['123456789'] } } },
    'the response is not that of docs/membership.md (tokens.*.*: text of 9): let the partner mend it',
  ],
  [
    'without a token of ours',
    { status: 403, body: {} },
    'it asks for a token (status 403): add oauth to the entry at partners.yaml:7:10',
  ],
])('a membership endpoint %s is told what to mend', async (_, response, sentence) => {
  http.routes = {
    '/v1/status': { body: {} },
    '/v1/personen/zoek': { body: { personen: [] } },
    '/llo/membership': response,
  };
  expect(await mistakes(`partners:${PEOPLE}`, 'uwv')).toEqual({
    code: 1,
    lines: [`FAILURE  uwv membership: ${sentence}`],
  });
});

test.each([
  ['uwv', '    membership: /llo/membership\n', ''],
  ['coaches', '    membership: none\n', ''],
  ['coaches', 'holdsPersonKey: true', 'holdsPersonKey: false'],
  ['coaches', 'membership: none', 'membership: nergens'],
])('an entry of %s with "%s" changed to "%s" ends with 78', async (id, from, to) => {
  const { code, lines } = await run(`partners:${PEOPLE.replace(from, to)}`, [
    'partner',
    'check',
    id,
  ]);
  expect(code).toBe(78);
  expect(lines.join(' ')).toMatch(/membership: expected (the|a) path/);
});

test('--json prints the findings for a program', async () => {
  http.routes = {};
  const { code, lines } = await run(PROVINCE, ['partner', 'check', 'provincie', '--json']);
  expect(code).toBe(1);
  expect(JSON.parse(lines.join('\n'))).toEqual([
    {
      subject: 'provincie TLS',
      status: 'ok',
      text: 'off: the address is on this machine, or its entry allows it',
    },
    {
      subject: 'provincie file 1, /pilots.csv',
      status: 'failure',
      text: 'there is no file at this path (status 404): change at, partners.yaml:22:11, or partners.yaml:7:10',
    },
  ]);
});

test.each([
  [
    'an id that the list lacks',
    SCHOOL,
    'scool',
    'Cannot find partner "scool" in the partner list; did you mean "school"?',
  ],
  [
    'a mistake in the list',
    SCHOOL.replace('kind: education', 'kind: educatie'),
    'school',
    'did you mean "education"?',
  ],
])('%s ends with 78', async (_, list, id, sentence) => {
  const { code, lines } = await run(list, ['partner', 'check', id]);
  expect(code).toBe(78);
  expect(lines.join('\n')).toContain(sentence);
});
