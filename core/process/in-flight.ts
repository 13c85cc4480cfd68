/** The requests that are being handled, so that nothing is stopped while one needs it. */
export interface InFlight {
  /** Counts `work` until it is settled. */
  during<Result>(work: () => Promise<Result>): Promise<Result>;
  /** Resolves when no request is in flight any more, or after `withinMs`. */
  nothing(withinMs: number): Promise<void>;
}

export function createInFlight(): InFlight {
  let count = 0;
  const waiting = new Set<() => void>();

  return {
    async during(work) {
      count += 1;
      try {
        return await work();
      } finally {
        count -= 1;
        if (count === 0) for (const resolve of waiting) resolve();
      }
    },
    nothing: (withinMs) =>
      new Promise((resolve) => {
        if (count === 0) return resolve();
        const done = () => {
          clearTimeout(timer);
          waiting.delete(done);
          resolve();
        };
        const timer = setTimeout(done, withinMs).unref();
        waiting.add(done);
      }),
  };
}
