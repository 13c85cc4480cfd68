/** Every response of every school of the demo is valid OOAPI v5. */
import { expect, test } from 'vitest';
import type { z } from 'zod';
import { SCHOOLS } from '../../mocks/world/schools.ts';
import {
  association,
  associationOfOffering,
  associationOfPerson,
  course,
  offering,
  organization,
  pageOf,
  person,
  problem,
  program,
  service,
} from './ooapi-v5.ts';
import { createSchoolSystems, type Envelope } from './school-systems.ts';

const { world, system, get } = createSchoolSystems();

/** What does not fit in a response, by its place. */
const wrongIn = (shape: z.ZodType, value: unknown): readonly string[] =>
  shape
    .safeParse(value)
    .error?.issues.map(({ path, message }) => `${path.join('.')}: ${message}`) ?? [];

/** How many objects of each list are also asked for by themselves. */
const BY_THEMSELVES = 3;

test.each(SCHOOLS.map(({ id, organizationId }) => [id, organizationId] as const))(
  'each response of %s is valid',
  async (id, root) => {
    const wrong: string[] = [];
    const seen = new Map<string, number>();
    const check = async (path: string, shape: z.ZodType) => {
      const value = await get(path, id);
      wrong.push(...wrongIn(shape, value).map((one) => `${path} ${one}`));
      return value;
    };
    const checkAll = async (path: string, item: z.ZodType): Promise<readonly string[]> => {
      const ids: string[] = [];
      for (let page = 1, hasNext = true; hasNext; page += 1) {
        const mark = path.includes('?') ? '&' : '?';
        const body = await check(`${path}${mark}pageSize=250&pageNumber=${page}`, pageOf(item));
        const { items, hasNextPage } = body as unknown as Envelope;
        ids.push(...items.map((one) => String(Object.values(one)[0])));
        hasNext = hasNextPage;
      }
      seen.set(path.replaceAll(/[0-9a-f-]{36}/g, '*'), ids.length);
      return ids;
    };

    await check('/', service);
    await checkAll('/organizations', organization);
    await check(`/organizations/${root}`, organization);
    const since = 'since=2000-01-01';
    const offerings = await checkAll(`/organizations/${root}/offerings?${since}`, offering);
    await checkAll(`/organizations/${root}/programs`, program);
    await checkAll(`/organizations/${root}/courses`, course);
    const units = [
      ['programs', program, await checkAll('/programs', program)],
      ['courses', course, await checkAll('/courses', course)],
    ] as const;
    for (const [name, shape, ids] of units) {
      for (const one of ids.slice(0, BY_THEMSELVES)) {
        await check(`/${name}/${one}`, shape);
        await check(`/${name}/${one}?expand=organization`, shape);
        await checkAll(`/${name}/${one}/offerings?${since}`, offering);
      }
    }
    for (const one of offerings)
      await checkAll(`/offerings/${one}/associations`, associationOfOffering);
    for (const one of offerings.slice(0, BY_THEMSELVES)) {
      await check(`/offerings/${one}`, offering);
      await check(`/offerings/${one}?expand=program,course,organization`, offering);
    }
    const people = await checkAll('/persons', person);
    for (const one of people.slice(0, BY_THEMSELVES)) {
      await check(`/persons/${one}`, person);
      await checkAll(`/persons/${one}/associations`, associationOfPerson);
    }
    const associations = world.associations.filter(({ school }) => school === id);
    for (const one of associations.slice(0, 50)) {
      await check(`/associations/${one.id}`, association);
      await check(`/associations/${one.id}?expand=person,offering`, association);
    }
    expect([...new Set(wrong)].slice(0, 20)).toEqual([]);
    expect(seen.get('/organizations/*/offerings?since=2000-01-01')).toBeGreaterThan(10);
    expect(associations.length).toBeGreaterThan(0);
  },
  120_000,
);

test.each([
  ['GET', '/programs?pageSize=25', 400],
  ['GET', '/associations/00000000-0000-4000-8000-000000000000', 404],
  ['GET', '/nothing', 404],
  ['POST', '/programs', 405],
])('%s %s is a valid problem with status %d', async (method, path, status) => {
  const response = await fetch(`${system('aventus').url}${path}`, { method });
  expect(response.status).toBe(status);
  expect(response.headers.get('content-type')).toBe('application/problem+json');
  const body: unknown = await response.json();
  expect(wrongIn(problem, body)).toEqual([]);
  expect(body).toMatchObject({ status: String(status) });
});

test('the schema rejects what schools of the demo once sent', () => {
  const result = { state: 'completed', pass: 'passed', resultDate: null };
  const enrolment = {
    associationId: '123e4567-e89b-42d3-a456-426614174000',
    associationType: 'courseOfferingAssociation',
    role: 'student',
    state: 'on leave',
    result,
    person: '123e4567-e89b-42d3-a456-426614174001',
  };
  expect(wrongIn(associationOfOffering, enrolment).map((one) => one.split(':')[0])).toEqual([
    'state',
    'result.resultDate',
    'result.studyLoad',
    'person',
  ]);
  expect(wrongIn(problem, { status: 404, title: 'Not found' })).toHaveLength(1);
  expect(wrongIn(program, { qualificationAwarded: 'undefined' })).toContainEqual(
    expect.stringMatching(/^qualificationAwarded: /),
  );
});
