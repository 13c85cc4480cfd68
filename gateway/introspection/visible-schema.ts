import {
  buildASTSchema,
  isInterfaceType,
  isObjectType,
  Kind,
  parse,
  printSchema,
  type DefinitionNode,
  type DocumentNode,
  type FieldDefinitionNode,
  type GraphQLSchema,
  type TypeNode,
} from 'graphql';
import type { AccessRules } from '../../core/access/access-rules.ts';
import { firstDenials, type Grants } from '../../core/access/access-denials.ts';

/**
 * The part of the schema that a principal may query: without the fields whose requirements it does not meet,
 * and without the types that cannot be reached then.
 */
export function createVisibleSchema(
  schema: GraphQLSchema,
  rules: AccessRules,
): (grants: Grants | null) => GraphQLSchema {
  const whole = parse(printSchema(schema), { noLocation: true });
  const root = schema.getQueryType()?.name ?? 'Query';
  return (grants) => {
    const open = whole.definitions.map((definition) => withoutRefused(definition, rules, grants));
    return buildASTSchema(reachable(open, root), { assumeValidSDL: true });
  };
}

function withoutRefused(
  definition: DefinitionNode,
  rules: AccessRules,
  grants: Grants | null,
): DefinitionNode {
  if (
    definition.kind !== Kind.OBJECT_TYPE_DEFINITION &&
    definition.kind !== Kind.INTERFACE_TYPE_DEFINITION
  ) {
    return definition;
  }
  const parent = rules.schema.getType(definition.name.value);
  if (!isObjectType(parent) && !isInterfaceType(parent)) return { ...definition, fields: [] };
  const isOpen = ({ name }: FieldDefinitionNode) => {
    const field = parent.getFields()[name.value];
    if (!field) return false; // fail closed: a field without rules is not shown
    const coordinate = `${parent.name}.${name.value}`;
    const demands = rules.demandsOf(parent, field);
    return firstDenials([{ coordinate, path: [name.value], demands }], grants).length === 0;
  };
  return { ...definition, fields: (definition.fields ?? []).filter(isOpen) };
}

/** The directives, and the types that can be reached from the root types. */
function reachable(definitions: readonly DefinitionNode[], root: string): DocumentNode {
  const byName = new Map(
    definitions.flatMap((definition) =>
      definition.kind !== Kind.DIRECTIVE_DEFINITION && 'name' in definition && definition.name
        ? [[definition.name.value, definition] as const]
        : [],
    ),
  );
  const found = new Set<string>();
  const queue = [root];
  for (let name = queue.pop(); name !== undefined; name = queue.pop()) {
    const definition = byName.get(name);
    if (found.has(name) || !definition || isEmpty(definition)) continue;
    found.add(name);
    queue.push(...namesIn(definition, definitions));
  }
  return {
    kind: Kind.DOCUMENT,
    definitions: definitions.filter(
      (definition) =>
        definition.kind === Kind.DIRECTIVE_DEFINITION ||
        ('name' in definition && definition.name && found.has(definition.name.value)),
    ),
  };
}

const isEmpty = (definition: DefinitionNode): boolean =>
  'fields' in definition && definition.fields?.length === 0;

function namesIn(definition: DefinitionNode, all: readonly DefinitionNode[]): readonly string[] {
  switch (definition.kind) {
    case Kind.OBJECT_TYPE_DEFINITION:
    case Kind.INTERFACE_TYPE_DEFINITION: {
      const fields = definition.fields ?? [];
      const types = fields.flatMap(({ type, arguments: given = [] }) => [
        type,
        ...given.map((argument) => argument.type),
      ]);
      const interfaces = (definition.interfaces ?? []).map(({ name }) => name.value);
      return [...types.map(nameOf), ...interfaces, ...implementers(definition.name.value, all)];
    }
    case Kind.UNION_TYPE_DEFINITION:
      return (definition.types ?? []).map(({ name }) => name.value);
    case Kind.INPUT_OBJECT_TYPE_DEFINITION:
      return (definition.fields ?? []).map(({ type }) => nameOf(type));
    default:
      return [];
  }
}

function implementers(name: string, all: readonly DefinitionNode[]): readonly string[] {
  return all.flatMap((definition) =>
    definition.kind === Kind.OBJECT_TYPE_DEFINITION &&
    definition.interfaces?.some((one) => one.name.value === name)
      ? [definition.name.value]
      : [],
  );
}

function nameOf(type: TypeNode): string {
  return type.kind === Kind.NAMED_TYPE ? type.name.value : nameOf(type.type);
}
