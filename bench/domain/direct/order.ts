/** Sorting strings by code unit, as every partner does. */

/** Compares by each key in order. */
export function by<Item>(...keys: readonly ((item: Item) => string)[]) {
  return (one: Item, other: Item): number => {
    for (const key of keys) {
      const [a, b] = [key(one), key(other)];
      if (a !== b) return a < b ? -1 : 1;
    }
    return 0;
  };
}

/** The first items, and whether there are more. */
export function pageOf<Item>(items: readonly Item[], first: number) {
  return { nodes: items.slice(0, first), pageInfo: { hasNextPage: items.length > first } };
}

export function groupBy<Item>(items: readonly Item[], keyOf: (item: Item) => string) {
  const groups = new Map<string, Item[]>();
  for (const item of items) {
    const group = groups.get(keyOf(item));
    if (group) group.push(item);
    else groups.set(keyOf(item), [item]);
  }
  return groups;
}
