/** Decides whose new document is next, so that nobody who sends many keeps the others waiting. */
import { GatewayError } from '../errors/gateway-error.ts';

/** For whom something waits. */
export interface Turn {
  /** Those with the same name share one queue. */
  readonly queue: string;
  /** Whether the document is in the manifest, which its operator keeps short. */
  readonly isTrusted: boolean;
  /** What is aborted leaves the queue. */
  readonly signal?: AbortSignal | undefined;
  /** Asked when it is next: what has become known meanwhile needs no work. */
  readonly isKnown?: (() => boolean) | undefined;
}

export interface FairQueueLimits {
  /** In one queue. */
  readonly waitingMax: number;
  /** In all queues together. */
  readonly waitingInAllMax: number;
}

export interface Waiting<Item> {
  readonly item: Item;
  readonly turn: Turn;
  readonly reject: (error: unknown) => void;
}

/** Names of queues whose time is kept; a client with more addresses than this counts as new each time. */
const REMEMBERED_MAX = 1_000;

/**
 * The next item is that of the queue for which the least time was spent, so that one costly document weighs as much
 * as many cheap ones. What is trusted goes first, but never twice in a row while others wait.
 */
export class FairQueue<Item> {
  private readonly limits: FairQueueLimits;
  private readonly waiting = new Set<Waiting<Item>>();
  private readonly spentMs = new Map<string, number>();
  /** The time of the queue that was chosen last: who comes later starts from there, and has no credit. */
  private nowMs = 0;
  private wasTrusted = false;

  constructor(limits: FairQueueLimits) {
    this.limits = limits;
  }

  /** Throws `RATE_LIMITED` when too many wait. A full queue of all makes room for whoever has fewer in it. */
  add(item: Waiting<Item>): void {
    const own = this.countOf(item.turn.queue);
    if (own >= this.limits.waitingMax) throw tooMany();
    if (this.waiting.size >= this.limits.waitingInAllMax) this.makeRoom(own);
    this.waiting.add(item);
    this.remember(item.turn.queue, Math.max(this.timeOf(item.turn.queue), this.nowMs));
  }

  /** Also for an item that is no longer in it. */
  delete(item: Waiting<Item>): void {
    this.waiting.delete(item);
  }

  next(): Waiting<Item> | undefined {
    const all = [...this.waiting];
    const [first] = all;
    if (!first) return undefined;
    const preferred = all.filter(({ turn }) => turn.isTrusted !== this.wasTrusted);
    const candidates = preferred.length > 0 ? preferred : all;
    const chosen = candidates.reduce((best, one) =>
      this.timeOf(one.turn.queue) < this.timeOf(best.turn.queue) ? one : best,
    );
    this.wasTrusted = chosen.turn.isTrusted;
    this.nowMs = this.timeOf(chosen.turn.queue);
    this.waiting.delete(chosen);
    return chosen;
  }

  /** Notes the time that was spent for a queue. */
  spend(queue: string, ms: number): void {
    this.remember(queue, this.timeOf(queue) + ms);
  }

  all(): readonly Waiting<Item>[] {
    return [...this.waiting];
  }

  private countOf(queue: string): number {
    return [...this.waiting].filter(({ turn }) => turn.queue === queue).length;
  }

  private timeOf(queue: string): number {
    return this.spentMs.get(queue) ?? this.nowMs;
  }

  private remember(queue: string, ms: number): void {
    // Set anew, so that the queue that was idle the longest is forgotten first.
    this.spentMs.delete(queue);
    this.spentMs.set(queue, ms);
    const [oldest] = this.spentMs.keys();
    if (this.spentMs.size > REMEMBERED_MAX && oldest !== undefined) this.spentMs.delete(oldest);
  }

  private makeRoom(own: number): void {
    const counts = new Map<string, number>();
    for (const { turn } of this.waiting) counts.set(turn.queue, (counts.get(turn.queue) ?? 0) + 1);
    const [longest, count] = [...counts].reduce((best, one) => (one[1] > best[1] ? one : best));
    const last = [...this.waiting].findLast(({ turn }) => turn.queue === longest);
    if (!last || count <= own + 1) throw tooMany();
    this.waiting.delete(last);
    last.reject(tooMany());
  }
}

function tooMany(): GatewayError {
  return new GatewayError(
    'RATE_LIMITED',
    'Too many new operations are waiting: send this one again in a moment, or send values as variables' +
      ' / Er wachten te veel nieuwe vragen: stuur deze straks opnieuw, of stuur waarden als variabelen',
    429,
    { 'retry-after': '1' },
  );
}
