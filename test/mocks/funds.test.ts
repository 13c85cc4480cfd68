import { connect } from 'node:net';
import { Client, Pool } from 'pg';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { MockFault } from '../../mocks/partner-system.ts';
import { PROVIDER_CODES } from '../../mocks/funds/layout-b.ts';
import type { FundSystem } from '../../mocks/funds/start-fund.ts';
import { startFunds } from '../../mocks/funds/start-funds.ts';
import { startSchools } from '../../mocks/education/start-schools.ts';
import { createWorld } from '../../mocks/world/create-world.ts';
import { TEST_DAY } from '../support/test-day.ts';

const world = createWorld({ date: TEST_DAY });
let otib: FundSystem;
let oom: FundSystem;

beforeAll(async () => {
  const [first, second] = await startFunds(world, { funds: ['otib', 'oom'] });
  if (!first || !second) throw new Error('Cannot start two funds');
  otib = first;
  oom = second;
}, 60_000);

afterEach(() => otib.setFault(null));

afterAll(async () => {
  await otib?.stop();
  await oom?.stop();
});

async function ask<Row extends object>(
  fund: FundSystem,
  sql: string,
  values: unknown[] = [],
  timeoutMs = 10_000,
) {
  const client = new Client({
    connectionString: fund.url,
    connectionTimeoutMillis: timeoutMs,
    query_timeout: timeoutMs,
  });
  client.on('error', () => undefined);
  try {
    await client.connect();
    return (await client.query<Row>(sql, values)).rows;
  } finally {
    client.end().catch(() => undefined);
  }
}

describe('a fund over the PostgreSQL protocol', () => {
  it('holds its part of the 850 vouchers, in both layouts', async () => {
    const [first] = await ask(
      otib,
      `select count(*)::int as count from voucher join regeling using (regeling_id)
       where programma = $1`,
      ['gelders-vakmanschap'],
    );
    const [second] = await ask(
      oom,
      `select count(*)::int as count from vouchers_issued v
       join scheme_register s on s.code = v.scheme_code where s.programme = $1`,
      ['gelders-vakmanschap'],
    );
    expect([first, second]).toEqual([{ count: 470 }, { count: 180 }]);
  });

  it('holds the same data of a voucher as the world', async () => {
    const voucher = world.vouchers.find(
      ({ fund, status }) => fund === 'oom' && status === 'REDEEMED',
    );
    const rows = await ask(
      oom,
      `select serial, state, issue_date::text, value_eur, v.provider_code, association_ref
       from vouchers_issued v left join claims on voucher_serial = serial where serial = any($1)`,
      [[voucher?.number]],
    );
    const declared = world.declarations.find((one) => one.voucherNumber === voucher?.number);
    expect(rows).toEqual([
      {
        serial: voucher?.number,
        state: 'redeemed',
        issue_date: voucher?.issuedOn,
        value_eur: ((voucher?.amountCents ?? 0) / 100).toFixed(2),
        provider_code: expect.stringMatching(/^S-/),
        association_ref: declared?.associationId ?? null,
      },
    ]);
    expect(PROVIDER_CODES).toContain(
      rows[0] && 'provider_code' in rows[0] && rows[0].provider_code,
    );
  });

  it('declares vouchers that the school has with the same fund and number', async () => {
    const schools = await startSchools(world);
    const declared = await ask<{ school: string; deelname_id: string; voucher_nr: string }>(
      otib,
      'select school, deelname_id, voucher_nr from declaratie order by voucher_nr limit 12',
    );
    const known = await Promise.all(
      declared.map(async ({ school, deelname_id }) => {
        const url = schools.find(({ id }) => id === school)?.url;
        const response = await fetch(`${url}/associations/${deelname_id}`);
        return ((await response.json()) as { consumers: readonly unknown[] }).consumers[0];
      }),
    );
    await Promise.all(schools.map((school) => school.stop()));
    expect(known.length).toBe(12);
    expect(known).toEqual(
      declared.map(({ voucher_nr }) => ({
        consumerKey: 'llo-voucher',
        issuer: 'otib',
        voucherNumber: voucher_nr,
      })),
    );
  });

  it('holds no person and no sequence number', async () => {
    const columns = await ask<{ column_name: string }>(
      otib,
      `select column_name from information_schema.columns where table_schema = 'public'`,
    );
    const names = columns.map(({ column_name }) => column_name);
    expect(names.filter((name) => /bsn|persoon|naam_|volg/.test(name))).toEqual([]);
  });

  it('serves concurrent transactions on many connections', async () => {
    const pool = new Pool({ connectionString: otib.url, max: 6 });
    const responses = await Promise.all(
      Array.from({ length: 24 }, async (_, index) => {
        const client = await pool.connect();
        try {
          await client.query('begin read only');
          const { rows } = await client.query('select $1::int as index', [index]);
          await client.query('commit');
          return rows[0].index as number;
        } finally {
          client.release();
        }
      }),
    );
    await pool.end();
    expect(responses).toEqual(Array.from({ length: 24 }, (_, index) => index));
  });

  it('rejects a write in a read-only transaction, and continues', async () => {
    const pool = new Pool({ connectionString: otib.url, max: 1 });
    await pool.query('begin read only');
    await expect(pool.query('delete from declaratie')).rejects.toThrow('read-only transaction');
    await pool.query('rollback');
    expect((await pool.query('select 1 as one')).rows).toEqual([{ one: 1 }]);
    await pool.end();
  });

  it('frees the session when a client disconnects during a transaction', async () => {
    const client = new Client({ connectionString: otib.url });
    await client.connect();
    await client.query('begin');
    await client.query(`insert into werkgever values ('00000001', 'MI')`);
    await client.end();
    expect(await ask(otib, `select * from werkgever where kvk = '00000001'`)).toEqual([]);
  });

  it('continues after bytes that are no PostgreSQL protocol', async () => {
    await new Promise<void>((resolve) => {
      const socket = connect(Number(new URL(otib.url).port), '127.0.0.1', () =>
        socket.end('GET / HTTP/1.1\r\n\r\n'),
      );
      socket.on('close', () => resolve()).on('error', () => undefined);
      socket.resume();
    });
    expect(await ask(otib, 'select 1 as one')).toEqual([{ one: 1 }]);
  });

  it('counts statements, but not transaction control', async () => {
    otib.resetCalls();
    await ask(otib, "begin read only; set local application_name = 'us'; select 1; commit");
    await ask(otib, 'select $1::int', [2]);
    expect(otib.calls()).toBe(2);
  });

  it('delays a transaction without blocking other ones', async () => {
    otib.setDelay(300);
    const startedMs = performance.now();
    const settled: string[] = [];
    const delayed = Array.from({ length: 4 }, async () => {
      await ask(otib, 'begin; select 1; commit');
      settled.push('otib');
    });
    await ask(oom, 'select 1');
    settled.push('oom');
    await Promise.all(delayed);
    const waitedMs = performance.now() - startedMs;
    otib.setDelay(0);
    expect(waitedMs).toBeGreaterThan(295);
    expect(settled).toEqual(['oom', 'otib', 'otib', 'otib', 'otib']);
  });

  it('returns rows that a test inserts', async () => {
    await otib.execute(`insert into werkgever values ('00000002', 'GR')`);
    expect(await ask(otib, `select grootte from werkgever where kvk = '00000002'`)).toEqual([
      { grootte: 'GR' },
    ]);
    await otib.execute(`delete from werkgever where kvk = '00000002'`);
  });

  it.each<MockFault>(['late', 'down', 'garbled', 'html', 'half'])(
    'gives no response while its fault is %s, does not affect another fund, and recovers',
    async (fault) => {
      otib.setFault(fault);
      await expect(ask(otib, 'select count(*) from voucher', [], 400)).rejects.toThrow();
      expect(await ask(oom, 'select 1 as one')).toEqual([{ one: 1 }]);
      otib.setFault(null);
      expect(await ask(otib, 'select 1 as one')).toEqual([{ one: 1 }]);
    },
  );
});
