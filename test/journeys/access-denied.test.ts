import { afterAll, beforeAll, expect, test } from 'vitest';
import { startStack, type Principal, type Stack } from '../support/stack.ts';

let stack: Stack;
beforeAll(async () => {
  stack = await startStack({ kinds: ['funds', 'education', 'uwv', 'guidance', 'reference'] });
});
afterAll(() => stack.stop());

const VOUCHERS =
  '{ vouchers(first: 1, filter: { programme: "gelders-vakmanschap" }) { nodes { id status } } }';
const JOBSEEKERS = '{ jobseekers(first: 5) { nodes { jobseekerProfile { occupations } } } }';
const BENEFITS = '{ jobseekers(first: 5) { nodes { benefitEpisodes { type startedOn } } } }';
const developer: Principal = { role: 'developer' };
const guiding: Principal = { role: 'coach', purpose: 'case-guidance' };

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
  ['vouchers by a coach for guidance', guiding, VOUCHERS, 'PURPOSE_DENIED', ['vouchers']],
  [
    'one voucher by a coach for guidance',
    guiding,
    '{ voucher(id: "x") { status } }',
    'PURPOSE_DENIED',
    ['voucher'],
  ],
  ['job seekers by a coach for guidance', guiding, JOBSEEKERS, 'PURPOSE_DENIED', ['jobseekers']],
  [
    'the type of a benefit by a coach for guidance',
    guiding,
    '{ caseload { nodes { person { benefitEpisodes { type startedOn } } } } }',
    'PURPOSE_DENIED',
    ['caseload', 'nodes', 'person', 'benefitEpisodes', 'type'],
  ],
  [
    'the target group of a trajectory by a coach for guidance',
    guiding,
    '{ caseload { nodes { kind targetGroup { code } } } }',
    'PURPOSE_DENIED',
    ['caseload', 'nodes', 'targetGroup'],
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
        /^Field "Query\.vouchers" needs a purpose .*"purpose:development".* \/ Veld "Query\.vouchers" vraagt een doel/,
      ),
      path: ['vouchers'],
      extensions: { code: 'PURPOSE_DENIED' },
    },
  ]);
});

test('an id from a response to a coach gives ID_INVALID to a developer, and so does an unknown id', async () => {
  const matching: Principal = { role: 'coach', purpose: 'matching' };
  const list = await stack.ask(matching, '{ jobseekers(first: 1) { nodes { id } } }');
  const [node] = (list.data as { jobseekers: { nodes: { id: string }[] } }).jobseekers.nodes;
  const byId = 'query ($id: ID!) { person(id: $id) { jobseekerProfile { occupations } } }';
  const invalid = {
    data: { person: { jobseekerProfile: null } },
    errors: [
      {
        message: expect.stringContaining('Cannot use this id'),
        path: ['person'],
        extensions: { code: 'ID_INVALID' },
      },
    ],
  };
  for (const other of [developer, guiding]) {
    expect(await stack.ask(other, byId, { id: node?.id })).toEqual(invalid);
  }
  expect(await stack.ask(matching, byId, { id: 'no-id-at-all' })).toEqual(invalid);
  expect((await stack.ask(matching, byId, { id: node?.id })).errors).toBeUndefined();
});
