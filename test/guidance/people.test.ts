import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { startSubgraph } from '../../subgraphs/start-subgraph.ts';
import {
  citizen,
  COACH,
  partnersAt,
  settingsOf,
  startSubgraphHarness,
} from '../support/subgraph-harness.ts';
import {
  FUND_COACH,
  FUND_SYSTEM,
  personId,
  PUBLIC_SYSTEM,
  startHarness,
  trajectoryId,
} from './guidance-harness.ts';
import type { Harness } from './guidance-harness.ts';

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness();
});
afterAll(() => harness.stop());
afterEach(() => {
  harness.loket.resetCalls();
  harness.fundRun.resetCalls();
});

function numbersOf(system: string): readonly string[] {
  const ids = new Set(
    harness.trajectories.filter((one) => one.system === system).map(({ personId: id }) => id),
  );
  return harness.world.people.filter(({ id }) => ids.has(id)).map(({ bsn }) => bsn);
}

/** All that a system was told or asked, as text. */
function seenBy(system: Harness['loket']): string {
  return JSON.stringify(system.asked());
}

test('the trajectories of any number of people are one call, to the system that may know them', async () => {
  const ids = harness.world.people.slice(0, 400).map(({ bsn }) => personId(bsn, COACH));
  const { data, errors } = await harness.entities(COACH, 'Person', ids, 'trajectories { id }');
  expect(errors).toBeUndefined();
  const expected = harness.world.people.slice(0, 400).map(({ id }) => ({
    trajectories: harness.trajectories
      .filter((one) => one.personId === id && one.system === PUBLIC_SYSTEM)
      .toSorted((a, b) => (a.startedOn < b.startedOn ? -1 : 1))
      .map((one) => ({ id: trajectoryId(one, COACH) })),
  }));
  expect((data as { _entities: unknown })._entities).toEqual(expected);
  expect(harness.loket.asked().map(({ route, query }) => route + query)).toEqual([
    'POST /v1/trajecten/op-persoon',
  ]);
  expect(harness.fundRun.calls()).toBe(0);
});

test('a system of a fund gets requests by voucher and trajectory, never by person', async () => {
  const all = numbersOf(FUND_SYSTEM);
  await harness.entities(
    COACH,
    'Person',
    all.map((number) => personId(number, COACH)),
    'trajectories { id person { id } vouchers { id trajectory { id person { id } } } }',
  );
  const { data, errors } = await harness.ask(
    FUND_COACH,
    '{ caseload(first: 100) { nodes { id person { id } coach { id } } } }',
  );
  expect(errors).toBeUndefined();
  const { nodes } = (data as { caseload: { nodes: { person: unknown }[] } }).caseload;
  expect(nodes.map(({ person }) => person)).toEqual(nodes.map(() => null));

  expect(harness.fundRun.asked().map(({ route }) => route)).toEqual(['POST /v1/caseload']);
  expect(all.filter((number) => seenBy(harness.fundRun).includes(number))).toEqual([]);
});

test('Trajectory.person costs one more call for a whole page, only when it is selected', async () => {
  await harness.ask(COACH, '{ caseload(first: 50) { nodes { id } } }');
  await harness.ask(COACH, '{ caseload(first: 50) { nodes { id person { id } } } }');
  expect(harness.loket.asked().map(({ route }) => route)).toEqual([
    'POST /v1/caseload',
    'POST /v1/caseload',
    'POST /v1/trajecten/personen',
  ]);
});

test('a citizen sees their own trajectory, and for another person ID_INVALID', async () => {
  const principal = citizen('status-holder');
  const [other = ''] = numbersOf(PUBLIC_SYSTEM);
  const { data, errors } = await harness.entities(
    principal,
    'Person',
    [principal.subject ?? '', personId(other, principal)],
    'trajectories { targetGroup { code } outcome vouchers { id } person { id } }',
  );
  expect(data).toEqual({
    _entities: [
      {
        trajectories: [
          {
            targetGroup: { code: 'STATUS_HOLDER' },
            outcome: 'RUNNING',
            vouchers: [{ id: expect.any(String) as string }],
            person: { id: principal.subject },
          },
        ],
      },
      null,
    ],
  });
  expect(errors?.map(({ extensions }) => extensions)).toEqual([{ code: 'ID_INVALID' }]);
  expect(seenBy(harness.loket)).not.toContain(other);
});

test('no number of a person, voucher, case or coach is in a response, an address or the log', async () => {
  const response = await harness.ask(
    COACH,
    `{ caseload(first: 100) { edges { cursor } nodes { id coach { id } person { id }
       vouchers { id trajectory { id } } } pageInfo { endCursor } } }`,
  );
  const addresses = [...harness.loket.asked(), ...harness.fundRun.asked()]
    .map(({ route, query }) => `${route}?${query}`)
    .join(' ');
  const seen = JSON.stringify(response) + addresses + harness.log();
  const secrets = [
    ...harness.world.people.map(({ bsn }) => bsn),
    ...harness.trajectories.flatMap(({ number, vouchers }) => [
      number,
      ...vouchers.map((voucher) => voucher.number),
    ]),
  ];
  expect(response.errors).toBeUndefined();
  expect(secrets.filter((secret) => seen.includes(secret))).toEqual([]);
});

const nowhere = 'http://127.0.0.1:1';

test('guidance rejects a person key with only systems of a fund, and needs one with a public system', async () => {
  const fundAlone = partnersAt({ [FUND_SYSTEM]: nowhere });
  const both = partnersAt({ [FUND_SYSTEM]: nowhere, [PUBLIC_SYSTEM]: nowhere });
  await expect(
    startSubgraph(settingsOf('guidance', fundAlone, ['voucher', 'person'])),
  ).rejects.toThrow('Cannot start "guidance" with "person.key.json": it may not hold a person key');
  await expect(startSubgraph(settingsOf('guidance', both, ['voucher']))).rejects.toThrow(
    'Cannot start "guidance" without a person key',
  );
});

test('Person.trajectories is null without an error with only systems of a fund', async () => {
  const alone = await startSubgraphHarness(
    'guidance',
    partnersAt({ [FUND_SYSTEM]: harness.fundRun.url }),
    ['voucher'],
  );
  const id = personId(numbersOf(FUND_SYSTEM)[0] ?? '', COACH);
  expect(await alone.entities(COACH, 'Person', [id], 'id trajectories { id }')).toEqual({
    data: { _entities: [{ id, trajectories: null }] },
  });
  expect(harness.fundRun.calls()).toBe(0);
  await alone.stop();
});
