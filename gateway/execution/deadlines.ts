/**
 * One timer for many requests with the same time limit. They expire in the order in which they began, so a timer
 * for the oldest is enough: a timer for each would cost more than the rest of its administration.
 */
export interface Deadlines {
  /** Calls `onLate` when the time is up, unless the request ends before. `spentMs` of the time has passed already. */
  add(onLate: () => void, spentMs?: number): Deadline;
}

export interface Deadline {
  /** To be called when the request has ended. */
  end(): void;
}

function startTimer(onLate: () => void, leftMs: number): Deadline {
  const timer = setTimeout(onLate, Math.max(leftMs, 0));
  return { end: () => clearTimeout(timer) };
}

interface Waiting extends Deadline {
  readonly dueAtMs: number;
  readonly onLate: () => void;
  previous: Waiting | undefined;
  next: Waiting | undefined;
}

/**
 * A linked list and not a `Set`: the table of a `Set` that grew keeps the next table alive until a full garbage
 * collection, and with it every request that was waiting.
 */
export function createDeadlines(deadlineMs: number): Deadlines {
  let first: Waiting | undefined;
  let last: Waiting | undefined;
  let timer: NodeJS.Timeout | undefined;

  const append = (one: Waiting) => {
    one.previous = last;
    if (last) last.next = one;
    else first = one;
    last = one;
  };
  const remove = (one: Waiting) => {
    const { previous, next } = one;
    if (!previous && first !== one) return;
    if (previous) previous.next = next;
    else first = next;
    if (next) next.previous = previous;
    else last = previous;
    one.previous = undefined;
    one.next = undefined;
  };
  const wait = (forMs: number) => {
    timer = setTimeout(expire, Math.max(forMs, 1));
    // Open connections keep the process alive while a request is in flight; this timer must not.
    timer.unref();
  };
  const expire = () => {
    const nowMs = performance.now();
    for (let one = first; one; one = first) {
      if (one.dueAtMs > nowMs) return wait(one.dueAtMs - nowMs);
      remove(one);
      one.onLate();
    }
    timer = undefined;
    return undefined;
  };

  return {
    add(onLate, spentMs = 0) {
      // It does not expire in the order of the others.
      if (spentMs > 0) return startTimer(onLate, deadlineMs - spentMs);
      const one: Waiting = {
        dueAtMs: performance.now() + deadlineMs,
        onLate,
        previous: undefined,
        next: undefined,
        end: () => remove(one),
      };
      append(one);
      if (!timer) wait(deadlineMs);
      return one;
    },
  };
}
