/**
 * One deadline for many calls. All calls to a subgraph have the same time, so they run out in the order they
 * began, and one timer for the oldest is enough: a timer for each would cost more than its call's own
 * bookkeeping.
 */
export interface Deadlines {
  /** Calls `onLate` when the time is up, unless it is taken back before; not before the time, and soon after. */
  add(onLate: () => void): Deadline;
}

/** To be handed back when the call has ended. */
export interface Deadline {
  end(): void;
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
    add(onLate) {
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
