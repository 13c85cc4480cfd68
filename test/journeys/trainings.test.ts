/** Trainings of at most a year with free seats in a region, and the vouchers that pay for them. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createWorld } from '../../mocks/world/create-world.ts';
import type { Scheme, Training } from '../../mocks/world/world.ts';
import { matchedSectors, type Sector } from '../../core/sectors/sectors.ts';
import { startStack, type Stack } from '../support/stack.ts';
import { TEST_DAY } from '../support/test-day.ts';

const world = createWorld({ date: TEST_DAY });
let stack: Stack;

beforeAll(async () => {
  stack = await startStack({ kinds: ['funds', 'education'] });
});
afterAll(() => stack.stop());

/** Municipalities of AM06 in which the demo's schools offer trainings. */
const AM06 = ['GM0200', 'GM0150', 'GM0243', 'GM0301'];
const WANTED: readonly Sector[] = ['TECHNIEK', 'CARE', 'ICT'];

const QUERY = `query ($first: Int!, $after: String) {
  trainings(first: $first, after: $after, filter: {
    sectors: [TECHNIEK, CARE, ICT], maxMonths: 12, region: { code: "AM06" }, freeSeatsOn: "${TEST_DAY}"
  }) {
    nodes {
      id name durationMonths
      offerings { id startDate seatsLeft region { code } }
      payableWith(on: "${TEST_DAY}") { id availability budgetLeftPercent }
    }
    pageInfo { hasNextPage endCursor }
  }
}`;

interface Page {
  readonly trainings: {
    readonly nodes: readonly { readonly id: string }[];
    readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string };
  };
}

function seatsLeft(offering: { maxStudents: number; enrolledStudents: number }): number {
  return Math.max(0, offering.maxStudents - offering.enrolledStudents);
}

function isWanted(training: Training): boolean {
  const offerings = world.offerings.filter((one) => one.trainingId === training.id);
  const fits = offerings.some(
    (one) => AM06.includes(one.municipality) && one.startDate >= TEST_DAY && seatsLeft(one) > 0,
  );
  return fits && training.months <= 12 && matchedSectors(WANTED).has(training.sector);
}

function paysFor(scheme: Scheme, training: Training): boolean {
  const isOpen = scheme.opensOn <= TEST_DAY && (scheme.closesOn ?? '9999') >= TEST_DAY;
  if (isExhausted(scheme)) return false;
  const hasSector = matchedSectors(scheme.sectors).has(training.sector);
  const isShort = scheme.maxMonths === null || training.months <= scheme.maxMonths;
  return isOpen && hasSector && isShort && scheme.uses.includes('TRAINING');
}

/** Percentage on the day of budgets, rounded down to tens; null for a budget of fewer than 100 vouchers. */
function leftOf(scheme: Scheme): number | null {
  const { budgetCents } = scheme;
  const { committed, highest } = atQuarterStart(scheme);
  if (highest === 0 || budgetCents < 100 * highest) return null;
  return Math.floor((10 * (budgetCents - committed)) / budgetCents) * 10;
}

/** Whether nothing was left on the day of budgets; false for a budget of fewer than 10 vouchers. */
function isExhausted(scheme: Scheme): boolean {
  const { committed, highest } = atQuarterStart(scheme);
  const { budgetCents } = scheme;
  return highest > 0 && budgetCents >= 10 * highest && committed >= budgetCents;
}

const QUARTER_START = '2026-10-01';

function atQuarterStart({ fund, id }: Scheme) {
  const issued = world.vouchers.filter(
    (one) => one.fund === fund && one.schemeId === id && one.issuedOn < QUARTER_START,
  );
  const highest = Math.max(0, ...issued.map(({ amountCents }) => amountCents));
  const committed = issued
    .filter((one) => ['ISSUED', 'REDEEMED'].includes(one.status) || one.changedAt >= QUARTER_START)
    .reduce((sum, { amountCents }) => sum + amountCents, 0);
  return { committed, highest };
}

test('trainings gives the public all matching trainings with offerings and schemes that pay for them', async () => {
  const response = await stack.ask(null, QUERY, { first: 100 });
  const expected = world.trainings
    .filter(isWanted)
    .toSorted((a, b) => compare(a.name, b.name) || compare(a.school, b.school))
    .map((training) => ({
      id: `${training.school}:${training.id}`,
      name: training.name,
      durationMonths: training.months,
      offerings: world.offerings
        .filter((one) => one.trainingId === training.id)
        .toSorted((a, b) => compare(a.startDate, b.startDate))
        .map((one) => ({
          id: `${training.school}:${one.id}`,
          startDate: one.startDate,
          seatsLeft: seatsLeft(one),
          region: { code: one.municipality },
        })),
      payableWith: world.schemes
        .filter((scheme) => paysFor(scheme, training))
        .toSorted(
          (a, b) =>
            compare(a.opensOn, b.opensOn) || compare(`${a.fund}:${a.id}`, `${b.fund}:${b.id}`),
        )
        .map((scheme) => ({
          id: `${scheme.fund}:${scheme.id}`,
          availability: 'OPEN',
          budgetLeftPercent: leftOf(scheme),
        })),
    }));
  expect(expected.length).toBeGreaterThan(10);
  expect(response).toEqual({
    data: {
      trainings: {
        nodes: expected,
        pageInfo: { hasNextPage: false, endCursor: expect.any(String) },
      },
    },
  });
});

test('trainings in pages of three gives the same list', async () => {
  const whole = (await stack.ask(null, QUERY, { first: 100 })).data as Page;
  const ids: string[] = [];
  let after: string | null = null;
  for (;;) {
    const { trainings } = (await stack.ask(null, QUERY, { first: 3, after })).data as Page;
    ids.push(...trainings.nodes.map(({ id }) => id));
    after = trainings.pageInfo.endCursor;
    if (!trainings.pageInfo.hasNextPage) break;
  }
  expect(ids).toEqual(whole.trainings.nodes.map(({ id }) => id));
});

test('trainings sends one request to each fund and at most six to a school, for 1 and for 100 rows', async () => {
  const calls: Record<string, number>[] = [];
  for (const first of [1, 100]) {
    stack.resetCalls();
    await stack.ask(null, QUERY, { first });
    calls.push(stack.calls());
  }
  const [few, many] = calls;
  expect(many).toEqual(few);
  expect([many?.['otib'], many?.['oom'], many?.['oomt'], many?.['a-en-o-metalektro']]).toEqual([
    1, 1, 1, 1,
  ]);
  expect(Math.max(...Object.values(many ?? {}))).toBeLessThanOrEqual(6);
});

test('each enrolment is one request to its school; the catalogue of a school takes two', async () => {
  const developer = { role: 'developer', purpose: 'development' };
  const query = `{ vouchers(first: 60, filter: { statuses: [REDEEMED], programme: "gelders-vakmanschap", funds: ["otib"] }) {
    nodes { enrolments { id status training { name } } } } }`;
  const response = await stack.ask(developer, query);
  stack.resetCalls();
  await stack.ask(developer, query);
  const { vouchers } = response.data as { vouchers: { nodes: { enrolments: unknown[] }[] } };
  const enrolments = vouchers.nodes.flatMap((node) => node.enrolments).length;
  const { otib, ...schools } = stack.calls();
  const catalogues = Object.keys(schools).length * 2;
  expect(otib).toBe(1);
  expect(Object.values(schools).reduce((sum, count) => sum + count, 0)).toBe(
    enrolments + catalogues,
  );
});

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

test('a training tells its employers and whether a job follows, one of another school does not', async () => {
  const idOf = (school: string, wanted: string) =>
    `${school}:${world.trainings.find((one) => one.school === school && one.code === wanted)?.id}`;
  const query = `{
    some: training(id: "${idOf('aventus', 'KZON')}") { employers jobOffered }
    none: training(id: "${idOf('aventus', 'KDIG')}") { employers jobOffered }
    unsaid: training(id: "${idOf('smart-makers-academy', 'KDIG')}") { employers jobOffered }
  }`;
  const some = { employers: ['Voorbeeld Zonnestroom', 'Voorbeeld Installaties'], jobOffered: true };
  const none = { employers: [], jobOffered: false };
  const unsaid = { employers: null, jobOffered: null };
  expect(await stack.ask(null, query)).toEqual({ data: { some, none, unsaid } });
  stack.setFault('aventus', 'down');
  const response = await stack.ask(null, query);
  stack.setFault('aventus', null);
  expect(response.data).toEqual({ some: null, none: null, unsaid });
  expect(response.errors).toEqual(
    ['some', 'none'].map((path) =>
      expect.objectContaining({
        path: [path],
        extensions: expect.objectContaining({ code: 'PARTNER_NO_ANSWER', partner: 'aventus' }),
      }),
    ),
  );
});
