import type { QueryPlan } from '@apollo/query-planner';
import type { AccessRequirement } from '../../core/access/access-requirements.ts';
import type { RequirementsOf } from '../authorization/authorize.ts';
import type { CostOf } from '../cost/cost.ts';
import type { ExecutableOperation, Execution } from '../execution/execution.ts';
import { fetchesIn } from '../planning/plan-nodes.ts';
import type { NormalizedOperation, Planner } from '../planning/planner.ts';

/** One operation, ready to be authorized and executed any number of times. */
export interface PreparedOperation extends NormalizedOperation {
  readonly plan: QueryPlan;
  /** What a principal must hold for it; empty when it is for everyone. */
  readonly requirements: readonly AccessRequirement[];
  /** What it costs with the variables of one request. */
  readonly cost: CostOf;
  /** The plan, compiled. */
  readonly executable: ExecutableOperation;
  /** The subgraphs that the plan may call, in its order. */
  readonly subgraphs: readonly string[];
}

/** Rejects with `PlanTooCostly` when planning exceeds its limits. */
export type Prepare = (operation: NormalizedOperation) => Promise<PreparedOperation>;

export function createPrepare({
  planner,
  execution,
  requirementsOf,
  costOf,
}: {
  readonly planner: Planner;
  readonly execution: Execution;
  readonly requirementsOf: RequirementsOf;
  readonly costOf: (operation: NormalizedOperation) => CostOf;
}): Prepare {
  return async function prepare(operation) {
    const plan = await planner.plan(operation);
    return {
      ...operation,
      plan,
      requirements: requirementsOf(operation),
      cost: costOf(operation),
      executable: execution.prepare({ ...operation, plan }),
      subgraphs: subgraphsIn(plan),
    };
  };
}

/** More than an AST takes, because plan nodes and compiled functions need memory as well; an overestimate evicts earlier. */
const BYTES_PER_CHARACTER = 60;

/** About the memory that an operation takes, with its plan and compiled fetches. */
export function preparedBytes(characters: number, prepared: PreparedOperation | undefined): number {
  const fetches = prepared ? fetchesIn(prepared.plan.node) : [];
  const all = fetches.reduce((sum, { operation }) => sum + operation.length, characters);
  return all * BYTES_PER_CHARACTER;
}

function subgraphsIn({ node }: QueryPlan): readonly string[] {
  return [...new Set(fetchesIn(node).map(({ serviceName }) => serviceName))];
}
