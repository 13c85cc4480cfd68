/** Short anonymous queries over cycles of the graph: refused, and everyone else is served meanwhile. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { answeredDuring, cpuOf, TOO_LARGE } from '../gateway/support/shared-entities.ts';
import { startStack, type Stack } from '../support/stack.ts';

let stack: Stack;
beforeAll(async () => {
  stack = await startStack({ execution: 'compiled' });
});
afterAll(() => stack.stop());

/** Gateway, six subgraphs and this test in one process. Without a bound these take 18 s and more. */
const CPU_MS_MAX = 6_000;

const codesOf = (response: { readonly errors?: readonly unknown[] }) =>
  (response.errors ?? []).map(
    (error) => (error as { extensions: { code: string } }).extensions.code,
  );

/** `start`, the steps some times, the leaf, and as many brackets as are open. */
function walk(start: string, step: string, times: number, leaf: string): string {
  const open = `{ ${start} ${step.repeat(times)} ${leaf}`;
  return open + '}'.repeat(open.split('{').length - open.split('}').length);
}

const ROLES = 'roles { programme { ';
const LD02 = 'region(code: "LD02") {';
const OVERLAPS = 'overlaps { overlaps(kind: GEMEENTE) { ';
const PAYABLE = 'trainings(first: 100) { nodes { payableWith { fund { ';

test.each([
  ['trainings, funds and roles, five levels', walk(PAYABLE, ROLES, 4, 'id')],
  [
    'trainings, funds and roles, four levels',
    walk(PAYABLE, ROLES, 3, 'roles { organisation { id name } }'),
  ],
  [
    'trainings, schools and roles',
    walk('trainings(first: 100) { nodes { provider {', ROLES, 5, 'id'),
  ],
  ['regions and overlaps', walk(LD02, 'overlaps(kind: GEMEENTE) { overlaps { ', 3, 'code')],
  ['regions and members', walk(LD02, 'members { overlaps { ', 3, 'code')],
  ['programmes, regions and overlaps', walk('programmes { nodes { regions {', OVERLAPS, 2, 'code')],
  ['voucher schemes, funds and roles', walk('voucherSchemes { nodes { fund {', ROLES, 4, 'id')],
  ['pilots, programmes and roles', walk('pilots { nodes { programme {', ROLES, 5, 'id')],
  ['learning points, programmes and roles', walk('learningPoints { programme {', ROLES, 5, 'id')],
])('a walk in a circle over %s is refused with TOO_LARGE within bounded work', async (_, query) => {
  const cpuMs = await cpuOf(async () => {
    const response = await stack.ask(null, query);
    expect(codesOf(response)).toContain('TOO_LARGE');
  });
  expect(cpuMs).toBeLessThan(CPU_MS_MAX);
});

test('a walk that is small is served whole', async () => {
  const response = await stack.ask(
    null,
    walk('programmes { nodes {', 'pilots { programme { ', 4, 'id'),
  );
  expect(response.errors).toBeUndefined();
});

test('a response that grows in the gateway alone is refused whole with TOO_LARGE', async () => {
  const query = walk(PAYABLE, ROLES, 2, 'roles { organisation { id name } }');
  expect(await stack.ask(null, query)).toEqual(TOO_LARGE);
});

test('small requests and /health/live are answered while large ones are under way', async () => {
  const queries = [
    walk(PAYABLE, ROLES, 4, 'id'),
    walk(PAYABLE, ROLES, 2, 'roles { organisation { id name } }'),
  ];
  const large = Array.from({ length: 4 }, (_, index) => stack.ask(null, queries[index % 2] ?? ''));
  const count = await answeredDuring(Promise.all(large), async () => {
    const response = await fetch(`${stack.url}/health/live`);
    expect(response.status).toBe(200);
    expect((await stack.ask(null, '{ __typename }')).errors).toBeUndefined();
  });
  for (const response of await Promise.all(large)) expect(codesOf(response)).toContain('TOO_LARGE');
  expect(count).toBeGreaterThan(5);
}, 60_000);
