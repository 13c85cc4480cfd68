/** Chooses the executor by its name in the settings. */
import { createCompiledExecution } from '../execution/compiled/compiled-execution.ts';
import type { ExecutionKind } from '../execution/execution-kinds.ts';
import type { Execution, ExecutionOptions } from '../execution/execution.ts';

/** `compiled` is our executor; `apollo` runs plans with Apollo Gateway's own, for comparison. */
export async function createExecution(
  kind: ExecutionKind,
  options: ExecutionOptions,
): Promise<Execution> {
  if (kind === 'compiled') return createCompiledExecution(options);
  // Apollo Gateway is slow to load, so it is imported only when it is chosen.
  const { createApolloExecution } = await import('../execution/apollo/apollo-execution.ts');
  return createApolloExecution(options);
}
