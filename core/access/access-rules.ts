import {
  getNamedType,
  isAbstractType,
  isInterfaceType,
  isObjectType,
  type GraphQLField,
  type GraphQLInterfaceType,
  type GraphQLNamedType,
  type GraphQLObjectType,
  type GraphQLSchema,
} from 'graphql';
import { demandsOn, distinct, type Demand } from './demands.ts';
import { accessDirectiveNames, type AccessDirective } from './directive-names.ts';

/** Read once from a schema: what every field asks of a caller. */
export interface AccessRules {
  readonly schema: GraphQLSchema;
  /** Everything that must hold before `parent.field` may be answered. */
  demandsOf(parent: FieldParent, field: GraphQLField<unknown, unknown>): readonly Demand[];
  /** What naming a type at all (`__typename`, a type condition) asks. */
  demandsOfType(type: GraphQLNamedType): readonly Demand[];
}

/** Apollo Federation's union of the entity types of a subgraph. */
export const ENTITY_UNION = '_Entity';

export type FieldParent = GraphQLObjectType | GraphQLInterfaceType;

/**
 * Reads the access rules from a subgraph's SDL or from the supergraph. Needs a schema that still
 * carries its SDL nodes (`buildASTSchema`, `makeExecutableSchema`), with directives.
 */
export function createAccessRules(schema: GraphQLSchema): AccessRules {
  const names = accessDirectiveNames(schema);
  const memo = new Map<string, readonly Demand[]>();
  return {
    schema,
    demandsOf(parent, field) {
      const coordinate = `${parent.name}.${field.name}`;
      const known = memo.get(coordinate);
      if (known) return known;
      const demands = demandsOfField(schema, names, parent, field);
      memo.set(coordinate, demands);
      return demands;
    },
    demandsOfType: (type) => demandsOfNamedType(schema, names, type),
  };
}

function demandsOfField(
  schema: GraphQLSchema,
  names: ReadonlyMap<string, AccessDirective>,
  parent: FieldParent,
  field: GraphQLField<unknown, unknown>,
): readonly Demand[] {
  return distinct([
    ...demandsOfNamedType(schema, names, parent),
    ...ownFieldDemands(names, parent, field.name),
    ...possibleParents(schema, parent).flatMap((type) => ownFieldDemands(names, type, field.name)),
    ...parent
      .getInterfaces()
      .flatMap((type) => demandsOnlyAnInterfaceStates(schema, names, type, field.name)),
    ...demandsOfNamedType(schema, names, getNamedType(field.type)),
  ]);
}

/**
 * A type asks what it says, and an interface or union also what each possible type says. Only the
 * union of all entities asks nothing: engines select `__typename` on it beside every entity, and the
 * type conditions below it decide.
 */
function demandsOfNamedType(
  schema: GraphQLSchema,
  names: ReadonlyMap<string, AccessDirective>,
  type: GraphQLNamedType,
): readonly Demand[] {
  if (type.name === ENTITY_UNION) return [];
  const possible = isAbstractType(type) ? schema.getPossibleTypes(type) : [];
  return distinct([type, ...possible].flatMap((one) => ownTypeDemands(names, one)));
}

/**
 * Composition copies to an interface what its types demand; such a copy must not bind the other
 * types. What no type explains was written on the interface itself, and binds them all.
 */
function demandsOnlyAnInterfaceStates(
  schema: GraphQLSchema,
  names: ReadonlyMap<string, AccessDirective>,
  type: GraphQLInterfaceType,
  fieldName: string,
): readonly Demand[] {
  const explained = new Set(
    schema
      .getPossibleTypes(type)
      .flatMap((one) => [...ownTypeDemands(names, one), ...ownFieldDemands(names, one, fieldName)])
      .map(({ kind }) => kind),
  );
  const stated = [...ownTypeDemands(names, type), ...ownFieldDemands(names, type, fieldName)];
  return stated.filter(({ kind }) => !explained.has(kind));
}

function possibleParents(schema: GraphQLSchema, parent: FieldParent): readonly GraphQLObjectType[] {
  return isInterfaceType(parent) ? schema.getPossibleTypes(parent) : [];
}

function ownTypeDemands(
  names: ReadonlyMap<string, AccessDirective>,
  type: GraphQLNamedType,
): readonly Demand[] {
  return demandsOn([type.astNode, ...type.extensionASTNodes], names);
}

function ownFieldDemands(
  names: ReadonlyMap<string, AccessDirective>,
  type: GraphQLNamedType,
  fieldName: string,
): readonly Demand[] {
  if (!isObjectType(type) && !isInterfaceType(type)) return [];
  return demandsOn([type.getFields()[fieldName]?.astNode], names);
}
