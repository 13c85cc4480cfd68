/** That journeys stand on firm ground: the whole house in a test, with doors that only it shuts. */
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

test('a fund behind a shut door is named in one stack and answers in another', async () => {
  stack.setFault('oom', 'down');
  const [shut, open] = await Promise.all([stack.ask(null, SCHEMES), other.ask(null, SCHEMES)]);
  expect(shut.errors).toMatchObject([
    { extensions: { code: 'PARTNER_NO_ANSWER', partner: 'oom', kind: 'funds' } },
  ]);
  expect(open.errors).toBeUndefined();
  expect(JSON.stringify(open.data)).toContain('"oom"');
  stack.setFault('oom', null);
});

test('calls are counted at the door: a list of schemes asks each fund and nobody else', async () => {
  other.resetCalls();
  await other.ask(null, SCHEMES);
  expect(Object.keys(other.calls()).toSorted()).toEqual([
    'a-en-o-metalektro',
    'oom',
    'oomt',
    'otib',
  ]);
});

test('a coach sees vouchers, the public is refused before any partner is asked', async () => {
  const query = '{ vouchers(first: 1) { nodes { status } } }';
  const asked = await stack.ask({ role: 'coach', purpose: 'case-guidance' }, query);
  expect(asked.errors).toBeUndefined();
  stack.resetCalls();
  const refused = await stack.ask(null, query);
  expect(refused.errors).toMatchObject([{ extensions: { code: 'UNAUTHENTICATED' } }]);
  expect(stack.calls()).toEqual({});
});
