import { countWait, countWork } from '../metrics/gateway-metrics.ts';
import { FairQueue, type FairQueueLimits, type Turn } from './fair-queue.ts';

/** Work that is done one at a time, in an order that is fair to those who want it. */
export interface FairTurns {
  /**
   * Does `work` when it is its turn. Rejects with `RATE_LIMITED` when too much waits, and with the reason of
   * `turn.signal` when that aborts before the work ends.
   */
  take<Result>(turn: Turn, work: () => Promise<Result>): Promise<Result>;
  /** Rejects what waits, and whatever comes. */
  stop(): void;
}

const WAITING_MAX = 100;
const WAITING_IN_ALL_MAX = 400;

export interface FairTurnsOptions extends Partial<FairQueueLimits> {
  /** How long to rest after work that took so long, both in ms; none without it. What is trusted ends a rest. */
  readonly restAfter?: ((workedMs: number) => number) | undefined;
}

export function createFairTurns({
  waitingMax = WAITING_MAX,
  waitingInAllMax = WAITING_IN_ALL_MAX,
  restAfter = () => 0,
}: FairTurnsOptions = {}): FairTurns {
  const queue = new FairQueue({ waitingMax, waitingInAllMax });
  let isBusy = false;
  let endRest = () => {};
  let isStopped = false;

  const rest = (ms: number) =>
    new Promise<void>((resolve) => {
      if (ms === 0 || isStopped || queue.hasTrusted()) return resolve();
      const timer = setTimeout(resolve, ms).unref();
      endRest = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  const workAll = async () => {
    if (isBusy) return;
    isBusy = true;
    for (let next = queue.next(); next; next = queue.next()) {
      const startedMs = performance.now();
      await next.work();
      const workedMs = performance.now() - startedMs;
      countWork(workedMs);
      queue.spend(next.turn.queue, workedMs);
      if (!next.turn.isTrusted) await rest(restAfter(workedMs));
    }
    isBusy = false;
  };

  return {
    take: (turn, work) =>
      new Promise((resolve, reject) => {
        if (isStopped) throw new Error(STOPPED);
        turn.signal?.throwIfAborted();
        const addedMs = performance.now();
        const leave = () => {
          queue.delete(waiting);
          reject(turn.signal?.reason);
        };
        const settled = () => turn.signal?.removeEventListener('abort', leave);
        const waiting = {
          turn,
          work: () => {
            countWait(performance.now() - addedMs);
            return work().then(resolve, reject).finally(settled);
          },
          reject(error: unknown) {
            settled();
            reject(error);
          },
        };
        queue.add(waiting);
        turn.signal?.addEventListener('abort', leave, { once: true });
        void workAll();
        if (turn.isTrusted) endRest();
      }),
    stop() {
      isStopped = true;
      endRest();
      for (let left = queue.next(); left; left = queue.next()) left.reject(new Error(STOPPED));
    },
  };
}

const STOPPED = 'Cannot wait for a turn: this supergraph is no longer in use';
