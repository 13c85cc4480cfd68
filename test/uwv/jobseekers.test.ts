import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { jobseekersOf } from '../../mocks/world/jobseekers.ts';
import { citizen, DEVELOPER, MATCHER } from '../support/subgraph-harness.ts';
import { personId, startHarness } from './uwv-harness.ts';
import type { Harness } from './uwv-harness.ts';

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness();
});
afterAll(() => harness.stop());
afterEach(() => harness.uwv.resetCalls());

interface Page {
  readonly nodes: readonly {
    readonly id: string;
    readonly jobseekerProfile?: { readonly sectors: string[]; readonly region: { code: string } };
    readonly benefitEpisodes?: readonly { readonly type: string }[];
  }[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
}

const LIST = `query ($filter: JobseekerFilter, $first: Int! = 100, $after: String) {
  jobseekers(filter: $filter, first: $first, after: $after) {
    nodes { id jobseekerProfile { sectors region { code } } } pageInfo { hasNextPage endCursor } } }`;

async function pageOf(variables: object, principal = DEVELOPER, query = LIST): Promise<Page> {
  const { data, errors } = await harness.ask(principal, query, variables);
  expect(errors).toBeUndefined();
  return (data as { jobseekers: Page }).jobseekers;
}

async function walk(variables: object, first: number): Promise<string[]> {
  const ids: string[] = [];
  for (let after: string | null = null; ;) {
    const page: Page = await pageOf({ ...variables, first, after });
    ids.push(...page.nodes.map(({ id }) => id));
    if (!page.pageInfo.hasNextPage) return ids;
    after = page.pageInfo.endCursor;
  }
}

test('the pages of jobseekers give every job seeker once, in the order of the ids of the client and purpose', async () => {
  const expected = jobseekersOf(harness.world).map(({ person }) => personId(person.bsn, DEVELOPER));
  expect(await walk({}, 30)).toEqual(expected.toSorted());
  expect(await walk({}, 100)).toEqual(expected.toSorted());
});

test('a page of jobseekers with details is two calls, whatever its size', async () => {
  await pageOf({ first: 100 });
  expect(
    harness.uwv.asked().map(({ route, body }) => [route, Object.keys(body as object)]),
  ).toEqual([
    ['POST /v1/werkzoekenden/zoek', ['aantal']],
    ['POST /v1/personen/zoek', ['nummers', 'velden']],
  ]);
});

test('a page of jobseekers with ids alone is one call', async () => {
  await pageOf({ first: 50 }, DEVELOPER, LIST.replace(/jobseekerProfile \{.*?\} \} \}/, '}'));
  expect(harness.uwv.calls()).toBe(1);
});

test('a region by name, and a sector with its branches, narrow jobseekers', async () => {
  const inDrenthe = await pageOf({ filter: { region: { name: 'Drenthe' } } });
  expect(inDrenthe.nodes.length).toBeGreaterThan(0);
  expect(new Set(inDrenthe.nodes.map((one) => one.jobseekerProfile?.region.code))).toEqual(
    new Set(['GM0106', 'GM0114']),
  );
  const inTech = await walk({ filter: { sectors: ['TECHNIEK'] } }, 100);
  const inBranch = await walk({ filter: { sectors: ['INSTALLATION_TECHNOLOGY'] } }, 100);
  expect(inBranch.length).toBeGreaterThan(10);
  expect(inTech).toEqual(expect.arrayContaining(inBranch));
  const care = await pageOf({ filter: { sectors: ['CARE'] } });
  expect(care.nodes.every((one) => one.jobseekerProfile?.sectors.includes('CARE'))).toBe(true);
});

test('benefitTypes and availableFrom narrow jobseekers', async () => {
  const query = LIST.replace(
    'region { code } }',
    'region { code } } benefitEpisodes(activeOn: "2026-11-21") { type }',
  );
  const page = await pageOf({ filter: { benefitTypes: ['BIJSTAND'] } }, DEVELOPER, query);
  expect(page.nodes.length).toBeGreaterThan(10);
  expect(page.nodes.every((one) => one.benefitEpisodes?.[0]?.type === 'BIJSTAND')).toBe(true);
  const early = jobseekersOf(harness.world).filter((one) => one.availableFrom <= '2026-09-01');
  expect(await walk({ filter: { availableFrom: '2026-09-01' } }, 100)).toHaveLength(early.length);
});

test('the purpose of matching may list jobseekers, and a filter by benefit is PURPOSE_DENIED', async () => {
  expect((await pageOf({ first: 5 }, MATCHER)).nodes).toHaveLength(5);
  harness.uwv.resetCalls();
  const response = await harness.ask(MATCHER, LIST, { filter: { benefitTypes: ['WIA'] } });
  expect(response).toEqual({
    data: { jobseekers: null },
    errors: [
      {
        message: 'Cannot filter by benefit under this purpose',
        path: ['jobseekers'],
        locations: undefined,
        extensions: { code: 'PURPOSE_DENIED' },
      },
    ],
  });
  expect(harness.uwv.calls()).toBe(0);
});

test('jobseekers is denied for a citizen', async () => {
  const response = await harness.ask(citizen('job-changer'), LIST, { first: 1 });
  expect(response.errors?.[0]?.extensions).toEqual({ code: 'PURPOSE_DENIED' });
  expect(harness.uwv.calls()).toBe(0);
});

test('a cursor of another filter, and first: 0 or 101, are errors', async () => {
  const { pageInfo } = await pageOf({ first: 5 });
  const wrong = [
    { filter: { sectors: ['CARE'] }, after: pageInfo.endCursor },
    { first: 0 },
    { first: 101 },
    { filter: { region: { name: 'Atlantis' } } },
  ];
  const codes = [];
  for (const variables of wrong) {
    codes.push((await harness.ask(DEVELOPER, LIST, variables)).errors?.[0]?.extensions);
  }
  expect(codes).toEqual([
    { code: 'CURSOR_INVALID' },
    { code: 'ARGUMENT_INVALID' },
    { code: 'ARGUMENT_INVALID' },
    { code: 'ARGUMENT_INVALID' },
  ]);
});

test('of every 40 in the list one in five, and of all two in five, have a benefit, an enrolment and its voucher', async () => {
  const { people, vouchers, schools } = harness.world;
  const answering = new Set(schools.filter((one) => one.hasPersonLookup).map(({ id }) => id));
  const paid = new Set(
    vouchers
      .filter(
        ({ status, associationId, provider }) =>
          status === 'REDEEMED' &&
          associationId !== null &&
          provider !== null &&
          answering.has(provider),
      )
      .map(({ personId: id }) => id),
  );
  const byId = new Map(people.map((person) => [personId(person.bsn, DEVELOPER), person]));
  const listed = (await walk({}, 100)).map((id) => byId.get(id));
  const isWhole = listed.map(
    (one) => one !== undefined && one.benefit !== null && paid.has(one.id),
  );
  const share = (part: readonly boolean[]) => part.filter(Boolean).length / part.length;
  expect(share(isWhole)).toBeGreaterThanOrEqual(0.4);
  // The order is that of encrypted ids, so that chance alone spreads them over a part.
  for (let start = 0; start + 40 <= isWhole.length; start += 1) {
    expect(share(isWhole.slice(start, start + 40))).toBeGreaterThanOrEqual(0.2);
  }
});
