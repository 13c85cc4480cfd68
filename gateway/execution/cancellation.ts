/**
 * Cancels all subgraph requests of one client request, with one listener on its `AbortSignal`: a listener for
 * each subgraph request would cost more than the rest of its administration.
 */
export interface Cancellation {
  readonly isCancelled: () => boolean;
  /** What each subgraph request in flight does when it is cancelled. */
  readonly reactions: Set<() => void>;
  /**
   * Counts bytes of a subgraph. Cancels when all that was received exceeds what one client request may hold in
   * memory. False when the subgraph exceeds its share of that; what it sends in vain must not use up the rest.
   */
  receive(subgraph: string, bytes: number): boolean;
  /** Received bytes that are no longer in memory. */
  giveBack(subgraph: string, bytes: number): void;
  /** Whether the limit on received bytes was exceeded. */
  readonly isOverfull: () => boolean;
  cancel(): void;
  /** Removes the listener and gives the received bytes free; to be called when the response is written. */
  release(): void;
}

/** Twice the default limit of a response: keys and names are fetched as well, and are not written. */
const RECEIVED_BYTES_MAX = 32 * 1024 * 1024;
/** Of one subgraph, in all its responses to one client request. */
const SUBGRAPH_BYTES_MAX = 20 * 1024 * 1024;
/** What all requests together may hold; the request that exceeds it is cancelled. */
const ALL_BYTES_MAX = 256 * 1024 * 1024;

let allBytes = 0;

export function createCancellation(signal: AbortSignal): Cancellation {
  const reactions = new Set<() => void>();
  const bySubgraph = new Map<string, number>();
  let receivedBytes = 0;
  let isCancelled = false;
  let isOverfull = false;
  let isReleased = false;
  const cancel = () => {
    isCancelled = true;
    for (const reaction of reactions) reaction();
  };
  const add = (subgraph: string, bytes: number): number => {
    receivedBytes += bytes;
    allBytes += bytes;
    const ofSubgraph = (bySubgraph.get(subgraph) ?? 0) + bytes;
    bySubgraph.set(subgraph, ofSubgraph);
    return ofSubgraph;
  };
  signal.addEventListener('abort', cancel, { once: true });
  return {
    isCancelled: () => isCancelled || signal.aborted,
    reactions,
    receive(subgraph, bytes) {
      if (isReleased) return true;
      const ofSubgraph = add(subgraph, bytes);
      if (receivedBytes > RECEIVED_BYTES_MAX || allBytes > ALL_BYTES_MAX) {
        isOverfull = true;
        cancel();
      }
      return ofSubgraph <= SUBGRAPH_BYTES_MAX;
    },
    giveBack(subgraph, bytes) {
      if (!isReleased) add(subgraph, -bytes);
    },
    isOverfull: () => isOverfull,
    cancel,
    release() {
      isReleased = true;
      allBytes -= receivedBytes;
      receivedBytes = 0;
      signal.removeEventListener('abort', cancel);
    },
  };
}
