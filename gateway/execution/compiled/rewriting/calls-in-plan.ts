/** The calls of a compiled plan in words, for `npm run plan`. */
import type { CompiledFetch } from '../fetches/compile-fetch.ts';
import type { Step } from '../batching/step.ts';

/** At most so many calls are made: fewer where nothing is to be asked, or is known already. */
export function countCalls(step: Step): number {
  if (step.kind === 'fetch' || step.kind === 'joined') return 1;
  return step.steps.reduce((sum, one) => sum + countCalls(one), 0);
}

/** One line for each call, indented as the plan is; below a joined call, what it asks about. */
export function describeCalls(step: Step, indent = ''): readonly string[] {
  switch (step.kind) {
    case 'fetch':
      return [`${indent}${step.fetch.subgraph}${placeOf(step.fetch)}`];
    case 'joined':
      return [
        `${indent}${step.call.subgraph}, one call`,
        ...step.call.fetches.map((fetch) => `${indent} ${placeOf(fetch)}`),
      ];
    case 'sequence':
    case 'parallel': {
      const word = step.kind === 'sequence' ? 'one after the other' : 'side by side';
      const inner = step.steps.flatMap((one) => describeCalls(one, `${indent}  `));
      return [`${indent}${word}`, ...inner];
    }
  }
}

function placeOf({ path }: CompiledFetch): string {
  return path.length === 0 ? '' : ` for ${path.join('.')}`;
}
