/** Compiles Apollo's plan to steps that are ready to run: conditions decided, code generated. */
import type { FetchNode, PlanNode, QueryPlan } from '@apollo/query-planner';
import type { PlanPath } from '../../planning/plan-nodes.ts';
import type { RequiresFieldSets } from '../../planning/requires-field-sets.ts';
import { batchFetches, type Step } from './batching/batch-fetches.ts';
import { createBatchedCall } from './batching/batched-operation.ts';
import { compileFetch, type CompiledFetch, type FetchContext } from './fetches/compile-fetch.ts';
import { withAlternatives } from './rewriting/alternative-fetches.ts';
import type { Steps } from './in-slices.ts';
import { mergeLeafFetches } from './rewriting/merge-leaf-fetches.ts';
import { partialFetches } from './rewriting/partial-fetches.ts';
import type { PlanRewrites } from './rewriting/plan-rewrites.ts';
import { realFetches } from './rewriting/required-field-fetches.ts';

const NOTHING: Step = { kind: 'sequence', steps: [] };

export interface PlanContext extends FetchContext {
  readonly requiresFieldSets: RequiresFieldSets;
  readonly rewrites: PlanRewrites;
}

/** Throws for a node that the gateway does not plan: a subscription or `@defer`. */
export function* compilePlan(context: PlanContext, { node }: QueryPlan): Steps<Step> {
  if (!node) return NOTHING;
  if (node.kind === 'Subscription') throw new Error('Cannot execute a subscription');
  const { fetchMerging, fetchBatching } = context.rewrites;
  const step = yield* compileNode(context, fetchMerging ? mergeLeafFetches(node) : node, []);
  if (!fetchBatching) return step;
  yield;
  return batchFetches(step, (steps) => createBatchedCall(context, steps));
}

function* compileNode(context: PlanContext, node: PlanNode, path: PlanPath): Steps<Step> {
  switch (node.kind) {
    case 'Fetch':
      yield;
      return combined('parallel', compileFetches(context, node, path));
    case 'Flatten':
      return yield* compileNode(context, node.node, [...path, ...node.path]);
    case 'Sequence':
    case 'Parallel': {
      const steps: Step[] = [];
      for (const child of node.nodes) steps.push(yield* compileNode(context, child, path));
      return combined(node.kind === 'Sequence' ? 'sequence' : 'parallel', steps);
    }
    case 'Condition': {
      const isTrue = context.conditions.get(node.condition) === true;
      const branch = isTrue ? node.ifClause : node.elseClause;
      return branch ? yield* compileNode(context, branch, path) : NOTHING;
    }
    case 'Defer':
      throw new Error('Cannot execute a "Defer" node: the gateway does not plan @defer');
  }
}

/** One step for a fetch; several when its required fields cannot be sent together. */
function compileFetches(context: PlanContext, fetch: FetchNode, path: PlanPath): readonly Step[] {
  const real = (one: FetchNode) => realFetches(one, context.requiredArguments);
  const compilePart = (part: FetchNode) => compileFetch(context, part, path, () => []);
  return real(fetch).map((node) => {
    // Compiled on demand, because few objects lack a field.
    let partial: readonly CompiledFetch[] | undefined;
    const partials = () =>
      (partial ??= partialFetches(fetch, context.requiresFieldSets).flatMap(real).map(compilePart));
    const compiled = compileFetch(context, node, path, partials);
    return { kind: 'fetch', fetch: withAlternatives(compiled, node, compilePart), node };
  });
}

function combined(kind: 'sequence' | 'parallel', all: readonly Step[]): Step {
  const steps = all.filter((step) => step !== NOTHING);
  return steps.length === 1 && steps[0] ? steps[0] : { kind, steps };
}
