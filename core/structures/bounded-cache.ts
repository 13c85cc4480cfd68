/** A map that forgets what was used longest ago: no cache of ours grows with what clients send. */
export interface BoundedCache<Value> {
  get(key: string): Value | undefined;
  set(key: string, value: Value): void;
  keys(): readonly string[];
  clear(): void;
}

export function createBoundedCache<Value>(entriesMax: number): BoundedCache<Value> {
  // A Map keeps insertion order, so the first key is always the one used longest ago.
  const entries = new Map<string, Value>();
  return {
    get(key) {
      const value = entries.get(key);
      if (value !== undefined) {
        entries.delete(key);
        entries.set(key, value);
      }
      return value;
    },
    set(key, value) {
      entries.delete(key);
      entries.set(key, value);
      if (entries.size > entriesMax) entries.delete(entries.keys().next().value ?? key);
    },
    keys: () => [...entries.keys()],
    clear: () => entries.clear(),
  };
}
