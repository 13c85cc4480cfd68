/** A new supergraph replaces the current one while the gateway runs, between two requests, or is rejected as a whole. */
import { expect, test } from 'vitest';
import { createCompiledExecution } from '../../gateway/execution/compiled/compiled-execution.ts';
import { startValidationThread } from '../../gateway/operations/validation-thread.ts';
import { createValidation } from '../../gateway/operations/create-validation.ts';
import {
  AFTER,
  BEFORE,
  codesOf,
  createReloadHarness,
  purposes,
  supergraph,
} from './support/reload-harness.ts';
import { compose } from './support/small-supergraph.ts';

const harness = createReloadHarness();

test('after a reload a new field gives data, and a removed field gives GRAPHQL_VALIDATION_FAILED', async () => {
  const gateway = await harness.start();
  gateway.funds.respondWith({ data: { old: 'oud', fresh: 'vers' } });
  expect((await gateway.ask('{ old }')).body).toEqual({ data: { old: 'oud' } });
  expect(await codesOf(gateway, '{ fresh }')).toEqual(['GRAPHQL_VALIDATION_FAILED']);
  await gateway.reload({ purposes, supergraphSdl: AFTER });
  expect((await gateway.ask('{ fresh }')).body).toEqual({ data: { fresh: 'vers' } });
  expect(await codesOf(gateway, '{ old }')).toEqual(['GRAPHQL_VALIDATION_FAILED']);
  const { body } = await gateway.ask('{ __type(name: "Query") { fields { name } } }');
  expect(body.data).toEqual({ __type: { fields: [{ name: 'schemes' }, { name: 'fresh' }] } });
  const text = async (path: string) => (await fetch(gateway.url + path)).text();
  expect(await text('/schema.graphql')).toContain('fresh: String');
  expect(await text('/supergraph.graphql')).toBe(AFTER);
});

test('after a reload the access requirements are those of the new supergraph', async () => {
  const gateway = await harness.start();
  gateway.funds.respondWith({ data: { old: 'oud' } });
  expect(await codesOf(gateway, '{ old }')).toBeUndefined();
  const protectedSdl = compose([
    {
      name: 'funds',
      sdl: `extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@authenticated"])
        type Query { old: String @authenticated }`,
    },
  ]);
  await gateway.reload({ purposes, supergraphSdl: protectedSdl });
  expect(await codesOf(gateway, '{ old }')).toEqual(['UNAUTHENTICATED']);
});

test('a request in flight during a reload completes on the previous supergraph, which then stops', async () => {
  let stopped = 0;
  const gateway = await harness.start({
    startExecution: async (executionOptions) => {
      const execution = createCompiledExecution(executionOptions);
      return {
        ...execution,
        stop() {
          stopped += 1;
          return execution.stop();
        },
      };
    },
  });
  let arrive: (response: Record<string, unknown>) => void = () => {};
  gateway.funds.respondWith(new Promise((resolve) => (arrive = resolve)));
  const inFlight = gateway.ask('{ old }');
  await expect.poll(() => gateway.funds.received.length).toBe(1);
  await gateway.reload({ purposes, supergraphSdl: AFTER });
  expect(await codesOf(gateway, '{ old }')).toEqual(['GRAPHQL_VALIDATION_FAILED']);
  expect(stopped).toBe(0);
  arrive({ data: { old: 'oud' } });
  expect((await inFlight).body).toEqual({ data: { old: 'oud' } });
  await expect.poll(() => stopped).toBe(1);
});

test('concurrent requests all give data during three reloads', async () => {
  const gateway = await harness.start({ startValidation: (sdl) => startValidationThread(sdl) });
  gateway.funds.respondWith({ data: { schemes: [{ id: 's1' }] } });
  const controller = new AbortController();
  const responses: unknown[] = [];
  const ask = async (first: number) => {
    while (!controller.signal.aborted)
      responses.push((await gateway.ask(`{ schemes(first: ${first}) { id } }`)).body);
  };
  const clients = Promise.all([1, 2, 3, 4].map(ask));
  try {
    for (const supergraphSdl of [AFTER, BEFORE, AFTER]) {
      await gateway.reload({ purposes, supergraphSdl });
    }
  } finally {
    controller.abort();
    await clients;
  }
  expect(responses.length).toBeGreaterThan(20);
  expect(new Set(responses.map((response) => JSON.stringify(response)))).toEqual(
    new Set(['{"data":{"schemes":[{"id":"s1"}]}}']),
  );
}, 120_000);

test.each([
  ['has a syntax error', 'type Query {', 'Cannot use this supergraph: Syntax Error'],
  ['is a plain schema', 'type Query { a: Int }', 'Cannot use this supergraph: '],
  [
    'has a subgraph without a URL',
    BEFORE.replace('http://127.0.0.1:1/graphql', 'nowhere'),
    'Cannot use this supergraph: subgraph "funds" has no http address',
  ],
])(
  'a new supergraph that %s is rejected, and the current one stays in use',
  async (_, sdl, sentence) => {
    const gateway = await harness.start({ subgraphUrls: new Map() });
    await expect(gateway.reload({ purposes: new Map(), supergraphSdl: sdl })).rejects.toThrow(
      sentence,
    );
    expect(await codesOf(gateway, '{ old }')).toEqual(['PARTNER_NO_ANSWER']);
    expect(await codesOf(gateway, '{ fresh }')).toEqual(['GRAPHQL_VALIDATION_FAILED']);
  },
);

test('a new supergraph without a plan for any operation is rejected, and its planner stops', async () => {
  let stops = 0;
  const gateway = await harness.start({
    startValidation: async (sdl) => {
      const validation = await createValidation(sdl);
      if (sdl === BEFORE) return validation;
      return {
        ...validation,
        plan: () => Promise.reject(new Error('broken')),
        stop: async () => void (stops += 1),
      };
    },
  });
  await expect(gateway.reload({ purposes, supergraphSdl: AFTER })).rejects.toThrow(
    'Cannot use this supergraph: its planner cannot start',
  );
  expect(stops).toBe(1);
  expect(await codesOf(gateway, '{ fresh }')).toEqual(['GRAPHQL_VALIDATION_FAILED']);
});

test('of concurrent reloads one runs at a time, the last one wins, and those in between are skipped', async () => {
  let concurrent = 0;
  let concurrentMax = 0;
  const startedFor: string[] = [];
  const gateway = await harness.start({
    startValidation: async (sdl) => {
      concurrent += 1;
      concurrentMax = Math.max(concurrentMax, concurrent);
      startedFor.push(sdl);
      await new Promise((resolve) => setImmediate(resolve));
      concurrent -= 1;
      return await createValidation(sdl);
    },
  });
  const [one, two, last] = [supergraph('one: Int'), supergraph('two: Int'), AFTER];
  const first = gateway.reload({ purposes, supergraphSdl: one });
  await expect.poll(() => startedFor.length).toBe(2);
  await Promise.all([
    first,
    gateway.reload({ purposes, supergraphSdl: two }),
    gateway.reload({ purposes, supergraphSdl: last }),
  ]);
  expect([concurrentMax, startedFor]).toEqual([1, [BEFORE, one, last]]);
  expect(await codesOf(gateway, '{ one }')).toEqual(['GRAPHQL_VALIDATION_FAILED']);
  expect(await (await fetch(`${gateway.url}/supergraph.graphql`)).text()).toBe(last);
});
