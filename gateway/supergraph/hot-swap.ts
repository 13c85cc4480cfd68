/** One supergraph in use at a time; the next one replaces it between two requests. */
import type { SupergraphRuntime } from './supergraph-runtime.ts';

export interface HotSwap {
  current(): SupergraphRuntime;
  /**
   * Makes the next one and puts it in use, calling `alongside` in the same moment; for the supergraph that is
   * in use already it does only that. One is made at a time, and the last that was wanted wins. Throws what
   * `make` throws, and the current one stays in use.
   */
  replace(
    supergraphSdl: string,
    make: (current: SupergraphRuntime) => Promise<SupergraphRuntime>,
    alongside: () => void,
  ): Promise<void>;
  /** Stops the current one, and those that are still draining. */
  stop(): Promise<void>;
}

export function createHotSwap(first: SupergraphRuntime): HotSwap {
  const draining = new Set<SupergraphRuntime>();
  let current = first;
  let turns = 0;
  let wanted: string | undefined;
  let queue: Promise<unknown> = Promise.resolve();

  const drain = (item: SupergraphRuntime) => {
    draining.add(item);
    void item.drain().finally(() => draining.delete(item));
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
        // The same text may be wanted again meanwhile; then this one is used.
        if (supergraphSdl !== wanted) return await next.stop();
        alongside();
        current = next;
        if (next !== before) drain(before);
      };
      const done = queue.then(take);
      queue = done.catch(() => {});
      return done;
    },
    async stop() {
      turns += 1;
      wanted = undefined;
      await Promise.all([current, ...draining].map((item) => item.stop()));
      await queue;
    },
  };
}
