/**
 * One listener on a caller's signal for all its calls to subgraphs: listening on an `AbortSignal` for
 * each call would cost more than the call's own bookkeeping.
 */
export interface Cancellation {
  readonly isCancelled: () => boolean;
  /** What each call under way does when the caller goes away. */
  readonly reactions: Set<() => void>;
  /** Counts what arrives. Ends all calls when it is more than one request may gather in memory. */
  receive(bytes: number): void;
  /** Whether that has happened. */
  readonly isOverfull: () => boolean;
  /** Ends all calls of the request. */
  cancel(): void;
  /** To be called when the answer is there. */
  release(): void;
}

/** Twice a response of the usual limit: keys and names that are fetched and not written come on top. */
const RECEIVED_BYTES_MAX = 32 * 1024 * 1024;

export function createCancellation(signal: AbortSignal): Cancellation {
  const reactions = new Set<() => void>();
  let bytesLeft = RECEIVED_BYTES_MAX;
  let isCancelled = false;
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
      if (bytesLeft < 0) cancel();
    },
    isOverfull: () => bytesLeft < 0,
    cancel,
    release: () => signal.removeEventListener('abort', cancel),
  };
}
