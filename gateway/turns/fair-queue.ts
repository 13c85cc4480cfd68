/** Decides whose work is next, so that nobody who wants much of it keeps the others waiting. */
import { GatewayError } from '../errors/gateway-error.ts';

/** For whom work is done. */
export interface Turn {
  /** Whoever has the same name shares one queue. */
  readonly queue: string;
  /** Whether the document is in the manifest, which its operator keeps short. */
  readonly isTrusted: boolean;
  /** What is aborted leaves the queue. */
  readonly signal?: AbortSignal | undefined;
}

export interface FairQueueLimits {
  /** In one queue. */
  readonly waitingMax: number;
  /** In all queues together. */
  readonly waitingInAllMax: number;
}

export interface Waiting {
  readonly turn: Turn;
  /** Never rejects. */
  readonly work: () => Promise<unknown>;
  readonly reject: (error: unknown) => void;
}

/** Names of queues whose time is kept; a client with more addresses than this counts as new each time. */
const REMEMBERED_MAX = 1_000;

/**
 * Next is the queue for which the least time was spent, so that one costly document weighs as much
 * as many cheap ones. What is trusted goes first, but never twice in a row while others wait.
 */
export class FairQueue {
  private readonly limits: FairQueueLimits;
  private readonly waiting = new Set<Waiting>();
  private readonly spentMs = new Map<string, number>();
  /** The least time of those that waited last: who comes later starts from there, and has no credit. */
  private nowMs = 0;
  private wasTrusted = false;

  constructor(limits: FairQueueLimits) {
    this.limits = limits;
  }

  /** Throws `RATE_LIMITED` when too many wait. A full queue of all makes room for whoever has fewer in it. */
  add(one: Waiting): void {
    const own = this.countOf(one.turn.queue);
    if (own >= this.limits.waitingMax) throw tooMany();
    if (this.waiting.size >= this.limits.waitingInAllMax) this.makeRoom(own);
    this.waiting.add(one);
    this.remember(one.turn.queue, Math.max(this.timeOf(one.turn.queue), this.nowMs));
  }

  /** Also for what is no longer in it. */
  delete(one: Waiting): void {
    this.waiting.delete(one);
  }

  hasTrusted(): boolean {
    return [...this.waiting].some(({ turn }) => turn.isTrusted);
  }

  next(): Waiting | undefined {
    const all = [...this.waiting];
    if (all.length === 0) return undefined;
    this.nowMs = Math.min(...all.map(({ turn }) => this.timeOf(turn.queue)));
    const preferred = all.filter(({ turn }) => turn.isTrusted !== this.wasTrusted);
    const candidates = preferred.length > 0 ? preferred : all;
    const chosen = candidates.reduce((best, one) =>
      this.timeOf(one.turn.queue) < this.timeOf(best.turn.queue) ? one : best,
    );
    this.wasTrusted = chosen.turn.isTrusted;
    this.waiting.delete(chosen);
    return chosen;
  }

  /** Notes the time that was spent for a queue. */
  spend(queue: string, ms: number): void {
    this.remember(queue, this.timeOf(queue) + ms);
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
