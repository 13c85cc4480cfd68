import { setImmediate } from 'node:timers/promises';

/** Work that takes long and can wait: it yields where it can be interrupted. */
export type Steps<Result> = Generator<undefined, Result>;

/** A slice ends after the step that exceeds this, so that a step may take as long again. */
const SLICE_MS = 4;

/** Does the steps in slices, and gives way to requests between them. */
export async function inSlices<Result>(steps: Steps<Result>): Promise<Result> {
  for (;;) {
    await setImmediate();
    const endsAt = performance.now() + SLICE_MS;
    do {
      const step = steps.next();
      if (step.done) return step.value;
    } while (performance.now() < endsAt);
  }
}
