import { isObjectType, type GraphQLObjectType, type GraphQLSchema } from 'graphql';
import { expect, test } from 'vitest';
import { createAccessRules } from '../../core/access/access-rules.ts';
import { policiesOf, readPurposes } from '../../core/purposes/purposes.ts';
import { firstDenials } from '../../core/access/access-denials.ts';
import { CLIENTS, readDecisions, type TestClient } from './decisions.ts';
import { composedSchema, servedSchemas } from './schemas.ts';

const decisions = readDecisions();
const supergraph = composedSchema();

/** Every field that an operation can select, in the supergraph and in each subgraph. */
function coordinatesOf(schema: GraphQLSchema): readonly string[] {
  return objectTypes(schema).flatMap((type) =>
    Object.keys(type.getFields())
      .filter((name) => !name.startsWith('_'))
      .map((name) => `${type.name}.${name}`),
  );
}

function objectTypes(schema: GraphQLSchema): readonly GraphQLObjectType[] {
  return Object.values(schema.getTypeMap()).filter(
    (type): type is GraphQLObjectType => isObjectType(type) && !type.name.includes('__'),
  );
}

const everywhere = new Set([supergraph, ...servedSchemas().values()].flatMap(coordinatesOf));

test('every field of the supergraph and the subgraphs has an access decision', () => {
  const undecided = [...everywhere].filter((field) => !decisions.coordinates.has(field));
  expect(undecided).toEqual([]);
});

test('every access decision is for an existing field', () => {
  const gone = [...decisions.coordinates].filter((field) => !everywhere.has(field));
  expect(gone).toEqual([]);
});

const purposes = readPurposes();

function grantsOf({ claims, purpose }: TestClient) {
  if (claims === null) return null;
  const listed = claims['purposes'] as readonly string[];
  const chosen = purpose ?? (listed.length === 1 ? listed[0] : undefined);
  const scopes = claims['scopes'] as readonly string[];
  const usable = chosen === undefined ? scopes : (purposes.get(chosen)?.scopes ?? []);
  return {
    scopes: scopes.filter((scope) => usable.includes(scope)),
    policies: policiesOf(purposes, chosen),
  };
}

test.each(CLIENTS)(
  'the access rules in the SDL equal the access decisions, for $name',
  (client) => {
    const rules = createAccessRules(supergraph);
    const grants = grantsOf(client);
    const different = objectTypes(supergraph).flatMap((type) =>
      Object.values(type.getFields()).flatMap((field) => {
        const coordinate = `${type.name}.${field.name}`;
        const requirement = {
          coordinate,
          path: [field.name],
          demands: rules.demandsOf(type, field),
        };
        const denial = firstDenials([requirement], grants)[0];
        const wanted = decisions.isAllowed(client, coordinate) ? undefined : client.deniedWith;
        return denial?.code === wanted ? [] : [`${coordinate}: ${denial?.code ?? 'open'}`];
      }),
    );
    expect(different).toEqual([]);
  },
);
