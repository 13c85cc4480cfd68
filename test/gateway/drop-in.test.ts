import { ApolloServer } from '@apollo/server';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { vakgraafGateway } from '../../gateway/drop-in/vakgraaf-gateway.ts';
import { startFixture, type Fixture } from '../federation/support/fixture.ts';

interface Context {
  readonly scopes?: readonly string[];
  readonly requestId?: string;
}

let fixture: Fixture;
let server: ApolloServer<Context>;

beforeAll(async () => {
  const objects = [
    { __typename: 'Person', id: '1', name: 'Jan', age: 61, pay: 3 },
    { __typename: 'Person', id: '2', name: 'An', age: 40, pay: 4 },
  ];
  fixture = await startFixture({
    subgraphs: {
      a: `type Query { people(first: Int = 1): [Person!]! }
        type Person @key(fields: "id") { id: ID! name: String }`,
      b: `type Person @key(fields: "id") { id: ID! age: Int pay: Int @requiresScopes(scopes: [["pay"]]) }`,
    },
    world: () => ({ Query: { people: () => objects }, objects }),
  });
  const { supergraphSdl, subgraphUrls } = fixture;
  server = new ApolloServer<Context>({
    gateway: vakgraafGateway<Context>({
      supergraphSdl,
      subgraphUrls,
      grantsOf: ({ scopes }) => (scopes ? { scopes, policies: [] } : null),
      costMax: 25,
      headersOf: ({ requestId = 'none' }) => ({ 'x-request-id': requestId }),
    }),
    includeStacktraceInErrorResponses: false,
  });
  await server.start();
});
afterAll(async () => {
  await server.stop();
  await fixture.stop();
});

async function ask(
  query: string,
  variables: Readonly<Record<string, unknown>> = {},
  contextValue: Context = {},
) {
  const { body } = await server.executeOperation({ query, variables }, { contextValue });
  if (body.kind !== 'single') throw new Error('Expected a single result');
  return JSON.parse(JSON.stringify(body.singleResult)) as unknown;
}

test('a query over two subgraphs gives the joined data through Apollo Server', async () => {
  expect(await ask('{ people { name age } }')).toEqual({
    data: {
      people: [
        { name: 'Jan', age: 61 },
        { name: 'An', age: 40 },
      ],
    },
  });
});

test('the same operation with another literal reuses its plan and sends that literal', async () => {
  const firsts = async (first: number) => {
    fixture.received.length = 0;
    await ask(`{ people(first: ${first}) { name } }`);
    return fixture.received.map(({ body }) => body.variables);
  };
  const [seven, eight] = [await firsts(7), await firsts(8)];
  expect([Object.values(seven[0] ?? {}), Object.values(eight[0] ?? {})]).toEqual([[7], [8]]);
});

test('an operation above costMax gives COST_EXCEEDED, and no subgraph is called', async () => {
  fixture.received.length = 0;
  const cost = { code: 'COST_EXCEEDED', cost: 30, limit: 25, path: ['people'] };
  expect(await ask('{ a: people { name } b: people { name } c: people { name } }')).toMatchObject({
    errors: [{ extensions: cost }],
  });
  expect(fixture.received).toEqual([]);
});

test('a variable of the wrong type gives BAD_USER_INPUT, and no subgraph is called', async () => {
  fixture.received.length = 0;
  const query = 'query ($first: Int) { people(first: $first) { name } }';
  expect(await ask(query, { first: 'many' })).toEqual({
    errors: [
      {
        message: 'Variable "$first" has a value that does not fit: expected type "Int"',
        extensions: { code: 'BAD_USER_INPUT' },
      },
    ],
  });
  expect(fixture.received).toEqual([]);
});

test('a field with @requiresScopes is denied to a client without the scope, before any subgraph is called', async () => {
  fixture.received.length = 0;
  const codes = async (contextValue: Context) => {
    const result = await ask('{ people { pay } }', {}, contextValue);
    return (result as { errors?: { extensions: { code: string } }[] }).errors?.map(
      ({ extensions }) => extensions.code,
    );
  };
  expect(await codes({})).toEqual(['UNAUTHENTICATED']);
  expect(await codes({ scopes: ['other'] })).toEqual(['SCOPE_DENIED']);
  expect(fixture.received).toEqual([]);
  expect(await codes({ scopes: ['pay'] })).toBeUndefined();
});

test('headers made of the context reach every subgraph', async () => {
  fixture.received.length = 0;
  await ask('{ people { name age } }', {}, { requestId: '7' });
  expect(fixture.received.map(({ headers }) => headers['x-request-id'])).toEqual(['7', '7']);
});

test('introspection gives the schema, and no subgraph is called', async () => {
  fixture.received.length = 0;
  expect(await ask('{ __type(name: "Person") { fields { name } } }')).toEqual({
    data: { __type: { fields: ['id', 'name', 'age', 'pay'].map((name) => ({ name })) } },
  });
  expect(fixture.received).toEqual([]);
});

test('a subgraph that fails is an error in the result, beside the data of the other', async () => {
  fixture.fake('b', () => ({ text: '{"data":null,"errors":[{"message":"no"}]}' }));
  const result = await ask('{ people { name age } }');
  fixture.fake('b', undefined);
  expect(result).toMatchObject({
    data: {
      people: [
        { name: 'Jan', age: null },
        { name: 'An', age: null },
      ],
    },
    errors: [expect.objectContaining({ path: ['people'] })],
  });
});
