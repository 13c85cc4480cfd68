/** Unavailable partners: the response has the data of the others and names the failed partners. */
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { createWorld } from '../../mocks/world/create-world.ts';
import type { MockFault } from '../../mocks/partner-system.ts';
import { startStack, type Stack } from '../support/stack.ts';
import { TEST_DAY } from '../support/test-day.ts';

const developer = { role: 'developer', purpose: 'development' };
const world = createWorld({ date: TEST_DAY });
let stack: Stack;

beforeAll(async () => {
  stack = await startStack({ kinds: ['funds', 'education'], deadlineMs: 5_000 });
});
afterAll(() => stack.stop());
beforeEach(() => {
  for (const id of ['oom', 'aventus']) stack.setFault(id, null);
});

const unavailable = (partner: string, kind: string, fault: string, path: (string | number)[]) => ({
  message: `Partner "${partner}" gave no answer: ${fault}`,
  path,
  extensions: { code: 'PARTNER_NO_ANSWER', partner, kind, fault },
});

test('with a fund down and a school late the response has the other data and an error for each', async () => {
  stack.setFault('oom', 'down');
  stack.setFault('aventus', 'late');
  const response = await stack.ask(
    null,
    `{ voucherSchemes(first: 100) { nodes { fund { id } } }
       trainings(first: 100, filter: { sectors: [CARE] }) { nodes { provider { id } } } }`,
  );
  const funds = world.schemes.filter(({ fund }) => fund !== 'oom').map(({ fund }) => fund);
  const schools = world.trainings.filter(
    ({ school, sector }) => school !== 'aventus' && sector === 'CARE',
  );
  const data = response.data as {
    voucherSchemes: { nodes: { fund: { id: string } }[] };
    trainings: { nodes: { provider: { id: string } }[] };
  };
  expect(data.voucherSchemes.nodes.map(({ fund }) => fund.id).toSorted()).toEqual(funds.toSorted());
  expect(data.trainings.nodes.map(({ provider }) => provider.id).toSorted()).toEqual(
    schools.map(({ school }) => school).toSorted(),
  );
  expect(response.errors).toEqual([
    unavailable('oom', 'funds', 'unreachable', ['voucherSchemes']),
    unavailable('aventus', 'education', 'late', ['trainings']),
  ]);
  expect(response.extensions).toEqual({
    partial: [
      { partner: 'oom', kind: 'funds', fault: 'unreachable' },
      { partner: 'aventus', kind: 'education', fault: 'late' },
    ],
  });
});

test('fields that only an unavailable school has are null and not an empty list', async () => {
  const query = `{ vouchers(first: 40, filter: { funds: ["otib"], statuses: [REDEEMED], programme: "gelders-vakmanschap" }) {
    nodes { provider { id } enrolments { id status training { name } } } } }`;
  const whole = await stack.ask(developer, query);
  expect(whole.errors).toBeUndefined();
  stack.setFault('aventus', 'down');
  const partial = await stack.ask(developer, query);
  interface Listed {
    vouchers: { nodes: { provider: { id: string } | null; enrolments: { id: string }[] }[] };
  }
  const expected = (whole.data as Listed).vouchers.nodes.map((node) =>
    node.provider?.id === 'aventus'
      ? {
          ...node,
          enrolments: node.enrolments.map(({ id }) => ({ id, status: null, training: null })),
        }
      : node,
  );
  expect((partial.data as Listed).vouchers.nodes).toEqual(expected);
  expect(
    new Set(
      (partial.errors ?? []).map((one) =>
        JSON.stringify((one as { extensions: unknown }).extensions),
      ),
    ),
  ).toEqual(
    new Set([JSON.stringify(unavailable('aventus', 'education', 'unreachable', []).extensions)]),
  );
});

// Apollo's executor gives no path for an unavailable subgraph.
test.each([
  { execution: 'compiled', path: { path: ['trainings'] } },
  { execution: 'apollo', path: {} },
] as const)(
  'an unreachable subgraph gives one error without partner; other fields have data ($execution)',
  async ({ execution, path }) => {
    const stackOfFunds = await startStack({ kinds: ['funds'], execution });
    const response = await stackOfFunds.ask(
      null,
      '{ trainings(first: 1) { nodes { id } } voucherSchemes(first: 1, filter: { programme: "gelders-vakmanschap" }) { nodes { name } } }',
    );
    await stackOfFunds.stop();
    expect(response).toEqual({
      data: {
        trainings: null,
        voucherSchemes: { nodes: [{ name: expect.any(String) }] },
      },
      errors: [
        {
          message: 'No partner of kind "education" could be asked: unreachable',
          ...path,
          extensions: {
            code: 'PARTNER_NO_ANSWER',
            kind: 'education',
            partner: null,
            fault: 'unreachable',
          },
        },
      ],
      extensions: { partial: [{ partner: null, kind: 'education', fault: 'unreachable' }] },
    });
  },
);

test.each<[MockFault, string]>([
  ['garbled', 'garbled'],
  ['html', 'garbled'],
  ['half', 'garbled'],
])(
  'a school whose response is %s has the fault "garbled" and its body is not in the response',
  async (fault, expected) => {
    const own = await startStack({ kinds: ['education'], faults: { firda: fault } });
    const response = await own.ask(null, '{ trainings(first: 1) { nodes { name } } }');
    await own.stop();
    expect(response.errors).toEqual([unavailable('firda', 'education', expected, ['trainings'])]);
    expect(JSON.stringify(response)).not.toMatch(/nonsense|Onderhoud|<h1>/);
    expect(response.data).toEqual({ trainings: { nodes: [{ name: expect.any(String) }] } });
  },
);
