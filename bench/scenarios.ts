/** The scenarios: a supergraph, an operation, and a number of connections. */
import type { World } from '../test/federation/support/world.ts';
import { createList, LIST_QUERY, LIST_SUBGRAPHS } from './list.ts';
import { createShop, SHOP_QUERY, SHOP_SUBGRAPHS } from './shop.ts';

export interface Graph {
  readonly name: string;
  readonly subgraphs: Readonly<Record<string, string>>;
  readonly createWorld: () => World;
}

export interface Scenario {
  readonly name: string;
  readonly graph: Graph;
  readonly operation: {
    readonly query: string;
    readonly variables?: Readonly<Record<string, unknown>>;
    readonly operationName?: string;
  };
  readonly connections: number;
  readonly warmupRequests: number;
}

export const SHOP: Graph = { name: 'shop', subgraphs: SHOP_SUBGRAPHS, createWorld: createShop };
export const LIST: Graph = { name: 'list', subgraphs: LIST_SUBGRAPHS, createWorld: createList };
export const GRAPHS: readonly Graph[] = [SHOP, LIST];

const list = (first: number, connections: number, warmupRequests: number): Scenario => ({
  name: `${first}-entities`,
  graph: LIST,
  operation: { query: LIST_QUERY, variables: { first }, operationName: 'List' },
  connections,
  warmupRequests,
});

export const SCENARIOS: readonly Scenario[] = [
  {
    name: 'benchmark-query',
    graph: SHOP,
    operation: { query: SHOP_QUERY, operationName: 'TestQuery' },
    connections: 16,
    warmupRequests: 1500,
  },
  { ...list(10, 16, 4000), name: 'small-query' },
  list(1000, 4, 300),
  list(10_000, 1, 60),
];
