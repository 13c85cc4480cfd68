/** The password that a fund's entry names reaches its database: a real one, that asks for it. */
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { statementsOf } from '../../mocks/funds/fund-statements.ts';
import { createWorld } from '../../mocks/world/create-world.ts';
import { parsePartners } from '../../subgraphs/partners.ts';
import { partnersAt, startSubgraphHarness } from '../support/subgraph-harness.ts';
import { TEST_DAY } from '../support/test-day.ts';
import { postgresMissing, startPostgres, type RealPostgres } from '../support/start-postgres.ts';

const PASSWORD = "p@ss:w/ö rd%41#?&'";
const USER = 'lezer@fonds: 1';
const DATABASE = 'fonds-otib';
const SETTING = 'OTIB_PASSWORD';

function fundAt(url: string) {
  const list = partnersAt({ otib: url });
  const partners = list.partners.map((one) =>
    one.kind === 'funds' ? { ...one, password: { setting: SETTING } } : one,
  );
  return { ...list, partners };
}

const QUERY = '{ voucherSchemes(first: 100) { nodes { id } } }';

describe.skipIf(postgresMissing !== null)(
  `a real PostgreSQL (${postgresMissing ?? 'from npm'})`,
  () => {
    let server: RealPostgres;
    let url: string;

    beforeAll(async () => {
      server = await startPostgres();
      const quoted = (text: string) => `"${text}"`;
      const admin = new Client({ connectionString: server.url });
      await admin.connect();
      await admin.query(`create database ${quoted(DATABASE)}`);
      await admin.query(
        `create role ${quoted(USER)} login password '${PASSWORD.replace("'", "''")}'`,
      );
      await admin.end();
      const own = new Client({ connectionString: server.url.replace(/postgres$/, DATABASE) });
      await own.connect();
      for (const statement of statementsOf(createWorld({ date: TEST_DAY }), 'otib'))
        await own.query(statement);
      await own.query(`grant select on all tables in schema public to ${quoted(USER)}`);
      await own.end();
      url = `postgresql://${encodeURIComponent(USER)}@127.0.0.1:${server.port}/${DATABASE}?sslmode=disable`;
    });
    afterAll(() => server.stop());

    test('a fund is reached with the password of the setting in its entry', async () => {
      const harness = await startSubgraphHarness('funds', fundAt(url), ['voucher'], {
        secretOf: (setting) => (setting === SETTING ? PASSWORD : undefined),
      });
      const { data, errors } = await harness.ask(null, QUERY);
      await harness.stop();
      expect(errors).toBeUndefined();
      const { nodes } = (data as { voucherSchemes: { nodes: { id: string }[] } }).voucherSchemes;
      expect(nodes.length).toBeGreaterThan(5);
      expect(nodes.every(({ id }) => id.startsWith('otib:'))).toBe(true);
    });

    test('a wrong password is fault "refused", and the log has its SQLSTATE', async () => {
      const harness = await startSubgraphHarness('funds', fundAt(url), ['voucher'], {
        secretOf: () => 'niet-dit',
      });
      const response = await harness.ask(null, QUERY);
      await harness.stop();
      expect(response).toEqual({
        data: { voucherSchemes: null },
        errors: [
          {
            message: 'Partner "otib" gave no answer: refused',
            path: ['voucherSchemes'],
            extensions: {
              code: 'PARTNER_NO_ANSWER',
              partner: 'otib',
              kind: 'funds',
              fault: 'refused',
            },
          },
        ],
      });
      expect(JSON.parse(harness.log().trim())).toMatchObject({
        partner: 'otib',
        fault: 'refused',
        reason: 'connection',
        code: '28P01',
      });
      expect(harness.log()).not.toContain('niet-dit');
    });
  },
);

test.each(['postgresql://r:geheim@127.0.0.1/x', 'postgresql://r@127.0.0.1/x?password=geheim'])(
  'an address with a password in the partner list is rejected: %s',
  (address) => {
    const read = () =>
      parsePartners(
        `partners:\n  - { id: otib, kind: funds, name: X, url: '${address}', layout: l }\n`,
        'partners.yaml',
      );
    expect(read).toThrow('expected an address without a password');
  },
);
