/** A least-recently-used cache with a maximum number of entries. */
export interface BoundedCache<Value> {
  get(key: string): Value | undefined;
  set(key: string, value: Value): void;
  keys(): readonly string[];
  clear(): void;
}

export function createBoundedCache<Value>(entriesMax: number): BoundedCache<Value> {
  // A Map keeps insertion order, so the first key is the least recently used one.
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
