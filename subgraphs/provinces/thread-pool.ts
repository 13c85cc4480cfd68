import type { Worker } from 'node:worker_threads';

interface Waiting {
  readonly resolve: (worker: Worker) => void;
  readonly reject: (error: unknown) => void;
}

/** Most files take a few milliseconds, so another thread pays only behind a slow file. */
const PATIENCE_MS = 100;
const IDLE_MAX = 2;

/**
 * Threads that are started on demand and reused. Each user takes one at a time, so there are at most
 * as many threads as users. `start` resolves when a thread is ready.
 */
export function createThreadPool(start: () => Promise<Worker>) {
  const idle = new Set<Worker>();
  const waiting: Waiting[] = [];
  let startingCount = 0;
  let busyCount = 0;
  let patience: NodeJS.Timeout | undefined;

  const offer = (worker: Worker) => {
    const next = waiting.shift();
    if (next) {
      busyCount += 1;
      next.resolve(worker);
    } else if (idle.size < IDLE_MAX) {
      idle.add(worker);
    } else {
      void worker.terminate();
    }
    startIfNeeded();
  };
  const startOne = async () => {
    startingCount += 1;
    try {
      const worker = await start();
      startingCount -= 1;
      worker.once('exit', () => idle.delete(worker));
      offer(worker);
    } catch (error) {
      startingCount -= 1;
      waiting.shift()?.reject(error);
      startIfNeeded();
    }
  };
  const startIfNeeded = () => {
    if (waiting.length === 0 || startingCount > 0 || patience !== undefined) return;
    if (busyCount === 0) {
      void startOne();
      return;
    }
    patience = setTimeout(() => {
      patience = undefined;
      if (waiting.length > 0 && startingCount === 0) void startOne();
    }, PATIENCE_MS);
  };

  return {
    take: (): Promise<Worker> => {
      const [worker] = idle;
      if (worker !== undefined) {
        idle.delete(worker);
        busyCount += 1;
        return Promise.resolve(worker);
      }
      return new Promise((resolve, reject) => {
        waiting.push({ resolve, reject });
        startIfNeeded();
      });
    },
    giveBack: (worker: Worker) => {
      busyCount -= 1;
      offer(worker);
    },
    /** Instead of `giveBack`: terminates the thread. */
    discard: (worker: Worker) => {
      busyCount -= 1;
      void worker.terminate();
      startIfNeeded();
    },
  };
}
