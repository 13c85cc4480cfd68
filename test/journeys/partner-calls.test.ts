/**
 * How many calls each saved query of the benchmark makes to partners: HTTP requests and SQL statements. The hand-written
 * programs, which know one query each and keep no list, make as many as the last column says.
 */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { OPERATION_IDS, readOperation } from '../../bench/domain/operations.ts';
import { startStack, type Stack } from '../support/stack.ts';
import { TEST_DAY } from '../support/test-day.ts';

let keeping: Stack;
let asking: Stack;
beforeAll(async () => {
  [keeping, asking] = await Promise.all([
    startStack({ freshForSeconds: 3_600 }),
    startStack({ freshForSeconds: 0 }),
  ]);
});
afterAll(() => Promise.all([keeping.stop(), asking.stop()]));

/** The calls of the second time: the first one gets tokens and looks up types and organisations. */
async function callsFor(stack: Stack, id: string): Promise<number> {
  const { headers, body } = await readOperation(id, TEST_DAY);
  const send = async () => {
    const response = await fetch(`${stack.url}/graphql`, { method: 'POST', headers, body });
    expect(((await response.json()) as { data: unknown }).data).toBeTruthy();
  };
  await send();
  stack.resetCalls();
  await send();
  return Object.values(stack.calls()).reduce((sum, own) => sum + own, 0);
}

/** By query: with public lists in memory, without them, and of the hand-written program. */
const CALLS: Readonly<Record<string, readonly [kept: number, asked: number, direct: number]>> = {
  '01-trainingen-met-vrije-plaatsen': [0, 31, 28],
  '02-open-voucherregelingen': [0, 4, 4],
  '03-vouchers-van-alle-fondsen': [6, 14, 8],
  '04-programmas': [0, 4, 4],
  '11-pilots-noord': [0, 6, 6],
  '12-werkzoekenden': [2, 2, 2],
  '13-caseload': [19, 31, 23],
  '15-status-van-partners': [21, 21, 21],
  '17-status-bij-de-school': [19, 19, 19],
};

test('there is a number for each saved query of the benchmark', () => {
  expect(Object.keys(CALLS)).toEqual(OPERATION_IDS);
});

test.each(Object.entries(CALLS))(
  '%s makes this many calls to partners',
  async (id, [kept, asked, direct]) => {
    expect([await callsFor(keeping, id), await callsFor(asking, id)]).toEqual([kept, asked]);
    expect(kept).toBeLessThanOrEqual(direct);
  },
);
