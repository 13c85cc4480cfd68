/** The rewrites of plans that save calls, by name: each can be switched off to find out whether it is at fault. */
export interface PlanRewrites {
  /** Leaves of the same objects go with a later call, see `merge-leaf-fetches.ts`. */
  readonly fetchMerging: boolean;
  /** What becomes ready at one moment for one subgraph goes as one call, see `join-fetches.ts`. */
  readonly fetchBatching: boolean;
  /**
   * Branches wait for each other so that more can be joined. It saves the most calls, but lets a branch
   * that is ready wait for a slow subgraph that it does not need; so it is for whoever asks for it.
   */
  readonly crossBranchBatching: boolean;
}

export const PLAN_REWRITES: PlanRewrites = {
  fetchMerging: true,
  fetchBatching: true,
  crossBranchBatching: false,
};

export const NO_REWRITES: PlanRewrites = {
  fetchMerging: false,
  fetchBatching: false,
  crossBranchBatching: false,
};
