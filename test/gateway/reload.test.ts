/** A new supergraph is put in use while the gateway runs: whole, between two requests, or not at all. */
import { channel } from 'node:diagnostics_channel';
import type { Socket } from 'node:net';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createCompiledExecution } from '../../gateway/execution/compiled/compiled-execution.ts';
import type { Execution } from '../../gateway/execution/execution.ts';
import { startPlannerThread } from '../../gateway/planning/planner-thread.ts';
import { createPlanner, type Planner } from '../../gateway/planning/planner.ts';
import type { GatewayOptions } from '../../gateway/server.ts';
import { createUnderWay } from '../../gateway/under-way.ts';
import { parseManifest } from '../../gateway/trusted-operations/manifest.ts';
import { readPurposes } from '../../subgraphs/purposes.ts';
import { startSmallGateway, type SmallGateway } from './support/small-gateway.ts';
import { compose } from './support/small-graph.ts';

const supergraph = (...fields: readonly string[]) =>
  compose([
    {
      name: 'funds',
      sdl: `extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key"])
        type Query { schemes(first: Int = 5): [Scheme!] ${fields.join(' ')} }
        type Scheme @key(fields: "id") { id: ID! name: String }`,
    },
  ]);

const BEFORE = supergraph('old: String');
const AFTER = supergraph('fresh: String');
const purposes = readPurposes();
const running: SmallGateway[] = [];
let planned: { graph: number; key: string }[];
let planners: number;
let prepared: string[];

beforeEach(() => {
  [planned, planners, prepared] = [[], 0, []];
});
afterEach(async () => {
  await Promise.all(running.splice(0).map((gateway) => gateway.stop()));
});

/** Tells of every plan that is made, and for which graph. */
function watchedPlanner(sdl: string): Planner {
  const planner = createPlanner(sdl);
  const known = new Set<string>();
  planners += 1;
  const graph = planners;
  return {
    stop: () => planner.stop(),
    plan(question) {
      if (!known.has(question.key)) planned.push({ graph, key: question.key });
      known.add(question.key);
      return planner.plan(question);
    },
  };
}

async function start(options: Partial<GatewayOptions> = {}): Promise<SmallGateway> {
  const gateway = await startSmallGateway({
    supergraphSdl: BEFORE,
    startPlanner: watchedPlanner,
    startExecution: async (wish) => {
      const execution = createCompiledExecution(wish);
      return {
        ...execution,
        prepare(question) {
          prepared.push(question.key);
          execution.prepare(question);
        },
      };
    },
    ...options,
  });
  running.push(gateway);
  return gateway;
}

const codesOf = async (gateway: SmallGateway, query: string) =>
  (await gateway.ask(query)).body.errors?.map(({ extensions }) => extensions?.code);

test('a field that is new can be asked for, and one that is gone is refused', async () => {
  const gateway = await start();
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
  const gateway = await start();
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
  const gateway = await start({
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
  let arrive: (answer: Record<string, unknown>) => void = () => {};
  gateway.funds.answer(new Promise((resolve) => (arrive = resolve)));
  const underWay = gateway.ask('{ old }');
  await expect.poll(() => gateway.funds.asked.length).toBe(1);
  await gateway.reload({ purposes, supergraphSdl: AFTER });
  expect(await codesOf(gateway, '{ old }')).toEqual(['GRAPHQL_VALIDATION_FAILED']);
  expect(stopped).toBe(0);
  arrive({ data: { old: 'oud' } });
  expect((await underWay).body).toEqual({ data: { old: 'oud' } });
  await expect.poll(() => stopped).toBe(1);
});

test('of a stream of requests none fails while graphs change', async () => {
  const gateway = await start({ startPlanner: (sdl) => startPlannerThread(sdl) });
  gateway.funds.answer({ data: { schemes: [{ id: 's1' }] } });
  const over = new AbortController();
  const answers: unknown[] = [];
  const ask = async (first: number) => {
    while (!over.signal.aborted)
      answers.push((await gateway.ask(`{ schemes(first: ${first}) { id } }`)).body);
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
  expect(answers.length).toBeGreaterThan(20);
  expect(new Set(answers.map((answer) => JSON.stringify(answer)))).toEqual(
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
  const gateway = await start({ subgraphUrls: new Map() });
  await expect(gateway.reload({ purposes: new Map(), supergraphSdl: sdl })).rejects.toThrow(
    sentence,
  );
  expect(await codesOf(gateway, '{ old }')).toEqual(['PARTNER_NO_ANSWER']);
  expect(await codesOf(gateway, '{ fresh }')).toEqual(['GRAPHQL_VALIDATION_FAILED']);
});

test('one over which nothing can be planned is refused', async () => {
  let stops = 0;
  const gateway = await start({
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
  const gateway = await start({
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

test('a gateway that is stopped while it reloads leaves nothing running', async () => {
  const stopped = { planners: 0, executions: 0 };
  const gateway = await start({
    startPlanner: (sdl) => {
      const planner = watchedPlanner(sdl);
      return {
        plan: (question) => planner.plan(question),
        stop: async () => void (stopped.planners += 1),
      };
    },
    startExecution: async (wish) => {
      const execution = createCompiledExecution(wish);
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
  await expect.poll(() => planners).toBe(2);
  await Promise.all([gateway.stop(), reloading]);
  running.length = 0;
  expect(stopped).toEqual({ planners: 2, executions: 2 });
});

test('what never ends holds up nothing for longer than it may', async () => {
  const underWay = createUnderWay();
  let end: () => void = () => {};
  const long = underWay.during(() => new Promise<void>((resolve) => (end = resolve)));
  await underWay.nothing(1);
  end();
  await long;
  await underWay.nothing(60_000);
});

test('the same supergraph again makes nothing, and other settings come with it', async () => {
  const gateway = await start();
  await gateway.reload({ purposes, supergraphSdl: BEFORE });
  await gateway.reload({ purposes });
  expect(planners).toBe(1);
});

test('what is in use is planned and compiled before, and not when it is asked again', async () => {
  const documents = { a: 'query Agreed { schemes(first: 2) { id name } }' };
  const gateway = await start();
  gateway.funds.answer({ data: { schemes: [] } });
  const questions = [
    '{ schemes(first: 3) { id } }',
    'query ($n: Int = 4, $name: Boolean!) { schemes(first: $n) { name @include(if: $name) } }',
  ];
  const variables = { name: true };
  for (const query of [...questions, '{ old }']) await gateway.ask(query, { variables });
  const keys = planned.map(({ key }) => key);
  await gateway.reload({
    purposes,
    supergraphSdl: AFTER,
    manifest: parseManifest(JSON.stringify(documents), 'manifest.json'),
  });
  const before = planned
    .filter(({ graph, key }) => graph === 2 && key !== '')
    .map(({ key }) => key);
  // Newest first; what asked for the field that is gone is passed over; then what was agreed on.
  expect(before).toEqual([keys[1], keys[0], expect.stringMatching(/^[0-9a-f]{64}$/)]);
  expect(prepared).toEqual(before);
  for (const query of [...questions, documents.a]) {
    const { body } = await gateway.ask(query.replace('3', '7').replace('4', '8'), { variables });
    expect(body).toEqual({ data: { schemes: [] } });
  }
  expect(planned.filter(({ graph }) => graph === 2)).toHaveLength(4);
  expect(JSON.parse(gateway.funds.asked.at(-2)?.body ?? '').variables).toMatchObject({ n: 8 });
});

test('a question that the new graph takes otherwise is planned anew when it is asked', async () => {
  const gateway = await start({ supergraphSdl: supergraph('old(id: ID): String') });
  gateway.funds.answer({ data: { old: 'oud' } });
  await gateway.ask('{ old(id: "a") }');
  await gateway.reload({ purposes, supergraphSdl: supergraph('old(id: String): String') });
  expect((await gateway.ask('{ old(id: "b") }')).body).toEqual({ data: { old: 'oud' } });
  expect(JSON.parse(gateway.funds.asked.at(-1)?.body ?? '')).toEqual({
    query: 'query($lifted0:String){old(id:$lifted0)}',
    variables: { lifted0: 'b' },
  });
});

test('the threads, connections and memory of graphs that went are gone', async () => {
  const open = new Set<Socket>();
  const sockets = channel('net.client.socket');
  const remember = (message: unknown) => {
    const { socket } = message as { socket: Socket };
    open.add(socket);
    socket.once('close', () => open.delete(socket));
  };
  const executions: WeakRef<Execution>[] = [];
  const gateway = await start({
    startPlanner: (sdl) => startPlannerThread(sdl),
    startExecution: async (wish) => {
      const execution = createCompiledExecution(wish);
      executions.push(new WeakRef(execution));
      return execution;
    },
  });
  gateway.funds.answer({ data: { schemes: [] } });
  const { port } = new URL(gateway.funds.url);
  const toFunds = () => [...open].filter((one) => String(one.remotePort) === port).length;
  sockets.subscribe(remember);
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
    sockets.unsubscribe(remember);
  }
  await gateway.stop();
  running.length = 0;
  await expect.poll(threads).toBe(0);
}, 120_000);

function threads(): number {
  return (process.report.getReport() as { workers: unknown[] }).workers.length;
}

function collectGarbage(): void {
  setFlagsFromString('--expose-gc');
  (runInNewContext('gc') as () => void)();
}
