import { afterEach, beforeEach, expect, test } from 'vitest';
import { startSubgraph } from '../../subgraphs/start-subgraph.ts';
import { DEVELOPER, partnersAt, settingsOf } from '../support/subgraph-harness.ts';
import { personId, startHarness } from './uwv-harness.ts';
import type { Harness } from './uwv-harness.ts';

let harness: Harness;
beforeEach(async () => {
  harness = await startHarness();
});
afterEach(() => harness.stop());

test('an error of an unavailable UWV and the log do not show a citizen number', async () => {
  const { bsn } = harness.world.people[0] ?? { bsn: '' };
  const id = personId(bsn, DEVELOPER);
  harness.uwv.setFault('half');
  const response = await harness.people(
    DEVELOPER,
    [id],
    'id benefitEpisodes { id } employments { id }',
  );
  const errorAt = (field: string) => ({
    message: 'Partner "uwv" gave no answer: garbled',
    path: ['_entities', 0, field],
    extensions: { code: 'PARTNER_NO_ANSWER', partner: 'uwv', kind: 'uwv', fault: 'garbled' },
  });
  expect(response).toEqual({
    data: { _entities: [{ id, benefitEpisodes: null, employments: null }] },
    errors: [errorAt('benefitEpisodes'), errorAt('employments')],
  });
  expect(JSON.stringify(response) + harness.log()).not.toContain(bsn);
});

test('jobseekers is null and one error names UWV while it is unavailable, and whole afterwards', async () => {
  harness.uwv.setFault('garbled');
  const list = '{ jobseekers(first: 3) { nodes { id } pageInfo { hasNextPage endCursor } } }';
  const { data, errors } = await harness.ask(DEVELOPER, list);
  expect(data).toEqual({ jobseekers: null });
  expect(errors?.map(({ extensions }) => extensions)).toEqual([
    { code: 'PARTNER_NO_ANSWER', partner: 'uwv', kind: 'uwv', fault: 'garbled' },
  ]);
  harness.uwv.setFault(null);
  const again = (await harness.ask(DEVELOPER, list)).data as { jobseekers: { nodes: unknown[] } };
  expect(again.jobseekers.nodes).toHaveLength(3);
});

test('no citizen number is in a response, in an address of a partner request or in the log', async () => {
  const response = await harness.ask(
    DEVELOPER,
    `{ jobseekers(first: 100) { edges { cursor } nodes { id jobseekerProfile { occupations }
       benefitEpisodes { id } employments { id } } pageInfo { endCursor } } }`,
  );
  const seen = JSON.stringify(response) + harness.log();
  const addresses = harness.uwv
    .asked()
    .map(({ route, query }) => route + query)
    .join();
  const numbers = harness.world.people.map(({ bsn }) => bsn);
  expect(numbers.filter((number) => seen.includes(number) || addresses.includes(number))).toEqual(
    [],
  );
});

test('PartnerBoard.uwv shows that UWV responds', async () => {
  const response = await harness.ask(
    null,
    `{ _entities(representations: [{ __typename: "PartnerBoard", moment: "now" }]) {
       ... on PartnerBoard { uwv { id name state fault } } } }`,
  );
  expect(response).toEqual({
    data: { _entities: [{ uwv: [{ id: 'uwv', name: 'UWV', state: 'ANSWERING', fault: null }] }] },
  });
});

const nowhere = partnersAt({ uwv: 'http://127.0.0.1:1' });

test('the uwv subgraph does not start with a voucher key, or without a person key', async () => {
  await expect(startSubgraph(settingsOf('uwv', nowhere, ['person', 'voucher']))).rejects.toThrow(
    'it may not hold a voucher key',
  );
  await expect(startSubgraph(settingsOf('uwv', nowhere, []))).rejects.toThrow(
    'Cannot start "uwv" without a person key',
  );
});
