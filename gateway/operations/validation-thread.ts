/**
 * Validation in a worker thread, one document at a time, within limits on time and memory. Documents wait in a queue
 * for each client; a document that exceeds a limit ends the worker, and the next document has a new one.
 */
import type { Worker } from 'node:worker_threads';
import type { ErrorCode } from '../../core/errors/error-codes.ts';
import { parseExact, stringifyExact } from '../../core/structures/exact-numbers.ts';
import { isObject } from '../../core/structures/is-object.ts';
import { startThread as startModuleThread } from '../../core/threads/start-thread.ts';
import { GatewayError } from '../errors/gateway-error.ts';
import type { Validation, ValidDocument, NewDocument, PlannedText, Refused } from './validation.ts';
import { createFairTurns, type FairTurnsOptions } from '../turns/fair-turns.ts';

/** Variables are JSON, because a thread receives only plain data. */
export type Job = (Omit<NewDocument, 'variables'> & VariablesText) | TextToPlan;

interface TextToPlan extends Pick<NewDocument, 'labels'> {
  readonly text: string;
}

export interface VariablesText {
  readonly variables: string | undefined;
}

/** A document that was validated, as it is passed between threads. */
export type ValidText = Omit<ValidDocument, 'variables'> & VariablesText;

type JobValue = ValidText | Refused | PlannedText | null;

export type JobResult =
  | { readonly value: JobValue }
  | {
      readonly refusal: {
        readonly code: ErrorCode;
        readonly message: string;
        readonly status: number;
      };
    }
  | { readonly failure: Error };

/** The first message of the worker, sent when it has read the supergraph. */
export const THREAD_READY = 'ready';

export interface ValidationLimits extends FairTurnsOptions {
  /** Time for one document, from when the worker is ready. */
  readonly deadlineMs?: number;
  readonly memoryMb?: number;
  /** The worker starts after this, or for the first document before it; at once without it. */
  readonly startAfter?: Promise<unknown> | undefined;
}

const DEADLINE_MS = 5000;
const START_MS = 30_000;
const MEMORY_MB = 512;

export function startValidationThread(
  supergraphSdl: string,
  limits: ValidationLimits = {},
): Validation {
  const { deadlineMs = DEADLINE_MS, memoryMb = MEMORY_MB, startAfter } = limits;
  const turns = createFairTurns(limits);
  let thread: Thread | undefined;
  let isStopped = false;

  const currentThread = (): Thread => (thread ??= startThread(supergraphSdl, memoryMb));
  const startEarly = () => {
    if (!isStopped) currentThread();
  };
  // Early, because reading the supergraph takes longer than a document.
  if (startAfter) void startAfter.then(startEarly);
  else startEarly();
  // Terminating the worker is the only way to interrupt it.
  const discard = async () => {
    const { worker } = thread ?? {};
    thread = undefined;
    await worker?.terminate();
  };
  const run = async (job: Job): Promise<JobValue> => {
    const { worker, ready } = currentThread();
    try {
      await ready;
      return valueOf(await runInThread(worker, job, deadlineMs));
    } catch (error) {
      if (error instanceof JobError) throw error.cause;
      await discard();
      // What waits next need not wait for the whole start of another worker.
      if (error instanceof GatewayError) startEarly();
      throw error;
    }
  };

  return {
    validate: (document, turn, isKnown) =>
      turns.take(turn, async () =>
        // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the worker's result for such a job
        isKnown?.() ? null : withVariables((await run(toJob(document))) as ValidText | Refused),
      ),
    plan: (text, turn, labels) =>
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the worker's result for such a job
      turns.take(turn, async () => (await run({ text, labels })) as PlannedText | null),
    async stop() {
      isStopped = true;
      turns.stop();
      await discard();
    },
  };
}

const toJob = ({ variables, ...document }: NewDocument): Job => ({
  ...document,
  variables: stringifyExact(variables),
});

function withVariables(value: ValidText | Refused): ValidDocument | Refused {
  if ('response' in value) return value;
  return { ...value, variables: parseVariables(value) ?? {} };
}

/** The variables of a message between threads. */
export function parseVariables({ variables }: VariablesText): Record<string, unknown> | undefined {
  const parsed = variables === undefined ? undefined : parseExact(variables);
  return isObject(parsed) ? parsed : undefined;
}

/** The job failed, but the worker is still healthy. */
class JobError extends Error {
  override readonly name = 'JobError';
}

function valueOf(result: JobResult): JobValue {
  if ('value' in result) return result.value;
  if ('failure' in result) throw new JobError('Failed', { cause: result.failure });
  const { code, message, status } = result.refusal;
  throw new JobError('Refused', { cause: new GatewayError(code, message, status) });
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
  const worker = startModuleThread('./validation-worker', import.meta.url, options);
  // An idle worker must not keep the process alive. An error also causes 'exit', which is handled below.
  worker.unref();
  worker.on('error', () => {});
  const ready = new Promise<void>((resolve, reject) => {
    const fail = () => reject(new Error('Cannot validate a document: the thread did not start'));
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
  // `run` handles the rejection; without a document it must not be an unhandled one.
  ready.catch(() => {});
  return { worker, ready };
}

/** The worker does one job at a time, so its next message is the result. */
function runInThread(worker: Worker, job: Job, deadlineMs: number): Promise<JobResult> {
  return new Promise((resolve, reject) => {
    const onMessage = (result: JobResult) => {
      release();
      resolve(result);
    };
    const rejectAbove = (limit: string) => () => {
      release();
      const message = `Planning this operation exceeded ${limit}: ask for fewer fields at once`;
      reject(new GatewayError('TOO_LARGE', message));
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
    worker.postMessage(job);
  });
}
