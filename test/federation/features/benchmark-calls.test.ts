import { parse } from 'graphql';
import { expect, test } from 'vitest';
import { createShop, SHOP_QUERY, SHOP_SUBGRAPHS } from '../../../bench/shop.ts';
import { countCalls } from '../../../gateway/execution/compiled/rewriting/calls-in-plan.ts';
import { createCompiledExecution } from '../../../gateway/execution/compiled/compiled-execution.ts';
import {
  compileOperation,
  operationOf,
} from '../../../gateway/execution/compiled/compile-operation.ts';
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

const ACROSS: PlanRewrites = { ...PLAN_REWRITES, crossBranchBatching: true };

test('the benchmark query takes 16 requests as planned, 13 with merging, 11 with batching, 7 across branches', async () => {
  const { supergraphSdl } = feature().fixture;
  const operation = { document: parse(SHOP_QUERY), operationName: 'TestQuery', key: 'shop' };
  const planned = { ...operation, plan: await createPlanner(supergraphSdl).plan(operation) };
  const count = (rewrites: PlanRewrites) => {
    const options = { operation: operationOf(planned), conditions: new Map(), rewrites };
    return countCalls(compileOperation(parseSupergraph(supergraphSdl), planned, options).plan);
  };
  expect({
    asPlanned: count(NO_REWRITES),
    fetchMerging: count({ ...PLAN_REWRITES, fetchBatching: false }),
    fetchBatching: count(PLAN_REWRITES),
    crossBranchBatching: count(ACROSS),
  }).toEqual({ asPlanned: 16, fetchMerging: 13, fetchBatching: 11, crossBranchBatching: 7 });
});

test('cross-branch batching executes the benchmark query with seven requests', async () => {
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
  const across = await execute(ACROSS);
  expect(across.response).toEqual((await execute(NO_REWRITES)).response);
  expect(across.calls).toBe('accounts accounts inventory inventory products products reviews');
});
