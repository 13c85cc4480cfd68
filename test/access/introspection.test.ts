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
import { CALLERS, readDecisions, type CallerKind } from './decisions.ts';
import { composedSchema } from './schemas.ts';
import { waysTo } from './field-paths.ts';

let gateway: SmallGateway;
let strict: SmallGateway;
const supergraphSdl = readFileSync(join(projectRoot(), 'schema/supergraph.graphql'), 'utf8');
beforeAll(async () => {
  gateway = await startSmallGateway({ supergraphSdl, isDemo: true });
  strict = await startSmallGateway({ supergraphSdl, publicSchema: 'own' });
});
afterAll(() => Promise.all([gateway.stop(), strict.stop()]));

const decisions = readDecisions();

async function ask(asked: SmallGateway, query: string, { claims, purpose }: CallerKind) {
  const { body } = await asked.ask(query, {
    ...(claims === null ? {} : { token: await asked.token(claims) }),
    ...(purpose === undefined ? {} : { headers: { 'x-llo-purpose': purpose } }),
  });
  return body;
}

async function fieldsSeen(asked: SmallGateway, caller: CallerKind): Promise<readonly string[]> {
  const { data } = await ask(asked, getIntrospectionQuery(), caller);
  const schema = buildClientSchema(data as IntrospectionQuery);
  expect(validateSchema(schema)).toEqual([]);
  return Object.values(schema.getTypeMap())
    .filter(isObjectType)
    .filter(({ name }) => !name.startsWith('__'))
    .flatMap((type) => Object.keys(type.getFields()).map((field) => `${type.name}.${field}`))
    .toSorted();
}

/** The decisions again: the fields that this caller may have, of types that it can come to. */
function fieldsDecided(caller: CallerKind): readonly string[] {
  const schema = composedSchema();
  const mayHave = (type: { name: string }, field: { name: string }) =>
    decisions.isAllowed(caller, `${type.name}.${field.name}`);
  const ways = waysTo(schema, mayHave);
  return Object.values(schema.getTypeMap())
    .filter(isObjectType)
    .filter(({ name }) => ways.has(name))
    .flatMap((type) =>
      Object.values(type.getFields())
        .filter((field) => mayHave(type, field))
        .map((field) => `${type.name}.${field.name}`),
    )
    .toSorted();
}

test.each(CALLERS)('the schema that $name reads is the schema it may query', async (caller) => {
  expect(await fieldsSeen(strict, caller)).toEqual(fieldsDecided(caller));
});

test('without a token the demo shows the whole schema: its case types are documented, not open', async () => {
  const [anyone, , analyst] = CALLERS as [CallerKind, CallerKind, CallerKind];
  expect(await fieldsSeen(gateway, anyone)).toContain('Voucher.id');
  expect(await fieldsSeen(gateway, analyst)).not.toContain('Voucher.id');
});

const NAMED = '{ __type(name: "Voucher") { name } }';
const MIXED =
  'query { ...S programmes { nodes { id } } } fragment S on Query { __schema { queryType { name } } }';

test('a type that is left out cannot be asked for by its name', async () => {
  const analyst = CALLERS.find(({ name }) => name === 'analyst') as CallerKind;
  const developer = CALLERS.find(({ name }) => name === 'developer') as CallerKind;
  expect(await ask(gateway, NAMED, analyst)).toEqual({ data: { __type: null } });
  expect(await ask(gateway, NAMED, developer)).toEqual({ data: { __type: { name: 'Voucher' } } });
});

test('nor by mixing the schema with data, also behind a fragment', async () => {
  const analyst = CALLERS.find(({ name }) => name === 'analyst') as CallerKind;
  const { data, errors } = await ask(gateway, MIXED, analyst);
  expect([data, errors?.map(({ extensions }) => extensions?.code)]).toEqual([
    null,
    ['BAD_REQUEST'],
  ]);
});

/** The document at an address; nothing but the caller decides what it holds. */
async function documentAt(
  asked: SmallGateway,
  path: string,
  { claims, purpose }: Pick<CallerKind, 'claims' | 'purpose'> = { claims: null },
) {
  const token = claims === null ? undefined : await asked.token(claims);
  const response = await fetch(`${asked.url}${path}`, {
    headers: {
      ...(token !== undefined && { authorization: `Bearer ${token}` }),
      ...(purpose !== undefined && { 'x-llo-purpose': purpose }),
    },
  });
  return { status: response.status, text: await response.text() };
}

test.each(CALLERS)(
  'in production /schema.graphql gives $name the schema that introspection gives',
  async (caller) => {
    const { status, text } = await documentAt(strict, '/schema.graphql', caller);
    const { data } = await ask(strict, getIntrospectionQuery(), caller);
    const introspected = buildClientSchema(data as IntrospectionQuery);
    expect(status).toBe(200);
    expect(printSchema(lexicographicSortSchema(buildSchema(text)))).toBe(
      printSchema(lexicographicSortSchema(introspected)),
    );
  },
);

test('the demo shows the public the whole schema and the supergraph', async () => {
  const schema = await documentAt(gateway, '/schema.graphql');
  expect(schema).toEqual({ status: 200, text: expect.stringContaining('type Voucher ') });
  expect(await documentAt(gateway, '/supergraph.graphql')).toEqual({
    status: 200,
    text: supergraphSdl,
  });
});

const NOTHING = { status: 404, text: '{"error":"Nothing at this address"}\n' };
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
  'in production the supergraph is not given at %s',
  async (path) => {
    const developer = CALLERS.find(({ name }) => name === 'developer') as CallerKind;
    expect(await documentAt(strict, path)).toEqual(NOTHING);
    expect(await documentAt(strict, path, developer)).toEqual(NOTHING);
    expect((await fetch(`${strict.url}${path}`, { method: 'HEAD' })).status).toBe(404);
    expect((await fetch(`${strict.url}${path}`, { method: 'POST' })).status).toBe(405);
  },
);

test.each(PATHS('schema.graphql'))(
  'in production no case type is given to the public at %s',
  async (path) => {
    const { status, text } = await documentAt(strict, path);
    expect([200, 404]).toContain(status);
    expect(text).not.toContain('Voucher ');
    const head = await fetch(`${strict.url}${path}`, { method: 'HEAD' });
    expect([head.status, await head.text()]).toEqual([status, '']);
  },
);

test('a token or purpose that is not valid gets no schema document', async () => {
  const send = (headers: Record<string, string>) =>
    fetch(`${strict.url}/schema.graphql`, { headers }).then(async (response) => ({
      status: response.status,
      body: await response.json(),
    }));
  expect(await send({ authorization: 'Bearer x' })).toMatchObject({
    status: 401,
    body: { errors: [{ extensions: { code: 'UNAUTHENTICATED' } }] },
  });
  const authorization = `Bearer ${await strict.token()}`;
  expect(await send({ authorization, 'x-llo-purpose': 'urn:other' })).toMatchObject({
    status: 403,
    body: { errors: [{ extensions: { code: 'PURPOSE_DENIED' } }] },
  });
});
