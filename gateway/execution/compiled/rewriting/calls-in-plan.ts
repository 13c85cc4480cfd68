/** Counts and describes the subgraph requests of a compiled plan, for the `plan` command. */
import type { CompiledFetch } from '../fetches/compile-fetch.ts';
import type { Step } from '../batching/batch-fetches.ts';

/** The maximum number of requests; fewer are sent when there are no entities or all were requested already. */
export function countCalls(step: Step): number {
  if (step.kind === 'fetch' || step.kind === 'batched') return 1;
  return step.steps.reduce((sum, one) => sum + countCalls(one), 0);
}

/** One line for each request, indented as in the plan, with the paths of a batched request below it. */
export function describeCalls(step: Step, indent = ''): readonly string[] {
  switch (step.kind) {
    case 'fetch':
      return [`${indent}${step.fetch.subgraph}${positionText(step.fetch)}`];
    case 'batched':
      return [
        `${indent}${step.call.subgraph}, one request`,
        ...step.call.fetches.map((fetch) => `${indent} ${positionText(fetch)}`),
      ];
    case 'sequence':
    case 'parallel': {
      const word = step.kind === 'sequence' ? 'sequence' : 'parallel';
      const inner = step.steps.flatMap((one) => describeCalls(one, `${indent}  `));
      return [`${indent}${word}`, ...inner];
    }
  }
}

function positionText({ path }: CompiledFetch): string {
  return path.length === 0 ? '' : ` for ${path.join('.')}`;
}
