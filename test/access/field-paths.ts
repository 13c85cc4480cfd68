/** Operations that reach a field by the shortest path from a root field, with only required arguments. */
import {
  getNamedType,
  isCompositeType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  isObjectType,
  isRequiredArgument,
  isRequiredInputField,
  type GraphQLField,
  type GraphQLInputType,
  type GraphQLObjectType,
  type GraphQLSchema,
} from 'graphql';

/** The fields from the root to a type; empty for the query type. */
export type FieldPath = readonly GraphQLField<unknown, unknown>[];

type IsPassable = (type: GraphQLObjectType, field: GraphQLField<unknown, unknown>) => boolean;

/** The shortest path to every object type, through the fields for which `isPassable` is true. */
export function fieldPathsTo(
  schema: GraphQLSchema,
  isPassable: IsPassable,
): ReadonlyMap<string, FieldPath> {
  const root = schema.getQueryType();
  if (!root) throw new Error('Cannot find the root');
  const paths = new Map<string, FieldPath>([[root.name, []]]);
  const queue = [root];
  for (let type = queue.shift(); type; type = queue.shift()) {
    for (const field of Object.values(type.getFields())) {
      const next = getNamedType(field.type);
      if (!isObjectType(next) || paths.has(next.name) || !isPassable(type, field)) continue;
      paths.set(next.name, [...(paths.get(type.name) ?? []), field]);
      queue.push(next);
    }
  }
  return paths;
}

/** A selection of these fields of one type, as text. */
export function selectionOf(fields: readonly GraphQLField<unknown, unknown>[]): string {
  return fields.map((field) => fieldText(field, leafSelection(field))).join(' ');
}

/** The path as a selection, with another selection at its end. */
export function selectAlong(fieldPath: FieldPath, selection: string): string {
  return fieldPath.reduceRight((inner, field) => fieldText(field, `{ ${inner} }`), selection);
}

function leafSelection(field: GraphQLField<unknown, unknown>): string {
  return isCompositeType(getNamedType(field.type)) ? '{ __typename }' : '';
}

function fieldText(field: GraphQLField<unknown, unknown>, selection: string): string {
  const required = field.args.filter(isRequiredArgument);
  const text = required.map(({ name, type }) => `${name}: ${literalOf(type)}`).join(', ');
  return `${field.name}${text === '' ? '' : `(${text})`} ${selection}`.trim();
}

function literalOf(type: GraphQLInputType): string {
  if (isNonNullType(type)) return literalOf(type.ofType);
  if (isListType(type)) return `[${literalOf(type.ofType)}]`;
  if (isEnumType(type)) return type.getValues()[0]?.name ?? 'null';
  if (isInputObjectType(type)) {
    const required = Object.values(type.getFields()).filter(isRequiredInputField);
    return `{ ${required.map((field) => `${field.name}: ${literalOf(field.type)}`).join(', ')} }`;
  }
  return LITERALS[type.name] ?? '"x"';
}

const LITERALS: Readonly<Record<string, string>> = {
  Int: '1',
  Float: '1.5',
  Boolean: 'true',
  Date: '"2026-11-21"',
  DateTime: '"2026-11-21T12:00:00Z"',
};
