import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  buildClientSchema,
  getIntrospectionQuery,
  isObjectType,
  validateSchema,
  type IntrospectionQuery,
} from 'graphql';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { projectRoot } from '../../schema/project-root.ts';
import { startSmallGateway, type SmallGateway } from '../gateway/support/small-gateway.ts';
import { CALLERS, readDecisions, type CallerKind } from './decisions.ts';
import { composedSchema } from './schemas.ts';
import { waysTo } from './ways.ts';

let gateway: SmallGateway;
let strict: SmallGateway;
const supergraphSdl = readFileSync(join(projectRoot(), 'schema/supergraph.graphql'), 'utf8');
beforeAll(async () => {
  gateway = await startSmallGateway({ supergraphSdl });
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

test('GET /schema.graphql is the whole schema, for developers of partners', async () => {
  const response = await fetch(`${strict.url}/schema.graphql`);
  expect(await response.text()).toContain('type Voucher');
});
