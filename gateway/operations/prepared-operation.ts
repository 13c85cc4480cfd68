import type { QueryPlan } from '@apollo/query-planner';
import type { CostOf } from '../cost/cost.ts';
import type { ExecutableOperation, Execution } from '../execution/execution.ts';
import { fetchesIn } from '../planning/plan-nodes.ts';
import type { NormalizedOperation } from '../planning/planner.ts';
import type { PlannedText } from './admission.ts';

/** One operation, ready to be authorized and executed any number of times. */
export interface PreparedOperation extends NormalizedOperation, PlannedText {
  /** What it costs with the variables of one request. */
  readonly cost: CostOf;
  /** The plan, compiled. */
  readonly executable: ExecutableOperation;
  /** The subgraphs that the plan may call, in its order. */
  readonly subgraphs: readonly string[];
}

export type Prepare = (operation: NormalizedOperation, planned: PlannedText) => PreparedOperation;

export function createPrepare(
  execution: Execution,
  costOf: (operation: NormalizedOperation) => CostOf,
): Prepare {
  return (operation, planned) => ({
    ...operation,
    ...planned,
    cost: costOf(operation),
    executable: execution.prepare({ ...operation, plan: planned.plan }),
    subgraphs: subgraphsIn(planned.plan),
  });
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
