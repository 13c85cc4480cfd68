/**
 * Finds the items of a list by a text in them. The list is read once, however many entities of a request look for
 * theirs in it.
 */
export function createListIndex<Item>(textOf: (item: Item) => string | null) {
  const known = new WeakMap<readonly Item[], ReadonlyMap<string, readonly Item[]>>();
  return (list: readonly Item[], text: string): readonly Item[] => {
    const before = known.get(list);
    if (before !== undefined) return before.get(text) ?? [];
    const items = new Map<string, Item[]>();
    for (const item of list) {
      const key = textOf(item);
      if (key === null) continue;
      const same = items.get(key);
      if (same) same.push(item);
      else items.set(key, [item]);
    }
    known.set(list, items);
    return items.get(text) ?? [];
  };
}
