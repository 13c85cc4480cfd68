/** What a client gets that asks for the plan of an operation with `x-llo-plan: only`. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startSmallGateway, type SmallGateway } from './support/small-gateway.ts';

let gateway: SmallGateway;

beforeAll(async () => {
  gateway = await startSmallGateway();
});
afterAll(async () => {
  await gateway.stop();
});

async function ask(query: string, plan = 'only'): Promise<unknown> {
  const response = await fetch(`${gateway.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-llo-plan': plan },
    body: JSON.stringify({ query }),
  });
  return response.json();
}

test('the plan has cost, limit, fields and subgraphs, and no subgraph is asked', async () => {
  const before = gateway.funds.received.length;
  expect(await ask('{ schemes { id } }')).toEqual({
    data: null,
    extensions: {
      plan: {
        cost: expect.any(Number),
        limit: 10_000,
        path: ['schemes'],
        fields: [{ field: 'schemes', cost: expect.any(Number) }],
        subgraphs: ['funds'],
      },
    },
  });
  expect(gateway.funds.received.length).toBe(before);
});

test('introspection is not executed, since a plan is not charged for its cost', async () => {
  expect(await ask('{ __schema { queryType { name } } }')).toMatchObject({
    data: null,
    extensions: { plan: { subgraphs: [] } },
  });
});

test('who may not execute the operation gets no plan but the error of that', async () => {
  expect(await ask('{ vouchers { id } }')).toEqual({
    data: null,
    errors: [expect.objectContaining({ extensions: { code: 'UNAUTHENTICATED' } })],
  });
});

test('an operation that is not valid gives the error of that, and another value is refused', async () => {
  expect(await ask('{ nothing }')).toMatchObject({
    errors: [{ extensions: { code: 'GRAPHQL_VALIDATION_FAILED' } }],
  });
  expect(await ask('{ schemes { id } }', 'yes')).toEqual({
    errors: [
      {
        message: 'Header "x-llo-plan" must be "only"',
        extensions: { code: 'BAD_REQUEST' },
      },
    ],
  });
});
