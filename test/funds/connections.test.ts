/** How a fund is reached: passwords, TLS, connection poolers, and connections that went stale. */
import { readFileSync } from 'node:fs';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { join } from 'node:path';
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { statementsOf } from '../../mocks/funds/fund-statements.ts';
import { createWorld } from '../../mocks/world/create-world.ts';
import { projectRoot } from '../../core/config/project-root.ts';
import { text } from '../../subgraphs/kit/partners/checked-value.ts';
import { createPostgresPartner } from '../../subgraphs/kit/partners/postgres-partner.ts';
import { parsePartners, type PartnerList } from '../../subgraphs/partners.ts';
import { startFakePgbouncer, type PoolMode } from '../support/fake-pgbouncer.ts';
import { partnerCall } from '../support/partner-call.ts';
import { postgresMissing, startPostgres, type RealPostgres } from '../support/start-postgres.ts';
import { DEVELOPER, partnersAt, startSubgraphHarness } from '../support/subgraph-harness.ts';
import { TEST_DAY } from '../support/test-day.ts';

const PASSWORD = "p@ss:w/ö rd%41#?&'";
const USER = 'lezer@fonds: 1';
const DATABASE = 'fonds-otib';
const SETTING = 'OTIB_PASSWORD';

const certificate = (name: string) =>
  readFileSync(join(projectRoot(), 'test/support/tls', name), 'utf8');
const CA = certificate('ca.pem');

type FundChanges = Partial<Extract<PartnerList['partners'][number], { kind: 'funds' }>>;

function fundAt(url: string, changes: FundChanges = {}): PartnerList {
  const list = partnersAt({ otib: url });
  const partners = list.partners.map((one) =>
    one.kind === 'funds' ? { ...one, deadlineMs: 10_000, ...changes } : one,
  );
  return { ...list, partners };
}

const QUERY = '{ voucherSchemes(first: 100) { nodes { id } } }';
/** A page, a filter, and records by number: every statement of a fund that the graph leads to. */
const EVERYTHING = `{
  voucherSchemes(first: 100) { nodes { id name opensOn closesOn budgetLeftPercent provenance { asOf } } }
  vouchers(first: 100, filter: { statuses: [REDEEMED] }) {
    nodes { status issuedOn amount { amount } region { code } enrolments { __typename } }
    pageInfo { hasNextPage }
  }
}`;

const SESSION = `select name, setting from pg_settings where name in ('transaction_read_only',
  'statement_timeout', 'TimeZone', 'DateStyle', 'lc_monetary', 'IntervalStyle') order by 1`;

const refused = (fault: string) => ({
  data: { voucherSchemes: null },
  errors: [
    {
      message: `Partner "otib" gave no answer: ${fault}`,
      path: ['voucherSchemes'],
      extensions: { code: 'PARTNER_NO_ANSWER', partner: 'otib', kind: 'funds', fault },
    },
  ],
});

describe.skipIf(postgresMissing !== null)(
  `a real PostgreSQL (${postgresMissing ?? 'from npm'})`,
  () => {
    let server: RealPostgres;
    let admin: Client;
    let url: string;
    const host = () => `127.0.0.1:${server.port}/${DATABASE}`;
    /** With the password in the address, for what uses no partner list. */
    const fullUrl = () =>
      `postgresql://${encodeURIComponent(USER)}:${encodeURIComponent(PASSWORD)}@${host()}`;

    beforeAll(async () => {
      const files = {
        'server.pem': certificate('server.pem'),
        'server.key': certificate('server.key'),
      };
      server = await startPostgres(
        ['ssl=on', 'ssl_cert_file=server.pem', 'ssl_key_file=server.key'],
        files,
      );
      const quoted = (name: string) => `"${name}"`;
      const owner = new Client({ connectionString: server.url });
      await owner.connect();
      await owner.query(`create database ${quoted(DATABASE)}`);
      await owner.query(
        `create role ${quoted(USER)} login password '${PASSWORD.replace("'", "''")}'`,
      );
      await owner.end();
      admin = await openAdmin();
      for (const statement of statementsOf(createWorld({ date: TEST_DAY }), 'otib'))
        await admin.query(statement);
      await admin.query(`grant select on all tables in schema public to ${quoted(USER)}`);
      url = `postgresql://${encodeURIComponent(USER)}@${host()}`;
    });
    afterAll(async () => {
      await admin.end();
      await server.stop();
    });

    async function openAdmin(): Promise<Client> {
      const client = new Client({ connectionString: server.url.replace(/postgres$/, DATABASE) });
      // It is ended when the server restarts.
      client.on('error', () => undefined);
      await client.connect();
      return client;
    }

    const start = (list: PartnerList, password = PASSWORD) =>
      startSubgraphHarness('funds', list, ['voucher'], {
        secretOf: (setting) => (setting === SETTING ? password : undefined),
      });

    async function ask(changes: FundChanges, query = QUERY, address = url) {
      const harness = await start(fundAt(address, { password: { setting: SETTING }, ...changes }));
      const response = await harness.ask(DEVELOPER, query);
      await harness.stop();
      return { response, log: harness.log() };
    }

    test('a fund is reached with the password of the setting in its entry', async () => {
      const { response } = await ask({});
      const { nodes } = (response.data as { voucherSchemes: { nodes: { id: string }[] } })
        .voucherSchemes;
      expect(response.errors).toBeUndefined();
      expect(nodes.length).toBeGreaterThan(5);
      expect(nodes.every(({ id }) => id.startsWith('otib:'))).toBe(true);
    });

    test('a wrong password is fault "refused", and the log has its SQLSTATE', async () => {
      const harness = await start(fundAt(url, { password: { setting: SETTING } }), 'niet-dit');
      const response = await harness.ask(null, QUERY);
      await harness.stop();
      expect(response).toEqual(refused('refused'));
      expect(JSON.parse(harness.log().trim())).toMatchObject({
        partner: 'otib',
        fault: 'refused',
        reason: 'connection',
        code: '28P01',
      });
      expect(harness.log()).not.toContain('niet-dit');
    });

    const TLS: readonly (readonly [string, FundChanges['tls'], string, boolean])[] = [
      ['disable', { mode: 'disable' }, '127.0.0.1', false],
      ['require', { mode: 'require' }, '127.0.0.1', true],
      ['verify-full with the CA', { mode: 'verify-full', ca: CA }, '127.0.0.1', true],
    ];
    test.each(TLS)(
      'with TLS %s a fund is reached, and its connection is encrypted or not accordingly',
      async (_, tls, name, isOn) => {
        const partner = createPostgresPartner({
          url: fullUrl().replace('127.0.0.1', name),
          tls,
          timeZone: 'Europe/Amsterdam',
          connectionsMax: 1,
          deadlineMs: 10_000,
        });
        const sql = 'select ssl::text as ssl from pg_stat_ssl where pid = pg_backend_pid()';
        const [row] = await partner.ask({ sql, values: [], rowsMax: 1 }, partnerCall());
        await partner.stop();
        expect(row?.('ssl', text)).toBe(String(isOn));
      },
    );

    test.each([
      ['without the CA', { mode: 'verify-full' }, '127.0.0.1', 'UNABLE_TO_VERIFY_LEAF_SIGNATURE'],
      [
        'for another name',
        { mode: 'verify-full', ca: CA },
        'localhost',
        'ERR_TLS_CERT_ALTNAME_INVALID',
      ],
    ] as const)(
      'a certificate %s is fault "unreachable", and the log says why',
      async (_, tls, name, code) => {
        const { response, log } = await ask({ tls }, QUERY, url.replace('127.0.0.1', name));
        expect(response).toEqual(refused('unreachable'));
        expect(JSON.parse(log.trim())).toMatchObject({ reason: 'connection', code });
      },
    );

    const MODES: readonly PoolMode[] = ['session', 'transaction', 'statement'];
    test.each(MODES)(
      'through a pooler in mode %s every response is that of the database itself',
      async (mode) => {
        const direct = await ask({}, EVERYTHING);
        expect(direct.response.errors).toBeUndefined();
        const pooler = await startFakePgbouncer(fullUrl(), mode);
        const harness = await start(fundAt(pooler.url));
        const responses = await Promise.all(
          [1, 2, 3].map(() => harness.ask(DEVELOPER, EVERYTHING)),
        );
        await harness.stop();
        expect(responses).toEqual(responses.map(() => direct.response));
        expect(harness.log()).toBe('');
        // What one statement sets is not seen by the next user of a connection.
        const other = new Client({ connectionString: pooler.url });
        await other.connect();
        for (let left = pooler.serverConnections(); left > 0; left -= 1) {
          const { rows } = await other.query(SESSION);
          expect(rows).toEqual((await admin.query(SESSION)).rows);
        }
        await other.end();
        await pooler.stop();
      },
    );

    test.each<readonly [string, PoolMode | null, FundChanges['tls']]>([
      ['without TLS', null, { mode: 'disable' }],
      ['with TLS', null, { mode: 'verify-full', ca: CA }],
      ...MODES.map((mode) => [`through a pooler in mode ${mode}`, mode, undefined] as const),
    ])(
      '%s a statement ends at the server when the client leaves, and at its timeout',
      async (_, mode, tls) => {
        const pooler = mode && (await startFakePgbouncer(fullUrl(), mode));
        const options = {
          url: pooler?.url ?? fullUrl(),
          tls,
          timeZone: 'Europe/Amsterdam',
          connectionsMax: 1,
        };
        const sleep = { sql: 'select pg_catalog.pg_sleep(600)::text', values: [], rowsMax: 1 };
        const isRunning = async (): Promise<boolean> => {
          const { rows } = await admin.query(
            "select from pg_stat_activity where query like '%pg_sleep(600)::text' and state = 'active'",
          );
          return rows.length > 0;
        };
        const patient = createPostgresPartner({ ...options, deadlineMs: 10_000 });
        const controller = new AbortController();
        const call = partnerCall({ signal: controller.signal, deadlineMs: 600_000 });
        const asked = patient.ask(sleep, call);
        const left = expect(asked).rejects.toMatchObject({ fault: 'late' });
        await vi.waitUntil(isRunning, 20_000);
        controller.abort();
        await left;
        await vi.waitUntil(async () => !(await isRunning()), 20_000);
        await patient.stop();

        const hasty = createPostgresPartner({ ...options, deadlineMs: 10_000 });
        await expect(hasty.ask(sleep, partnerCall({ deadlineMs: 1_000 }))).rejects.toMatchObject({
          fault: 'late',
          cause: { code: '57014' },
        });
        await vi.waitUntil(async () => !(await isRunning()), 20_000);
        await hasty.stop();
        await pooler?.stop();
      },
    );

    test('after a restart of the server and after idle connections were ended, the next request gets data', async () => {
      const harness = await start(fundAt(url, { password: { setting: SETTING } }));
      const askTwice = () => Promise.all([harness.ask(null, QUERY), harness.ask(null, QUERY)]);
      const before = await askTwice();
      await server.restart();
      const restarted = await askTwice();
      await admin.end();
      admin = await openAdmin();
      await admin.query(
        'select pg_terminate_backend(pid) from pg_stat_activity where usename = $1',
        [USER],
      );
      const ended = await askTwice();
      await harness.stop();
      expect([restarted, ended]).toEqual([before, before]);
      expect(before[0].errors).toBeUndefined();
      expect(harness.log()).toBe('');
    });

    test('idle connections that a firewall dropped without a word are replaced, and the request gets data', async () => {
      const firewall = await startFirewall(server.port);
      const partner = createPostgresPartner({
        url: fullUrl().replace(`:${server.port}/`, `:${firewall.port}/`),
        timeZone: 'Europe/Amsterdam',
        connectionsMax: 4,
        deadlineMs: 10_000,
      });
      const count = { sql: 'select 1 as one from regeling limit 1', values: [], rowsMax: 1 };
      const askFour = () =>
        Promise.all([1, 2, 3, 4].map(async () => (await partner.ask(count, partnerCall())).length));
      expect(await askFour()).toEqual([1, 1, 1, 1]);
      firewall.dropAll();
      const realNow = performance.now.bind(performance);
      vi.spyOn(performance, 'now').mockImplementation(() => realNow() + 10_000);
      expect(await askFour()).toEqual([1, 1, 1, 1]);
      vi.restoreAllMocks();
      await partner.stop();
      await firewall.stop();
    });
  },
);

/** Forwards connections, until it drops those there are: neither side hears of it. */
async function startFirewall(port: number) {
  const sockets = new Set<Socket>();
  const server = createServer((client) => {
    const database = connect(port, '127.0.0.1');
    for (const socket of [client, database]) sockets.add(socket.on('error', () => undefined));
    client.pipe(database).pipe(client);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    dropAll: () => {
      for (const socket of sockets) socket.unpipe().pause();
    },
    stop: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

const entryOf = (fields: string) =>
  parsePartners(
    `partners:\n  - { id: otib, kind: funds, name: X, layout: l, ${fields} }\n`,
    'partners.yaml',
  );

test.each(['postgresql://r:geheim@127.0.0.1/x', 'postgresql://r@127.0.0.1/x?password=geheim'])(
  'an address with a password in the partner list is rejected: %s',
  (address) => {
    expect(() => entryOf(`url: '${address}'`)).toThrow('expected an address without a password');
  },
);

test.each([
  ["tls: { mode: prefer }, url: 'postgresql://r@127.0.0.1/x'", 'tls.mode'],
  [
    "tls: { mode: verify-full, ca: geen }, url: 'postgresql://r@127.0.0.1/x'",
    'certificates in PEM',
  ],
  [
    "tls: { mode: require }, url: 'postgresql://r@127.0.0.1/x?sslmode=disable'",
    'without settings of TLS',
  ],
  ["timeZone: Amsterdam, url: 'postgresql://r@127.0.0.1/x'", 'expected a zone'],
])('an entry with %s is rejected with a message that holds: %s', (fields, message) => {
  expect(() => entryOf(fields)).toThrow(message);
});
