/** The stack of the journey tests: each stack has its own gateway and subgraphs, over shared partners. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startStack } from '../support/stack.ts';
import type { Stack } from '../support/stack.ts';

let stack: Stack;
let other: Stack;

beforeAll(async () => {
  [stack, other] = await Promise.all([
    startStack({ kinds: ['funds'] }),
    startStack({ kinds: ['funds'] }),
  ]);
});

afterAll(async () => {
  await Promise.all([stack.stop(), other.stop()]);
});

const SCHEMES = '{ voucherSchemes(first: 100) { nodes { fund { id } } } }';

test('a fund with a fault in one stack is unavailable there and responds in another stack', async () => {
  stack.setFault('oom', 'down');
  const [failing, healthy] = await Promise.all([
    stack.ask(null, SCHEMES),
    other.ask(null, SCHEMES),
  ]);
  expect(failing.errors).toMatchObject([
    { extensions: { code: 'PARTNER_NO_ANSWER', partner: 'oom', kind: 'funds' } },
  ]);
  expect(healthy.errors).toBeUndefined();
  expect(JSON.stringify(healthy.data)).toContain('"oom"');
  stack.setFault('oom', null);
});

test('a query for schemes calls each fund and no other partner', async () => {
  other.resetCalls();
  await other.ask(null, SCHEMES);
  expect(Object.keys(other.calls()).toSorted()).toEqual([
    'a-en-o-metalektro',
    'oom',
    'oomt',
    'otib',
  ]);
});

test('a developer receives vouchers; a client without a token gets UNAUTHENTICATED and no partner is called', async () => {
  const query = '{ vouchers(first: 1) { nodes { status } } }';
  const allowed = await stack.ask({ role: 'developer', purpose: 'development' }, query);
  expect(allowed.errors).toBeUndefined();
  stack.resetCalls();
  const denied = await stack.ask(null, query);
  expect(denied.errors).toMatchObject([{ extensions: { code: 'UNAUTHENTICATED' } }]);
  expect(stack.calls()).toEqual({});
});
