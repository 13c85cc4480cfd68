/**
 * The last look at every value before it leaves a subgraph: one that holds a citizen number is withheld.
 * It stands around the resolver of every field, so no kind of partner can forget it.
 */
import {
  defaultFieldResolver,
  getNamedType,
  isNonNullType,
  isObjectType,
  isScalarType,
  type GraphQLField,
  type GraphQLObjectType,
  type GraphQLScalarType,
  type GraphQLSchema,
} from 'graphql';
import { findNumbers, type NumberSearch, type ValueKind } from './find-numbers.ts';
import type { RequestNumbers } from './request-numbers.ts';

interface GuardedContext {
  readonly numbers: RequestNumbers;
}

type Field = GraphQLField<unknown, GuardedContext>;

/** Thrown in place of a value that may not be null; the partner is named elsewhere. */
export const WITHHELD = new Error('Value withheld');

/** Changes the schema it is given: every field of a scalar type resolves to a value that may leave. */
export function guardValues(schema: GraphQLSchema): void {
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type) || type.name.startsWith('_')) continue;
    for (const field of Object.values(type.getFields())) {
      const leaf = getNamedType(field.type);
      if (isScalarType(leaf) && leaf.name !== 'Boolean') guardField(type, field, leaf);
    }
  }
}

function guardField(parent: GraphQLObjectType, field: Field, leaf: GraphQLScalarType): void {
  const { resolve = defaultFieldResolver } = field;
  const kindOf = isCursor(parent, field) ? () => 'code' as const : (KINDS[leaf.name] ?? isText);
  const mayBeNull = !isNonNullType(field.type);

  const check = (value: unknown, numbers: RequestNumbers, info: Parameters<typeof resolve>[3]) => {
    const found = numbersIn(value, { leaf, kindOf, search: numbers.search });
    if (found.length === 0) return value;
    numbers.withhold(found, info);
    if (mayBeNull) return null;
    throw WITHHELD;
  };
  field.resolve = (source, args, context, info) => {
    const value: unknown = resolve(source, args, context, info);
    return value instanceof Promise
      ? value.then((one: unknown) => check(one, context.numbers, info))
      : check(value, context.numbers, info);
  };
}

/** Our own encrypted text, in a field of type String because Relay wants it so. */
function isCursor(parent: GraphQLObjectType, { name }: Field): boolean {
  return parent.name === 'PageInfo' || (parent.name.endsWith('Edge') && name === 'cursor');
}

type KindOf = (text: string) => ValueKind | 'neither';

const isText: KindOf = () => 'text';

/**
 * The type in the SDL says what a value is; one that has not the form of its type is read as a text.
 * A type that is not listed is a text.
 */
const KINDS: Readonly<Record<string, KindOf>> = {
  ID: () => 'code',
  URL: (text) => (URL.canParse(text) ? 'code' : 'text'),
  Decimal: (text) => (/^-?\d+(\.\d+)?(e[+-]?\d+)?$/.test(text) ? 'code' : 'text'),
  Date: (text) => (/^\d{4}-\d{2}-\d{2}$/.test(text) ? 'neither' : 'text'),
  DateTime: (text) =>
    /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:\d{2})$/.test(text)
      ? 'neither'
      : 'text',
};

interface Rule {
  readonly leaf: GraphQLScalarType;
  readonly kindOf: KindOf;
  readonly search: NumberSearch;
}

const NOTHING: readonly string[] = [];

function numbersIn(value: unknown, rule: Rule): readonly string[] {
  if (value === null || value === undefined) return NOTHING;
  if (Array.isArray(value)) return value.flatMap((one) => numbersIn(one, rule));
  const text = textOf(value, rule.leaf);
  const kind = rule.kindOf(text);
  return kind === 'neither' ? NOTHING : findNumbers(text, kind, rule.search);
}

/** What the scalar will make of it: a partner's number becomes a string where the type says so. */
function textOf(value: unknown, leaf: GraphQLScalarType): string {
  if (typeof value === 'string') return value;
  const leaving: unknown = leaf.serialize(value);
  return typeof leaving === 'string' ? leaving : JSON.stringify(leaving);
}
