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
  /** Removes the listener and gives the received bytes free; to be called when the response is written. */
  release(): void;
}

/** Twice the default limit of a response: keys and names are fetched as well, and are not written. */
const RECEIVED_BYTES_MAX = 32 * 1024 * 1024;
/** What all requests together may hold; the request that exceeds it is cancelled. */
const ALL_BYTES_MAX = 256 * 1024 * 1024;

let allBytes = 0;

export function createCancellation(signal: AbortSignal): Cancellation {
  const reactions = new Set<() => void>();
  let bytesLeft = RECEIVED_BYTES_MAX;
  let receivedBytes = 0;
  let isCancelled = false;
  let isOverfull = false;
  let isReleased = false;
  const cancel = () => {
    isCancelled = true;
    for (const reaction of reactions) reaction();
  };
  signal.addEventListener('abort', cancel, { once: true });
  return {
    isCancelled: () => isCancelled || signal.aborted,
    reactions,
    receive(bytes) {
      if (isReleased) return;
      bytesLeft -= bytes;
      receivedBytes += bytes;
      allBytes += bytes;
      if (bytesLeft >= 0 && allBytes <= ALL_BYTES_MAX) return;
      isOverfull = true;
      cancel();
    },
    giveBack(bytes) {
      if (isReleased) return;
      bytesLeft += bytes;
      receivedBytes -= bytes;
      allBytes -= bytes;
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
