/** The worker of `planner-thread.ts`: plans one operation at a time. */
import { parentPort, workerData } from 'node:worker_threads';
import { parse } from 'graphql';
import { createPlanner } from './planner.ts';
import { THREAD_READY, type PlanResponse, type PlanRequest } from './planner-thread.ts';

const planner = createPlanner(String(workerData));

parentPort?.on('message', (request: PlanRequest) => {
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin
  void respond(request).then((message) => parentPort?.postMessage(message));
});

// oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin
parentPort?.postMessage(THREAD_READY);

async function respond({ text, operationName }: PlanRequest): Promise<PlanResponse> {
  try {
    const document = parse(text, { noLocation: true });
    return { plan: await planner.plan({ document, operationName, key: text }) };
  } catch (error) {
    return { error: error instanceof Error ? error.message : 'Cannot plan' };
  }
}
