import type { QueryPlan } from '@apollo/query-planner';
import type { CostOf } from '../cost/cost.ts';
import type { ExecutableOperation, Execution } from '../execution/execution.ts';
import { fetchesIn } from '../planning/plan-nodes.ts';
import type { NormalizedOperation } from '../planning/planner.ts';
import type { PlannedText } from './validation.ts';

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

/**
 * Measured by `test/gateway/stored-bytes.test.ts`: memory for each character of an operation, as text and AST; and for
 * each character of its fetches, for each compilation.
 */
const BYTES_PER_CHARACTER = 30;
const BYTES_PER_FETCHED_CHARACTER = 170;

/** About the memory that an operation takes, with its plan and all compilations that it may have. */
export function preparedBytes(characters: number, prepared: PreparedOperation | undefined): number {
  const fetches = prepared ? fetchesIn(prepared.plan.node) : [];
  const fetched = fetches.reduce((sum, { operation }) => sum + operation.length, 0);
  const compilations = prepared?.executable.compilationsMax ?? 0;
  return characters * BYTES_PER_CHARACTER + fetched * compilations * BYTES_PER_FETCHED_CHARACTER;
}

function subgraphsIn({ node }: QueryPlan): readonly string[] {
  return [...new Set(fetchesIn(node).map(({ serviceName }) => serviceName))];
}
