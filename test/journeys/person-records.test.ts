/** The records of six citizens at UWV, school, coach and fund, compared with the seeded data. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { benefitEpisodesOf } from '../../mocks/world/benefit-episodes.ts';
import { createWorld } from '../../mocks/world/create-world.ts';
import { employmentsOf } from '../../mocks/world/employments.ts';
import { trajectoriesOf } from '../../mocks/world/trajectories.ts';
import type { Person } from '../../mocks/world/world.ts';
import { startStack, type GraphqlResult, type Stack } from '../support/stack.ts';
import { TEST_DAY } from '../support/test-day.ts';

const coach = { role: 'coach', purpose: 'case-guidance' };
const developer = { role: 'developer' };
const world = createWorld({ date: TEST_DAY });
const citizens = world.people.filter(({ archetype }) => archetype !== null);
let stack: Stack;

beforeAll(async () => {
  stack = await startStack();
});
afterAll(() => stack.stop());

const RECORDS = `
  benefitEpisodes { type startedOn endedOn }
  employments { startedOn endedOn }
  enrolments { role training { name provider { name } } voucher { status scheme { name fund { id } } } }
  trajectories { kind targetGroup { code } outcome coach { organisation { id } } vouchers { status } }
  vouchers { issuedOn status amount { amount } }`;

/** The same without special categories of personal data, for which a coach has no legal basis. */
const RECORDS_FOR_COACH = RECORDS.replace('{ type startedOn', '{ startedOn').replace(
  'targetGroup { code } ',
  '',
);

/** The records of a person in the seeded data. */
function recordsOf(person: Person) {
  const voucherOf = (number: string | undefined) =>
    world.vouchers.find((voucher) => voucher.number === number);
  const associations = world.associations
    .filter(({ personId }) => personId === person.id)
    .filter(({ school }) => world.schools.find(({ id }) => id === school)?.hasPersonLookup);
  const trainingOf = (offeringId: string) => {
    const offering = world.offerings.find(({ id }) => id === offeringId);
    return world.trainings.find(({ id }) => id === offering?.trainingId);
  };
  const schemeOf = (id: string | undefined, fund: string | undefined) =>
    world.schemes.find((scheme) => scheme.id === id && scheme.fund === fund);
  return {
    benefitEpisodes: benefitEpisodesOf(world, person).map(({ startedOn, endedOn }) => ({
      startedOn,
      endedOn,
    })),
    employments: employmentsOf(world, person).map(({ startedOn, endedOn }) => ({
      startedOn,
      endedOn,
    })),
    enrolments: associations.map(({ offeringId, school, voucher }) => {
      const paid = voucherOf(voucher?.number);
      return {
        training: {
          name: trainingOf(offeringId)?.name,
          provider: { name: world.schools.find(({ id }) => id === school)?.name },
        },
        voucher: paid
          ? {
              status: paid.status,
              scheme: { name: schemeOf(paid.schemeId, paid.fund)?.name, fund: { id: paid.fund } },
            }
          : null,
      };
    }),
    trajectories: trajectoriesOf(world)
      .filter(({ personId, system }) => personId === person.id && system === WITH_PERSONS)
      .map(({ kind, targetGroup, vouchers }) => ({
        kind,
        targetGroup: { code: targetGroup },
        coach: { organisation: { id: WITH_PERSONS } },
        vouchers: vouchers.map(({ number }) => ({ status: voucherOf(number)?.status })),
      })),
    vouchers: associations.flatMap(({ voucher }) => {
      const paid = voucherOf(voucher?.number);
      return paid
        ? [
            {
              issuedOn: paid.issuedOn,
              status: paid.status,
              amount: { amount: paid.amountCents / 100 },
            },
          ]
        : [];
    }),
  };
}

const WITH_PERSONS = 'leerwerkloket-stedenvierkant';

/** Partners that do not offer lookups by person are in `partial` with fault null. */
const NOT_OFFERED = {
  partial: [
    { partner: 'smart-makers-academy', kind: 'education', fault: null },
    { partner: 'vakmanschap-coaches', kind: 'guidance', fault: null },
  ],
};

/** Sorted by a field that both sides of the comparison have. */
function sorted<T>(rows: readonly T[], keyOf: (row: T) => unknown): readonly T[] {
  const textOf = (row: T) => JSON.stringify(keyOf(row));
  return rows.toSorted((a, b) => (textOf(a) < textOf(b) ? -1 : 1));
}

interface PersonRecords {
  readonly benefitEpisodes: readonly { readonly startedOn: string }[];
  readonly employments: readonly { readonly startedOn: string }[];
  readonly enrolments: readonly { readonly training: { readonly name: string | undefined } }[];
  readonly trajectories: readonly { readonly kind: string }[];
  readonly vouchers: readonly { readonly issuedOn: string }[];
}

const inOrder = (records: PersonRecords): PersonRecords => ({
  benefitEpisodes: sorted(records.benefitEpisodes, ({ startedOn }) => startedOn),
  employments: sorted(records.employments, ({ startedOn }) => startedOn),
  enrolments: sorted(records.enrolments, ({ training }) => training.name),
  trajectories: sorted(records.trajectories, ({ kind }) => kind),
  vouchers: sorted(records.vouchers, ({ issuedOn }) => issuedOn),
});

describe.each(citizens.map((person) => [person.archetype ?? '', person] as const))(
  'citizen %s',
  (life, person) => {
    test('gets the own benefits, employments, enrolments, trajectories and vouchers', async () => {
      const response = await stack.ask({ role: 'citizen', life }, `{ me { ${RECORDS} } }`);
      const { me } = response.data as { me: PersonRecords };
      expect(inOrder(me)).toMatchObject(inOrder(recordsOf(person)));
      expect([response.errors, response.extensions]).toEqual([undefined, NOT_OFFERED]);
      expect([me.enrolments.length, me.trajectories.length, me.vouchers.length]).not.toContain(0);
    });

    test('gets PURPOSE_DENIED for job seekers', async () => {
      const other = await stack.ask({ role: 'citizen', life }, '{ jobseekers { nodes { id } } }');
      expect(other).toMatchObject({
        data: null,
        errors: [{ extensions: { code: 'PURPOSE_DENIED' } }],
      });
    });
  },
);

test('a coach gets the same records by person(id) as each of six citizens by me', async () => {
  const list = await stack.ask(coach, '{ caseload(first: 6) { nodes { person { id } } } }');
  const { nodes } = (list.data as { caseload: { nodes: { person: { id: string } }[] } }).caseload;
  const seen = await Promise.all(
    nodes.map(async ({ person }) => {
      const response = await stack.ask(
        coach,
        `query ($id: ID!) { person(id: $id) { ${RECORDS_FOR_COACH} } }`,
        {
          id: person.id,
        },
      );
      return inOrder((response.data as { person: PersonRecords }).person);
    }),
  );
  const own = await Promise.all(
    citizens.map(async ({ archetype }) => {
      const response = await stack.ask(
        { role: 'citizen', life: archetype ?? '' },
        `{ me { ${RECORDS_FOR_COACH} } }`,
      );
      return inOrder((response.data as { me: PersonRecords }).me);
    }),
  );
  const whole = (records: PersonRecords) => records;
  expect(sorted(seen, whole)).toEqual(sorted(own, whole));
});

test('on every page one in five job seekers has a benefit and an enrolment with a voucher', async () => {
  let after: string | null = null;
  for (let page = 0; page < 4; page += 1) {
    const response: GraphqlResult = await stack.ask(
      developer,
      `query ($after: String) { jobseekers(first: 40, after: $after) {
        nodes { benefitEpisodes { type } enrolments { voucher { status } } }
        pageInfo { hasNextPage endCursor } } }`,
      { after },
    );
    interface Page {
      jobseekers: {
        nodes: { benefitEpisodes: unknown[] | null; enrolments: { voucher: unknown }[] | null }[];
        pageInfo: { hasNextPage: boolean; endCursor: string };
      };
    }
    const { nodes, pageInfo } = (response.data as Page).jobseekers;
    const complete = nodes.filter(
      ({ benefitEpisodes, enrolments }) =>
        (benefitEpisodes ?? []).length > 0 &&
        (enrolments ?? []).some(({ voucher }) => voucher !== null),
    );
    expect(complete.length / nodes.length).toBeGreaterThanOrEqual(0.2);
    if (!pageInfo.hasNextPage) break;
    after = pageInfo.endCursor;
  }
});
