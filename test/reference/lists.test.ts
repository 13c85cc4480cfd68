/** Connections and their cursors. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { allRegions } from '../../core/regions/regions.ts';
import { startReference, type ReferenceGraph } from './support/reference-harness.ts';

let graph: ReferenceGraph;

beforeAll(async () => {
  graph = await startReference();
});
afterAll(() => graph.stop());

const PAGE = `query ($after: String) {
  page: regions(first: 100, after: $after) {
    nodes { kind code }
    pageInfo { hasNextPage endCursor }
  }
}`;

interface Page {
  readonly nodes: readonly { readonly kind: string; readonly code: string }[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
}

test('the pages of regions give each region once', async () => {
  const met: string[] = [];
  let after: string | null = null;
  for (let page = 0; page < 20; page += 1) {
    const response = await graph.ask(PAGE, { after });
    const { nodes, pageInfo } = (response.data as { page: Page }).page;
    met.push(...nodes.map(({ kind, code }) => `${kind} ${code}`));
    after = pageInfo.endCursor;
    if (!pageInfo.hasNextPage) break;
  }
  expect(met.toSorted()).toEqual(
    allRegions()
      .map(({ kind, code }) => `${kind} ${code}`)
      .toSorted(),
  );
});

test('a page continues after the cursor of any row', async () => {
  const first = await graph.ask(`{ programmes(first: 3) { edges { cursor node { id } } } }`);
  const { edges } = (
    first.data as { programmes: { edges: { cursor: string; node: { id: string } }[] } }
  ).programmes;
  const next = await graph.ask(
    `query ($after: String) { programmes(first: 2, after: $after) { nodes { id } } }`,
    { after: edges[0]?.cursor },
  );
  expect(next).toEqual({
    data: { programmes: { nodes: edges.slice(1).map(({ node }) => node) } },
  });
});

test.each([
  ['of another list', `organisations(first: 1) { pageInfo { endCursor } }`],
  ['of another filter', `programmes(ids: ["wendbaarheid"]) { pageInfo { endCursor } }`],
])('a cursor %s is CURSOR_INVALID', async (_, other) => {
  const given = await graph.ask(`{ other: ${other} }`);
  const after = (given.data as { other: Pick<Page, 'pageInfo'> }).other.pageInfo.endCursor;
  await expectInvalid(after ?? '');
});

test('a text that is no cursor is CURSOR_INVALID', async () => {
  await expectInvalid('not a cursor');
});

async function expectInvalid(after: string): Promise<void> {
  const query = `query ($after: String) { programmes(after: $after) { nodes { id } } }`;
  expect(await graph.ask(query, { after })).toEqual({
    data: { programmes: null },
    errors: [
      {
        message:
          'Cannot continue from this cursor: it belongs to another request; start again without "after"',
        path: ['programmes'],
        extensions: { code: 'CURSOR_INVALID' },
      },
    ],
  });
}

test.each([0, -1, 101])('first: %i is ARGUMENT_INVALID', async (first) => {
  const response = await graph.ask(
    `query ($first: Int!) { regions(first: $first) { nodes { code } } }`,
    {
      first,
    },
  );
  expect(response).toEqual({
    data: { regions: null },
    errors: [
      {
        message: 'Cannot use "first": expected 1 to 100',
        path: ['regions'],
        extensions: { code: 'ARGUMENT_INVALID' },
      },
    ],
  });
});
