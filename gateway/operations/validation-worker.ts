/** The worker of `validation-thread.ts`: one job at a time. */
// oxlint-disable-next-line import/no-unassigned-import -- must run before Apollo is imported
import '../../core/federation/apollo-telemetry-off.ts';
import { constants, setPriority } from 'node:os';
import { parentPort, workerData } from 'node:worker_threads';
import { stringifyExact } from '../../core/structures/exact-numbers.ts';
import { GatewayError } from '../errors/gateway-error.ts';
import type { Refused } from './validation.ts';
import { parseVariables, THREAD_READY, type Job, type JobResult } from './validation-thread.ts';
import { createValidation } from './create-validation.ts';

const validation = await createValidation(String(workerData));

// On Linux a thread has a priority of its own: where processors are scarce, known operations go first. Only from here on, because
// on a busy machine reading the supergraph would take minutes.
if (process.platform === 'linux') setPriority(constants.priority.PRIORITY_BELOW_NORMAL);

parentPort?.on('message', (job: Job) => {
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin
  void run(job).then((result) => parentPort?.postMessage(result));
});

// oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin
parentPort?.postMessage(THREAD_READY);

/** The main thread has decided whose turn it is. */
const NO_TURN = { queue: '', isTrusted: false };

async function run(job: Job): Promise<JobResult> {
  try {
    if ('text' in job) return { value: await validation.plan(job.text, NO_TURN, job.labels) };
    const value = await validation.validate({ ...job, variables: parseVariables(job) }, NO_TURN);
    if (!value) return { value };
    if ('response' in value) return { value: withPlainFaults(value) };
    return { value: { ...value, variables: stringifyExact(value.variables) } };
  } catch (error) {
    if (error instanceof GatewayError) {
      const { code, message, status } = error;
      return { refusal: { code, message, status } };
    }
    return { failure: plain(error) };
  }
}

/** Only errors of JavaScript itself can be passed to another thread whole. */
function withPlainFaults(refused: Refused): Refused {
  const faults = refused.faults.map((fault) => ({ ...fault, error: plain(fault.error) }));
  return { ...refused, faults };
}

function plain(error: unknown): Error {
  const { message, stack = '', name } = error instanceof Error ? error : new Error('Not an error');
  const copy = new (LANGUAGE_ERRORS.get(name) ?? Error)(message);
  copy.stack = stack;
  return copy;
}

const LANGUAGE_ERRORS = new Map([
  ['TypeError', TypeError],
  ['RangeError', RangeError],
  ['ReferenceError', ReferenceError],
]);
