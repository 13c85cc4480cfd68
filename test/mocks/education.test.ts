import { describe, expect, it } from 'vitest';
import { SCHOOLS } from '../../mocks/world/schools.ts';
import { TEST_DAY } from '../support/test-day.ts';
import { createSchoolSystems, type Envelope } from './school-systems.ts';

const { world, system, get } = createSchoolSystems();
const root = SCHOOLS.find(({ id }) => id === 'aventus')?.organizationId ?? '';

const REQUIRED: Readonly<Record<string, readonly string[]>> = {
  '/programs': [
    'programId',
    'programType',
    'name',
    'abbreviation',
    'description',
    'primaryCode',
    'teachingLanguage',
  ],
  '/courses': [
    'courseId',
    'name',
    'abbreviation',
    'description',
    'teachingLanguage',
    'level',
    'primaryCode',
  ],
  '/organizations': ['organizationId', 'primaryCode', 'organizationType', 'name', 'shortName'],
  '/persons': [
    'personId',
    'givenName',
    'surname',
    'displayName',
    'affiliations',
    'mail',
    'primaryCode',
    'activeEnrollment',
  ],
  [`/organizations/${root}/offerings`]: [
    'offeringId',
    'primaryCode',
    'offeringType',
    'name',
    'description',
    'teachingLanguage',
    'resultExpected',
    'startDate',
    'endDate',
    'modeOfStudy',
  ],
};

describe('OOAPI v5', () => {
  it.each(Object.entries(REQUIRED))(
    'GET %s MUST return every required property',
    async (path, required) => {
      const { items } = await get<Envelope>(`${path}?pageSize=250`);
      expect(items.length).toBeGreaterThan(0);
      for (const item of items)
        expect(Object.keys(item)).toEqual(expect.arrayContaining([...required]));
    },
  );

  it('GET / MUST return contact, specification and documentation', async () => {
    expect(await get('/')).toEqual({
      contactEmail: 'ooapi@aventus.example',
      specification: 'https://openonderwijsapi.nl/specification/v5/docs.html',
      documentation: 'https://openonderwijsapi.nl',
    });
  });

  it('pages MUST have the envelope of the standard, without missing or duplicate items', async () => {
    const ids: string[] = [];
    const path = `/organizations/${root}/offerings?since=2000-01-01&pageSize=50`;
    const { totalPages } = await get<Envelope>(path);
    for (let page = 1; page <= totalPages; page++) {
      const { items, ...envelope } = await get<Envelope>(`${path}&pageNumber=${page}`);
      expect(envelope).toEqual({
        pageSize: 50,
        pageNumber: page,
        hasPreviousPage: page > 1,
        hasNextPage: page < totalPages,
        totalPages,
      });
      ids.push(...items.map((item) => String(item['offeringId'])));
    }
    const ours = world.offerings.filter(({ school }) => school === 'aventus').map(({ id }) => id);
    expect(ids.toSorted()).toEqual(ours.toSorted());
  });

  it.each(['pageSize=25', 'pageSize=0', 'pageNumber=0', 'sort=colour', 'pageSize=-1'])(
    'MUST respond to %s with a 400 problem',
    async (query) => {
      const response = await fetch(`${system('aventus').url}/programs?${query}`);
      expect(response.status).toBe(400);
      expect(response.headers.get('content-type')).toBe('application/problem+json');
      expect(await response.json()).toEqual({
        status: '400',
        title: 'Bad request',
        detail: expect.stringMatching(/^(pageSize|pageNumber|sort) /),
      });
    },
  );

  it('MUST respond to an unknown resource with a 404 problem', async () => {
    const response = await fetch(`${system('aventus').url}/associations/${root}?expand=offering`);
    expect(response.status).toBe(404);
    expect(await response.json()).toEqual({
      status: '404',
      title: 'Resource not found',
      detail: 'The resource with this id could not be found.',
    });
  });

  it('returns only future offerings by default', async () => {
    const { items } = await get<Envelope>(`/organizations/${root}/offerings?pageSize=250`);
    expect(items.length).toBeGreaterThan(10);
    expect(items.filter(({ startDate }) => String(startDate) < TEST_DAY)).toEqual([]);
  });

  it('filters by q, primaryCode and type, and sorts both ways', async () => {
    const found = await get<Envelope>('/programs?q=MONTEUR&sort=-name');
    expect(found.items.map(({ abbreviation }) => abbreviation)).toEqual(['INST', 'WARM', 'ELEK']);
    const coded = await get<Envelope>('/programs?primaryCode=LASS');
    expect(coded.items.map(({ abbreviation }) => abbreviation)).toEqual(['LASS']);
    const crebo = await get<Envelope>('/programs?crohoCreboCode=99108');
    expect(crebo.items.map(({ abbreviation }) => abbreviation)).toEqual(['TIMM']);
    const courses = await get<Envelope>(
      `/organizations/${root}/offerings?offeringType=course&pageSize=250`,
    );
    expect(new Set(courses.items.map(({ offeringType }) => offeringType))).toEqual(
      new Set(['course']),
    );
  });

  it('marks all programmes, courses and offerings as synthetic', async () => {
    for (const path of ['/programs', '/courses', `/organizations/${root}/offerings`]) {
      const { items } = await get<Envelope>(`${path}?pageSize=250`);
      for (const item of items)
        expect(JSON.stringify(item['description'])).toContain('Synthetisch');
    }
  });
});

describe('an enrolment', () => {
  const association = world.associations.find(
    ({ school, voucher }) => school === 'aventus' && voucher !== null,
  );

  it('contains the voucher of the fund, and with expand its offering', async () => {
    const offering = world.offerings.find(({ id }) => id === association?.offeringId);
    const plain = await get(`/associations/${association?.id}`);
    expect(plain).toMatchObject({
      associationId: association?.id,
      role: 'student',
      state: association?.state,
      offering: offering?.id,
      consumers: expect.arrayContaining([
        {
          consumerKey: 'llo-voucher',
          issuer: association?.voucher?.fund,
          voucherNumber: association?.voucher?.number,
        },
      ]),
    });
    const full = await get(`/associations/${association?.id}?expand=offering,person`);
    expect(full).toMatchObject({
      offering: { offeringId: offering?.id, startDate: offering?.startDate },
      person: { displayName: expect.stringMatching(/^Synthetisch Persoon/) },
    });
    const rejected = await fetch(
      `${system('aventus').url}/associations/${association?.id}?expand=bsn`,
    );
    expect(rejected.status).toBe(400);
  });

  it('is in the lists of its person and its offering', async () => {
    const { person } = await get(`/associations/${association?.id}`);
    for (const path of [
      `/persons/${String(person)}/associations`,
      `/offerings/${association?.offeringId}/associations`,
    ]) {
      const { items } = await get<Envelope>(`${path}?pageSize=250`);
      expect(items.map((item) => item['associationId'])).toContain(association?.id);
    }
  });

  it('never contains a citizen number', async () => {
    const { items } = await get<Envelope>('/persons?pageSize=250');
    expect(JSON.stringify(items)).not.toMatch(/\b9999\d{5}\b/);
  });
});
