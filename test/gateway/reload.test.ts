/** A new supergraph is put in use while the gateway runs: whole, between two requests, or not at all. */
import { expect, test } from 'vitest';
import { createCompiledExecution } from '../../gateway/execution/compiled/compiled-execution.ts';
import { startPlannerThread } from '../../gateway/planning/planner-thread.ts';
import { createPlanner } from '../../gateway/planning/planner.ts';
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

test('a field that is new can be asked for, and one that is gone is refused', async () => {
  const gateway = await harness.start();
  gateway.funds.answer({ data: { old: 'oud', fresh: 'vers' } });
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

test('who may have a field is decided by the new supergraph', async () => {
  const gateway = await harness.start();
  gateway.funds.answer({ data: { old: 'oud' } });
  expect(await codesOf(gateway, '{ old }')).toBeUndefined();
  const closed = compose([
    {
      name: 'funds',
      sdl: `extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@authenticated"])
        type Query { old: String @authenticated }`,
    },
  ]);
  await gateway.reload({ purposes, supergraphSdl: closed });
  expect(await codesOf(gateway, '{ old }')).toEqual(['UNAUTHENTICATED']);
});

test('a request under way is answered by the graph that it began on, which then ends', async () => {
  let stopped = 0;
  const gateway = await harness.start({
    startExecution: async (wish) => {
      const execution = createCompiledExecution(wish);
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
  gateway.funds.answer(new Promise((resolve) => (arrive = resolve)));
  const inFlight = gateway.ask('{ old }');
  await expect.poll(() => gateway.funds.asked.length).toBe(1);
  await gateway.reload({ purposes, supergraphSdl: AFTER });
  expect(await codesOf(gateway, '{ old }')).toEqual(['GRAPHQL_VALIDATION_FAILED']);
  expect(stopped).toBe(0);
  arrive({ data: { old: 'oud' } });
  expect((await inFlight).body).toEqual({ data: { old: 'oud' } });
  await expect.poll(() => stopped).toBe(1);
});

test('of a stream of requests none fails while graphs change', async () => {
  const gateway = await harness.start({ startPlanner: (sdl) => startPlannerThread(sdl) });
  gateway.funds.answer({ data: { schemes: [{ id: 's1' }] } });
  const over = new AbortController();
  const responses: unknown[] = [];
  const ask = async (first: number) => {
    while (!over.signal.aborted)
      responses.push((await gateway.ask(`{ schemes(first: ${first}) { id } }`)).body);
  };
  const askers = Promise.all([1, 2, 3, 4].map(ask));
  try {
    for (const supergraphSdl of [AFTER, BEFORE, AFTER]) {
      await gateway.reload({ purposes, supergraphSdl });
    }
  } finally {
    over.abort();
    await askers;
  }
  expect(responses.length).toBeGreaterThan(20);
  expect(new Set(responses.map((response) => JSON.stringify(response)))).toEqual(
    new Set(['{"data":{"schemes":[{"id":"s1"}]}}']),
  );
}, 120_000);

test.each([
  ['is no GraphQL', 'type Query {', 'Cannot use this supergraph: Syntax Error'],
  ['is no supergraph', 'type Query { a: Int }', 'Cannot use this supergraph: '],
  [
    'has a subgraph without an address',
    BEFORE.replace('http://127.0.0.1:1/graphql', 'nowhere'),
    'Cannot use this supergraph: subgraph "funds" has no http address',
  ],
])('one that %s is refused with a sentence, and all stays as it was', async (_, sdl, sentence) => {
  const gateway = await harness.start({ subgraphUrls: new Map() });
  await expect(gateway.reload({ purposes: new Map(), supergraphSdl: sdl })).rejects.toThrow(
    sentence,
  );
  expect(await codesOf(gateway, '{ old }')).toEqual(['PARTNER_NO_ANSWER']);
  expect(await codesOf(gateway, '{ fresh }')).toEqual(['GRAPHQL_VALIDATION_FAILED']);
});

test('one over which nothing can be planned is refused', async () => {
  let stops = 0;
  const gateway = await harness.start({
    startPlanner: (sdl) =>
      sdl === BEFORE
        ? createPlanner(sdl)
        : {
            plan: () => Promise.reject(new Error('broken')),
            stop: async () => void (stops += 1),
          },
  });
  await expect(gateway.reload({ purposes, supergraphSdl: AFTER })).rejects.toThrow(
    'Cannot use this supergraph: nothing can be planned over it',
  );
  expect(stops).toBe(1);
  expect(await codesOf(gateway, '{ fresh }')).toEqual(['GRAPHQL_VALIDATION_FAILED']);
});

test('of several at once the last wins, one is made at a time, and what waited is not made', async () => {
  let now = 0;
  let most = 0;
  const made: string[] = [];
  const gateway = await harness.start({
    startPlanner: async (sdl) => {
      now += 1;
      most = Math.max(most, now);
      made.push(sdl);
      await new Promise((resolve) => setImmediate(resolve));
      now -= 1;
      return createPlanner(sdl);
    },
  });
  const [one, two, last] = [supergraph('one: Int'), supergraph('two: Int'), AFTER];
  const first = gateway.reload({ purposes, supergraphSdl: one });
  await expect.poll(() => made.length).toBe(2);
  await Promise.all([
    first,
    gateway.reload({ purposes, supergraphSdl: two }),
    gateway.reload({ purposes, supergraphSdl: last }),
  ]);
  expect([most, made]).toEqual([1, [BEFORE, one, last]]);
  expect(await codesOf(gateway, '{ one }')).toEqual(['GRAPHQL_VALIDATION_FAILED']);
  expect(await (await fetch(`${gateway.url}/supergraph.graphql`)).text()).toBe(last);
});
