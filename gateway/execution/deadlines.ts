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
}

export function createDeadlines(deadlineMs: number): Deadlines {
  // A set keeps insertion order.
  const waiting = new Set<Waiting>();
  let timer: NodeJS.Timeout | undefined;

  const wait = (forMs: number) => {
    timer = setTimeout(expire, Math.max(forMs, 1));
    // Open connections keep the process alive while a request is in flight; this timer must not.
    timer.unref();
  };
  const expire = () => {
    const nowMs = performance.now();
    for (const one of waiting) {
      if (one.dueAtMs > nowMs) return wait(one.dueAtMs - nowMs);
      waiting.delete(one);
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
        end: () => waiting.delete(one),
      };
      waiting.add(one);
      if (!timer) wait(deadlineMs);
      return one;
    },
  };
}
