/** Cursors of public lists do not depend on the signed context. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startStack, type Stack } from '../support/stack.ts';

let stack: Stack;
beforeAll(async () => {
  stack = await startStack({ kinds: ['funds', 'education'], execution: 'compiled' });
});
afterAll(() => stack.stop());

interface Page {
  readonly nodes: readonly { readonly id: string }[];
  readonly pageInfo: { readonly endCursor: string };
}

const DEVELOPER = { role: 'developer', purpose: 'urn:llo:purpose:development' };
const PAGE = '{ nodes { id } pageInfo { endCursor } }';

test.each(['voucherSchemes', 'trainings'])(
  'a cursor of %s from an operation with protected fields works in a public operation',
  async (field) => {
    const first = await stack.ask(
      DEVELOPER,
      `{ vouchers(first: 1) { nodes { id enrolments { id status } } } ${field}(first: 2) ${PAGE} }`,
    );
    const page = (first.data as Record<string, Page>)[field];
    const query = `query ($after: String) { ${field}(first: 2, after: $after) ${PAGE} }`;
    const variables = { after: page?.pageInfo.endCursor };
    const whole = await stack.ask(null, `{ ${field}(first: 4) { nodes { id } } }`);
    const rest = (whole.data as Record<string, Page>)[field]?.nodes.slice(2);
    for (const principal of [null, DEVELOPER]) {
      const { data, errors } = await stack.ask(principal, query, variables);
      expect(errors).toBeUndefined();
      expect((data as Record<string, Page>)[field]?.nodes).toEqual(rest);
    }
  },
);
