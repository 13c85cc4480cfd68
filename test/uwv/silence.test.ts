import { afterEach, beforeEach, expect, test } from 'vitest';
import { startSubgraph } from '../../subgraphs/start-subgraph.ts';
import { COACH, partnersAt, settingsOf } from '../support/kind-stage.ts';
import { personId, startStage } from './stage.ts';
import type { Harness } from './stage.ts';

let harness: Harness;
beforeEach(async () => {
  harness = await startStage();
});
afterEach(() => harness.stop());

const FAULTS = [
  ['late', 'late'],
  ['down', 'unreachable'],
  ['garbled', 'garbled'],
  ['html', 'garbled'],
  ['half', 'garbled'],
] as const;

test.each(FAULTS)(
  'while UWV is %s, it is named at each field, and no number shows',
  async (mock, fault) => {
    const { bsn } = harness.world.people[0] ?? { bsn: '' };
    const id = personId(bsn, COACH);
    harness.uwv.setFault(mock);
    const response = await harness.people(
      COACH,
      [id],
      'id benefitEpisodes { id } employments { id }',
    );
    const named = (field: string) => ({
      message: `Partner "uwv" gave no answer: ${fault}`,
      path: ['_entities', 0, field],
      locations: undefined,
      extensions: { code: 'PARTNER_NO_ANSWER', partner: 'uwv', kind: 'uwv', fault },
    });
    expect(response).toEqual({
      data: { _entities: [{ id, benefitEpisodes: null, employments: null }] },
      errors: [named('benefitEpisodes'), named('employments')],
    });
    expect(JSON.stringify(response) + harness.log()).not.toContain(bsn);
  },
);

test('while UWV is silent the list is null, never empty, and says who is missing; it is whole again after', async () => {
  harness.uwv.setFault('garbled');
  const list = '{ jobseekers(first: 3) { nodes { id } pageInfo { hasNextPage endCursor } } }';
  const { data, errors } = await harness.ask(COACH, list);
  expect(data).toEqual({ jobseekers: null });
  expect(errors?.map(({ extensions }) => extensions)).toEqual([
    { code: 'PARTNER_NO_ANSWER', partner: 'uwv', kind: 'uwv', fault: 'garbled' },
  ]);
  harness.uwv.setFault(null);
  const again = (await harness.ask(COACH, list)).data as { jobseekers: { nodes: unknown[] } };
  expect(again.jobseekers.nodes).toHaveLength(3);
});

test('no citizen number is in an answer, an address or the log', async () => {
  const response = await harness.ask(
    COACH,
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

test('the board tells how UWV answers', async () => {
  const board = await harness.ask(
    null,
    `{ _entities(representations: [{ __typename: "PartnerBoard", moment: "now" }]) {
       ... on PartnerBoard { uwv { id name state fault } } } }`,
  );
  expect(board).toEqual({
    data: { _entities: [{ uwv: [{ id: 'uwv', name: 'UWV', state: 'ANSWERING', fault: null }] }] },
  });
});

const nowhere = partnersAt({ uwv: 'http://127.0.0.1:1' });

test('the subgraph does not start without its secret, nor with a key it may not hold', async () => {
  await expect(
    startSubgraph({ ...settingsOf('uwv', nowhere, ['person']), secretOf: () => undefined }),
  ).rejects.toThrow('Cannot reach partner "uwv": set UWV_CLIENT_SECRET to its secret');
  await expect(startSubgraph(settingsOf('uwv', nowhere, ['person', 'voucher']))).rejects.toThrow(
    'it may not hold a voucher key',
  );
  await expect(startSubgraph(settingsOf('uwv', nowhere, []))).rejects.toThrow(
    'Cannot start "uwv" without a person key',
  );
});
