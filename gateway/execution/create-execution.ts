/** The switch between executions: one word, for everything or for one question. */
import { operationHash } from '../account/operation-hash.ts';
import { createCompiledExecution } from './compiled/compiled-execution.ts';
import type { Execution, ExecutionOptions, PlannedQuestion } from './execution.ts';
import { createShadowExecution, type ShadowDifference } from './shadow/shadow-execution.ts';

export const EXECUTION_KINDS = ['stock', 'compiled', 'shadow'] as const;
export type ExecutionKind = (typeof EXECUTION_KINDS)[number];

export interface SwitchedOptions extends ExecutionOptions {
  readonly kind: ExecutionKind;
  /** Overrides the kind by the hash of a question, as the access log has it. */
  readonly kindByQuestion?: ReadonlyMap<string, ExecutionKind>;
  readonly reportDifference?: (difference: ShadowDifference) => void;
}

/** `compiled` serves by itself; `stock` and `shadow` load Apollo Gateway as well. */
export async function createExecution(options: SwitchedOptions): Promise<Execution> {
  const { kind, kindByQuestion = new Map<string, ExecutionKind>() } = options;
  const compiled = createCompiledExecution(options);
  const isStockNeeded = [kind, ...kindByQuestion.values()].some((one) => one !== 'compiled');
  if (!isStockNeeded) return compiled;

  // Apollo Gateway takes its time to load, so only who needs it waits.
  const { createStockExecution } = await import('./stock/stock-execution.ts');
  const stock = await createStockExecution(options);
  const report = options.reportDifference ?? (() => {});
  const shadow = createShadowExecution({ serving: stock, compared: compiled, report });
  const byKind: Readonly<Record<ExecutionKind, Execution>> = { stock, compiled, shadow };
  const chosen = ({ key }: PlannedQuestion) =>
    byKind[kindByQuestion.get(operationHash(key)) ?? kind];
  return {
    execute: (question, call) => chosen(question).execute(question, call),
    prepare: (question) => compiled.prepare(question),
    stop: () => shadow.stop(),
  };
}
