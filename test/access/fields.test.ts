import { isObjectType, type GraphQLObjectType, type GraphQLSchema } from 'graphql';
import { expect, test } from 'vitest';
import { createAccessRules } from '../../core/access/access-rules.ts';
import { policiesOf, readPurposes } from '../../core/purposes/purposes.ts';
import { firstDenials } from '../../core/access/access-denials.ts';
import { CALLERS, readDecisions, type CallerKind } from './decisions.ts';
import { composedSchema, servedSchemas } from './schemas.ts';

const decisions = readDecisions();
const supergraph = composedSchema();

/** Every field a client or a gateway can name, in the supergraph and in each subgraph. */
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

test('every field of the graph has a decision about who may have it', () => {
  const undecided = [...everywhere].filter((field) => !decisions.coordinates.has(field));
  expect(undecided).toEqual([]);
});

test('no decision is about a field that does not exist', () => {
  const gone = [...decisions.coordinates].filter((field) => !everywhere.has(field));
  expect(gone).toEqual([]);
});

const purposes = readPurposes();

function grantsOf({ claims, purpose }: CallerKind) {
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

test.each(CALLERS)('what each field asks is what was decided, for $name', (caller) => {
  const rules = createAccessRules(supergraph);
  const grants = grantsOf(caller);
  const different = objectTypes(supergraph).flatMap((type) =>
    Object.values(type.getFields()).flatMap((field) => {
      const coordinate = `${type.name}.${field.name}`;
      const requirement = { coordinate, path: [field.name], demands: rules.demandsOf(type, field) };
      const refusal = firstDenials([requirement], grants)[0];
      const wanted = decisions.isAllowed(caller, coordinate) ? undefined : caller.refusedWith;
      return refusal?.code === wanted ? [] : [`${coordinate}: ${refusal?.code ?? 'open'}`];
    }),
  );
  expect(different).toEqual([]);
});
