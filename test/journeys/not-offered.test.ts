/** What a partner does not offer is said once and is no error; what it offers and fails at, is one. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startStack } from '../support/stack.ts';
import type { GraphqlResult, Stack } from '../support/stack.ts';

const CITIZEN = { role: 'citizen', life: 'jobseeker-45-plus' };
const COACH = { role: 'coach', purpose: 'case-guidance' };
const DEVELOPER = { role: 'developer' };

const SCHOOL = { partner: 'smart-makers-academy', kind: 'education', fault: null };
const FUND_RUN = { partner: 'vakmanschap-coaches', kind: 'guidance', fault: null };

const EXECUTIONS = ['compiled', 'apollo'] as const;
const stacks = new Map<string, Stack>();

beforeAll(async () => {
  for (const execution of EXECUTIONS) stacks.set(execution, await startStack({ execution }));
});
afterAll(async () => {
  await Promise.all([...stacks.values()].map((stack) => stack.stop()));
});

describeBoth('one person', async (ask) => {
  const response = await ask(CITIZEN, '{ me { enrolments { status } vouchers { status } } }');
  expect(withoutData(response)).toEqual({ extensions: { partial: [SCHOOL] } });
});

describeBoth('a caseload, with everything of its people', async (ask) => {
  const response = await ask(
    COACH,
    `{ caseload(first: 6) { nodes { person {
        enrolments { status } trajectories { kind } vouchers { status trajectory { outcome } } } } } }`,
  );
  expect(withoutData(response)).toEqual({ extensions: { partial: [SCHOOL, FUND_RUN] } });
});

describeBoth('the same field at two places of one response', async (ask) => {
  const response = await ask(
    CITIZEN,
    '{ a: me { enrolments { status } lookups { education { __typename } } } b: me { vouchers { type } } }',
  );
  expect(withoutData(response)).toEqual({ extensions: { partial: [SCHOOL] } });
});

describeBoth('a question that needs none of it', async (ask) => {
  const response = await ask(DEVELOPER, '{ vouchers(first: 2) { nodes { status } } }');
  expect(withoutData(response)).toEqual({});
});

describeBoth('a school that fails beside one that does not offer it', async (ask, stack) => {
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

type Ask = (asker: Parameters<Stack['ask']>[0], query: string) => Promise<GraphqlResult>;

function describeBoth(what: string, check: (ask: Ask, stack: Stack) => Promise<void>): void {
  test.each(EXECUTIONS)(
    `${what}: a partner that does not offer it is in partial once, with fault null (%s)`,
    async (execution) => {
      const stack = stacks.get(execution);
      if (stack === undefined) throw new Error('Cannot find the stack');
      // The second time it goes the short way of a known operation.
      for (let times = 0; times < 2; times += 1) {
        await check((asker, query) => stack.ask(asker, query), stack);
      }
    },
  );
}

function withoutData({ data, ...rest }: GraphqlResult): Omit<GraphqlResult, 'data'> {
  expect(data).not.toBeNull();
  return rest;
}
