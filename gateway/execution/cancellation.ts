import type { Abandonable } from './deadlines.ts';

/** Twice the default limit of a response: keys and names are fetched as well, and are not written. */
const RECEIVED_BYTES_MAX = 32 * 1024 * 1024;
/** Of one subgraph, in all its responses to one client request. */
const SUBGRAPH_BYTES_MAX = 20 * 1024 * 1024;
/** What all requests together may hold; the request that exceeds it is cancelled. */
const ALL_BYTES_MAX = 256 * 1024 * 1024;

let allBytes = 0;

/**
 * Cancels all subgraph requests of one client request, with one listener on its `AbortSignal`: a listener for
 * each subgraph request would cost more than the rest of its administration.
 */
export class Cancellation {
  /** The subgraph requests in flight, and what else waits. */
  readonly reactions = new Set<Abandonable>();
  private readonly signal: AbortSignal;
  private readonly bySubgraph = new Map<string, number>();
  private receivedBytes = 0;
  private hasCancelled = false;
  private hasOverflowed = false;
  private isReleased = false;

  constructor(signal: AbortSignal) {
    this.signal = signal;
    signal.addEventListener('abort', this, { once: true });
  }

  /** Called by the signal. */
  handleEvent(): void {
    this.cancel();
  }

  isCancelled(): boolean {
    return this.hasCancelled || this.signal.aborted;
  }

  /** Whether the limit on received bytes was exceeded. */
  isOverfull(): boolean {
    return this.hasOverflowed;
  }

  /**
   * Counts bytes of a subgraph. Cancels when all that was received exceeds what one client request may hold in
   * memory. False when the subgraph exceeds its share of that; what it sends in vain must not use up the rest.
   */
  receive(subgraph: string, bytes: number): boolean {
    if (this.isReleased) return true;
    const ofSubgraph = this.add(subgraph, bytes);
    if (this.receivedBytes > RECEIVED_BYTES_MAX || allBytes > ALL_BYTES_MAX) {
      this.hasOverflowed = true;
      this.cancel();
    }
    return ofSubgraph <= SUBGRAPH_BYTES_MAX;
  }

  /** Received bytes that are no longer in memory. */
  giveBack(subgraph: string, bytes: number): void {
    if (!this.isReleased) this.add(subgraph, -bytes);
  }

  cancel(): void {
    this.hasCancelled = true;
    for (const reaction of this.reactions) reaction.abandon();
  }

  /** Removes the listener and gives the received bytes free; to be called when the response is written. */
  release(): void {
    this.isReleased = true;
    allBytes -= this.receivedBytes;
    this.receivedBytes = 0;
    this.signal.removeEventListener('abort', this);
  }

  private add(subgraph: string, bytes: number): number {
    this.receivedBytes += bytes;
    allBytes += bytes;
    const ofSubgraph = (this.bySubgraph.get(subgraph) ?? 0) + bytes;
    this.bySubgraph.set(subgraph, ofSubgraph);
    return ofSubgraph;
  }
}
