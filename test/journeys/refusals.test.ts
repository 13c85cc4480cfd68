/** Journey e: the same case question from the public, an analyst and a coach; and ids that are not theirs. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startStack, type Asker, type Stack } from '../support/stack.ts';

let stack: Stack;
beforeAll(async () => {
  stack = await startStack({ kinds: ['funds', 'education'] });
});
afterAll(() => stack.stop());

const QUESTION =
  '{ vouchers(first: 1, filter: { programme: "gelders-vakmanschap" }) { nodes { id status } } }';
const coach: Asker = { role: 'coach', purpose: 'case-guidance' };

async function codesFor(asker: Asker | null): Promise<readonly unknown[]> {
  const response = await stack.ask(asker, QUESTION);
  const errors = (response.errors ?? []) as { path?: unknown; extensions: { code: string } }[];
  return [
    response.data === null ? 'no data' : 'data',
    ...errors.map(({ extensions, path }) => [extensions.code, path]),
  ];
}

test('refused, refused, answered: and nobody is asked for those who are refused', async () => {
  stack.resetCalls();
  expect(await codesFor(null)).toEqual(['no data', ['UNAUTHENTICATED', ['vouchers']]]);
  expect(await codesFor({ role: 'analyst' })).toEqual(['no data', ['SCOPE_DENIED', ['vouchers']]]);
  expect(await codesFor({ role: 'coach', purpose: 'matching' })).toEqual([
    'no data',
    ['PURPOSE_DENIED', ['vouchers']],
  ]);
  expect(await codesFor({ role: 'citizen' })).toEqual([
    'no data',
    ['PURPOSE_DENIED', ['vouchers']],
  ]);
  expect(stack.calls()).toEqual({});
  expect(await codesFor(coach)).toEqual(['data']);
});

test('a refusal names the field, the purpose and the rule, in English and Dutch', async () => {
  const response = await stack.ask({ role: 'citizen' }, QUESTION);
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

test('an id of one consumer does not open for another, and says so', async () => {
  const list = await stack.ask(coach, QUESTION);
  const [node] = (list.data as { vouchers: { nodes: { id: string }[] } }).vouchers.nodes;
  const one = 'query ($id: ID!) { voucher(id: $id) { status } }';
  const invalid = {
    data: { voucher: null },
    errors: [
      {
        message:
          'Cannot use this id: it does not belong to this client, purpose and quarter; start from a list again',
        path: ['voucher'],
        extensions: { code: 'ID_INVALID' },
      },
    ],
  };
  expect(await stack.ask({ role: 'developer' }, one, { id: node?.id })).toEqual(invalid);
  expect(await stack.ask(coach, one, { id: 'no-id-at-all' })).toEqual(invalid);
  expect((await stack.ask(coach, one, { id: node?.id })).errors).toBeUndefined();
});
