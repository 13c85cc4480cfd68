import { setImmediate, setTimeout } from 'node:timers/promises';

/** Work that takes long and can wait: it yields where it can be interrupted. */
export type Steps<Result> = Generator<undefined, Result>;

/** A slice ends after the step that exceeds this, so that a step may take as long again. */
const SLICE_MS = 4;
/** Rest between slices: a known operation goes through several turns of the event loop, and is done in this time. */
const REST_MS = 3;

/** Does the steps in slices, and gives way to requests between them. */
export async function inSlices<Result>(steps: Steps<Result>): Promise<Result> {
  await setImmediate();
  for (;;) {
    const endsAt = performance.now() + SLICE_MS;
    do {
      const step = steps.next();
      if (step.done) return step.value;
    } while (performance.now() < endsAt);
    await setTimeout(REST_MS);
  }
}
