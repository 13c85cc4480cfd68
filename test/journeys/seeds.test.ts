/** Facts from the sources that subgraphs other than reference have. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { SEEDS } from '../seeds/seeds.ts';
import { startStack, type Stack } from '../support/stack.ts';

let stack: Stack;
beforeAll(async () => {
  stack = await startStack();
});
afterAll(() => stack.stop());

describe.each(SEEDS)('seed $file', ({ facts }) => {
  test.each(facts)('$fact', async ({ query, shows }) => {
    expect(await stack.ask(null, query)).toEqual({ data: shows });
  });
});
