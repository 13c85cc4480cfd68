import { setMaxListeners } from 'node:events';
import { PartnerFault } from './partner-fault.ts';

/**
 * A signal for one piece of work, which aborts at its deadline or with another signal. In place of `AbortSignal.any` and
 * `AbortSignal.timeout`, which keep timers and weak references until the deadline: the garbage collector then takes a
 * third of the time of a request.
 */
export class Deadline {
  readonly #controller = new AbortController();
  readonly #outer: AbortSignal;
  readonly #timer: NodeJS.Timeout;
  #isOver = false;
  #reject: ((fault: PartnerFault) => void) | undefined;

  constructor(outer: AbortSignal, deadlineMs: number) {
    this.#outer = outer;
    // A request asks many partners side by side, and a call may send many requests: each listens to its signal.
    setMaxListeners(0, outer, this.signal);
    this.#timer = setTimeout(() => this.#end(), deadlineMs);
    this.#timer.unref();
    if (outer.aborted) this.handleEvent();
    else outer.addEventListener('abort', this);
  }

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  /** Whether the time was over before the work ended. */
  get isOver(): boolean {
    return this.#isOver;
  }

  /** The work, unless the signal aborts before it has ended: then rejects with `late`. */
  race<Result>(work: Promise<Result>): Promise<Result> {
    return new Promise((resolve, reject) => {
      this.#reject = reject;
      if (this.signal.aborted) this.#rejectLate();
      void work.then(resolve, reject);
    });
  }

  /** To be called when the work has ended: the signal then aborts no more. */
  release(): void {
    clearTimeout(this.#timer);
    this.#outer.removeEventListener('abort', this);
    this.#reject = undefined;
  }

  /** The same for work that failed: what still goes on for it is aborted. */
  abandon(): void {
    this.release();
    this.#controller.abort();
  }

  /** For the other signal, of which this is a listener. */
  handleEvent(): void {
    this.#controller.abort(this.#outer.reason);
    this.#rejectLate();
  }

  #end(): void {
    this.#isOver = true;
    this.#controller.abort(new DOMException('The deadline is over', 'TimeoutError'));
    this.#rejectLate();
  }

  #rejectLate(): void {
    this.#reject?.(new PartnerFault('late', { reason: 'deadline' }));
  }
}
