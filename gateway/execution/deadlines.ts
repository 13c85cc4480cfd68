/**
 * One deadline for many calls. All calls to a subgraph have the same time, so they run out in the order they
 * began, and one timer for the oldest is enough: a timer for each would cost more than its call's own
 * bookkeeping.
 */
export interface Deadlines {
  /** `onLate` is called when the time is up, unless the call ends before; `spentMs` of it may be gone already. */
  add(onLate: () => void, spentMs?: number): Deadline;
}

/** To be handed back when the call has ended. */
export interface Deadline {
  end(): void;
}

function alone(onLate: () => void, leftMs: number): Deadline {
  const timer = setTimeout(onLate, Math.max(leftMs, 0));
  return { end: () => clearTimeout(timer) };
}

interface Waiting extends Deadline {
  readonly dueAtMs: number;
  readonly onLate: () => void;
}

export function createDeadlines(deadlineMs: number): Deadlines {
  // A set keeps the order in which its members came.
  const waiting = new Set<Waiting>();
  let timer: NodeJS.Timeout | undefined;

  const wait = (forMs: number) => {
    timer = setTimeout(expire, Math.max(forMs, 1));
    // Open connections keep the process alive while anyone waits, and nothing should after that.
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
      // Out of order, so with a timer of its own.
      if (spentMs > 0) return alone(onLate, deadlineMs - spentMs);
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
