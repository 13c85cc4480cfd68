import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  buildASTSchema,
  getNamedType,
  isObjectType,
  parse,
  type GraphQLNamedType,
  type GraphQLObjectType,
} from 'graphql';
import { expect, test } from 'vitest';
import { projectRoot } from '../../core/config/project-root.ts';
import { createAccessRules } from '../../core/access/access-rules.ts';

const sdl = readFileSync(join(projectRoot(), 'schema', 'supergraph.graphql'), 'utf8');
const schema = buildASTSchema(parse(sdl), { assumeValid: true, assumeValidSDL: true });
const rules = createAccessRules(schema);

const types: readonly GraphQLObjectType[] = Object.values(schema.getTypeMap()).filter(
  (type): type is GraphQLObjectType =>
    isObjectType(type) && !/^(__|join__|link__)/.test(type.name) && type.name !== 'Query',
);

function layersOf(type: GraphQLNamedType): readonly string[] {
  return (type.astNode?.directives ?? []).flatMap(({ name, arguments: args }) => {
    const value = args?.find((argument) => argument.name.value === 'name')?.value;
    return name.value === 'tag' && value && 'value' in value ? [String(value.value)] : [];
  });
}

const isCase = (type: GraphQLNamedType): boolean => layersOf(type).includes('case');

const requirementsOf = (type: GraphQLObjectType, fieldName: string): readonly string[] => {
  const field = type.getFields()[fieldName];
  if (!field) throw new Error(`No field ${fieldName}`);
  return [...new Set(rules.demandsOf(type, field).map(({ kind }) => kind))].toSorted();
};

const everyField = types.flatMap((type) =>
  Object.values(type.getFields()).map((field) => ({
    type,
    field: field.name,
    coordinate: `${type.name}.${field.name}`,
    isCase: isCase(type) || isCase(getNamedType(field.type)),
  })),
);

test('every field of a case type, and every field that returns one, requires a token, a scope and a purpose', () => {
  const unprotected = everyField
    .filter(({ isCase: isProtected }) => isProtected)
    .filter(
      ({ type, field }) =>
        requirementsOf(type, field).join() !== 'authenticated,policy,requiresScopes',
    )
    .map(({ coordinate }) => coordinate);
  expect(unprotected).toEqual([]);
  expect(everyField.some(({ isCase: isProtected }) => isProtected)).toBe(true);
});

test('no field of a public or aggregate type has an access requirement', () => {
  const restricted = everyField
    .filter(({ isCase: isProtected }) => !isProtected)
    .filter(({ type, field }) => requirementsOf(type, field).length > 0)
    .map(({ coordinate }) => coordinate);
  expect(restricted).toEqual([]);
});

test('exactly the root fields that return a case type require a token, a scope and a purpose', () => {
  const query = schema.getQueryType();
  if (!query) throw new Error('No query type');
  const wrong = Object.values(query.getFields()).filter(({ name, type }) => {
    const expected = isCase(getNamedType(type)) ? 'authenticated,policy,requiresScopes' : '';
    return requirementsOf(query, name).join() !== expected;
  });
  expect(wrong.map(({ name }) => name)).toEqual([]);
});
