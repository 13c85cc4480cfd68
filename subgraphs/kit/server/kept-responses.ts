import { LRUCache } from 'lru-cache';
import type { UsedLists } from '../partners/partner-request.ts';

const BYTES_MAX = 16_777_216;
const RESPONSE_BYTES_MAX = 1_048_576;

interface KeptResponse {
  readonly bytes: Buffer;
  readonly lists: UsedLists['lists'];
}

/**
 * Responses to requests of the public that are made of public lists in memory alone, for as long as these lists are the
 * newest. The key is a hash, so that nothing of a request is kept.
 */
export function createKeptResponses() {
  const kept = new LRUCache<string, KeptResponse>({
    maxSize: BYTES_MAX,
    maxEntrySize: RESPONSE_BYTES_MAX,
    sizeCalculation: ({ bytes }) => bytes.length + 1_000,
  });
  return {
    find: (key: string): Buffer | undefined => {
      const found = kept.get(key);
      if (found === undefined) return undefined;
      // Each list is asked, because one that is old enough is then read again.
      const current = found.lists.map((isCurrent) => isCurrent());
      if (current.every(Boolean)) return found.bytes;
      kept.delete(key);
      return undefined;
    },
    keep: (key: string, lists: UsedLists['lists'], bytes: Buffer): void => {
      kept.set(key, { bytes, lists });
    },
  };
}
