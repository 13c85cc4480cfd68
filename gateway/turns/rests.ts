/** How long the work for new operations rests, so that known operations keep most of the processors. */
export interface Rests {
  /** Notes that a known operation is served. */
  serve(): void;
  /** The rest after work, in ms: none when no known operation was served meanwhile. */
  after(workedMs: number): number;
}

/**
 * New operations may take a quarter of the time while known ones are served. Measured by
 * `npm run bench -- new-operations`: with two processors, less rest makes known operations wait for a processor.
 */
const REST_PER_WORK = 3;
/** An operation that takes long to plan must not stop the others for as long again. */
const REST_MS_MAX = 1_000;

export function createRests(): Rests {
  let isServing = false;
  return {
    serve: () => void (isServing = true),
    after(workedMs) {
      const rest = isServing ? Math.min(workedMs * REST_PER_WORK, REST_MS_MAX) : 0;
      isServing = false;
      return rest;
    },
  };
}
