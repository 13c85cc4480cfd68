/** A mutex, first come first served: PGlite has a single session. */
export interface Turns {
  /** Resolves with the function that releases the turn. */
  take(): Promise<() => void>;
}

export function createTurns(): Turns {
  let last = Promise.resolve();
  return {
    async take() {
      const before = last;
      let end: () => void = () => undefined;
      last = new Promise((resolve) => {
        end = resolve;
      });
      await before;
      return end;
    },
  };
}
