import { isInContexts } from '../fetches/compile-fetch.ts';
import { runContextual } from './run-contextual.ts';
import { runFetch, type Run } from './run-fetch.ts';
import { runBatched } from './run-batched.ts';
import type { Step } from '../batching/batch-fetches.ts';

export function runPlan(step: Step, run: Run): Promise<unknown> {
  switch (step.kind) {
    case 'fetch':
      return isInContexts(step.fetch) ? runContextual(step.fetch, run) : runFetch(step.fetch, run);
    case 'batched':
      return runBatched(step.call, run);
    case 'sequence':
      return runSequence(step.steps, run);
    case 'parallel':
      return Promise.all(step.steps.map((branch) => runPlan(branch, run)));
  }
}

async function runSequence(steps: readonly Step[], run: Run): Promise<void> {
  for (const step of steps) await runPlan(step, run);
}
