import {
  buildASTSchema,
  GraphQLSchema,
  isInterfaceType,
  isObjectType,
  Kind,
  parse,
  type DefinitionNode,
  type DocumentNode,
  type FieldDefinitionNode,
  type GraphQLObjectType,
} from 'graphql';
import type { AccessRules } from '../../core/access/access-rules.ts';
import { firstDenials, type Grants } from '../../core/access/access-denials.ts';

/**
 * The part of a schema, of which this is the SDL, that a principal may query: without the fields whose requirements it does not meet,
 * and without the types that cannot be reached then.
 */
export function createVisibleSchema(
  sdl: string,
  rules: AccessRules,
): (grants: Grants | null) => GraphQLSchema {
  const whole = parse(sdl, { noLocation: true });
  return (grants) => {
    const open = whole.definitions.map((definition) => withoutRefused(definition, rules, grants));
    return buildASTSchema(reachable(open), { assumeValidSDL: true });
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

/** The directives, and the types that can be reached from the root of queries. */
function reachable(definitions: readonly DefinitionNode[]): DocumentNode {
  const open = buildASTSchema({ kind: Kind.DOCUMENT, definitions }, { assumeValidSDL: true });
  const reached = reachedTypes(open, []);
  return {
    kind: Kind.DOCUMENT,
    definitions: definitions.filter(
      (definition) =>
        definition.kind === Kind.DIRECTIVE_DEFINITION ||
        ('name' in definition && definition.name && reached.has(definition.name.value)),
    ),
  };
}

/** A schema finds the types that its fields refer to, but not those that implement its interfaces. */
function reachedTypes(
  open: GraphQLSchema,
  implementing: readonly GraphQLObjectType[],
): ReadonlySet<string> {
  const reached = new GraphQLSchema({ query: open.getQueryType(), types: implementing });
  const types = Object.values(reached.getTypeMap());
  const missing = types
    .flatMap((type) => (isInterfaceType(type) ? open.getImplementations(type).objects : []))
    .filter((type) => Object.keys(type.getFields()).length > 0 && !types.includes(type));
  if (missing.length > 0) return reachedTypes(open, [...implementing, ...missing]);
  return new Set(types.map(({ name }) => name));
}
