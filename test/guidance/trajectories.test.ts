import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { ARCHETYPES } from '../../mocks/world/archetypes.ts';
import { COACH, MATCHER, citizen } from '../support/subgraph-harness.ts';
import {
  FUND_COACH,
  FUND_SYSTEM,
  personId,
  PUBLIC_SYSTEM,
  startStage,
  trajectoryId,
  voucherId,
} from './guidance-harness.ts';
import type { Harness } from './guidance-harness.ts';

let harness: Harness;
beforeAll(async () => {
  harness = await startStage();
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

test('a coach reads a trajectory whole, with whom it guides and its voucher', async () => {
  const [one] = harness.trajectories;
  if (!one) throw new Error('no trajectory');
  const id = trajectoryId(one, COACH);
  const query = `query ($id: ID!) { trajectory(id: $id) { ${WHOLE} } }`;
  expect(await harness.ask(COACH, query, { id })).toEqual({
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
        person: { id: personId(bsnOf(one.personId), COACH) },
        vouchers: one.vouchers.map((voucher) => ({ id: voucherId(voucher, COACH) })),
        provenance: { partner: PUBLIC_SYSTEM, asOf: '2026-10-13T03:00:00Z', synthetic: true },
      },
    },
  });
});

test('a caseload is the own organisation’s, the newest first, each once', async () => {
  for (const [asker, system] of [
    [COACH, PUBLIC_SYSTEM],
    [FUND_COACH, FUND_SYSTEM],
  ] as const) {
    const own = harness.trajectories.filter(isOf(system)).toSorted((a, b) => {
      const [one, other] = [`${a.startedOn} ${a.number}`, `${b.startedOn} ${b.number}`];
      return one > other ? -1 : 1;
    });
    const ids: string[] = [];
    let after: string | null = null;
    for (let hasNextPage = true; hasNextPage;) {
      const { data, errors } = await harness.ask(
        asker,
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
    expect(ids).toEqual(own.map((one) => trajectoryId(one, asker)));
  }
});

test('a page of a caseload is one call, at the own organisation alone', async () => {
  await harness.ask(COACH, '{ caseload(first: 100) { nodes { id outcome vouchers { id } } } }');
  expect([harness.loket.calls(), harness.fundRun.calls()]).toEqual([1, 0]);
});

test('a caseload shows the six lives on top, each with the voucher of its story', async () => {
  const { data } = await harness.ask(
    COACH,
    '{ caseload(first: 6) { nodes { targetGroup { code } person { id } vouchers { id } } } }',
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
  const groups = [
    'AGE_45_PLUS',
    'STATUS_HOLDER',
    'SELF_EMPLOYED',
    'JOB_CHANGER',
    'SCHOOL_LEAVER',
    'AGE_45_PLUS',
  ];
  expect(nodes).toEqual(
    lives.map((life, index) => ({ targetGroup: { code: groups[index] }, ...life })).toReversed(),
  );
  expect(lives.every(({ vouchers }) => vouchers.length > 0)).toBe(true);
});

test('another organisation’s trajectory is null, and is not even asked for', async () => {
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

test('an id of another consumer, purpose or kind is ID_INVALID', async () => {
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

test('the trajectories of any number of vouchers are one call a system', async () => {
  const helped = harness.trajectories.flatMap((one) =>
    one.vouchers.map((voucher) => ({ one, voucher })),
  );
  const alone = harness.world.vouchers.find(
    (voucher) => !helped.some((one) => one.voucher.number === voucher.number),
  );
  const ids = [...helped.map(({ voucher }) => voucher), alone ?? { fund: 'otib', number: '' }].map(
    (voucher) => voucherId(voucher, COACH),
  );
  const { data, errors } = await harness.entities(COACH, 'Voucher', ids, 'trajectory { id }');
  expect(errors).toBeUndefined();
  expect((data as { _entities: unknown[] })._entities).toEqual([
    ...helped.map(({ one }) => ({ trajectory: { id: trajectoryId(one, COACH) } })),
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

test('the trajectory of the 750th voucher singles out no record: all of that day had one', () => {
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

test('matching, a citizen and the public have no caseload', async () => {
  const query = '{ caseload { nodes { id } } }';
  const codes = [];
  for (const asker of [MATCHER, citizen('job-changer'), null]) {
    codes.push((await harness.ask(asker, query)).errors?.[0]?.extensions);
  }
  expect(codes).toEqual([
    { code: 'PURPOSE_DENIED' },
    { code: 'PURPOSE_DENIED' },
    { code: 'UNAUTHENTICATED' },
  ]);
  expect([harness.loket.calls(), harness.fundRun.calls()]).toEqual([0, 0]);
});

test('an organisation without a case system has an empty caseload, a page of 101 is refused', async () => {
  const stranger = { ...COACH, consumer: '00000099000000004000' };
  expect(
    await harness.ask(stranger, '{ caseload { nodes { id } pageInfo { hasNextPage } } }'),
  ).toEqual({ data: { caseload: { nodes: [], pageInfo: { hasNextPage: false } } } });
  const { errors } = await harness.ask(COACH, '{ caseload(first: 101) { nodes { id } } }');
  expect(errors?.[0]?.extensions).toEqual({ code: 'ARGUMENT_INVALID' });
});
