import { parse } from 'graphql';
import { expect, test } from 'vitest';
import { createShop, SHOP_QUERY, SHOP_SUBGRAPHS } from '../../../bench/shop.ts';
import { countCalls } from '../../../gateway/execution/compiled/rewriting/calls-in-plan.ts';
import { createCompiledExecution } from '../../../gateway/execution/compiled/compiled-execution.ts';
import { createCompiler } from '../../../gateway/execution/compiled/compile-operation.ts';
import {
  NO_REWRITES,
  PLAN_REWRITES,
  type PlanRewrites,
} from '../../../gateway/execution/compiled/rewriting/plan-rewrites.ts';
import { createPlanner } from '../../../gateway/planning/planner.ts';
import { parseSupergraph } from '../../../gateway/planning/supergraph.ts';
import { testFeature } from '../support/feature.ts';

const feature = testFeature({
  subgraphs: SHOP_SUBGRAPHS,
  world: createShop,
  operations: { 'the query of the public federation benchmark': SHOP_QUERY },
});

test('the benchmark query takes 16 requests as planned, 13 with merging and 11 with batching', async () => {
  const { supergraphSdl } = feature().fixture;
  const operation = { document: parse(SHOP_QUERY), operationName: 'TestQuery', key: 'shop' };
  const planned = { ...operation, plan: await createPlanner(supergraphSdl).plan(operation) };
  const count = async (rewrites: PlanRewrites) => {
    const compiler = createCompiler(parseSupergraph(supergraphSdl), planned, { rewrites });
    return countCalls((await compiler.compile({})).plan);
  };
  expect({
    asPlanned: await count(NO_REWRITES),
    fetchMerging: await count({ ...PLAN_REWRITES, fetchBatching: false }),
    fetchBatching: await count(PLAN_REWRITES),
  }).toEqual({ asPlanned: 16, fetchMerging: 13, fetchBatching: 11 });
});

test('fetch batching executes the benchmark query with eight requests, because three of eleven have no entity left to fetch', async () => {
  const { fixture } = feature();
  const { supergraphSdl, subgraphUrls } = fixture;
  const execute = async (rewrites: PlanRewrites) => {
    const execution = createCompiledExecution({ supergraphSdl, subgraphUrls, rewrites });
    const response = await fixture.execute(execution, { query: SHOP_QUERY });
    await execution.stop();
    return {
      response,
      calls: fixture.received
        .map(({ subgraph }) => subgraph)
        .toSorted()
        .join(' '),
    };
  };
  const batched = await execute(PLAN_REWRITES);
  expect(batched.response).toEqual((await execute(NO_REWRITES)).response);
  expect(batched.calls).toBe(
    'accounts accounts inventory inventory products products reviews reviews',
  );
});
