import { afterAll, beforeAll, expect, test } from 'vitest';
import { startStack, type Principal, type Stack } from '../support/stack.ts';

let stack: Stack;
beforeAll(async () => {
  stack = await startStack({ kinds: ['funds', 'education', 'uwv'] });
});
afterAll(() => stack.stop());

const VOUCHERS =
  '{ vouchers(first: 1, filter: { programme: "gelders-vakmanschap" }) { nodes { id status } } }';
const JOBSEEKERS = '{ jobseekers(first: 5) { nodes { jobseekerProfile { occupations } } } }';
const BENEFITS = '{ jobseekers(first: 5) { nodes { benefitEpisodes { type startedOn } } } }';
const coach: Principal = { role: 'coach', purpose: 'case-guidance' };

test.each<[string, Principal | null, string, string, readonly (string | number)[]]>([
  ['vouchers by the public', null, VOUCHERS, 'UNAUTHENTICATED', ['vouchers']],
  ['vouchers by an analyst', { role: 'analyst' }, VOUCHERS, 'SCOPE_DENIED', ['vouchers']],
  [
    'vouchers by a coach for matching',
    { role: 'coach', purpose: 'matching' },
    VOUCHERS,
    'PURPOSE_DENIED',
    ['vouchers'],
  ],
  ['vouchers by a citizen', { role: 'citizen' }, VOUCHERS, 'PURPOSE_DENIED', ['vouchers']],
  ['job seekers by a citizen', { role: 'citizen' }, JOBSEEKERS, 'PURPOSE_DENIED', ['jobseekers']],
  [
    'benefits by a coach for matching',
    { role: 'coach', purpose: 'matching' },
    BENEFITS,
    'PURPOSE_DENIED',
    ['jobseekers', 'nodes', 'benefitEpisodes'],
  ],
])(
  'a query for %s is denied without data and without a request to a partner',
  async (_, principal, query, code, path) => {
    stack.resetCalls();
    expect(await stack.ask(principal, query)).toEqual({
      data: null,
      errors: [{ message: expect.any(String), path, extensions: { code } }],
    });
    expect(stack.calls()).toEqual({});
  },
);

test('PURPOSE_DENIED names the field and the purposes it needs, in English and Dutch', async () => {
  const response = await stack.ask({ role: 'citizen' }, VOUCHERS);
  expect(response.errors).toEqual([
    {
      message: expect.stringMatching(
        /^Field "Query\.vouchers" needs a purpose .*"purpose:case".* \/ Veld "Query\.vouchers" vraagt een doel/,
      ),
      path: ['vouchers'],
      extensions: { code: 'PURPOSE_DENIED' },
    },
  ]);
});

test('an id from a response to a coach gives ID_INVALID to a developer, and so does an unknown id', async () => {
  const list = await stack.ask(coach, VOUCHERS);
  const [node] = (list.data as { vouchers: { nodes: { id: string }[] } }).vouchers.nodes;
  const byId = 'query ($id: ID!) { voucher(id: $id) { status } }';
  const invalid = {
    data: { voucher: null },
    errors: [
      {
        message: expect.stringContaining('Cannot use this id'),
        path: ['voucher'],
        extensions: { code: 'ID_INVALID' },
      },
    ],
  };
  expect(await stack.ask({ role: 'developer' }, byId, { id: node?.id })).toEqual(invalid);
  expect(await stack.ask(coach, byId, { id: 'no-id-at-all' })).toEqual(invalid);
  expect((await stack.ask(coach, byId, { id: node?.id })).errors).toBeUndefined();
});
