/** One graph in use at a time, that gives way to the next between two requests. */

export interface Swappable {
  /** What it was made of; the same text makes the same thing. */
  readonly supergraphSdl: string;
  /** Ends it at once. */
  stop(): Promise<void>;
  /** Ends it when the last request that began on it is answered, or after a bounded time. */
  retire(): Promise<void>;
}

export interface HotSwap<Item extends Swappable> {
  current(): Item;
  /**
   * Makes the next one and puts it in use, with `alongside` in the same moment; for the supergraph in
   * use that is all. One is made at a time, and the last that was asked for wins. Throws what `make`
   * throws, and the current one stays.
   */
  replace(
    supergraphSdl: string,
    make: (current: Item) => Promise<Item>,
    alongside?: () => void,
  ): Promise<void>;
  /** Ends the current one, and those that have not ended by themselves yet. */
  stop(): Promise<void>;
}

export function createHotSwap<Item extends Swappable>(first: Item): HotSwap<Item> {
  const retiring = new Set<Item>();
  let current = first;
  let turns = 0;
  let wanted: string | undefined;
  let queue: Promise<unknown> = Promise.resolve();

  const retire = (item: Item) => {
    retiring.add(item);
    void item.retire().finally(() => retiring.delete(item));
  };

  return {
    current: () => current,
    replace(supergraphSdl, make, alongside) {
      turns += 1;
      const turn = turns;
      wanted = supergraphSdl;
      const take = async () => {
        if (turn !== turns) return;
        const before = current;
        const next = supergraphSdl === before.supergraphSdl ? before : await make(before);
        // Whoever asked for the same meanwhile need not wait for it to be made again.
        if (supergraphSdl !== wanted) return await next.stop();
        alongside?.();
        current = next;
        if (next !== before) retire(before);
      };
      const done = queue.then(take);
      queue = done.catch(() => {});
      return done;
    },
    async stop() {
      turns += 1;
      wanted = undefined;
      await Promise.all([current, ...retiring].map((item) => item.stop()));
      await queue;
    },
  };
}
