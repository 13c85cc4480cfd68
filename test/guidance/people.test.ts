import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { startSubgraph } from '../../subgraphs/start-subgraph.ts';
import { startFakeHttp } from '../support/fake-http.ts';
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
  voucherId,
} from './guidance-harness.ts';
import type { Harness } from './guidance-harness.ts';

const NO_VOUCHER = { fund: 'otib', number: '' } as const;

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

test('the trajectories of any number of people are one call, about those whom the system may know and holds', async () => {
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
  const asked = harness.loket.asked();
  expect(asked.map(({ route, query }) => route + query)).toEqual([
    'POST /llo/membership',
    'POST /llo/membership',
    'POST /v1/trajecten/op-persoon',
  ]);
  const held = new Set(numbersOf(PUBLIC_SYSTEM));
  expect(asked[2]?.body).toEqual({
    nummers: harness.world.people.slice(0, 400).flatMap(({ bsn }) => (held.has(bsn) ? [bsn] : [])),
  });
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

test('a voucher that a coach noted with the case of another person gives a citizen no trajectory', async () => {
  const principal = citizen('status-holder');
  const known = new Set(numbersOf(PUBLIC_SYSTEM));
  const numberOf = new Map(harness.world.people.map(({ id, bsn }) => [id, bsn]));
  const withVoucher = harness.trajectories.filter(
    (one) => one.system === PUBLIC_SYSTEM && one.vouchers.length > 0,
  );
  const own = withVoucher.find(
    (one) => personId(numberOf.get(one.personId) ?? '', principal) === principal.subject,
  );
  const other = withVoucher.find(
    (one) => one !== own && known.has(numberOf.get(one.personId) ?? ''),
  );
  const ids = [own, other].map((one) => voucherId(one?.vouchers[0] ?? NO_VOUCHER, principal));
  expect(await harness.entities(principal, 'Voucher', ids, 'trajectory { id }')).toEqual({
    data: {
      _entities: [
        { trajectory: { id: own && trajectoryId(own, principal) } },
        { trajectory: null },
      ],
    },
  });
});

test('a context for own records that names no person is denied', async () => {
  const { subject, ...nobody } = citizen('status-holder');
  const { data, errors } = await harness.entities(
    nobody,
    'Person',
    [subject ?? ''],
    'trajectories { id }',
  );
  expect(data).toBeNull();
  expect(errors?.map(({ extensions }) => extensions)).toEqual([{ code: 'PURPOSE_DENIED' }]);
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

test('a citizen number in place of the number of a voucher gets no id, so that no fund is asked for it', async () => {
  const trajectory = { trajectnummer: 'T1', soort: 'LOOPBAAN', begonnenOp: '2026-01-01' };
  const vouchers = ['123456782', 'V-1'].map((nummer) => ({ uitgever: 'otib', nummer }));
  const system = await startFakeHttp({
    '/v1/caseload': { body: { trajecten: [{ ...trajectory, uitkomst: 'LOOPT', vouchers }] } },
  });
  const list = partnersAt({ [FUND_SYSTEM]: system.url });
  const alone = await startSubgraphHarness('guidance', list, ['voucher', 'coach']);
  const query = '{ caseload(first: 1) { nodes { vouchers { id } } } }';
  expect(await alone.ask(FUND_COACH, query)).toEqual({
    data: {
      caseload: {
        nodes: [{ vouchers: [{ id: voucherId({ fund: 'otib', number: 'V-1' }, FUND_COACH) }] }],
      },
    },
    errors: [
      {
        message: `Partner "${FUND_SYSTEM}" gave no answer: garbled`,
        path: ['caseload', 'nodes', 0, 'vouchers'],
        extensions: {
          code: 'PARTNER_NO_ANSWER',
          partner: FUND_SYSTEM,
          kind: 'guidance',
          fault: 'garbled',
        },
      },
    ],
  });
  await alone.stop();
  await system.stop();
});

const nowhere = 'http://127.0.0.1:1';

test('guidance rejects a person key with only systems of a fund, and needs one with a public system', async () => {
  const fundAlone = partnersAt({ [FUND_SYSTEM]: nowhere });
  const both = partnersAt({ [FUND_SYSTEM]: nowhere, [PUBLIC_SYSTEM]: nowhere });
  await expect(
    startSubgraph(settingsOf('guidance', fundAlone, ['voucher', 'coach', 'person'])),
  ).rejects.toThrow('Cannot start "guidance" with "person.key.json": it may not hold a person key');
  await expect(startSubgraph(settingsOf('guidance', both, ['voucher', 'coach']))).rejects.toThrow(
    'Cannot start "guidance" without a person key',
  );
});

test('Person.trajectories is null without an error with only systems of a fund', async () => {
  const alone = await startSubgraphHarness(
    'guidance',
    partnersAt({ [FUND_SYSTEM]: harness.fundRun.url }),
    ['voucher', 'coach'],
  );
  const id = personId(numbersOf(FUND_SYSTEM)[0] ?? '', COACH);
  expect(await alone.entities(COACH, 'Person', [id], 'id trajectories { id }')).toEqual({
    data: { _entities: [{ id, trajectories: null }] },
  });
  expect(harness.fundRun.calls()).toBe(0);
  await alone.stop();
});
