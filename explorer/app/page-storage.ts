/**
 * GraphiQL's storage. Only layout and theme go to localStorage. Queries, variables, headers, history
 * and responses stay in memory, because they can contain personal data that a coach looked up.
 */

interface PageStorage {
  getItem(key: string): string | null;
  setItem(key: string, value: string): void;
  removeItem(key: string): void;
  clear(): void;
  readonly length: number;
}

const persistentKeys = new Set(
  ['theme', 'visiblePlugin', 'docExplorerFlex', 'editorFlex', 'secondaryEditorFlex'].map(
    (key) => `graphiql:${key}`,
  ),
);

/** Until the user drags a bar, the response gets more room than the query. */
const defaultLayout = new Map([
  ['graphiql:editorFlex', '0.55'],
  ['graphiql:docExplorerFlex', '0.26'],
]);

export function createPageStorage(persistent: PageStorage): PageStorage {
  const memory = new Map<string, string>();
  return {
    getItem: (key) =>
      persistentKeys.has(key)
        ? (persistent.getItem(key) ?? defaultLayout.get(key) ?? null)
        : (memory.get(key) ?? null),
    setItem(key, value) {
      if (persistentKeys.has(key)) persistent.setItem(key, value);
      else memory.set(key, value);
    },
    removeItem(key) {
      if (persistentKeys.has(key)) persistent.removeItem(key);
      else memory.delete(key);
    },
    clear() {
      memory.clear();
      for (const key of persistentKeys) persistent.removeItem(key);
    },
    get length() {
      return memory.size;
    },
  };
}
