import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  buildClientSchema,
  buildSchema,
  getIntrospectionQuery,
  isObjectType,
  lexicographicSortSchema,
  printSchema,
  validateSchema,
  type IntrospectionQuery,
} from 'graphql';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { projectRoot } from '../../core/config/project-root.ts';
import { startSmallGateway, type SmallGateway } from '../gateway/support/small-gateway.ts';
import { CLIENTS, readDecisions, tokenOf, type TestClient } from './decisions.ts';
import { composedSchema } from './schemas.ts';
import { fieldPathsTo } from './field-paths.ts';

let gateway: SmallGateway;
let strict: SmallGateway;
const supergraphSdl = readFileSync(join(projectRoot(), 'schema/supergraph.graphql'), 'utf8');
beforeAll(async () => {
  gateway = await startSmallGateway({ supergraphSdl, isDemo: true });
  strict = await startSmallGateway({ supergraphSdl, publicSchema: 'own' });
});
afterAll(() => Promise.all([gateway.stop(), strict.stop()]));

const decisions = readDecisions();

async function ask(target: SmallGateway, query: string, client: TestClient) {
  const token = await tokenOf(target, client);
  const { purpose } = client;
  const { body } = await target.ask(query, {
    ...(token === undefined ? {} : { token }),
    ...(purpose === undefined ? {} : { headers: { 'x-llo-purpose': purpose } }),
  });
  return body;
}

async function fieldsSeen(target: SmallGateway, client: TestClient): Promise<readonly string[]> {
  const { data } = await ask(target, getIntrospectionQuery(), client);
  const schema = buildClientSchema(data as IntrospectionQuery);
  expect(validateSchema(schema)).toEqual([]);
  return Object.values(schema.getTypeMap())
    .filter(isObjectType)
    .filter(({ name }) => !name.startsWith('__'))
    .flatMap((type) => Object.keys(type.getFields()).map((field) => `${type.name}.${field}`))
    .toSorted();
}

/** The allowed fields of the types that this client can reach. */
function fieldsDecided(client: TestClient): readonly string[] {
  const schema = composedSchema();
  const mayHave = (type: { name: string }, field: { name: string }) =>
    decisions.isAllowed(client, `${type.name}.${field.name}`);
  const paths = fieldPathsTo(schema, mayHave);
  return Object.values(schema.getTypeMap())
    .filter(isObjectType)
    .filter(({ name }) => paths.has(name))
    .flatMap((type) =>
      Object.values(type.getFields())
        .filter((field) => mayHave(type, field))
        .map((field) => `${type.name}.${field.name}`),
    )
    .toSorted();
}

test.each(CLIENTS)(
  'introspection shows $name exactly the fields that it may query',
  async (client) => {
    expect(await fieldsSeen(strict, client)).toEqual(fieldsDecided(client));
  },
);

test('the demo shows the whole schema without a token, and a limited one with an analyst token', async () => {
  const [anyone, , analyst] = CLIENTS as [TestClient, TestClient, TestClient];
  expect(await fieldsSeen(gateway, anyone)).toContain('Voucher.id');
  expect(await fieldsSeen(gateway, analyst)).not.toContain('Voucher.id');
});

const NAMED = '{ __type(name: "Voucher") { name } }';
const MIXED =
  'query { ...S programmes { nodes { id } } } fragment S on Query { __schema { queryType { name } } }';

test('__type returns null for a type that the client may not query', async () => {
  const analyst = CLIENTS.find(({ name }) => name === 'analyst') as TestClient;
  const developer = CLIENTS.find(({ name }) => name === 'developer') as TestClient;
  expect(await ask(gateway, NAMED, analyst)).toEqual({ data: { __type: null } });
  expect(await ask(gateway, NAMED, developer)).toEqual({ data: { __type: { name: 'Voucher' } } });
});

test('an operation with both introspection and data gets BAD_REQUEST, also with a fragment', async () => {
  const analyst = CLIENTS.find(({ name }) => name === 'analyst') as TestClient;
  const { data, errors } = await ask(gateway, MIXED, analyst);
  expect([data, errors?.map(({ extensions }) => extensions?.code)]).toEqual([
    null,
    ['BAD_REQUEST'],
  ]);
});

/** The document at a path, as this client gets it. */
async function documentAt(
  target: SmallGateway,
  path: string,
  client: Pick<TestClient, 'name' | 'claims' | 'purpose'> = { name: 'public', claims: null },
) {
  const token = await tokenOf(target, client);
  const { purpose } = client;
  const response = await fetch(`${target.url}${path}`, {
    headers: {
      ...(token !== undefined && { authorization: `Bearer ${token}` }),
      ...(purpose !== undefined && { 'x-llo-purpose': purpose }),
    },
  });
  return { status: response.status, text: await response.text() };
}

test.each(CLIENTS)(
  'in production /schema.graphql equals the introspection result, for $name',
  async (client) => {
    const { status, text } = await documentAt(strict, '/schema.graphql', client);
    const { data } = await ask(strict, getIntrospectionQuery(), client);
    const introspected = buildClientSchema(data as IntrospectionQuery);
    expect(status).toBe(200);
    expect(printSchema(lexicographicSortSchema(buildSchema(text)))).toBe(
      printSchema(lexicographicSortSchema(introspected)),
    );
  },
);

test('the demo serves the whole schema and the supergraph without a token', async () => {
  const schema = await documentAt(gateway, '/schema.graphql');
  expect(schema).toEqual({ status: 200, text: expect.stringContaining('type Voucher ') });
  expect(await documentAt(gateway, '/supergraph.graphql')).toEqual({
    status: 200,
    text: supergraphSdl,
  });
});

const NOTHING = {
  status: 404,
  text: '{"status":404,"title":"Not Found","detail":"Nothing at this address"}\n',
};
const PATHS = (name: string) => [
  `/${name}`,
  `/${name}?x=1`,
  `/${name}/`,
  `//${name}`,
  `/./${name}`,
  `/a/../${name}`,
  `/${name.toUpperCase()}`,
  `/${name.replace('.', '%2E')}`,
  `/%73${name.slice(1)}`,
  `/${name}%00`,
  `/${name};x`,
];

test.each(PATHS('supergraph.graphql'))(
  'in production %s does not serve the supergraph',
  async (path) => {
    const developer = CLIENTS.find(({ name }) => name === 'developer') as TestClient;
    expect(await documentAt(strict, path)).toEqual(NOTHING);
    expect(await documentAt(strict, path, developer)).toEqual(NOTHING);
    expect((await fetch(`${strict.url}${path}`, { method: 'HEAD' })).status).toBe(404);
    expect((await fetch(`${strict.url}${path}`, { method: 'POST' })).status).toBe(405);
  },
);

test.each(PATHS('schema.graphql'))(
  'in production %s serves no case type without a token',
  async (path) => {
    const { status, text } = await documentAt(strict, path);
    expect([200, 404]).toContain(status);
    expect(text).not.toContain('Voucher ');
    const head = await fetch(`${strict.url}${path}`, { method: 'HEAD' });
    expect([head.status, await head.text()]).toEqual([status, '']);
  },
);

test('/schema.graphql gives 401 for an invalid token and 403 for an invalid purpose', async () => {
  const send = (headers: Record<string, string>) =>
    fetch(`${strict.url}/schema.graphql`, { headers }).then(async (response) => ({
      status: response.status,
      body: await response.json(),
    }));
  expect(await send({ authorization: 'Bearer x' })).toMatchObject({
    status: 401,
    body: { status: 401, title: 'Unauthorized', code: 'UNAUTHENTICATED' },
  });
  const authorization = `Bearer ${await strict.token()}`;
  expect(await send({ authorization, 'x-llo-purpose': 'urn:other' })).toMatchObject({
    status: 403,
    body: { status: 403, title: 'Forbidden', code: 'PURPOSE_DENIED' },
  });
});
