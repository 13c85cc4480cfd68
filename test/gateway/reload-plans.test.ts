/** What is planned and compiled for a new supergraph before it is in use, and what only when it is asked. */
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

test('the same supergraph again makes nothing, and other settings come with it', async () => {
  const gateway = await harness.start();
  await gateway.reload({ purposes, supergraphSdl: BEFORE });
  await gateway.reload({ purposes });
  expect(harness.planners).toBe(1);
});

test('what is in use is planned and compiled before, and not when it is asked again', async () => {
  const documents = { a: 'query Agreed { schemes(first: 2) { id name } }' };
  const gateway = await harness.start();
  gateway.funds.answer({ data: { schemes: [] } });
  const questions = [
    '{ schemes(first: 3) { id } }',
    'query ($n: Int = 4, $name: Boolean!) { schemes(first: $n) { name @include(if: $name) } }',
  ];
  const variables = { name: true };
  for (const query of [...questions, '{ old }']) await gateway.ask(query, { variables });
  const keys = harness.planned.map(({ key }) => key);
  await gateway.reload({
    purposes,
    supergraphSdl: AFTER,
    manifest: parseManifest(JSON.stringify(documents), 'manifest.json'),
  });
  const before = harness.planned
    .filter(({ graph, key }) => graph === 2 && key !== '')
    .map(({ key }) => key);
  // Newest first; what asked for the field that is gone is passed over; then what was agreed on.
  expect(before).toEqual([keys[1], keys[0], expect.stringMatching(/^[0-9a-f]{64}$/)]);
  expect(harness.prepared).toEqual(before);
  for (const query of [...questions, documents.a]) {
    const { body } = await gateway.ask(query.replace('3', '7').replace('4', '8'), { variables });
    expect(body).toEqual({ data: { schemes: [] } });
  }
  expect(harness.planned.filter(({ graph }) => graph === 2)).toHaveLength(4);
  expect(JSON.parse(gateway.funds.asked.at(-2)?.body ?? '').variables).toMatchObject({ n: 8 });
});

test('a question that the new graph takes otherwise is planned anew when it is asked', async () => {
  const gateway = await harness.start({ supergraphSdl: supergraph('old(id: ID): String') });
  gateway.funds.answer({ data: { old: 'oud' } });
  await gateway.ask('{ old(id: "a") }');
  await gateway.reload({ purposes, supergraphSdl: supergraph('old(id: String): String') });
  expect((await gateway.ask('{ old(id: "b") }')).body).toEqual({ data: { old: 'oud' } });
  expect(JSON.parse(gateway.funds.asked.at(-1)?.body ?? '')).toEqual({
    query: 'query($lifted0:String){old(id:$lifted0)}',
    variables: { lifted0: 'b' },
  });
});
