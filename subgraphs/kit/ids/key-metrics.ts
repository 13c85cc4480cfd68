import { gauge } from '../../../core/metrics/metrics.ts';
import { quarterOf } from './encrypted-id.ts';
import type { KeySet, KeySets } from './key-set.ts';

const DAY_MS = 86_400_000;
/** Enough to see that nobody has to hurry. */
const QUARTERS_AHEAD = 8;

interface Held {
  readonly keySets: KeySets;
  readonly now: () => Date;
}

/** The subgraphs of this process: one, and several in tests. */
const held = new Set<Held>();

gauge(
  'vakgraaf_id_key_days',
  'Days until the first quarter without a key of ids; 0 where this quarter has none',
  ['domain'],
  (metric) => {
    for (const { keySets, now } of held) {
      for (const keySet of Object.values(keySets)) {
        metric.set({ domain: keySet.domain }, daysWithKey(keySet, now()));
      }
    }
  },
);

/** Counts for how many days there are keys, until the returned function is called. */
export function countKeyDays(keySets: KeySets, now: () => Date): () => void {
  const one = { keySets, now };
  held.add(one);
  return () => void held.delete(one);
}

/** Whole days until the first quarter without a key. */
function daysWithKey(keySet: KeySet, now: Date): number {
  for (let ahead = 0; ahead <= QUARTERS_AHEAD; ahead += 1) {
    const month = now.getUTCMonth() - (now.getUTCMonth() % 3) + 3 * ahead;
    const start = new Date(Date.UTC(now.getUTCFullYear(), month, 1));
    if (!keySet.has(quarterOf(start))) {
      return Math.max(0, Math.floor((start.getTime() - now.getTime()) / DAY_MS));
    }
  }
  return QUARTERS_AHEAD * 91;
}
