/** Whatever one school sends: that school is named, and what the other holds stands. */
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { LOST_LISTS, startFakeHttp } from '../support/fake-http.ts';
import type { FakeHttp, FakeResponse, Route } from '../support/fake-http.ts';
import {
  COACH,
  partnersAt,
  encryptedFor,
  startSubgraphHarness,
} from '../support/subgraph-harness.ts';
import type { SubgraphHarness } from '../support/subgraph-harness.ts';

let hostile: FakeHttp;
let healthy: FakeHttp;
let harness: SubgraphHarness;

const page = (...items: readonly unknown[]): FakeResponse => ({
  body: { pageNumber: 1, hasPreviousPage: false, hasNextPage: false, items },
});
const course = (changes: object = {}) => ({
  courseId: 'c1',
  name: [{ language: 'nl-NL', value: 'Lassen' }],
  primaryCode: { codeType: 'identifier', code: 'L1' },
  ...changes,
});
const offering = (changes: object = {}) => ({
  offeringId: 'o1',
  offeringType: 'course',
  course: 'c1',
  startDate: '2027-01-04',
  ...changes,
});
const ROUTES: Readonly<Record<string, Route>> = {
  '/': { body: {} },
  '/organizations': page({ organizationId: 'org' }),
  '/programs': page(),
  '/courses': page(course()),
  '/organizations/org/offerings': page(offering()),
};

beforeAll(async () => {
  [hostile, healthy] = await Promise.all([startFakeHttp(ROUTES), startFakeHttp(ROUTES)]);
});
beforeEach(async () => {
  hostile.routes = ROUTES;
  await harness?.stop();
  const partners = partnersAt({ aventus: hostile.url, saxion: healthy.url });
  harness = await startSubgraphHarness('education', partners, ['voucher', 'person']);
});
afterAll(async () => {
  await harness.stop();
  await Promise.all([hostile.stop(), healthy.stop()]);
});

const QUERY = '{ trainings(first: 10) { nodes { id offerings { id startDate seatsLeft } } } }';
const found = (school: string, offerings: readonly object[] | null) => ({
  id: `${school}:c1`,
  offerings,
});
const whole = (school: string) =>
  found(school, [{ id: `${school}:o1`, startDate: '2027-01-04', seatsLeft: null }]);
const BOTH = { data: { trainings: { nodes: [whole('aventus'), whole('saxion')] } } };

const named = (fault: string, ...path: readonly (string | number)[]) => ({
  message: `Partner "aventus" gave no answer: ${fault}`,
  path,
  extensions: { code: 'PARTNER_NO_ANSWER', partner: 'aventus', kind: 'education', fault },
});

const ODD_COURSES: Readonly<Record<string, object>> = {
  'an id of half a character': { courseId: 'a\ud800' },
  'a name of half a character': { name: [{ language: 'nl', value: '\udfff' }] },
  'a zero byte in its id': { courseId: 'a\0' },
  'an empty id': { courseId: '' },
  'an id without end': { courseId: 'x'.repeat(201) },
  'half a character in a field that is not read': { remark: { deep: ['\udc00'] } },
};

test.each([
  ...Object.entries(LOST_LISTS),
  ...Object.entries(ODD_COURSES).map(
    ([what, changes]) => [`a course with ${what}`, ['garbled', page(course(changes))]] as const,
  ),
  ['items that are null', ['garbled', { body: { ...Object(page().body), items: null } }]] as const,
])(
  'a list of courses that is %s makes only its own school unavailable, until it recovers',
  async (_, [fault, response]) => {
    hostile.routes = { ...ROUTES, '/courses': response };
    expect(await harness.ask(null, QUERY)).toEqual({
      data: { trainings: { nodes: [whole('saxion')] } },
      errors: [named(fault, 'trainings')],
    });
    hostile.routes = ROUTES;
    expect(await harness.ask(null, QUERY)).toEqual(BOTH);
  },
);

test.each<[string, (request: { readonly url?: string | undefined }) => FakeResponse]>([
  [
    'pages of a megabyte without end',
    ({ url }) => {
      const pageNumber = Number(/pageNumber=(\d+)/.exec(url ?? '')?.[1]);
      const items = [course({ remark: 'x'.repeat(1_048_576) })];
      return { body: { pageNumber, hasNextPage: true, items } };
    },
  ],
  [
    'its first page again',
    () => ({ body: { pageNumber: 1, hasNextPage: true, items: [course()] } }),
  ],
])('a school that sends %s is named, and the other has its trainings', async (_, courses) => {
  hostile.routes = { ...ROUTES, '/courses': courses };
  hostile.received.length = 0;
  expect(await harness.ask(null, QUERY)).toEqual({
    data: { trainings: { nodes: [whole('saxion')] } },
    errors: [named('garbled', 'trainings')],
  });
  expect(hostile.received.length).toBeLessThan(100);
});

test('a school without courses has none, without an error', async () => {
  hostile.routes = { ...ROUTES, '/courses': page() };
  expect(await harness.ask(null, QUERY)).toEqual({
    data: { trainings: { nodes: [whole('saxion')] } },
  });
});

const OFFERINGS = '/organizations/org/offerings';
const GONE = { status: 404, body: {} };

test.each([
  [
    'an organization id of half a character',
    { '/organizations': page({ organizationId: '\ud800' }), [OFFERINGS]: GONE },
  ],
  ['an organization that is gone', { [OFFERINGS]: GONE }],
  ['no organization', { '/organizations': page(), [OFFERINGS]: GONE }],
  [
    'an offering with an id of half a character',
    { [OFFERINGS]: page(offering({ offeringId: '\ud800' })) },
  ],
] as const)(
  'offerings with %s are null until the school recovers, and its trainings are listed',
  async (_, routes) => {
    expect(await harness.ask(null, QUERY)).toEqual(BOTH);
    hostile.routes = { ...ROUTES, ...(routes as Record<string, Route>) };
    // The organization was found before, so a school that moved is asked for it again.
    const first = await harness.ask(null, QUERY);
    const { data, errors } = await harness.ask(null, QUERY);
    expect(data).toEqual({
      trainings: { nodes: [found('aventus', null), whole('saxion')] },
    });
    expect(errors).toHaveLength(1);
    expect(errors?.[0]).toMatchObject({
      path: ['trainings', 'nodes', 0, 'offerings'],
      extensions: { code: 'PARTNER_NO_ANSWER', partner: 'aventus' },
    });
    expect(JSON.stringify([first, harness.log()])).not.toContain('INTERNAL');
    hostile.routes = ROUTES;
    await harness.ask(null, QUERY);
    expect(await harness.ask(null, QUERY)).toEqual(BOTH);
  },
);

const association = (id: string) => ({
  body: { associationId: id, role: 'student', state: 'associated' },
});
const enrolmentId = (school: string, id: string) =>
  encryptedFor(COACH, 'voucher', 'llo-enrolment/v1', `${school}:${id}`);

test.each([
  ['404 in JSON', { status: 404, body: {} }, null],
  ['404 as problem+json', { status: 404, type: 'application/problem+json', body: {} }, null],
  ['404 as a page', { status: 404, type: 'text/html', body: '<h1>Weg</h1>' }, 'refused'],
  ['410', { status: 410, body: {} }, 'refused'],
  ['204', { status: 204, type: null }, 'garbled'],
  ['JSON null', { body: null }, 'garbled'],
  ['another enrolment', association('b2'), 'garbled'],
] as const)('an enrolment by its id that is %s: fault %s', async (_, response, fault) => {
  hostile.routes = { ...ROUTES, '/associations/a1': response };
  healthy.routes = { ...ROUTES, '/associations/a1': association('a1') };
  const ids = [enrolmentId('aventus', 'a1'), enrolmentId('saxion', 'a1')];
  expect(await harness.entities(COACH, 'Enrolment', ids, 'status')).toEqual({
    data: { _entities: [{ status: null }, { status: 'ACTIVE' }] },
    ...(fault === null ? {} : { errors: [named(fault, '_entities', 0)] }),
  });
});

test.each(['..', 'a/b', 'a b', 'a\0'])(
  'an enrolment id that no school can have (%j) has null fields without a request',
  async (id) => {
    hostile.received.length = 0;
    const response = await harness.entities(
      COACH,
      'Enrolment',
      [enrolmentId('aventus', id)],
      'status',
    );
    expect(response).toEqual({ data: { _entities: [{ status: null }] } });
    expect(hostile.received).toEqual([]);
  },
);

const FUNDED = (...targetGroups: readonly string[]) => ({
  consumers: [{ consumerKey: 'llo-funding', targetGroups }],
});
const placed = (city: string) => page(offering({ addresses: [{ city }] }));

test.each([
  ['for everyone', { ...FUNDED(), fieldsOfStudy: '0613' }, 'Groningen', true],
  ['for a group that we know', { ...FUNDED('WOMEN'), fieldsOfStudy: '0613' }, 'Groningen', true],
  [
    'for groups that we do not know',
    { ...FUNDED('LEDEN'), fieldsOfStudy: '0613' },
    'Groningen',
    false,
  ],
  ['without a field of study', FUNDED(), 'Groningen', false],
  ['in a city that we do not know', { ...FUNDED(), fieldsOfStudy: '0613' }, 'Elders', false],
] as const)(
  'a funded training %s is an instrument for ICT in Groningen: %s',
  async (_, changes, city, isFound) => {
    const routes = { ...ROUTES, '/courses': page(course(changes)), [OFFERINGS]: placed(city) };
    hostile.routes = routes;
    healthy.routes = { ...ROUTES, '/courses': page() };
    const query = Buffer.from(
      '{"on":"2026-11-21","targetGroup":"WOMEN","sector":"ICT","regions":[{"kind":"PROVINCIE","code":"PV20"}]}',
    ).toString('base64url');
    const response = await harness.ask(
      null,
      `{ _entities(representations: [{ __typename: "InstrumentFinder", question: "${query}" }]) {
        ... on InstrumentFinder { fromSchools { id } } } }`,
    );
    healthy.routes = ROUTES;
    const expected = isFound ? [{ id: 'aventus:c1' }] : [];
    expect(response).toEqual({ data: { _entities: [{ fromSchools: expected }] } });
  },
);
