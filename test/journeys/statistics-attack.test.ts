/**
 * Whoever reads all statistics through the API, without a token or as an analyst, learns no hidden number: by linear
 * programming over all tables of each record set together each can still be 0 and one below its minimum, unless it is
 * certainly at least its minimum.
 */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readRegistry } from '../../subgraphs/insights/registry/registry.ts';
import { DEMO_RELEASES, oracleOf, type DemoRelease } from '../insights/oracle/oracle.ts';
import { attackJoinedTables, type ReadCell } from '../insights/support/joined-tables-attacker.ts';
import { demoReleases } from '../support/demo-releases.ts';
import { startStack, type Principal, type Stack } from '../support/stack.ts';

const MAKE_MS = 900_000;
const ATTACK_MS = 300_000;
const RELEASES = Object.keys(DEMO_RELEASES) as DemoRelease[];
const ANALYST: Principal = { role: 'analyst' };
const registry = readRegistry();

let stack: Stack;
beforeAll(async () => {
  stack = await startStack({ kinds: ['insights'], releasesFolder: await demoReleases() });
}, MAKE_MS);
afterAll(() => stack?.stop());

interface Table {
  readonly id: string;
  readonly audience: string;
  readonly status: string;
  readonly rows:
    | readonly {
        readonly keys: readonly { readonly code: string }[];
        readonly count: { readonly value: number | null };
        readonly answer: boolean | null;
      }[]
    | null;
}

/** Tables in one request, so that none of them takes long. */
const AT_ONCE = 12;
const tablesRead = new Map<string, Promise<readonly Table[]>>();

/** Every table of a release as somebody can read it. */
function tablesFor(principal: Principal | null, release: string): Promise<readonly Table[]> {
  const key = `${principal?.role} ${release}`;
  const read = tablesRead.get(key) ?? readTables(principal, release);
  tablesRead.set(key, read);
  return read;
}

async function readTables(principal: Principal | null, release: string): Promise<readonly Table[]> {
  const { data } = await stack.ask(principal, `{ release(id: "${release}") { tables { id } } }`);
  const listed = data as { readonly release: { readonly tables: readonly { id: string }[] } };
  const ids = listed.release.tables.map(({ id }) => id);
  const tables: Table[] = [];
  for (let from = 0; from < ids.length; from += AT_ONCE) {
    const fields = ids
      .slice(from, from + AT_ONCE)
      .map((id, at) => `t${at}: statisticsTable(id: "${id}", release: "${release}") { ...Read }`);
    const part = await stack.ask(principal, `{ ${fields.join(' ')} } ${READ}`);
    tables.push(...Object.values(part.data as Readonly<Record<string, Table>>));
  }
  return tables;
}

const READ = `fragment Read on StatisticsTable {
  id audience status rows { keys { code } count { value } answer }
}`;

/** Every number that somebody can read. */
async function readBy(principal: Principal | null): Promise<readonly ReadCell[]> {
  const tables = await Promise.all(
    RELEASES.map(async (release) => ({ release, all: await tablesFor(principal, release) })),
  );
  const answers = new Set(
    registry.tables.filter(({ answer }) => answer !== undefined).map(({ id }) => id),
  );
  return tables.flatMap(({ release, all }) =>
    all
      .filter(({ id }) => !answers.has(id.replace(/^[^.]*\./, '')))
      .flatMap(({ id, rows }) =>
        (rows ?? []).map(({ keys, count }) => ({
          release,
          table: id,
          keys: keys.map(({ code }) => code),
          value: count.value,
        })),
      ),
  );
}

test.each([
  ['without a token', null],
  ['as an analyst', ANALYST],
] as const)(
  'somebody %s who joins all tables of both releases by linear programming finds no hidden number',
  async (_, principal) => {
    const cells = await readBy(principal);
    const { leaks, hidden, visible } = await attackJoinedTables(registry, cells);
    expect(leaks).toEqual([]);
    // Most of both releases was read.
    expect(hidden).toBeGreaterThan(100);
    expect(visible).toBeGreaterThan(500);
  },
  ATTACK_MS,
);

test(
  'somebody who knows all cells of one row but one finds that one',
  async () => {
    const table = 'gelders-vakmanschap.vouchers-by-requester';
    const cells = (await readBy(null)).filter((one) => one.table === table);
    const counts = oracleOf('2026Q3').get(table)?.cells ?? [];
    const known = counts
      .filter(({ keys }) => keys[2] !== 'UNKNOWN')
      .map(({ keys, count }) => ({ release: '2026Q3', table, keys, value: count }));
    expect((await attackJoinedTables(registry, cells, known)).leaks).toEqual([
      { table, keys: 'issued to-date UNKNOWN', minimum: 10, low: 0, high: 0 },
    ]);
  },
  ATTACK_MS,
);

describe('what once gave hidden numbers', () => {
  const messagesOf = async (query: string) => {
    const { data, errors } = await stack.ask(ANALYST, query);
    return { data, errors: errors?.map((one) => (one as { readonly message: string }).message) };
  };

  test('quarters of one’s own choice cannot be asked: no table has an argument for them', async () => {
    expect(
      await messagesOf(
        '{ voucherCounts(filter: { from: "2019-01-01", to: "2019-09-30" }) { count } }',
      ),
    ).toEqual({
      data: undefined,
      errors: [expect.stringContaining('Cannot query field "voucherCounts"')],
    });
    expect(
      await messagesOf('{ statistics(filter: { from: "2019Q1", to: "2019Q3" }) { id } }'),
    ).toEqual({
      data: undefined,
      errors: [
        expect.stringContaining('Field "from" is not defined by type "StatisticsFilter"'),
        expect.stringContaining('Field "to" is not defined by type "StatisticsFilter"'),
      ],
    });
    expect(
      await messagesOf(
        '{ statisticsTable(id: "gelders-vakmanschap.vouchers-per-quarter") { rows(period: "2019Q1") { share { percent } } } }',
      ),
    ).toEqual({
      data: undefined,
      errors: [
        expect.stringContaining('Unknown argument "period" on field "StatisticsTable.rows"'),
      ],
    });
  });

  test('a region beside a labour market region cannot be asked, and no table has a row for one', async () => {
    expect(await messagesOf('{ statistics(filter: { region: { code: "PV24" } }) { id } }')).toEqual(
      {
        data: undefined,
        errors: [
          expect.stringContaining('Field "region" is not defined by type "StatisticsFilter"'),
        ],
      },
    );
    const byRegion = (await readBy(ANALYST)).filter(({ table }) => table.includes('region'));
    const codes = new Set(byRegion.flatMap(({ keys }) => keys.slice(2)));
    expect([...codes].filter((code) => /^(AM|PV|GM|COROP)/.test(code)).toSorted()).toEqual(
      'AM01 AM02 AM03 AM06 AM07 AM08 AM09 AM10 AM15 AM17 AM18 AM37 AM38'.split(' '),
    );
  });

  test.each([{ role: 'dashboard' }, ANALYST, { role: 'developer' }, { role: 'citizen' }])(
    '$role gets the same public numbers as somebody without a token',
    async (principal) => {
      for (const release of RELEASES) {
        const isPublic = ({ audience }: Table) => audience === 'PUBLIC';
        const own = (await tablesFor(principal, release)).filter(isPublic);
        expect(own.length).toBeGreaterThan(30);
        expect(own).toEqual((await tablesFor(null, release)).filter(isPublic));
      }
    },
  );
});
