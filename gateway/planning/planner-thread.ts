/**
 * Planning in a worker thread. A new plan takes tens of milliseconds and a hostile operation has no upper bound,
 * so planning must not block requests whose operation is planned already.
 */
import type { Worker } from 'node:worker_threads';
import type { QueryPlan } from '@apollo/query-planner';
import { print } from 'graphql';
import { startThread as startModuleThread } from '../../core/threads/start-thread.ts';
import type { NormalizedOperation, Planner } from './planner.ts';

export interface PlanRequest {
  readonly text: string;
  readonly operationName: string | undefined;
}

export type PlanResponse =
  | { readonly plan: QueryPlan; readonly error?: never }
  | { readonly error: string; readonly plan?: never };

/** The first message of the worker, sent when it has read the supergraph. */
export const THREAD_READY = 'ready';

export interface PlannerLimits {
  /** Time for one plan, from when the worker is ready. */
  readonly deadlineMs?: number;
  readonly memoryMb?: number;
  /** Operations that may wait for a plan. */
  readonly waitingMax?: number;
}

/** The operation cannot be planned within the limits. The client can select fewer fields. */
export class PlanTooCostly extends Error {
  override readonly name = 'PlanTooCostly';
}

const DEADLINE_MS = 5000;
const START_MS = 30_000;
const MEMORY_MB = 512;
const WAITING_MAX = 200;

export function startPlannerThread(supergraphSdl: string, limits: PlannerLimits = {}): Planner {
  const deadlineMs = limits.deadlineMs ?? DEADLINE_MS;
  let thread: Thread | undefined;
  let queue: Promise<unknown> = Promise.resolve();
  let waitingCount = 0;
  let isStopped = false;

  const currentThread = (): Thread => {
    if (isStopped) throw new Error('Cannot plan: the planner has stopped');
    thread ??= startThread(supergraphSdl, limits.memoryMb ?? MEMORY_MB);
    return thread;
  };
  // Started early, because reading the supergraph takes longer than a plan.
  currentThread();
  // Terminating the worker is the only way to interrupt the planner.
  const discard = async () => {
    const { worker } = thread ?? {};
    thread = undefined;
    await worker?.terminate();
  };
  const planNext = async (operation: NormalizedOperation): Promise<QueryPlan> => {
    const { worker, ready } = currentThread();
    try {
      await ready;
      return await planInThread(worker, operation, deadlineMs);
    } catch (error) {
      if (!(error instanceof PlanningError)) void discard();
      throw error;
    }
  };

  return {
    plan(operation) {
      if (waitingCount >= (limits.waitingMax ?? WAITING_MAX)) {
        return Promise.reject(new PlanTooCostly('Too many new operations are waiting for a plan'));
      }
      waitingCount += 1;
      const plan = queue.then(() => planNext(operation));
      queue = plan.catch(() => {}).finally(() => (waitingCount -= 1));
      return plan;
    },
    async stop() {
      isStopped = true;
      await discard();
    },
  };
}

/** Planning failed, but the worker is still healthy. */
class PlanningError extends Error {
  override readonly name = 'PlanningError';
}

interface Thread {
  readonly worker: Worker;
  /** Resolves when the worker has read the supergraph; rejects when it exits before that or takes too long. */
  readonly ready: Promise<void>;
}

function startThread(supergraphSdl: string, memoryMb: number): Thread {
  const options = {
    workerData: supergraphSdl,
    resourceLimits: { maxOldGenerationSizeMb: memoryMb },
  };
  const worker = startModuleThread('./planner-worker', import.meta.url, options);
  // An idle worker must not keep the process alive. An error also causes 'exit', which is handled below.
  worker.unref();
  worker.on('error', () => {});
  const ready = new Promise<void>((resolve, reject) => {
    const fail = () => reject(new Error('Cannot plan: the planner thread did not start'));
    const timer = setTimeout(fail, START_MS);
    timer.unref();
    worker.once('message', () => {
      clearTimeout(timer);
      resolve();
    });
    worker.once('exit', () => {
      clearTimeout(timer);
      fail();
    });
  });
  // `planNext` handles the rejection; without a plan to make it must not be an unhandled one.
  ready.catch(() => {});
  return { worker, ready };
}

/** The worker plans one operation at a time, so its next message is the response. */
function planInThread(
  worker: Worker,
  { document, operationName }: NormalizedOperation,
  deadlineMs: number,
): Promise<QueryPlan> {
  return new Promise((resolve, reject) => {
    const onMessage = (response: PlanResponse) => {
      release();
      if (response.plan) resolve(response.plan);
      else reject(new PlanningError(`Cannot plan this operation: ${response.error}`));
    };
    const rejectAbove = (limit: string) => () => {
      release();
      const message = `Planning this operation exceeded ${limit}: ask for fewer fields at once`;
      reject(new PlanTooCostly(message));
    };
    const timer = setTimeout(rejectAbove(`${deadlineMs} ms`), deadlineMs);
    const onExit = rejectAbove('the memory limit');
    const release = () => {
      clearTimeout(timer);
      worker.off('message', onMessage);
      worker.off('exit', onExit);
    };
    worker.on('message', onMessage);
    worker.on('exit', onExit);
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin
    worker.postMessage({ text: print(document), operationName } satisfies PlanRequest);
  });
}
