/** The rewrites of plans that save subgraph requests. Each can be switched off to find a fault in it. */
export interface PlanRewrites {
  /** Merges a fetch of leaves into a later fetch of the same objects; see `merge-leaf-fetches.ts`. */
  readonly fetchMerging: boolean;
  /** Sends fetches of one subgraph that start together as one request; see `batch-fetches.ts`. */
  readonly fetchBatching: boolean;
}

export const PLAN_REWRITES: PlanRewrites = {
  fetchMerging: true,
  fetchBatching: true,
};

export const NO_REWRITES: PlanRewrites = {
  fetchMerging: false,
  fetchBatching: false,
};
