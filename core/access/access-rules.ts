import {
  getNamedType,
  isAbstractType,
  isInterfaceType,
  type GraphQLField,
  type GraphQLInterfaceType,
  type GraphQLNamedType,
  type GraphQLObjectType,
  type GraphQLSchema,
} from 'graphql';
import { demandsOn, distinct, type Demand } from './demands.ts';
import { accessDirectiveNames } from './directive-names.ts';

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

  const onType = (type: GraphQLNamedType) =>
    demandsOn([type.astNode, ...type.extensionASTNodes], names);
  const onField = (type: FieldParent, field: string) =>
    demandsOn([type.getFields()[field]?.astNode], names);

  /**
   * The demands of a type, and for an interface or union also those of each possible type. `_Entity`
   * has none: gateways select `__typename` on it beside every entity, and the type conditions below
   * it decide.
   */
  const demandsOfType = (type: GraphQLNamedType): readonly Demand[] => {
    if (type.name === ENTITY_UNION) return [];
    const possible = isAbstractType(type) ? schema.getPossibleTypes(type) : [];
    return distinct([type, ...possible].flatMap(onType));
  };

  /**
   * The demands written on an interface itself, which hold for all its types. Composition also copies
   * the demands of each type to the interface, and such a copy must not hold for the other types.
   */
  const ownInterfaceDemands = (type: GraphQLInterfaceType, field: string) => {
    const ofPossible = schema
      .getPossibleTypes(type)
      .flatMap((one) => [...onType(one), ...onField(one, field)]);
    const copied = new Set(ofPossible.map(({ kind }) => kind));
    return [...onType(type), ...onField(type, field)].filter(({ kind }) => !copied.has(kind));
  };

  const demandsOfField = (parent: FieldParent, { name, type }: GraphQLField<unknown, unknown>) => {
    const possible = isInterfaceType(parent) ? schema.getPossibleTypes(parent) : [];
    return distinct([
      ...demandsOfType(parent),
      ...[parent, ...possible].flatMap((one) => onField(one, name)),
      ...parent.getInterfaces().flatMap((one) => ownInterfaceDemands(one, name)),
      ...demandsOfType(getNamedType(type)),
    ]);
  };

  return {
    schema,
    demandsOf(parent, field) {
      const coordinate = `${parent.name}.${field.name}`;
      const demands = cache.get(coordinate) ?? demandsOfField(parent, field);
      cache.set(coordinate, demands);
      return demands;
    },
    demandsOfType,
  };
}
