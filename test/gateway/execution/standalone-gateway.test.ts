import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  startStandaloneGateway,
  type StandaloneGateway,
} from '../../../gateway/standalone/standalone-gateway.ts';
import { composeSubgraphs, startFixture, type Fixture } from '../../federation/support/fixture.ts';

let fixture: Fixture;
let gateway: StandaloneGateway;

beforeAll(async () => {
  const objects = [{ __typename: 'Person', id: '1', name: 'Jan', age: 61, pay: 3 }];
  fixture = await startFixture({
    subgraphs: {
      a: 'type Query { people: [Person] } type Person @key(fields: "id") { id: ID! name: String }',
      b: 'type Person @key(fields: "id") { id: ID! age: Int pay: Int @authenticated }',
    },
    world: () => ({ Query: { people: objects }, objects }),
  });
  const { supergraphSdl, subgraphUrls } = fixture;
  gateway = await startStandaloneGateway({
    host: '127.0.0.1',
    port: 0,
    supergraphSdl,
    subgraphUrls,
  });
});
afterAll(async () => {
  await gateway.stop();
  await fixture.stop();
});

const send = async (body: unknown) => {
  const response = await fetch(`${gateway.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
  const parsed: { errors?: { extensions: { code: string } }[] } = JSON.parse(await response.text());
  return { status: response.status, body: parsed };
};

test('the standalone gateway serves a supergraph and reports ready', async () => {
  expect((await fetch(`${gateway.url}/health/ready`)).status).toBe(200);
  expect(await send({ query: '{ people { name age } }' })).toEqual({
    status: 200,
    body: { data: { people: [{ name: 'Jan', age: 61 }] } },
  });
});

test('a field with @authenticated gives UNAUTHENTICATED and null data', async () => {
  const { body } = await send({ query: '{ people { pay } }' });
  expect(body).toMatchObject({ data: null, errors: [{ extensions: { code: 'UNAUTHENTICATED' } }] });
});

test.each([['no JSON'], ['[]'], ['{"query":1}'], ['{"query":"{"}'], ['{"query":"{ nothing }"}']])(
  'the invalid GraphQL request %s gives status 400',
  async (body) => {
    expect((await send(body)).status).toBe(400);
  },
);

test('a request to another path gives status 404', async () => {
  expect((await fetch(`${gateway.url}/nothing`)).status).toBe(404);
});

test('reload replaces the supergraph, and keeps the current one when the new one is invalid', async () => {
  const subgraphs = { a: 'type Query { people: [Person] } type Person { name: String }' };
  const query = '{ people { name } }';
  await gateway.reload(composeSubgraphs(subgraphs));
  expect((await send({ query: '{ people { age } }' })).status).toBe(400);
  expect(await send({ query })).toEqual({
    status: 200,
    body: { data: { people: [{ name: 'Jan' }] } },
  });
  await expect(gateway.reload('type Query {')).rejects.toThrow('Cannot use this supergraph');
  expect((await send({ query })).status).toBe(200);
  await gateway.reload(fixture.supergraphSdl);
  expect((await send({ query: '{ people { age } }' })).status).toBe(200);
});
