/** Walks over the nodes of Apollo's query plans. */
import type { FetchNode, PlanNode, SubscriptionNode } from '@apollo/query-planner';

/** The path of a `Flatten` node: field names, with `@` for each list. */
export type PlanPath = readonly (string | number)[];

/** Nodes for `@defer` and subscriptions count as leaves, because neither is executed. */
export function childrenOf(node: PlanNode | SubscriptionNode): readonly PlanNode[] {
  switch (node.kind) {
    case 'Flatten':
      return [node.node];
    case 'Sequence':
    case 'Parallel':
      return node.nodes;
    case 'Condition':
      return [node.ifClause, node.elseClause].filter((branch) => branch !== undefined);
    case 'Fetch':
    case 'Defer':
    case 'Subscription':
      return [];
  }
}

/** Every fetch of a plan, both branches of a condition included. */
export function fetchesIn(node: PlanNode | SubscriptionNode | undefined): readonly FetchNode[] {
  if (!node) return [];
  return node.kind === 'Fetch' ? [node] : childrenOf(node).flatMap(fetchesIn);
}

/** In the path of a rewrite: one object up, and a condition on the type. */
export const UP = '..';
export const FRAGMENT_PREFIX = '... on ';

/** The names of fields from which contexts take values. */
export function contextFields({ contextRewrites = [] }: FetchNode): readonly string[] {
  return contextRewrites.flatMap(({ path }) => path.filter(isFieldName));
}

const isFieldName = (part: string) => part !== UP && !part.startsWith(FRAGMENT_PREFIX);
