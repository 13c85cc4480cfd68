/** Work that is given up when its time is up, or when nobody waits for its result any more. */
export interface Abandonable {
  abandon(): void;
}

export interface Deadline {
  /** To be called when the work has ended. */
  end(): void;
}

/**
 * One timer for many requests with the same time limit. They expire in the order in which they began, so a timer
 * for the oldest is enough: a timer for each would cost more than the rest of its administration.
 *
 * A linked list and not a `Set`: the table of a `Set` that grew keeps the next table alive until a full garbage
 * collection, and with it every request that was waiting.
 */
export class Deadlines {
  private readonly deadlineMs: number;
  private first: WaitingDeadline | undefined;
  private last: WaitingDeadline | undefined;
  private timer: NodeJS.Timeout | undefined;

  constructor(deadlineMs: number) {
    this.deadlineMs = deadlineMs;
  }

  /** Abandons the work when the time is up, unless it ends before. `spentMs` of the time has passed already. */
  add(work: Abandonable, spentMs = 0): Deadline {
    // It does not expire in the order of the others.
    if (spentMs > 0) return startTimer(work, this.deadlineMs - spentMs);
    const one = new WaitingDeadline(this, work, performance.now() + this.deadlineMs);
    one.previous = this.last;
    if (this.last) this.last.next = one;
    else this.first = one;
    this.last = one;
    if (!this.timer) this.wait(this.deadlineMs);
    return one;
  }

  remove(one: WaitingDeadline): void {
    const { previous, next } = one;
    if (!previous && this.first !== one) return;
    if (previous) previous.next = next;
    else this.first = next;
    if (next) next.previous = previous;
    else this.last = previous;
    one.previous = undefined;
    one.next = undefined;
  }

  private wait(forMs: number): void {
    this.timer = setTimeout(() => this.expire(), Math.max(forMs, 1));
    // Open connections keep the process alive while a request is in flight; this timer must not.
    this.timer.unref();
  }

  private expire(): void {
    const nowMs = performance.now();
    for (let one = this.first; one; one = this.first) {
      if (one.dueAtMs > nowMs) return this.wait(one.dueAtMs - nowMs);
      this.remove(one);
      one.work.abandon();
    }
    this.timer = undefined;
    return undefined;
  }
}

class WaitingDeadline implements Deadline {
  readonly work: Abandonable;
  readonly dueAtMs: number;
  previous: WaitingDeadline | undefined = undefined;
  next: WaitingDeadline | undefined = undefined;
  private readonly deadlines: Deadlines;

  constructor(deadlines: Deadlines, work: Abandonable, dueAtMs: number) {
    this.deadlines = deadlines;
    this.work = work;
    this.dueAtMs = dueAtMs;
  }

  end(): void {
    this.deadlines.remove(this);
  }
}

function startTimer(work: Abandonable, leftMs: number): Deadline {
  const timer = setTimeout(() => work.abandon(), Math.max(leftMs, 0));
  return { end: () => clearTimeout(timer) };
}
