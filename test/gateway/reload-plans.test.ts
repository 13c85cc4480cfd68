/** Which operations are planned and compiled for a new supergraph before it is used, and which at their next request. */
import { expect, test } from 'vitest';
import { parseManifest } from '../../gateway/persisted-operations/manifest.ts';
import {
  AFTER,
  BEFORE,
  createReloadHarness,
  purposes,
  supergraph,
} from './support/reload-harness.ts';

const harness = createReloadHarness();

test('a reload with the same supergraph, or without one, starts no new planner', async () => {
  const gateway = await harness.start();
  await gateway.reload({ purposes, supergraphSdl: BEFORE });
  await gateway.reload({ purposes });
  expect(harness.planners).toBe(1);
});

test('stored and persisted operations are planned and compiled during the reload, and not again at their next request', async () => {
  const documents = { a: 'query Persisted { schemes(first: 2) { id name } }' };
  const gateway = await harness.start();
  gateway.funds.respondWith({ data: { schemes: [] } });
  const queries = [
    '{ schemes(first: 3) { id } }',
    'query ($n: Int = 4, $name: Boolean!) { schemes(first: $n) { name @include(if: $name) } }',
  ];
  const variables = { name: true };
  for (const query of [...queries, '{ old }']) await gateway.ask(query, { variables });
  const keys = harness.planned.map(({ key }) => key);
  await gateway.reload({
    purposes,
    supergraphSdl: AFTER,
    manifest: parseManifest(JSON.stringify(documents), 'manifest.json'),
  });
  // The first one verified that the supergraph can be used.
  const [, ...warmedUp] = harness.planned
    .filter(({ plannerNumber }) => plannerNumber === 2)
    .map(({ key }) => key);
  // Newest first, then the persisted operation; the operation with the removed field is skipped.
  expect(warmedUp).toEqual([keys[1], keys[0], expect.stringMatching(/^[0-9a-f]{64}$/)]);
  expect(harness.prepared).toEqual(warmedUp);
  for (const query of [...queries, documents.a]) {
    const { body } = await gateway.ask(query.replace('3', '7').replace('4', '8'), { variables });
    expect(body).toEqual({ data: { schemes: [] } });
  }
  expect(harness.planned.filter(({ plannerNumber }) => plannerNumber === 2)).toHaveLength(4);
  expect(JSON.parse(gateway.funds.received.at(-2)?.body ?? '').variables).toMatchObject({ n: 8 });
});

test('an operation whose argument type changes is planned again at its next request', async () => {
  const gateway = await harness.start({ supergraphSdl: supergraph('old(id: ID): String') });
  gateway.funds.respondWith({ data: { old: 'oud' } });
  await gateway.ask('{ old(id: "a") }');
  await gateway.reload({ purposes, supergraphSdl: supergraph('old(id: String): String') });
  expect((await gateway.ask('{ old(id: "b") }')).body).toEqual({ data: { old: 'oud' } });
  expect(JSON.parse(gateway.funds.received.at(-1)?.body ?? '')).toEqual({
    query: 'query($lifted0:String){old(id:$lifted0)}',
    variables: { lifted0: 'b' },
  });
});
