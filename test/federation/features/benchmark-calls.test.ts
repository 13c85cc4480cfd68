import { expect, test } from 'vitest';
import { createShop, SHOP_QUERY, SHOP_SUBGRAPHS } from '../../../bench/shop.ts';
import { createCompiledExecution } from '../../../gateway/execution/compiled/compiled-execution.ts';
import { NO_REWRITES } from '../../../gateway/execution/compiled/plan-rewrites.ts';
import { testFeature } from '../support/promise.ts';

const feature = testFeature({
  subgraphs: SHOP_SUBGRAPHS,
  world: createShop,
  questions: { 'the query of the public benchmark': SHOP_QUERY },
});

test('it takes seven calls when branches wait for each other', async () => {
  const { fixture } = feature();
  const { supergraphSdl, subgraphUrls } = fixture;
  const ask = async (rewrites: object) => {
    const execution = createCompiledExecution({ supergraphSdl, subgraphUrls, rewrites });
    const answer = await fixture.ask(execution, { query: SHOP_QUERY });
    await execution.stop();
    return { answer, calls: fixture.received.map(({ subgraph }) => subgraph).toSorted() };
  };
  const across = await ask({ joiningAcrossBranches: true });
  const asPlanned = await ask(NO_REWRITES);
  expect(across.answer).toEqual(asPlanned.answer);
  expect(across.calls).toEqual([
    'accounts',
    'accounts',
    'inventory',
    'inventory',
    'products',
    'products',
    'reviews',
  ]);
  expect(asPlanned.calls.length).toBeGreaterThan(7);
});
