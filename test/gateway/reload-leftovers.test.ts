/** A replaced supergraph, and a gateway that stops during a reload, leave no thread, connection or memory behind. */
import { channel } from 'node:diagnostics_channel';
import type { Socket } from 'node:net';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, test } from 'vitest';
import { createCompiledExecution } from '../../gateway/execution/compiled/compiled-execution.ts';
import type { Execution } from '../../gateway/execution/execution.ts';
import { startValidationThread } from '../../gateway/operations/validation-thread.ts';
import { createInFlight } from '../../core/process/in-flight.ts';
import { AFTER, BEFORE, createReloadHarness, purposes } from './support/reload-harness.ts';

const harness = createReloadHarness();

test('a gateway that stops during a reload stops both threads and both executors', async () => {
  const stopped = { validations: 0, executions: 0 };
  const gateway = await harness.start({
    startValidation: async (sdl) => ({
      ...(await harness.startValidation(sdl)),
      stop: async () => void (stopped.validations += 1),
    }),
    startExecution: async (executionOptions) => {
      const execution = createCompiledExecution(executionOptions);
      return {
        ...execution,
        stop() {
          stopped.executions += 1;
          return execution.stop();
        },
      };
    },
  });
  const reloading = gateway.reload({ purposes, supergraphSdl: AFTER });
  await expect.poll(() => harness.planners).toBe(2);
  await Promise.all([gateway.stop(), reloading]);
  expect(stopped).toEqual({ validations: 2, executions: 2 });
});

test('waiting for requests in flight ends at its limit, or when the last request ends', async () => {
  const inFlight = createInFlight();
  const events: string[] = [];
  let end: () => void = () => {};
  const request = inFlight
    .during(() => new Promise<void>((resolve) => (end = resolve)))
    .then(() => events.push('request ended'));
  await inFlight.nothing(1).then(() => events.push('limit reached'));
  const waited = inFlight.nothing(60_000).then(() => events.push('nothing in flight'));
  end();
  await Promise.all([request, waited]);
  expect(events).toEqual(['limit reached', 'nothing in flight', 'request ended']);
});

test('the threads, connections and memory of replaced supergraphs are released', async () => {
  const open = new Set<Socket>();
  const sockets = channel('net.client.socket');
  const trackSocket = (message: unknown) => {
    const { socket } = message as { socket: Socket };
    open.add(socket);
    socket.once('close', () => open.delete(socket));
  };
  const executions: WeakRef<Execution>[] = [];
  const gateway = await harness.start({
    startValidation: (sdl) => startValidationThread(sdl),
    startExecution: async (executionOptions) => {
      const execution = createCompiledExecution(executionOptions);
      executions.push(new WeakRef(execution));
      return execution;
    },
  });
  gateway.funds.respondWith({ data: { schemes: [] } });
  const { port } = new URL(gateway.funds.url);
  const toFunds = () => [...open].filter((one) => String(one.remotePort) === port).length;
  sockets.subscribe(trackSocket);
  try {
    for (let round = 0; round < 4; round += 1) {
      await gateway.ask('{ schemes { id } }');
      const supergraphSdl = round % 2 === 0 ? AFTER : BEFORE;
      await gateway.reload({ purposes, supergraphSdl });
    }
    await gateway.ask('{ schemes { id } }');
    await expect.poll(threads, { timeout: 10_000 }).toBe(1);
    await expect.poll(toFunds, { timeout: 10_000 }).toBe(1);
    const alive = () => {
      collectGarbage();
      return executions.filter((one) => one.deref() !== undefined).length;
    };
    await expect.poll(alive, { timeout: 10_000 }).toBe(1);
  } finally {
    sockets.unsubscribe(trackSocket);
  }
  await gateway.stop();
  await expect.poll(threads).toBe(0);
}, 120_000);

function threads(): number {
  return (process.report.getReport() as { workers: unknown[] }).workers.length;
}

function collectGarbage(): void {
  setFlagsFromString('--expose-gc');
  (runInNewContext('gc') as () => void)();
}
