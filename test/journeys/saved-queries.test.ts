import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Kind, parse, visit } from 'graphql';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { projectRoot } from '../../core/config/project-root.ts';
import { tablesOf } from '../../explorer/response/tables.ts';
import { releaseFile, type ReleaseTable } from '../../subgraphs/insights/release/release-file.ts';
import { parseSavedQuery } from '../../ui/saved-query.ts';
import { demoReleases } from '../support/demo-releases.ts';
import { VOUCHER_NUMBER } from '../support/saved-operations.ts';
import { startStack, type Stack } from '../support/stack.ts';
import { TEST_DAY } from '../support/test-day.ts';

const folder = join(projectRoot(), 'explorer/saved-queries');
const savedQueries = readdirSync(folder)
  .toSorted()
  .map((name) => parseSavedQuery(name, readFileSync(join(folder, name), 'utf8')));

const NEWEST = '2026Q3';
const MAKE_MS = 900_000;

let stack: Stack;
let released: readonly ReleaseTable[];
beforeAll(async () => {
  const releasesFolder = await demoReleases();
  stack = await startStack({ releasesFolder });
  released = ['release.json', 'evaluation/release.json'].flatMap((file) => {
    const text = readFileSync(join(releasesFolder, NEWEST, file), 'utf8');
    return releaseFile.parse(JSON.parse(text)).tables;
  });
}, MAKE_MS);
afterAll(() => stack?.stop());

interface AskedTable {
  /** The key of the response that has it. */
  readonly key: string;
  readonly id: string;
}

/** The tables of a release that an operation asks for, by their ids. */
function askedTables(document: string): readonly AskedTable[] {
  const asked: AskedTable[] = [];
  visit(parse(document), {
    Field({ name, alias, arguments: given = [] }) {
      if (name.value !== 'statisticsTable') return;
      const id = given.find((one) => one.name.value === 'id')?.value;
      if (id?.kind !== Kind.STRING) throw new Error('Cannot find the id of a table');
      asked.push({ key: (alias ?? name).value, id: id.value });
    },
  });
  return asked;
}

interface GivenTable {
  readonly status: string;
  readonly rows?: readonly unknown[] | null;
}

/** A table that the release does not have is an error of the saved query. */
function tableOf(id: string): GivenTable {
  const table = released.find((one) => one.id === id);
  if (table === undefined) throw new Error(`Cannot find table "${id}" in release ${NEWEST}`);
  return table;
}

const summaryOf = (id: string, table: GivenTable | null | undefined) => ({
  id,
  status: table?.status,
  rows: table?.rows?.length ?? 0,
});

test.each(savedQueries)(
  'saved query $id gives no errors in role $role, and rows or the status of a table without rows',
  async ({ role, purpose, today, document }) => {
    const principal =
      role === 'none'
        ? null
        : { role, ...(purpose && { purpose: purpose.replace('urn:llo:purpose:', '') }) };
    const variables = {
      ...(today !== undefined && { [today]: TEST_DAY }),
      ...(document.includes('$number:') && { number: VOUCHER_NUMBER }),
    };
    const response = await stack.ask(principal, document, variables);
    expect(response.errors).toBeUndefined();
    expect(tablesOf(response.data)[0]?.rows.length).toBeGreaterThan(0);
    // A table that is not published has a status in place of rows, so one row of it says nothing.
    // The response has no type here: the keys that are read are those of tables in the document.
    const data = response.data as Readonly<Record<string, GivenTable | null>>;
    const asked = askedTables(document);
    expect(asked.map(({ key, id }) => summaryOf(id, data[key]))).toEqual(
      asked.map(({ id }) => summaryOf(id, tableOf(id))),
    );
  },
);

test('there is a saved query for each role that a person has, and for both purposes of a coach', () => {
  const roles = savedQueries.map(({ role, purpose }) =>
    role === 'coach' ? `coach ${purpose?.split(':').at(-1)}` : role,
  );
  expect([...new Set(roles)].toSorted()).toEqual([
    'analyst',
    'citizen',
    'coach case-guidance',
    'coach matching',
    'developer',
    'fund-desk',
    'none',
  ]);
});

test('the saved queries ask for published tables with rows, and for tables of each other status', () => {
  const asked = savedQueries.flatMap(({ document }) => askedTables(document));
  const tables = asked.map(({ id }) => tableOf(id));
  const counts = tables.map(({ status, rows }) => `${status} ${rows?.length ? 'rows' : 'none'}`);
  expect([...new Set(counts)].toSorted()).toEqual([
    'NOT_PUBLISHABLE none',
    'NO_LEGAL_BASIS none',
    'PUBLISHED rows',
    'SOURCE_UNAVAILABLE none',
  ]);
});
