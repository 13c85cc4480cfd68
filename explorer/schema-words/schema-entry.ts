/** What the schema says about one type, field, argument or value. */
import { isEnumType, isInputObjectType, isInterfaceType, isObjectType } from 'graphql';
import type { GraphQLArgument, GraphQLField, GraphQLNamedType, GraphQLSchema } from 'graphql';
import { schemaTerm } from './schema-term.ts';
import type { SchemaTerm } from './schema-term.ts';

export interface SchemaEntry extends SchemaTerm {
  /** `Training`, `Training.sector`, `Sector.ICT` or `Query.trainings(first:)`. */
  readonly name: string;
  /** The type of a field or argument, such as `[Sector!]`. */
  readonly type: string;
  /** Why it is going to disappear; absent as long as it is not. */
  readonly deprecated?: string;
  readonly details: readonly SchemaEntry[];
}

type AnyField = Pick<GraphQLField<unknown, unknown>, 'name' | 'description' | 'type'> & {
  readonly args?: readonly GraphQLArgument[];
  readonly deprecationReason?: string | null | undefined;
};

/** A field, with its arguments as details. */
export function fieldEntry(owner: GraphQLNamedType, field: AnyField): SchemaEntry {
  const { deprecationReason } = field;
  return {
    ...schemaTerm(field.description),
    name: `${owner.name}.${field.name}`,
    type: String(field.type),
    ...(deprecationReason == null ? {} : { deprecated: deprecationReason }),
    details: (field.args ?? []).map((argument) => ({
      ...schemaTerm(argument.description),
      name: argument.name,
      type: String(argument.type),
      details: [],
    })),
  };
}

/** A type, with its fields or values as details. */
export function typeEntry(type: GraphQLNamedType): SchemaEntry {
  return {
    ...schemaTerm(type.description),
    name: type.name,
    type: '',
    details: [...fieldsOf(type).map((field) => fieldEntry(type, field)), ...valueEntries(type)],
  };
}

/** Types that are not of GraphQL itself, each with its fields and values. */
export function schemaEntries(schema: GraphQLSchema): readonly SchemaEntry[] {
  const types = Object.values(schema.getTypeMap()).filter(({ name }) => !isBuiltIn(name));
  return types.map(typeEntry).flatMap((entry) => [entry, ...entry.details]);
}

export function valueEntries(type: GraphQLNamedType): readonly SchemaEntry[] {
  if (!isEnumType(type)) return [];
  return type.getValues().map(({ name, description }) => ({
    ...schemaTerm(description),
    name: `${type.name}.${name}`,
    type: '',
    details: [],
  }));
}

function fieldsOf(type: GraphQLNamedType): readonly AnyField[] {
  const hasFields = isObjectType(type) || isInterfaceType(type) || isInputObjectType(type);
  return hasFields ? Object.values(type.getFields()) : [];
}

function isBuiltIn(name: string): boolean {
  return name.startsWith('__') || ['ID', 'String', 'Int', 'Float', 'Boolean'].includes(name);
}
