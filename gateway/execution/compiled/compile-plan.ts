/** From Apollo's plan to steps that are ready to run: conditions decided, code generated. */
import type { FetchNode, PlanNode, QueryPlan } from '@apollo/query-planner';
import { withAlternatives } from './rewriting/alternative-fetches.ts';
import { compileFetch, type CompiledFetch, type FetchContext } from './fetches/compile-fetch.ts';
import type { RequiresFieldSets } from '../../planning/requirements.ts';
import { batchFetches, type FetchStep } from './batching/batch-fetches.ts';
import { createBatchedCall } from './batching/batched-call.ts';
import { mergeLeafFetches } from './rewriting/merge-leaf-fetches.ts';
import { partialFetches } from './rewriting/partial-fetches.ts';
import type { PlanRewrites } from './rewriting/plan-rewrites.ts';
import { realFetches } from './rewriting/required-arguments.ts';
import type { Path } from './fetches/entity-positions.ts';
import type { Step } from './batching/step.ts';

const NOTHING: Step = { kind: 'sequence', steps: [] };

export interface PlanContext extends FetchContext {
  readonly requiresFieldSets: RequiresFieldSets;
  readonly rewrites: PlanRewrites;
}

export function compilePlan(context: PlanContext, plan: QueryPlan): Step {
  const { node } = plan;
  if (!node) return NOTHING;
  if (node.kind === 'Subscription') throw new Error('Cannot execute a subscription');

  const compile = (planNode: PlanNode, path: Path): Step => {
    switch (planNode.kind) {
      case 'Fetch':
        return several('parallel', compileFetches(context, refuseContexts(planNode), path));
      case 'Flatten':
        return compile(planNode.node, [...path, ...planNode.path]);
      case 'Sequence':
        return several(
          'sequence',
          planNode.nodes.map((child) => compile(child, path)),
        );
      case 'Parallel':
        return several(
          'parallel',
          planNode.nodes.map((child) => compile(child, path)),
        );
      case 'Condition': {
        const isTrue = context.conditions.get(planNode.condition) === true;
        const branch = isTrue ? planNode.ifClause : planNode.elseClause;
        return branch ? compile(branch, path) : NOTHING;
      }
      case 'Defer':
        break;
    }
    throw new Error(`Cannot execute a "${planNode.kind}" node: the gateway does not plan @defer`);
  };
  const { fetchMerging, fetchBatching, crossBranchBatching } = context.rewrites;
  const step = compile(fetchMerging ? mergeLeafFetches(node) : node, []);
  if (!fetchBatching) return step;
  const join = (steps: readonly FetchStep[]) => createBatchedCall(context, steps);
  return batchFetches(step, { isAcross: crossBranchBatching, join });
}

/** One fetch of the plan; more when what it requires cannot be sent at once. */
function compileFetches(context: PlanContext, fetch: FetchNode, path: Path): readonly Step[] {
  const real = (one: FetchNode) => realFetches(one, context.requiredArguments);
  return real(fetch).map((one) => {
    // Most objects lack nothing, so this is made when the first one does.
    let partial: readonly CompiledFetch[] | undefined;
    const partials = () => {
      partial ??= partialFetches(fetch, context.requiresFieldSets)
        .flatMap(real)
        .map((part) => compileFetch(context, part, path, () => []));
      return partial;
    };
    const compiled = compileFetch(context, one, path, partials);
    const compilePart = (part: FetchNode) => compileFetch(context, part, path, () => []);
    return { kind: 'fetch', fetch: withAlternatives(compiled, one, compilePart), node: one };
  });
}

function several(kind: 'sequence' | 'parallel', all: readonly Step[]): Step {
  const steps = all.filter((step) => step !== NOTHING);
  return steps.length === 1 && steps[0] ? steps[0] : { kind, steps };
}

function refuseContexts(fetch: FetchNode): FetchNode {
  if (fetch.contextRewrites) throw new Error('Cannot execute a fetch that needs "@fromContext"');
  return fetch;
}
