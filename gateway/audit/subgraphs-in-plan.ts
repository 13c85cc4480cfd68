import type { PlanNode, QueryPlan, SubscriptionNode } from '@apollo/query-planner';

const known = new WeakMap<QueryPlan, readonly string[]>();

/** The kinds of partner that a plan may ask, in the order of the plan. */
export function kindsIn(plan: QueryPlan): readonly string[] {
  const before = known.get(plan);
  if (before !== undefined) return before;
  const kinds = new Set<string>();
  if (plan.node !== undefined) collect(plan.node, kinds);
  const found = [...kinds];
  known.set(plan, found);
  return found;
}

function collect(node: PlanNode | SubscriptionNode, kinds: Set<string>): void {
  switch (node.kind) {
    case 'Fetch':
      kinds.add(node.serviceName);
      return;
    case 'Flatten':
      return collect(node.node, kinds);
    case 'Sequence':
    case 'Parallel':
      for (const one of node.nodes) collect(one, kinds);
      return;
    case 'Condition':
      if (node.ifClause) collect(node.ifClause, kinds);
      if (node.elseClause) collect(node.elseClause, kinds);
      return;
    case 'Defer':
      if (node.primary.node) collect(node.primary.node, kinds);
      for (const { node: deferred } of node.deferred) if (deferred) collect(deferred, kinds);
      return;
    case 'Subscription':
      collect(node.primary, kinds);
      if (node.rest) collect(node.rest, kinds);
  }
}
