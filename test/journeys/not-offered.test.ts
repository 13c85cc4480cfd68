/** A partner that does not offer data is once in `extensions.partial` and gives no error. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startStack } from '../support/stack.ts';
import type { GraphqlResult, Stack } from '../support/stack.ts';

const CITIZEN = { role: 'citizen', life: 'jobseeker-45-plus' };
const COACH = { role: 'coach', purpose: 'case-guidance' };
const DEVELOPER = { role: 'developer' };

const SCHOOL = { partner: 'smart-makers-academy', kind: 'education', fault: null };

const EXECUTIONS = ['compiled', 'apollo'] as const;
const stacks = new Map<string, Stack>();

beforeAll(async () => {
  for (const execution of EXECUTIONS) stacks.set(execution, await startStack({ execution }));
});
afterAll(async () => {
  await Promise.all([...stacks.values()].map((stack) => stack.stop()));
});

testBoth('the records of one person', async (ask) => {
  const response = await ask(CITIZEN, '{ me { enrolments { status } vouchers { status } } }');
  expect(withoutData(response)).toEqual({ extensions: { partial: [SCHOOL] } });
});

testBoth('a caseload with the records of its people', async (ask) => {
  const response = await ask(
    COACH,
    `{ caseload(first: 6) { nodes { person {
        enrolments { status } trajectories { kind } vouchers { status trajectory { outcome } } } } } }`,
  );
  expect(withoutData(response)).toEqual({ extensions: { partial: [SCHOOL] } });
});

testBoth('the same field at two paths', async (ask) => {
  const response = await ask(
    CITIZEN,
    '{ a: me { enrolments { status } lookups { education { __typename } } } b: me { vouchers { type } } }',
  );
  expect(withoutData(response)).toEqual({ extensions: { partial: [SCHOOL] } });
});

testBoth('vouchers, for which every partner offers the data', async (ask) => {
  const response = await ask(DEVELOPER, '{ vouchers(first: 2) { nodes { status } } }');
  expect(withoutData(response)).toEqual({});
});

testBoth('enrolments with one unavailable school', async (ask, stack) => {
  stack.setFault('firda', 'down');
  const response = await ask(CITIZEN, '{ me { enrolments { status } } }');
  stack.setFault('firda', null);
  const failed = { partner: 'firda', kind: 'education', fault: 'unreachable' };
  expect(withoutData(response)).toEqual({
    errors: [
      {
        message: 'Partner "firda" gave no answer: unreachable',
        path: ['me', 'enrolments'],
        extensions: { code: 'PARTNER_NO_ANSWER', ...failed },
      },
    ],
    extensions: { partial: [failed, SCHOOL] },
  });
});

type Ask = (principal: Parameters<Stack['ask']>[0], query: string) => Promise<GraphqlResult>;

function testBoth(what: string, check: (ask: Ask, stack: Stack) => Promise<void>): void {
  test.each(EXECUTIONS)(
    `${what}: extensions.partial has each partner without the data once, with fault null (%s)`,
    async (execution) => {
      const stack = stacks.get(execution);
      if (stack === undefined) throw new Error('There is no stack for this executor');
      // The second execution takes the operation from the operation store.
      for (let times = 0; times < 2; times += 1) {
        await check((principal, query) => stack.ask(principal, query), stack);
      }
    },
  );
}

function withoutData({ data, ...rest }: GraphqlResult): Omit<GraphqlResult, 'data'> {
  expect(data).not.toBeNull();
  return rest;
}
