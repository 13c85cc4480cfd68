/** Something that requests use, and that is stopped when it is replaced and its last request has ended. */
export interface InUse {
  /** Runs work that uses it; gives what the work gives. */
  during<Result>(work: () => Promise<Result>): Promise<Result>;
  /** No further work begins. Stops it now, or when the work that runs has ended. */
  retire(): void;
}

export function createInUse(stop: () => Promise<void>): InUse {
  let running = 0;
  let isRetired = false;
  const stopWhenUnused = () => {
    if (isRetired && running === 0) void stop();
  };
  return {
    during: async (work) => {
      running += 1;
      try {
        return await work();
      } finally {
        running -= 1;
        stopWhenUnused();
      }
    },
    retire: () => {
      isRetired = true;
      stopWhenUnused();
    },
  };
}
