/**
 * Loads the funds into a real PostgreSQL server, for tests that PGlite cannot pass because it has one
 * session: roles, statement timeout, many connections. The demo does not need it.
 */
import { Client } from 'pg';
import { createWorld } from '../world/create-world.ts';
import { FUND_IDS } from '../world/world.ts';
import type { FundId, World } from '../world/world.ts';
import { statementsOf } from './fund-statements.ts';
import { literal } from './sql-text.ts';

/** Only databases with this prefix are dropped. */
const PREFIX = 'vakgraaf_test_';
const READER = 'vakgraaf_reader';

/**
 * Creates a database for each fund on the server of this URL, whose user may create databases and
 * roles. Returns the URL of each database for the read-only role.
 */
export async function loadPostgres(
  serverUrl: string,
  world: World,
  readerPassword = 'synthetic',
): Promise<Readonly<Record<FundId, string>>> {
  await withClient(serverUrl, async (server) => {
    const { rowCount } = await server.query('select 1 from pg_roles where rolname = $1', [READER]);
    if (rowCount === 0) await server.query(`create role ${READER} login`);
    await server.query(`alter role ${READER} password ${literal(readerPassword)}`);
    for (const fund of FUND_IDS) {
      await server.query(`drop database if exists ${databaseOf(fund)} with (force)`);
      await server.query(`create database ${databaseOf(fund)}`);
    }
  });
  for (const fund of FUND_IDS) await fill(serverUrl, world, fund);
  return Object.fromEntries(
    FUND_IDS.map((fund) => [fund, readerUrl(serverUrl, fund, readerPassword)]),
  ) as Record<FundId, string>;
}

async function fill(serverUrl: string, world: World, fund: FundId): Promise<void> {
  await withClient(urlOf(serverUrl, fund), async (database) => {
    for (const statement of statementsOf(world, fund)) await database.query(statement);
    await database.query(`grant select on all tables in schema public to ${READER}`);
  });
}

function databaseOf(fund: FundId): string {
  return `${PREFIX}${fund.replaceAll('-', '_')}`;
}

function urlOf(serverUrl: string, fund: FundId): string {
  const url = new URL(serverUrl);
  url.pathname = `/${databaseOf(fund)}`;
  return url.href;
}

function readerUrl(serverUrl: string, fund: FundId, password: string): string {
  const url = new URL(urlOf(serverUrl, fund));
  url.username = READER;
  url.password = password;
  return url.href;
}

async function withClient(url: string, use: (client: Client) => Promise<void>): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    await use(client);
  } finally {
    await client.end();
  }
}

const [, script, serverUrl, date = new Date().toISOString().slice(0, 10)] = process.argv;

// `tsx mocks/funds/load-postgres.ts URL [DATE]`
if (script?.includes('load-postgres') && serverUrl !== undefined) {
  const urls = await loadPostgres(serverUrl, createWorld({ date }));
  for (const [fund, url] of Object.entries(urls)) console.log(fund, new URL(url).pathname.slice(1));
}
