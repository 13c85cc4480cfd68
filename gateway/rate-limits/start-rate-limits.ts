import { createMemoryStore, startSharedStore } from './rate-store.ts';
import { createRateLimits, NO_RATE_LIMITS, type RateLimits } from './rate-limits.ts';

export interface RateSettings {
  /** Cost in one window of a network address without a valid token; 0 is no limit. */
  readonly publicMax: number;
  /** Cost in one window of one client; 0 is no limit. */
  readonly clientMax: number;
  readonly windowS: number;
  readonly storeUrl: string | undefined;
  readonly storePassword: string | undefined;
}

/** Counts in memory, or in the store at `storeUrl`, which need not respond yet. */
export async function startRateLimits(settings: RateSettings): Promise<RateLimits> {
  const { publicMax, clientMax, windowS, storeUrl: url, storePassword: password } = settings;
  if (publicMax === 0 && clientMax === 0) return NO_RATE_LIMITS;
  const store =
    url === undefined
      ? createMemoryStore(windowS)
      : await startSharedStore({ url, password, windowS });
  return createRateLimits({ store, publicMax, clientMax, windowS });
}
