import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { ARCHETYPES } from '../../mocks/world/archetypes.ts';
import { COACH, DEVELOPER, MATCHER, citizen } from '../support/subgraph-harness.ts';
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

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness();
});
afterAll(() => harness.stop());
afterEach(() => {
  harness.loket.resetCalls();
  harness.fundRun.resetCalls();
});

const WHOLE = `id kind targetGroup { code } programme { id } region { kind code }
  coach { id organisation { id } } startedOn endedOn outcome person { id } vouchers { id }
  provenance { partner asOf synthetic }`;

function isOf(system: string) {
  return (one: { readonly system: string }) => one.system === system;
}

function bsnOf(id: string): string {
  return harness.world.people.find((person) => person.id === id)?.bsn ?? '';
}

test('a developer reads a trajectory whole, with whom it guides and its voucher', async () => {
  const [one] = harness.trajectories;
  if (!one) throw new Error('no trajectory');
  const id = trajectoryId(one, DEVELOPER);
  const query = `query ($id: ID!) { trajectory(id: $id) { ${WHOLE} } }`;
  expect(await harness.ask(DEVELOPER, query, { id })).toEqual({
    data: {
      trajectory: {
        id,
        kind: 'UNEMPLOYED_TO_WORK',
        targetGroup: { code: 'AGE_45_PLUS' },
        programme: null,
        region: { kind: 'ARBEIDSMARKTREGIO', code: 'AM06' },
        coach: {
          id: expect.stringMatching(/^[\w-]{40,}$/) as string,
          organisation: { id: PUBLIC_SYSTEM },
        },
        startedOn: '2026-06-24',
        endedOn: '2026-10-12',
        outcome: 'TO_WORK',
        person: { id: personId(bsnOf(one.personId), DEVELOPER) },
        vouchers: one.vouchers.map((voucher) => ({ id: voucherId(voucher, DEVELOPER) })),
        provenance: { partner: PUBLIC_SYSTEM, asOf: '2026-10-13T00:00:00Z', synthetic: true },
      },
    },
  });
});

test('caseload lists the trajectories of the client’s organisation once each, the newest first and by id within a day', async () => {
  for (const [principal, system] of [
    [COACH, PUBLIC_SYSTEM],
    [FUND_COACH, FUND_SYSTEM],
  ] as const) {
    const own = harness.trajectories
      .filter(isOf(system))
      .map((one) => ({ startedOn: one.startedOn, id: trajectoryId(one, principal) }))
      .toSorted((a, b) => (`${a.startedOn} ${a.id}` > `${b.startedOn} ${b.id}` ? -1 : 1));
    const ids: string[] = [];
    let after: string | null = null;
    for (let hasNextPage = true; hasNextPage;) {
      const { data, errors } = await harness.ask(
        principal,
        `query ($after: String) { caseload(first: 40, after: $after) {
           nodes { id } pageInfo { hasNextPage endCursor } } }`,
        { after },
      );
      expect(errors).toBeUndefined();
      const { caseload } = data as {
        caseload: {
          nodes: { id: string }[];
          pageInfo: { hasNextPage: boolean; endCursor: string };
        };
      };
      ids.push(...caseload.nodes.map(({ id }) => id));
      ({ hasNextPage, endCursor: after } = caseload.pageInfo);
    }
    expect(ids).toEqual(own.map(({ id }) => id));
  }
});

test('a page of caseload is one call, to the client’s own organisation', async () => {
  await harness.ask(COACH, '{ caseload(first: 100) { nodes { id outcome vouchers { id } } } }');
  expect([harness.loket.calls(), harness.fundRun.calls()]).toEqual([1, 0]);
});

test('the six demo persons are the newest in caseload, each with a voucher', async () => {
  const { data } = await harness.ask(
    COACH,
    '{ caseload(first: 6) { nodes { person { id } vouchers { id } } } }',
  );
  const { nodes } = (data as { caseload: { nodes: object[] } }).caseload;
  const lives = ARCHETYPES.map(({ archetype }) => {
    const person = harness.world.people.find((one) => one.archetype === archetype);
    const held = harness.world.vouchers.filter((one) => one.personId === person?.id);
    return {
      person: { id: personId(person?.bsn ?? '', COACH) },
      vouchers: held.map((voucher) => ({ id: voucherId(voucher, COACH) })),
    };
  });
  expect(nodes).toEqual(lives.toReversed());
  expect(lives.every(({ vouchers }) => vouchers.length > 0)).toBe(true);
});

test('a trajectory of another organisation is null without a request to its system', async () => {
  const foreign = harness.trajectories.find(isOf(FUND_SYSTEM));
  if (!foreign) throw new Error('no trajectory');
  const query = 'query ($id: ID!) { trajectory(id: $id) { id } }';
  expect(await harness.ask(COACH, query, { id: trajectoryId(foreign, COACH) })).toEqual({
    data: { trajectory: null },
  });
  const unknown = trajectoryId({ ...foreign, system: PUBLIC_SYSTEM, number: 'T-NIEMAND' }, COACH);
  expect(await harness.ask(COACH, query, { id: unknown })).toEqual({ data: { trajectory: null } });
  expect(harness.fundRun.calls()).toBe(0);
});

test('under guidance the other organisation is not asked about a person or a voucher, and gives no id', async () => {
  const foreign = harness.trajectories.find(
    (one) => one.system === FUND_SYSTEM && one.vouchers.length > 0,
  );
  const own = harness.trajectories.find(isOf(PUBLIC_SYSTEM));
  const [voucher] = foreign?.vouchers ?? [];
  if (!foreign || !own || !voucher) throw new Error('no trajectory');
  const ofVoucher = [voucherId(voucher, COACH)];
  expect(await harness.entities(COACH, 'Voucher', ofVoucher, 'trajectory { id }')).toEqual({
    data: { _entities: [{ trajectory: null }] },
  });
  const entity = [trajectoryId(foreign, COACH)];
  expect(await harness.entities(COACH, 'Trajectory', entity, 'kind person { id }')).toEqual({
    data: { _entities: [{ kind: null, person: null }] },
  });
  expect(harness.fundRun.calls()).toBe(0);
  // Nor is the public organisation asked by a coach of the fund, who may know no person.
  harness.loket.resetCalls();
  const person = [personId(bsnOf(own.personId), FUND_COACH)];
  expect(await harness.entities(FUND_COACH, 'Person', person, 'trajectories { id }')).toEqual({
    data: { _entities: [{ trajectories: null }] },
  });
  expect(harness.loket.calls()).toBe(0);
});

test('an id of another consumer, purpose or label is ID_INVALID', async () => {
  const [one] = harness.trajectories;
  if (!one) throw new Error('no trajectory');
  const wrong = [
    trajectoryId(one, FUND_COACH),
    trajectoryId(one, MATCHER),
    voucherId(one.vouchers[0] ?? { fund: 'otib', number: '' }, COACH),
    'T-onverzegeld',
  ];
  const query = 'query ($id: ID!) { trajectory(id: $id) { id } }';
  for (const id of wrong) {
    const { errors } = await harness.ask(COACH, query, { id });
    expect(errors?.map(({ extensions }) => extensions)).toEqual([{ code: 'ID_INVALID' }]);
  }
});

test('Voucher.trajectory of any number of vouchers is one call per system', async () => {
  const helped = harness.trajectories.flatMap((one) =>
    one.vouchers.map((voucher) => ({ one, voucher })),
  );
  const alone = harness.world.vouchers.find(
    (voucher) => !helped.some((one) => one.voucher.number === voucher.number),
  );
  const ids = [...helped.map(({ voucher }) => voucher), alone ?? { fund: 'otib', number: '' }].map(
    (voucher) => voucherId(voucher, DEVELOPER),
  );
  const { data, errors } = await harness.entities(DEVELOPER, 'Voucher', ids, 'trajectory { id }');
  expect(errors).toBeUndefined();
  expect((data as { _entities: unknown[] })._entities).toEqual([
    ...helped.map(({ one }) => ({ trajectory: { id: trajectoryId(one, DEVELOPER) } })),
    { trajectory: null },
  ]);
  expect([harness.loket.calls(), harness.fundRun.calls()]).toEqual([1, 1]);
});

test('about 350 trajectories belong to Gelders Vakmanschap, over both organisations', () => {
  const own = harness.trajectories.filter(({ programme }) => programme === 'gelders-vakmanschap');
  expect(own).toHaveLength(348);
  expect(own.every(({ startedOn }) => startedOn <= '2019-04-11')).toBe(true);
  for (const system of [PUBLIC_SYSTEM, FUND_SYSTEM]) {
    expect(own.filter(isOf(system)).length).toBeGreaterThan(100);
  }
  const groups = new Set(own.map(({ targetGroup }) => targetGroup));
  for (const group of ['AGE_45_PLUS', 'STATUS_HOLDER', 'WOMEN', 'VULNERABLE_YOUTH'] as const) {
    expect(groups).toContain(group);
  }
});

test('every voucher of the day of the 750th voucher has a trajectory', () => {
  const ofThatDay = harness.world.vouchers.filter(
    ({ programme, issuedOn }) => programme === 'gelders-vakmanschap' && issuedOn === '2019-03-07',
  );
  expect(ofThatDay.length).toBeGreaterThanOrEqual(5);
  const guiding = ofThatDay.map(({ number, fund }) =>
    harness.trajectories.filter(({ vouchers }) =>
      vouchers.some((voucher) => voucher.number === number && voucher.fund === fund),
    ),
  );
  expect(guiding.map(({ length }) => length)).toEqual(ofThatDay.map(() => 1));
});

test('caseload is denied for the purpose of matching, for a citizen and for the public', async () => {
  const query = '{ caseload { nodes { id } } }';
  const codes = [];
  for (const principal of [MATCHER, citizen('job-changer'), null]) {
    codes.push((await harness.ask(principal, query)).errors?.[0]?.extensions);
  }
  expect(codes).toEqual([
    { code: 'PURPOSE_DENIED' },
    { code: 'PURPOSE_DENIED' },
    { code: 'UNAUTHENTICATED' },
  ]);
  expect([harness.loket.calls(), harness.fundRun.calls()]).toEqual([0, 0]);
});

test('caseload is empty for an organisation without a case system, and first: 101 is ARGUMENT_INVALID', async () => {
  const stranger = { ...COACH, consumer: '00000099000000004000' };
  expect(
    await harness.ask(stranger, '{ caseload { nodes { id } pageInfo { hasNextPage } } }'),
  ).toEqual({ data: { caseload: { nodes: [], pageInfo: { hasNextPage: false } } } });
  const { errors } = await harness.ask(COACH, '{ caseload(first: 101) { nodes { id } } }');
  expect(errors?.[0]?.extensions).toEqual({ code: 'ARGUMENT_INVALID' });
});
