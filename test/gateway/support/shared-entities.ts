/**
 * A gateway over three subgraphs. The entity `Node` is in every row, and again below itself, in lists of two
 * subgraphs in turn. The data in memory is small, but the response is a tree that grows a hundredfold with
 * each level.
 */
import { expect } from 'vitest';
import type { ExecutionKind } from '../../../gateway/execution/execution-kinds.ts';
import { createExecution } from '../../../gateway/supergraph/create-execution.ts';
import { SATURATED } from '../../../gateway/cost/saturate.ts';
import { startFixture, type Fixture } from '../../federation/support/fixture.ts';
import { startSmallGateway, type ClientResponse, type SmallGateway } from './small-gateway.ts';

export interface SharedEntitiesOptions {
  readonly kind?: ExecutionKind;
  readonly rows: number;
  readonly items: number;
  readonly text?: string;
  readonly responseBytesMax?: number;
}

export interface SharedEntities {
  readonly gateway: SmallGateway;
  readonly fixture: Fixture;
  stop(): Promise<void>;
}

export async function startSharedEntities(options: SharedEntitiesOptions): Promise<SharedEntities> {
  const { kind = 'compiled', rows, items, text = 'text', responseBytesMax } = options;
  const fixture = await startSharedFixture({ rows, items, text });
  const { supergraphSdl, subgraphUrls } = fixture;
  const gateway = await startSmallGateway({
    supergraphSdl,
    subgraphUrls,
    costBudgets: { public: SATURATED, client: SATURATED, purpose: SATURATED },
    ...(responseBytesMax === undefined ? {} : { responseBytesMax }),
    startExecution: (executionOptions) => createExecution(kind, executionOptions),
  });
  return {
    gateway,
    fixture,
    async stop() {
      await gateway.stop();
      await fixture.stop();
    },
  };
}

export function startSharedFixture({
  rows,
  items,
  text,
}: Required<Pick<SharedEntitiesOptions, 'rows' | 'items' | 'text'>>): Promise<Fixture> {
  const key = { __typename: 'Node', id: '1' };
  const listOf = (element: object) => Array.from({ length: items }, () => element);
  const node = {
    ...key,
    name: 'one',
    title: 'first',
    items: listOf({ text, must: 'value', next: key }),
    kids: listOf({ next: key }),
    box: { left: 'l', right: 'r', of: listOf({ a: 1, b: 2 }) },
  };
  return startFixture({
    subgraphs: {
      rows: `type Query { rows: [Row!] } type Row { node: Node }
        type Node @key(fields: "id", resolvable: false) { id: ID! }`,
      nodes: `type Node @key(fields: "id") { id: ID! name: String items: [Item!] box: Box @shareable }
        type Item { text: String must: String! next: Node }
        type Box { right: String of: [Of!] @shareable } type Of { b: Int }`,
      more: `type Node @key(fields: "id") { id: ID! title: String kids: [Kid!] box: Box @shareable }
        type Kid { next: Node } type Box { left: String of: [Of!] @shareable } type Of { a: Int }`,
    },
    world: () => ({
      Query: { rows: Array.from({ length: rows }, () => ({ node })) },
      objects: [node],
    }),
  });
}

/** The body of a response over the limit: one error and no data. */
export const TOO_LARGE = {
  data: null,
  errors: [{ message: expect.any(String), extensions: { code: 'TOO_LARGE' } }],
};

export async function askByGet(url: string, query: string): Promise<ClientResponse['body']> {
  const getUrl = `${url}/graphql?query=${encodeURIComponent(query)}`;
  const response = await fetch(getUrl, { headers: { accept: 'application/json' } });
  return (await response.json()) as ClientResponse['body'];
}

/** How many small requests complete, one after another, while the large one runs. */
export async function completedDuring(
  large: Promise<unknown>,
  small: () => Promise<unknown>,
): Promise<number> {
  const progress = { isDone: false, count: 0 };
  const ended = large.finally(() => {
    progress.isDone = true;
  });
  while (!progress.isDone) {
    await small();
    if (!progress.isDone) progress.count += 1;
  }
  await ended;
  return progress.count;
}

/** CPU time in milliseconds that all threads of this process use while `work` runs. */
export async function cpuOf(work: () => Promise<unknown>): Promise<number> {
  const before = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}
