import { isInContexts } from '../fetches/compile-fetch.ts';
import { runContextual } from './run-contextual.ts';
import { runFetch, type Run } from './run-fetch.ts';
import { runBatched } from './run-batched.ts';
import type { Step } from '../batching/batch-fetches.ts';

export async function runPlan(step: Step, run: Run): Promise<void> {
  switch (step.kind) {
    case 'fetch':
      return isInContexts(step.fetch) ? runContextual(step.fetch, run) : runFetch(step.fetch, run);
    case 'batched':
      return runBatched(step.call, run);
    case 'sequence':
      for (const next of step.steps) await runPlan(next, run);
      return;
    case 'parallel':
      await Promise.all(step.steps.map((branch) => runPlan(branch, run)));
      return;
  }
}
