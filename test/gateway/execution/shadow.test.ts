import { parse } from 'graphql';
import { expect, test } from 'vitest';
import type { Answer, Call, Execution } from '../../../gateway/execution/execution.ts';
import {
  createShadowExecution,
  type ShadowDifference,
} from '../../../gateway/execution/shadow/shadow-execution.ts';

const answering = (data: Answer['data'], asked: Call[] = []): Execution => ({
  execute: (_, call) => {
    asked.push(call);
    return Promise.resolve({ data, errors: [] });
  },
  stop: () => Promise.resolve(),
});
const question = (query: string) => ({
  document: parse(query),
  operationName: undefined,
  key: 'hash-of-question',
  plan: { kind: 'QueryPlan' as const },
});
const call = (own: Partial<Call> = {}): Call => ({
  variables: { id: 'secret' },
  headers: {},
  ...own,
  signal: new AbortController().signal,
});

/** Asks once and returns what was reported by the time the comparison is done. */
async function differences(serving: Execution, compared: Execution) {
  const reported: ShadowDifference[] = [];
  const shadow = createShadowExecution({
    serving,
    compared,
    report: (difference) => reported.push(difference),
  });
  await shadow.execute(question('{ a }'), call());
  await new Promise(setImmediate);
  return reported;
}

test('the one that serves answers, and a difference is reported by hash alone', async () => {
  const reported = await differences(answering({ a: 'private 1' }), answering({ a: 'private 2' }));
  expect(reported).toEqual([
    {
      question: 'hash-of-question',
      served: { data: expect.stringMatching(/^[\w-]{16}$/), errorsCount: 0 },
      compared: { data: expect.stringMatching(/^[\w-]{16}$/), errorsCount: 0 },
    },
  ]);
  expect(JSON.stringify(reported)).not.toContain('private');
});

test('the order of fields is no difference', async () => {
  expect(await differences(answering({ a: 1, b: 2 }), answering({ b: 2, a: 1 }))).toEqual([]);
});

test.each([
  ['a mutation', 'mutation { a }', {}],
  ['a call with a token', '{ a }', { contextHeaders: async () => ({}) }],
])('%s is made once', async (_, query, own) => {
  const asked: Call[] = [];
  const compared = answering({}, asked);
  const shadow = createShadowExecution({ serving: answering({}), compared, report() {} });
  await shadow.execute(question(query), call(own));
  await new Promise(setImmediate);
  expect(asked).toEqual([]);
});
