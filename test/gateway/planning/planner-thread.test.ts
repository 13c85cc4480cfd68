import { parse } from 'graphql';
import { afterEach, expect, test, vi } from 'vitest';
import { createPlanner, type Planner } from '../../../gateway/planning/planner.ts';
import { PlanTooCostly, startPlannerThread } from '../../../gateway/planning/planner-thread.ts';
import { composeSubgraphs } from '../../federation/support/fixture.ts';

const supergraphSdl = composeSubgraphs({
  a: 'type Query { people: [Person] } type Person @key(fields: "id") { id: ID! name: String }',
  b: 'type Person @key(fields: "id") { id: ID! age: Int friends: [Person] }',
});
const operationOf = (query: string, key = query) => ({
  document: parse(query),
  operationName: undefined,
  key,
});

// Starting a thread from TypeScript source takes long on a busy machine.
vi.setConfig({ testTimeout: 60_000 });

let thread: Planner | undefined;
afterEach(() => thread?.stop());

test('the planner thread returns the same plan as a planner in this thread', async () => {
  thread = startPlannerThread(supergraphSdl);
  const operation = operationOf('{ people { name age } }');
  expect(await thread.plan(operation)).toEqual(await createPlanner(supergraphSdl).plan(operation));
});

test('an operation that exceeds the planning deadline throws PlanTooCostly', async () => {
  thread = startPlannerThread(supergraphSdl, { deadlineMs: 1 });
  const operation = operationOf('{ people { age } }');
  await expect(thread.plan(operation)).rejects.toThrow(
    new PlanTooCostly('Planning this operation exceeded 1 ms: ask for fewer fields at once'),
  );
});

test('an operation above the limit on waiting operations throws PlanTooCostly, and the waiting one is planned', async () => {
  thread = startPlannerThread(supergraphSdl, { waitingMax: 1 });
  const first = thread.plan(operationOf('{ people { age } }'));
  await expect(thread.plan(operationOf('{ people { name } }'))).rejects.toThrow(PlanTooCostly);
  expect(await first).toHaveProperty('kind', 'QueryPlan');
});

test('every plan request fails when the planner thread cannot read the supergraph', async () => {
  thread = startPlannerThread('type Query {');
  for (let request = 0; request < 2; request += 1) {
    await expect(thread.plan(operationOf('{ people { age } }'))).rejects.toThrow('did not start');
  }
});

test('a stopped planner rejects plan requests', async () => {
  thread = startPlannerThread(supergraphSdl);
  await thread.stop();
  await expect(thread.plan(operationOf('{ people { age } }'))).rejects.toThrow('has stopped');
});

test('an operation that does not fit the schema is rejected, and the thread plans the next one', async () => {
  thread = startPlannerThread(supergraphSdl);
  await expect(thread.plan(operationOf('{ nothing }'))).rejects.toThrow(
    'Cannot plan this operation',
  );
  expect(await thread.plan(operationOf('{ people { name } }'))).toHaveProperty('kind', 'QueryPlan');
});
