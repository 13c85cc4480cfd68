/**
 * Questions that reach a field: the shortest way from a root field to its type, the arguments it
 * cannot do without, and nothing else.
 */
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

/** The root field first. Empty is the root itself. */
export type Way = readonly GraphQLField<unknown, unknown>[];

type MayPass = (type: GraphQLObjectType, field: GraphQLField<unknown, unknown>) => boolean;

/** The shortest ways to every object type, through fields that may be passed. */
export function waysTo(schema: GraphQLSchema, mayPass: MayPass): ReadonlyMap<string, Way> {
  const root = schema.getQueryType();
  if (!root) throw new Error('Cannot find the root');
  const ways = new Map<string, Way>([[root.name, []]]);
  const queue = [root];
  for (let type = queue.shift(); type; type = queue.shift()) {
    for (const field of Object.values(type.getFields())) {
      const next = getNamedType(field.type);
      if (!isObjectType(next) || ways.has(next.name) || !mayPass(type, field)) continue;
      ways.set(next.name, [...(ways.get(type.name) ?? []), field]);
      queue.push(next);
    }
  }
  return ways;
}

/** A selection of these fields of one type, as text. */
export function selectionOf(fields: readonly GraphQLField<unknown, unknown>[]): string {
  return fields.map((field) => fieldText(field, leafSelection(field))).join(' ');
}

/** The way, with a selection at its end. */
export function alongWay(way: Way, selection: string): string {
  return way.reduceRight((inner, field) => fieldText(field, `{ ${inner} }`), selection);
}

function leafSelection(field: GraphQLField<unknown, unknown>): string {
  return isCompositeType(getNamedType(field.type)) ? '{ __typename }' : '';
}

function fieldText(field: GraphQLField<unknown, unknown>, selection: string): string {
  const given = field.args.filter(isRequiredArgument);
  const text = given.map(({ name, type }) => `${name}: ${literalOf(type)}`).join(', ');
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
