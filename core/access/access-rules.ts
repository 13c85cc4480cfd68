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

/** The access rules of every field, read once from a schema. */
export interface AccessRules {
  readonly schema: GraphQLSchema;
  /** Everything that must hold before `parent.field` may be resolved. */
  demandsOf(parent: FieldParent, field: GraphQLField<unknown, unknown>): readonly Demand[];
  /** Everything that must hold before a type may be named (`__typename`, a type condition). */
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
  const cache = new Map<string, readonly Demand[]>();
  return {
    schema,
    demandsOf(parent, field) {
      const coordinate = `${parent.name}.${field.name}`;
      const cached = cache.get(coordinate);
      if (cached) return cached;
      const demands = demandsOfField(schema, names, parent, field);
      cache.set(coordinate, demands);
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
      .flatMap((type) => ownInterfaceDemands(schema, names, type, field.name)),
    ...demandsOfNamedType(schema, names, getNamedType(field.type)),
  ]);
}

/**
 * The demands of a type, and for an interface or union also those of each possible type. `_Entity` has
 * none: gateways select `__typename` on it beside every entity, and the type conditions below it
 * decide.
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
 * The demands written on an interface itself, which hold for all its types. Composition also copies
 * the demands of each type to the interface, and such a copy must not hold for the other types.
 */
function ownInterfaceDemands(
  schema: GraphQLSchema,
  names: ReadonlyMap<string, AccessDirective>,
  type: GraphQLInterfaceType,
  fieldName: string,
): readonly Demand[] {
  const copied = new Set(
    schema
      .getPossibleTypes(type)
      .flatMap((one) => [...ownTypeDemands(names, one), ...ownFieldDemands(names, one, fieldName)])
      .map(({ kind }) => kind),
  );
  const all = [...ownTypeDemands(names, type), ...ownFieldDemands(names, type, fieldName)];
  return all.filter(({ kind }) => !copied.has(kind));
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
