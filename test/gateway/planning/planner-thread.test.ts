import { parse } from 'graphql';
import { afterEach, expect, test, vi } from 'vitest';
import { createPlanner, type Planner } from '../../../gateway/planning/planner.ts';
import { PlanTooCostly, startPlannerThread } from '../../../gateway/planning/planner-thread.ts';
import { composeSubgraphs } from '../../federation/support/fixture.ts';

const supergraphSdl = composeSubgraphs({
  a: 'type Query { people: [Person] } type Person @key(fields: "id") { id: ID! name: String }',
  b: 'type Person @key(fields: "id") { id: ID! age: Int friends: [Person] }',
});
const ask = (query: string, key = query) => ({
  document: parse(query),
  operationName: undefined,
  key,
});

// From source a thread takes long to start on a busy machine.
vi.setConfig({ testTimeout: 60_000 });

let thread: Planner | undefined;
afterEach(() => thread?.stop());

test('a plan made in the thread is the plan made here', async () => {
  thread = startPlannerThread(supergraphSdl);
  const operation = ask('{ people { name age } }');
  expect(await thread.plan(operation)).toEqual(await createPlanner(supergraphSdl).plan(operation));
});

test('the same question asked by many at once is planned once', async () => {
  const started = startPlannerThread(supergraphSdl);
  thread = started;
  const operation = ask('{ people { age } }');
  const plans = await Promise.all(Array.from({ length: 20 }, () => started.plan(operation)));
  expect(new Set(plans).size).toBe(1);
});

test('a question that takes too long is refused, and the next one is answered', async () => {
  thread = startPlannerThread(supergraphSdl, { deadlineMs: 1 });
  await expect(thread.plan(ask('{ people { age } }'))).rejects.toThrow(PlanTooCostly);
  await thread.stop();
  thread = startPlannerThread(supergraphSdl);
  expect(await thread.plan(ask('{ people { age } }'))).toHaveProperty('kind', 'QueryPlan');
});

test('more new questions than may wait are refused at once', async () => {
  thread = startPlannerThread(supergraphSdl, { waitingMax: 1 });
  const first = thread.plan(ask('{ people { age } }'));
  await expect(thread.plan(ask('{ people { name } }'))).rejects.toThrow(PlanTooCostly);
  expect(await first).toHaveProperty('kind', 'QueryPlan');
});

test('a thread that cannot start is told, to whoever asks', async () => {
  thread = startPlannerThread('type Query {');
  for (let asking = 0; asking < 2; asking += 1) {
    await expect(thread.plan(ask('{ people { age } }'))).rejects.toThrow('did not start');
  }
});

test('a planner that has stopped starts no other thread', async () => {
  thread = startPlannerThread(supergraphSdl);
  await thread.stop();
  await expect(thread.plan(ask('{ people { age } }'))).rejects.toThrow('has stopped');
});

test('what cannot be planned is refused without an end to the thread', async () => {
  thread = startPlannerThread(supergraphSdl);
  await expect(thread.plan(ask('{ nothing }'))).rejects.toThrow('Cannot plan the question');
  expect(await thread.plan(ask('{ people { name } }'))).toHaveProperty('kind', 'QueryPlan');
});
