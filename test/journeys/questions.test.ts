/**
 * The saved operation of each evaluation question through the gateway, as the role that it is for. The whole response is
 * what the oracle says: numbers of the seeded world, texts of the registry and the facts of the sources.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildSchema, graphql } from 'graphql';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { projectRoot } from '../../core/config/project-root.ts';
import { createWorld } from '../../mocks/world/create-world.ts';
import { releaseFile } from '../../subgraphs/insights/release/release-file.ts';
import { truePilots, trueProgrammes, trueSchemes } from '../insights/oracle/true-programmes.ts';
import { trueResponses } from '../insights/oracle/true-responses.ts';
import { demoReleases } from '../support/demo-releases.ts';
import { savedOperations } from '../support/saved-operations.ts';
import { startStack, type Stack } from '../support/stack.ts';
import { TEST_DAY } from '../support/test-day.ts';

const NEWEST = '2026Q3';
const MAKE_MS = 900_000;
const CURSOR = 'CURSOR';
const operations = savedOperations(TEST_DAY).filter(({ id }) => id.startsWith('explorer/vraag-'));

const schema = buildSchema(
  readFileSync(join(projectRoot(), 'schema/public-supergraph.graphql'), 'utf8'),
  { assumeValid: true },
);

let stack: Stack;
let expected: object;
beforeAll(async () => {
  const folder = await demoReleases();
  stack = await startStack({ releasesFolder: folder });
  expected = expectedFrom(folder);
}, MAKE_MS);
afterAll(() => stack?.stop());

/** Everything that these operations ask for. */
function expectedFrom(folder: string): object {
  const files = ['release.json', 'evaluation/release.json'].map((file) =>
    releaseFile.parse(JSON.parse(readFileSync(join(folder, NEWEST, file), 'utf8'))),
  );
  const tables = trueResponses(NEWEST, files);
  const world = createWorld({ date: TEST_DAY });
  const programmes = trueProgrammes(world);
  const page = (nodes: readonly object[]) => ({
    nodes,
    pageInfo: { hasNextPage: false, endCursor: CURSOR },
  });
  return {
    statisticsTable: ({ id }: { readonly id: string }) => tables.get(id) ?? null,
    programme: ({ id }: { readonly id: string }) => programmes.find((one) => one.id === id),
    programmes: () => page(programmes),
    voucherSchemes: () => page(trueSchemes(world)),
    pilots: ({ filter }: { readonly filter: { readonly programme: string } }) =>
      page(truePilots(world, filter.programme)),
  };
}

test('there is an operation for each of the 41 questions', () => {
  const numbers = new Set(
    operations.map(({ id }) => id.slice('explorer/vraag-'.length).slice(0, 2)),
  );
  expect(numbers.size).toBe(41);
});

test.each(operations)(
  '$id gives what the oracle says',
  async ({ principal, document, variables }) => {
    const response = await stack.ask(principal, document, variables);
    const text = JSON.stringify(response).replaceAll(
      /"endCursor":"[^"]+"/g,
      `"endCursor":"${CURSOR}"`,
    );
    // The reference implementation of GraphQL selects what the operation asks.
    const wanted = await graphql({ schema, source: document, rootValue: expected });
    expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(wanted)));
  },
);
