/** Pages as schools number them: every item once, or a fault. */
import type { IncomingMessage } from 'node:http';
import { expect, test } from 'vitest';
import type { FakeResponse } from '../support/fake-http.ts';
import { askOwnSchool, COURSE, SCHOOL_GARBLED, schoolRoutes } from './own-school.ts';

const numbers = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, index) => from + index);
const courses = (wanted: readonly number[]) =>
  wanted.map((number) => ({ ...COURSE, courseId: `c${String(number).padStart(3, '0')}` }));

interface Asked {
  readonly page: number;
  readonly size: number;
}
type School = (asked: Asked) => FakeResponse;

const askedOf = ({ url = '' }: IncomingMessage): Asked => ({
  page: Number(/pageNumber=(-?\d+)/.exec(url)?.[1]),
  size: Number(/pageSize=(\d+)/.exec(url)?.[1]),
});

/** A school of `count` courses with pages of a size of its own, and what it says of them. */
const school =
  (
    count: number,
    size: number,
    say: (asked: Asked & { readonly last: number }) => object,
  ): School =>
  ({ page, size: wanted }) => {
    const last = Math.max(1, Math.ceil(count / size));
    const from = (page - 1) * size + 1;
    const items = page < 1 ? [] : courses(numbers(from, Math.min(count, from + size - 1)));
    return { body: { ...say({ page, size: wanted, last }), items } };
  };

const honest = ({ page, last }: Asked & { readonly last: number }) => ({
  pageNumber: page,
  hasPreviousPage: page > 1,
  hasNextPage: page < last,
});

async function readFrom(one: School) {
  const { response, received } = await askOwnSchool(
    schoolRoutes((request) => one(askedOf(request))),
    '{ trainings(first: 100) { nodes { id } } }',
  );
  const { trainings } = response.data as { trainings: { nodes: { id: string }[] } | null };
  return {
    ids: trainings && trainings.nodes.map(({ id }) => Number(id.slice(-3))),
    calls: received.filter((line) => line === 'GET /courses').length,
    errors: response.errors,
  };
}

const ALL = numbers(1, 25);
const shifted = [numbers(1, 10), [10, ...numbers(11, 19)], numbers(20, 25)];
const withHole = [numbers(1, 10), [], [], numbers(11, 25)];
const pagesOf =
  (pages: readonly (readonly number[])[], say: (page: number) => object): School =>
  ({ page }) => ({
    body: { ...say(page), items: courses(pages[page - 1] ?? []) },
  });

test.each<[string, School, number]>([
  ['ignores pageSize', school(25, 10, honest), 3],
  ['gives all on one page', school(25, 100, honest), 1],
  [
    'says nothing of a next page',
    school(25, 10, ({ page }) => ({ pageNumber: page, hasPreviousPage: page > 1 })),
    4,
  ],
  [
    'says nothing of a next page but how many there are',
    school(25, 10, ({ page, last }) => ({ hasPreviousPage: page > 1, totalPages: last })),
    3,
  ],
  ['says nothing at all', school(25, 10, () => ({})), 5],
  [
    'says by mistake that there is no next page, and how many there are',
    school(25, 10, (asked) => ({ ...honest(asked), hasNextPage: false, totalPages: 3 })),
    3,
  ],
  [
    'says by mistake that there is no next page, on a full page',
    school(25, 10, (asked) => ({ ...honest(asked), pageSize: 10, hasNextPage: false })),
    3,
  ],
  [
    'always says that there is a next page, and how many there are',
    school(25, 10, (asked) => ({ ...honest(asked), hasNextPage: true, totalPages: 3 })),
    4,
  ],
  [
    'says that there are fewer pages than there are',
    school(25, 10, (asked) => ({ ...honest(asked), totalPages: 1 })),
    3,
  ],
  [
    'says that there are more pages than there are',
    school(25, 10, (asked) => ({ ...honest(asked), totalPages: 99 })),
    4,
  ],
  [
    'says so as texts',
    school(25, 10, (asked) => ({ ...honest(asked), hasNextPage: 'true', totalPages: '3' })),
    4,
  ],
  [
    'numbers its pages from 0',
    (asked) =>
      school(25, 10, (one) => ({
        pageNumber: one.page - 1,
        hasPreviousPage: one.page > 1,
        hasNextPage: one.page < one.last,
      }))({ ...asked, page: asked.page + 1 }),
    3,
  ],
  [
    'numbers its pages from 0 and says nothing of a page before',
    (asked) =>
      school(25, 10, (one) => ({ hasNextPage: one.page < one.last }))({
        ...asked,
        page: asked.page + 1,
      }),
    3,
  ],
  [
    'counts pages from 0 in its responses alone',
    school(25, 10, (asked) => ({ ...honest(asked), pageNumber: asked.page - 1 })),
    3,
  ],
  [
    'repeats an item on a page that moved',
    pagesOf(shifted, (page) => ({ hasPreviousPage: page > 1, hasNextPage: page < 3 })),
    3,
  ],
  [
    'has empty pages in its middle',
    pagesOf(withHole, (page) => ({ hasPreviousPage: page > 1, hasNextPage: page < 4 })),
    4,
  ],
  [
    'accepts pages of 100 at most',
    (asked) => (asked.size > 100 ? { status: 400, body: {} } : school(25, 10, honest)(asked)),
    4,
  ],
  [
    'accepts the usual size alone',
    (asked) => (asked.size > 10 ? { status: 400, body: {} } : school(25, 10, honest)(asked)),
    6,
  ],
  [
    'gives 404 behind a last page that is full',
    (asked) =>
      asked.page > 3
        ? { status: 404, body: {} }
        : school(25, 9, (one) => ({ ...honest(one), pageSize: 7 }))(asked),
    4,
  ],
])('a school that %s gives each of its courses once', async (_, one, calls) => {
  expect(await readFrom(one)).toEqual({ ids: ALL, calls, errors: undefined });
});

test('a full last page is asked for the next, of which there is none', async () => {
  expect(await readFrom(school(20, 10, (asked) => ({ ...honest(asked), pageSize: 10 })))).toEqual({
    ids: numbers(1, 20),
    calls: 3,
    errors: undefined,
  });
});

const garbled = (calls: number) => ({ ids: null, calls, errors: [SCHOOL_GARBLED('trainings')] });

test.each<[string, School, object]>([
  [
    'gives the same page again and again',
    ({ size }) =>
      school(25, 10, (one) => ({ ...honest(one), hasNextPage: true }))({ page: 1, size }),
    garbled(2),
  ],
  [
    'goes on with empty pages',
    school(25, 10, (one) => ({ ...honest(one), hasNextPage: true })),
    garbled(7),
  ],
])('a school that %s is garbled, because its list may not be whole', async (_, one, expected) => {
  expect(await readFrom(one)).toEqual(expected);
});

test('a school that refuses a page that it announced is refused', async () => {
  const one: School = (asked) =>
    asked.page > 2 ? { status: 404, body: {} } : school(25, 10, honest)(asked);
  const { ids, errors } = await readFrom(one);
  expect(ids).toBeNull();
  expect(errors).toMatchObject([{ extensions: { partner: 'school', fault: 'refused' } }]);
});

test('a school that numbers pages without end is garbled at a limit of pages', async () => {
  const one: School = ({ page }) => ({
    body: { hasPreviousPage: false, hasNextPage: true, items: courses([page]) },
  });
  expect(await readFrom(one)).toEqual(garbled(400));
});
