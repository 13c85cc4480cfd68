/** Lets one request count at a time: each holds the rows of all its tables in memory until they are sent. */
export interface SingleTurn {
  /** Gives what ends the turn, which may be called again; null while another has it. */
  readonly take: () => (() => void) | null;
}

export function createSingleTurn(): SingleTurn {
  let holder: symbol | null = null;
  return {
    take: () => {
      if (holder !== null) return null;
      const own = Symbol('turn');
      holder = own;
      return () => {
        if (holder === own) holder = null;
      };
    },
  };
}
