/** Walks a compiled plan. All branching of an execution is in this switch. */
import type { Step } from './compile-plan.ts';
import { runFetch, type Run } from './run-fetch.ts';
import { runJoined } from './joining/run-joined.ts';

export async function runPlan(step: Step, run: Run): Promise<void> {
  switch (step.kind) {
    case 'fetch':
      return runFetch(step.fetch, run);
    case 'joined':
      return runJoined(step.call, run);
    case 'sequence':
      for (const next of step.steps) await runPlan(next, run);
      return;
    case 'parallel':
      await Promise.all(step.steps.map((branch) => runPlan(branch, run)));
      return;
  }
}
