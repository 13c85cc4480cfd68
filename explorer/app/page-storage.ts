/**
 * What GraphiQL may remember after a reload: the look of the page. Questions, variables, headers,
 * history and answers stay in memory, because any of them can hold what a coach looked up.
 */

interface PageStorage {
  getItem(key: string): string | null;
  setItem(key: string, value: string): void;
  removeItem(key: string): void;
  clear(): void;
  readonly length: number;
}

const keptKeys = new Set(
  ['theme', 'visiblePlugin', 'docExplorerFlex', 'editorFlex', 'secondaryEditorFlex'].map(
    (key) => `graphiql:${key}`,
  ),
);

/** Until the reader drags a bar: the answer gets more room than the question. */
const firstLayout = new Map([
  ['graphiql:editorFlex', '0.55'],
  ['graphiql:docExplorerFlex', '0.26'],
]);

export function createPageStorage(kept: PageStorage): PageStorage {
  const memory = new Map<string, string>();
  return {
    getItem: (key) =>
      keptKeys.has(key)
        ? (kept.getItem(key) ?? firstLayout.get(key) ?? null)
        : (memory.get(key) ?? null),
    setItem(key, value) {
      if (keptKeys.has(key)) kept.setItem(key, value);
      else memory.set(key, value);
    },
    removeItem(key) {
      if (keptKeys.has(key)) kept.removeItem(key);
      else memory.delete(key);
    },
    clear() {
      memory.clear();
      for (const key of keptKeys) kept.removeItem(key);
    },
    get length() {
      return memory.size;
    },
  };
}
