/**
 * Cancels all subgraph requests of one client request, with one listener on its `AbortSignal`: a listener for
 * each subgraph request would cost more than the rest of its administration.
 */
export interface Cancellation {
  readonly isCancelled: () => boolean;
  /** What each subgraph request in flight does when it is cancelled. */
  readonly reactions: Set<() => void>;
  /** Counts received bytes. Cancels when they exceed what one client request may hold in memory. */
  receive(bytes: number): void;
  /** Received bytes that are no longer in memory. */
  giveBack(bytes: number): void;
  /** Whether the limit on received bytes was exceeded. */
  readonly isOverfull: () => boolean;
  cancel(): void;
  /** Removes the listener; to be called when execution has ended. */
  release(): void;
}

/** Twice the default limit of a response: keys and names are fetched as well, and are not written. */
const RECEIVED_BYTES_MAX = 32 * 1024 * 1024;

export function createCancellation(signal: AbortSignal): Cancellation {
  const reactions = new Set<() => void>();
  let bytesLeft = RECEIVED_BYTES_MAX;
  let isCancelled = false;
  let isOverfull = false;
  const cancel = () => {
    isCancelled = true;
    for (const reaction of reactions) reaction();
  };
  signal.addEventListener('abort', cancel, { once: true });
  return {
    isCancelled: () => isCancelled || signal.aborted,
    reactions,
    receive(bytes) {
      bytesLeft -= bytes;
      if (bytesLeft >= 0) return;
      isOverfull = true;
      cancel();
    },
    giveBack(bytes) {
      bytesLeft += bytes;
    },
    isOverfull: () => isOverfull,
    cancel,
    release: () => signal.removeEventListener('abort', cancel),
  };
}
