/** An attacker requests all tables of counts and tries to compute suppressed numbers. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createWorld } from '../../mocks/world/create-world.ts';
import type { Voucher } from '../../mocks/world/world.ts';
import { allRegions, regionsOf } from '../../core/regions/regions.ts';
import { startStack, type Principal, type Stack } from '../support/stack.ts';
import { TEST_DAY } from '../support/test-day.ts';
import { knownCell, narrowest, type KnownCell } from './suppressed-counts/narrow.ts';

const world = createWorld({ date: TEST_DAY });
const PRINCIPALS: readonly (readonly [string, Principal | null])[] = [
  ['the public', null],
  ['an analyst', { role: 'analyst' }],
];
const DIMENSIONS = [
  'FUND',
  'TYPE',
  'USE',
  'STATUS',
  'REQUESTED_BY',
  'EMPLOYER_SIZE',
  'REGION',
  'QUARTER',
] as const;
type Dimension = (typeof DIMENSIONS)[number];

let stack: Stack;
beforeAll(async () => {
  stack = await startStack({ kinds: ['funds', 'reference'], execution: 'compiled' });
});
afterAll(() => stack.stop());

interface Row {
  readonly keys: readonly { readonly value: string }[];
  readonly count: {
    readonly value: number | null;
    readonly status: string;
    readonly lowerBound: number | null;
    readonly upperBound: number | null;
    readonly reason: string | null;
  };
}

async function ask(principal: Principal | null, filter: string, groupBy: readonly Dimension[]) {
  const response = await stack.ask(
    principal,
    `{ voucherCounts(filter: { ${filter} }, groupBy: [${groupBy.join()}]) {
      rows { keys { value } count { value status lowerBound upperBound reason } } } }`,
  );
  return response as {
    readonly data: { readonly voucherCounts: { readonly rows: readonly Row[] } | null };
    readonly errors?: readonly { readonly extensions: { readonly code: string } }[];
  };
}

/** Every table of at most two dimensions: the total, the margins and the pairs. */
const TABLES: readonly (readonly Dimension[])[] = [
  [],
  ...DIMENSIONS.map((one) => [one]),
  ...DIMENSIONS.flatMap((one, at) => DIMENSIONS.slice(at + 1).map((other) => [one, other])),
];
const TABLES_A_REQUEST = 6;

async function tablesFor(
  principal: Principal | null,
  filter: string,
): Promise<readonly (readonly Row[])[]> {
  const found: (readonly Row[])[] = [];
  for (let from = 0; from < TABLES.length; from += TABLES_A_REQUEST) {
    const batch = TABLES.slice(from, from + TABLES_A_REQUEST);
    const fields = batch.map(
      (groupBy, at) =>
        `t${at}: voucherCounts(filter: { ${filter} }, groupBy: [${groupBy.join()}]) { ...T }`,
    );
    const response = await stack.ask(
      principal,
      `{ ${fields.join(' ')} } fragment T on CountTable {
        rows { keys { value } count { value status lowerBound upperBound reason } } }`,
    );
    expect(response.errors).toBeUndefined();
    const tables = response.data as Record<string, { readonly rows: readonly Row[] }>;
    found.push(...batch.map((_, at) => tables[`t${at}`]?.rows ?? []));
  }
  return found;
}

function knownCells(
  rows: readonly Row[],
  groupBy: readonly Dimension[],
  counted: readonly Voucher[],
): readonly KnownCell[] {
  const truths = new Map<string, number>();
  for (const one of counted) {
    const key = groupBy.map((dimension) => valueOf(one, dimension)).join();
    truths.set(key, (truths.get(key) ?? 0) + 1);
  }
  return rows.map(({ keys, count }) => {
    const values = keys.map(({ value }) => value);
    return knownCell(values, count, truths.get(values.join()) ?? 0);
  });
}

async function rowsOf(principal: Principal | null, filter: string, groupBy: readonly Dimension[]) {
  const { data, errors } = await ask(principal, filter, groupBy);
  expect(errors).toBeUndefined();
  return data.voucherCounts?.rows ?? [];
}

const invalid = { data: { voucherCounts: null }, errors: ['ARGUMENT_INVALID'] };
async function errorCodesOf(
  principal: Principal | null,
  filter: string,
  groupBy: readonly Dimension[] = [],
) {
  const { data, errors } = await ask(principal, filter, groupBy);
  return { data, errors: errors?.map(({ extensions }) => extensions.code) };
}

describe.each(PRINCIPALS)('voucherCounts for %s', (_, principal) => {
  test.each([
    ['three quarters', 'from: "2019-01-01", to: "2019-09-30"'],
    ['two quarters', 'from: "2019-01-01", to: "2019-06-30"'],
    ['one day', 'from: "2019-03-07", to: "2019-03-07"'],
    ['the quarters from a day on', 'from: "2019-01-01"'],
    ['the quarters up to a day', 'to: "2019-06-30"'],
    ['a quarter with from after to', 'from: "2019-03-31", to: "2019-01-01"'],
    ['a quarter without its last day', 'from: "2019-01-01", to: "2019-03-30"'],
    ['the current quarter', 'from: "2026-10-01", to: "2026-12-31"'],
    ['a future quarter', 'from: "2027-01-01", to: "2027-03-31"'],
  ])('a filter over %s gives ARGUMENT_INVALID', async (_name, filter) => {
    expect(await errorCodesOf(principal, filter, ['FUND'])).toEqual(invalid);
    const response = await stack.ask(
      principal,
      `{ programme(id: "gelders-vakmanschap") {
        voucherCounts(${filter}, groupBy: [FUND]) { rows { count { value } } } } }`,
    );
    expect(response.data).toEqual({ programme: { voucherCounts: null } });
  });

  test('a region that is not one labour market region, or a region with groupBy REGION, gives ARGUMENT_INVALID', async () => {
    const areas = allRegions().filter(
      ({ kind }) => !['GEMEENTE', 'ARBEIDSMARKTREGIO'].includes(kind),
    );
    const named = ['Zeewolde', 'Nijkerk', 'Eemnes', 'De Ronde Venen', 'Mook en Middelaar'];
    const filters = [
      ...areas.map(({ kind, code }) => `kind: ${kind}, code: "${code}"`),
      ...areas.map(({ code }) => `code: "${code}"`),
      ...named.map((name) => `name: "${name}"`),
      ...named.map((name) => `kind: GEMEENTE, name: "${name}"`),
      ...['Groningen', 'Flevoland', 'Friesland', 'Zeeland', 'Noorden'].map(
        (one) => `name: "${one}"`,
      ),
      'kind: ARBEIDSMARKTREGIO, code: "AM21"',
    ];
    for (const region of filters) {
      const response = await errorCodesOf(principal, `region: { ${region} }`);
      expect([region, response]).toEqual([region, invalid]);
    }
    expect(await errorCodesOf(principal, 'region: { code: "AM06" }', ['REGION'])).toEqual(invalid);
    expect(await errorCodesOf(principal, 'region: { code: "PV24" }', ['REGION'])).toEqual(invalid);
    expect(await errorCodesOf(principal, 'region: { code: "AM06" }', ['TYPE', 'USE'])).toEqual(
      invalid,
    );
  });
});

test(
  'no suppressed number can be narrowed to a range of two from all tables together',
  { timeout: 120_000 },
  async () => {
    let hidden = 0;
    for (const programme of ['gelders-vakmanschap', null]) {
      const counted = world.vouchers.filter(
        (one) => isClosed(one) && (programme === null || one.programme === programme),
      );
      const filter = programme === null ? '' : `programme: "${programme}"`;
      const [publicly, asAnalyst] = await Promise.all(
        PRINCIPALS.map(([, principal]) => tablesFor(principal, filter)),
      );
      expect(asAnalyst).toEqual(publicly);
      const known = TABLES.map((groupBy, at) => knownCells(publicly?.[at] ?? [], groupBy, counted));
      const marginOf = (one: Dimension | undefined) =>
        known[TABLES.findIndex((table) => table.length === 1 && table[0] === one)] ?? [];
      for (const [at, pair] of TABLES.entries()) {
        if (pair.length !== 2) continue;
        const [rows, columns] = pair.map(marginOf);
        const found = narrowest(known[at] ?? [], rows ?? [], columns ?? [], known[0] ?? []);
        hidden += found.length;
        expect([pair, found.filter(({ low, high, truth }) => truth < low || truth > high)]).toEqual(
          [pair, []],
        );
        expect([pair, found.filter(({ low, high }) => high - low <= 2)]).toEqual([pair, []]);
      }
    }
    expect(hidden).toBeGreaterThan(100);
  },
);

test('a suppressed zero, a small number and a secondarily suppressed number give the same cell', async () => {
  const rows = await rowsOf(null, 'programme: "gelders-vakmanschap"', ['TYPE', 'STATUS']);
  const hidden = rows.filter(({ count }) => count.value === null);
  const truths = hidden.map(({ keys }) =>
    world.vouchers.filter(
      (one) =>
        one.programme === 'gelders-vakmanschap' &&
        isIn(
          one,
          ['TYPE', 'STATUS'],
          keys.map(({ value }) => value),
        ),
    ),
  );
  const sizes = truths.map(({ length }) => length);
  expect([
    sizes.includes(0),
    sizes.some((n) => n > 0 && n < 10),
    sizes.some((n) => n >= 10),
  ]).toEqual([true, true, true]);
  expect(new Set(hidden.map(({ count }) => JSON.stringify(count)))).toEqual(
    new Set([
      JSON.stringify({
        value: null,
        status: 'SUPPRESSED',
        lowerBound: null,
        upperBound: null,
        reason: null,
      }),
    ]),
  );
});

test('three dimensions give ARGUMENT_INVALID for the public and for an analyst', async () => {
  for (const [, principal] of PRINCIPALS) {
    expect(await errorCodesOf(principal, '', ['TYPE', 'USE', 'STATUS'])).toEqual(invalid);
  }
});

test('a filter by quarter or region suppresses the same cells as the full table', async () => {
  const programme = 'programme: "gelders-vakmanschap"';
  const byQuarter = await rowsOf(null, programme, ['FUND', 'QUARTER']);
  const quarter = await rowsOf(null, `${programme}, from: "2018-10-01", to: "2018-12-31"`, [
    'FUND',
  ]);
  expect(quarter).toEqual(
    byQuarter
      .filter(({ keys }) => keys[1]?.value === '2018-Q4')
      .map(({ keys, count }) => ({ keys: keys.slice(0, 1), count })),
  );
  const byRegion = await rowsOf(null, programme, ['REGION', 'USE']);
  const region = await rowsOf(null, `${programme}, region: { code: "AM06" }`, ['USE']);
  expect(region).toEqual(
    byRegion
      .filter(({ keys }) => keys[0]?.value === 'AM06')
      .map(({ keys, count }) => ({ keys: keys.slice(1), count })),
  );
  const swapped = await rowsOf(null, programme, ['USE', 'REGION']);
  const inOrder = (rows: readonly Row[]) =>
    rows
      .map((row) => JSON.stringify([row.keys.map(({ value }) => value).toSorted(), row.count]))
      .toSorted();
  expect(inOrder(swapped)).toEqual(inOrder(byRegion));
});

function isClosed({ issuedOn }: Voucher): boolean {
  return issuedOn <= '2026-09-30';
}

function isIn(voucher: Voucher, groupBy: readonly Dimension[], values: readonly string[]): boolean {
  return groupBy.every((one, at) => valueOf(voucher, one) === values[at]);
}

const staffOf = new Map(world.employers.map(({ kvk, staff }) => [kvk, staff]));

/** Value of a dimension; "OTHER" for a region outside the table. */
function valueOf(voucher: Voucher, dimension: Dimension): string {
  switch (dimension) {
    case 'FUND':
      return voucher.fund;
    case 'TYPE':
      return voucher.type;
    case 'USE':
      return voucher.use;
    case 'STATUS':
      return voucher.status;
    case 'REQUESTED_BY':
      return voucher.requestedBy;
    case 'QUARTER': {
      const month = Number(voucher.issuedOn.slice(5, 7));
      return `${voucher.issuedOn.slice(0, 4)}-Q${Math.ceil(month / 3)}`;
    }
    case 'REGION': {
      const regions = regionsOf(voucher.municipality, TEST_DAY);
      return regions.find(({ kind }) => kind === 'ARBEIDSMARKTREGIO')?.code ?? 'OTHER';
    }
    case 'EMPLOYER_SIZE': {
      const staff = staffOf.get(voucher.employerKvk ?? '');
      if (staff === undefined) return 'UNKNOWN';
      if (staff < 10) return 'MICRO';
      if (staff < 50) return 'SMALL';
      return staff < 250 ? 'MEDIUM' : 'LARGE';
    }
  }
}
