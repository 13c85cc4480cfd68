/**
 * Planning in a thread of its own: a cold plan takes tens of milliseconds, a hostile one as long as it
 * is let, and neither may hold up those whose question is already planned.
 */
import type { Worker } from 'node:worker_threads';
import type { QueryPlan } from '@apollo/query-planner';
import { print } from 'graphql';
import { LRUCache } from 'lru-cache';
import { startThread as startModuleThread } from '../../core/threads/start-thread.ts';
import type { NormalizedOperation, Planner } from './planner.ts';

export interface PlanRequest {
  readonly number: number;
  readonly text: string;
  readonly operationName: string | undefined;
}

export type PlanReply =
  | { readonly number: number; readonly plan: QueryPlan; readonly refusal?: never }
  | { readonly number: number; readonly refusal: string; readonly plan?: never };

/** The thread's first message: it has read the supergraph. */
export const THREAD_READY = 'ready';

export interface PlannerLimits {
  readonly plansMax?: number;
  /** Time one plan may take, from when the thread is ready. */
  readonly deadlineMs?: number;
  readonly memoryMb?: number;
  /** Questions that may wait for a plan. */
  readonly waitingMax?: number;
}

/** The question cannot be planned within the limits; the caller can ask for less. */
export class PlanTooCostly extends Error {
  override readonly name = 'PlanTooCostly';
}

const PLANS_MAX = 1000;
const DEADLINE_MS = 5000;
const START_MS = 30_000;
const MEMORY_MB = 512;
const WAITING_MAX = 200;

export function startPlannerThread(supergraphSdl: string, limits: PlannerLimits = {}): Planner {
  const plans = new LRUCache<string, QueryPlan>({ max: limits.plansMax ?? PLANS_MAX });
  const inFlight = new Map<string, Promise<QueryPlan>>();
  const deadlineMs = limits.deadlineMs ?? DEADLINE_MS;
  let thread: Thread | undefined;
  let queue: Promise<unknown> = Promise.resolve();
  let isStopped = false;

  const running = (): Thread => {
    if (isStopped) throw new Error('Cannot plan: the planner has stopped');
    thread ??= startThread(supergraphSdl, limits.memoryMb ?? MEMORY_MB);
    return thread;
  };
  // Started before it is needed: it reads the supergraph first, which takes longer than a plan.
  running();
  /** A thread that does not answer is thrown away: the planner cannot be interrupted otherwise. */
  const discard = async () => {
    const { worker } = thread ?? {};
    thread = undefined;
    await worker?.terminate();
  };
  const planNext = async (operation: NormalizedOperation): Promise<QueryPlan> => {
    const { worker, ready } = running();
    try {
      await ready;
      const plan = await planInThread(worker, operation, deadlineMs);
      plans.set(operation.key, plan);
      return plan;
    } catch (error) {
      if (!(error instanceof CannotPlan)) void discard();
      throw error;
    }
  };

  return {
    plan(operation) {
      const known = plans.get(operation.key);
      if (known) return Promise.resolve(known);
      const same = inFlight.get(operation.key);
      if (same) return same;
      if (inFlight.size >= (limits.waitingMax ?? WAITING_MAX)) {
        return Promise.reject(new PlanTooCostly('Too many new questions are waiting for a plan'));
      }
      const plan = queue.then(() => planNext(operation));
      inFlight.set(operation.key, plan);
      queue = plan.catch(() => {}).finally(() => inFlight.delete(operation.key));
      return plan;
    },
    async stop() {
      isStopped = true;
      plans.clear();
      await discard();
    },
  };
}

/** Said by a thread that is well. */
class CannotPlan extends Error {
  override readonly name = 'CannotPlan';
}

interface Thread {
  readonly worker: Worker;
  /** It has read the supergraph; rejected when it ends before, or takes too long. */
  readonly ready: Promise<void>;
}

function startThread(supergraphSdl: string, memoryMb: number): Thread {
  const options = {
    workerData: supergraphSdl,
    resourceLimits: { maxOldGenerationSizeMb: memoryMb },
  };
  const worker = startModuleThread('./planning-thread', import.meta.url, options);
  // It plans for whoever waits; alone it keeps no process alive. Listened to where it is asked.
  worker.unref();
  worker.on('error', () => {});
  const ready = new Promise<void>((resolve, reject) => {
    const fail = () => reject(new Error('Cannot plan: the thread for it did not start'));
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
  // Whoever asks for a plan hears of it.
  ready.catch(() => {});
  return { worker, ready };
}

let lastNumber = 0;

function planInThread(
  worker: Worker,
  { document, operationName }: NormalizedOperation,
  deadlineMs: number,
): Promise<QueryPlan> {
  lastNumber += 1;
  const number = lastNumber;
  return new Promise((resolve, reject) => {
    const onMessage = (reply: PlanReply) => {
      if (reply.number !== number) return;
      release();
      if (reply.plan) resolve(reply.plan);
      else reject(new CannotPlan(`Cannot plan the question: ${reply.refusal}`));
    };
    const giveUp = () => {
      release();
      reject(new PlanTooCostly('The question takes too long to plan: ask for less at once'));
    };
    const timer = setTimeout(giveUp, deadlineMs);
    const release = () => {
      clearTimeout(timer);
      worker.off('message', onMessage);
      worker.off('exit', giveUp);
    };
    worker.on('message', onMessage);
    worker.on('exit', giveUp);
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin
    worker.postMessage({ number, text: print(document), operationName } satisfies PlanRequest);
  });
}
