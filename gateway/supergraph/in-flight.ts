/** What is being answered at this moment, so that nothing is ended under it. */
export interface InFlight {
  /** Counts it until it is settled. */
  during<Result>(work: () => Promise<Result>): Promise<Result>;
  /** Resolves when nothing is under way any more, or when that took too long. */
  nothing(withinMs: number): Promise<void>;
}

export function createInFlight(): InFlight {
  let count = 0;
  let whenNothing: () => void = () => {};

  return {
    async during(work) {
      count += 1;
      try {
        return await work();
      } finally {
        count -= 1;
        if (count === 0) whenNothing();
      }
    },
    nothing: (withinMs) =>
      new Promise((resolve) => {
        if (count === 0) return resolve();
        const timer = setTimeout(resolve, withinMs);
        timer.unref();
        whenNothing = () => {
          clearTimeout(timer);
          resolve();
        };
      }),
  };
}
