import { setMaxListeners } from 'node:events';

/** A signal for one piece of work, which aborts at its deadline or with another signal. */
export interface Deadline {
  readonly signal: AbortSignal;
  /** Whether the time was over before the work ended. */
  readonly isOver: () => boolean;
  /** To be called when the work has ended: the signal then aborts no more. */
  readonly release: () => void;
  /** The same for work that failed: what still goes on for it is aborted. */
  readonly abandon: () => void;
}

/**
 * In place of `AbortSignal.any` and `AbortSignal.timeout`, which keep timers and weak references until the deadline: the
 * garbage collector then takes a third of the time of a request.
 */
export function startDeadline(outer: AbortSignal, deadlineMs: number): Deadline {
  const controller = new AbortController();
  // A request asks many partners side by side, and a call may send many requests: each listens to its signal.
  setMaxListeners(0, outer, controller.signal);
  let isOver = false;
  const onTime = () => {
    isOver = true;
    controller.abort(new DOMException('The deadline is over', 'TimeoutError'));
  };
  const onAbort = () => controller.abort(outer.reason);
  const timer = setTimeout(onTime, deadlineMs);
  timer.unref();
  if (outer.aborted) onAbort();
  else outer.addEventListener('abort', onAbort);
  const release = () => {
    clearTimeout(timer);
    outer.removeEventListener('abort', onAbort);
  };
  return {
    signal: controller.signal,
    isOver: () => isOver,
    release,
    abandon: () => {
      release();
      controller.abort();
    },
  };
}
