/**
 * One listener on a caller's signal for all its calls to subgraphs: listening on an `AbortSignal` for
 * each call would cost more than the call's own bookkeeping.
 */
export interface Cancellation {
  readonly isCancelled: () => boolean;
  /** What each call under way does when the caller goes away. */
  readonly reactions: Set<() => void>;
  /** To be called when the answer is there. */
  release(): void;
}

export function createCancellation(signal: AbortSignal): Cancellation {
  const reactions = new Set<() => void>();
  const react = () => {
    for (const reaction of reactions) reaction();
  };
  signal.addEventListener('abort', react, { once: true });
  return {
    isCancelled: () => signal.aborted,
    reactions,
    release: () => signal.removeEventListener('abort', react),
  };
}
