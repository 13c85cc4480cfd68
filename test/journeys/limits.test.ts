/** Short public queries over cycles in the schema, which would take much work without limits. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { SATURATED } from '../../gateway/cost/saturate.ts';
import { completedDuring, cpuOf, TOO_LARGE } from '../gateway/support/shared-entities.ts';
import { startStack, type Stack } from '../support/stack.ts';

const ANY_COST = { public: SATURATED, client: SATURATED, purpose: SATURATED };

/** Without budgets, so that what limits the execution is seen. */
let stack: Stack;
/** With the usual budgets, and without the subgraphs that it does not come to. */
let usual: Stack;
beforeAll(async () => {
  stack = await startStack({ gateway: { costBudgets: ANY_COST } });
  usual = await startStack({ kinds: [] });
});
afterAll(async () => {
  await stack.stop();
  await usual.stop();
});

/** For gateway, six subgraphs and this test in one process. Without limits each query takes at least 18 s. */
const CPU_MS_MAX = 6_000;

const codesOf = (response: { readonly errors?: readonly unknown[] }) =>
  (response.errors ?? []).map(
    (error) => (error as { extensions: { code: string } }).extensions.code,
  );

/** A query of `start`, `step` repeated, and `leaf`, with its closing brackets. */
function nest(start: string, step: string, times: number, leaf: string): string {
  const open = `{ ${start} ${step.repeat(times)} ${leaf}`;
  return open + '}'.repeat(open.split('{').length - open.split('}').length);
}

const ROLES = 'roles { programme { ';
const LD02 = 'region(code: "LD02") {';
const OVERLAPS = 'overlaps { overlaps(kind: GEMEENTE) { ';
const PAYABLE = 'trainings(first: 100) { nodes { payableWith { fund { ';

const CYCLIC = [
  ['trainings, funds and roles, five levels', nest(PAYABLE, ROLES, 4, 'id')],
  [
    'trainings, funds and roles, four levels',
    nest(PAYABLE, ROLES, 3, 'roles { organisation { id name } }'),
  ],
  [
    'trainings, schools and roles',
    nest('trainings(first: 100) { nodes { provider {', ROLES, 5, 'id'),
  ],
  ['regions and overlaps', nest(LD02, 'overlaps(kind: GEMEENTE) { overlaps { ', 3, 'code')],
  ['regions and members', nest(LD02, 'members { overlaps { ', 3, 'code')],
  ['programmes, regions and overlaps', nest('programmes { nodes { regions {', OVERLAPS, 2, 'code')],
  ['voucher schemes, funds and roles', nest('voucherSchemes { nodes { fund {', ROLES, 4, 'id')],
  ['pilots, programmes and roles', nest('pilots { nodes { programme {', ROLES, 5, 'id')],
  ['learning points, programmes and roles', nest('learningPoints { programme {', ROLES, 5, 'id')],
] as const;

test.each(CYCLIC)(
  'a cyclic query over %s gives TOO_LARGE within 6 s of CPU time',
  async (_, query) => {
    const cpuMs = await cpuOf(async () => {
      const response = await stack.ask(null, query);
      expect(codesOf(response)).toContain('TOO_LARGE');
    });
    expect(cpuMs).toBeLessThan(CPU_MS_MAX);
  },
);

test.each(CYCLIC)(
  'by default a cyclic query over %s gives COST_EXCEEDED within 250 ms of CPU time',
  async (_, query) => {
    // The first request of a process compiles the code that it runs.
    await usual.ask(null, '{ regions(first: 1) { nodes { code overlaps { code } } } }');
    const cpuMs = await cpuOf(async () => {
      expect(codesOf(await usual.ask(null, query))).toEqual(['COST_EXCEEDED']);
    });
    expect(cpuMs).toBeLessThan(250);
  },
);

test('a small cyclic query gives a response without errors', async () => {
  const response = await stack.ask(
    null,
    nest('programmes { nodes {', 'pilots { programme { ', 4, 'id'),
  );
  expect(response.errors).toBeUndefined();
});

test('a response that grows only in the gateway gives TOO_LARGE without data', async () => {
  const query = nest(PAYABLE, ROLES, 2, 'roles { organisation { id name } }');
  expect(await stack.ask(null, query)).toEqual(TOO_LARGE);
});

test('small operations and /health/live respond while large operations are in flight', async () => {
  const queries = [
    nest(PAYABLE, ROLES, 4, 'id'),
    nest(PAYABLE, ROLES, 2, 'roles { organisation { id name } }'),
  ];
  const large = Array.from({ length: 4 }, (_, index) => stack.ask(null, queries[index % 2] ?? ''));
  const count = await completedDuring(Promise.all(large), async () => {
    const response = await fetch(`${stack.url}/health/live`);
    expect(response.status).toBe(200);
    expect((await stack.ask(null, '{ __typename }')).errors).toBeUndefined();
  });
  for (const response of await Promise.all(large)) expect(codesOf(response)).toContain('TOO_LARGE');
  expect(count).toBeGreaterThan(5);
}, 60_000);
