/** Work of this process that takes long and can wait: done in slices between the requests that are known. */
import { setImmediate } from 'node:timers/promises';

/** Yields where it can be interrupted. */
export type Steps<Result> = Generator<undefined, Result>;

/** A slice ends after the step that exceeds this, so that a step may take as long again. */
const SLICE_MS = 4;

/** One at a time: the slices of many would follow each other without a pause. */
let last: Promise<unknown> = Promise.resolve();

export function inSlices<Result>(steps: Steps<Result>): Promise<Result> {
  const done = last.then(() => run(steps));
  last = done.catch(() => {});
  return done;
}

async function run<Result>(steps: Steps<Result>): Promise<Result> {
  for (;;) {
    await setImmediate();
    const endsAt = performance.now() + SLICE_MS;
    do {
      const step = steps.next();
      if (step.done) return step.value;
    } while (performance.now() < endsAt);
  }
}
