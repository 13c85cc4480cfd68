/**
 * Checks every value before it leaves a subgraph and withholds one with a citizen number. It wraps
 * the resolver of every field, so that no subgraph has to remember it.
 */
import {
  defaultFieldResolver,
  getNamedType,
  isNonNullType,
  isObjectType,
  isScalarType,
  Kind,
  type GraphQLField,
  type GraphQLObjectType,
  type GraphQLScalarType,
  type GraphQLSchema,
} from 'graphql';
import type { Path } from '../partners/failures.ts';
import { shapeOf } from '../partners/shape-fault.ts';
import { findNumbers, type NumberSearch, type ValueKind } from './find-numbers.ts';
import type { RequestNumbers } from './request-numbers.ts';

interface GuardedContext {
  readonly numbers: RequestNumbers;
}

type Field = GraphQLField<unknown, GuardedContext>;

/** Thrown in place of a value that may not be null; the partner is reported elsewhere. */
export const WITHHELD = new Error('Value withheld');

/** Wraps the resolvers of all fields of scalar types in the given schema. */
export function guardValues(schema: GraphQLSchema): void {
  const types = Object.values(schema.getTypeMap()).filter(isObjectType);
  const caseTypes = new Set(types.filter(isAboutPeople).map(({ name }) => name));
  for (const type of types) {
    if (type.name.startsWith('_')) continue;
    for (const field of Object.values(type.getFields())) {
      const leaf = getNamedType(field.type);
      if (isScalarType(leaf) && leaf.name !== 'Boolean') guardField(type, field, leaf, caseTypes);
    }
  }
}

/** By its layer in the SDL. */
function isAboutPeople({ astNode }: GraphQLObjectType): boolean {
  const tags = astNode?.directives?.filter(({ name }) => name.value === 'tag') ?? [];
  return tags.some((tag) =>
    tag.arguments?.some(({ value }) => value.kind === Kind.STRING && value.value === 'case'),
  );
}

/** The type of record that a code belongs to: `Code` is the same type in public records. */
function ownerOf(path: Path | undefined): string {
  let at = path;
  while (at !== undefined && (at.typename === undefined || at.typename === 'Code')) at = at.prev;
  return at?.typename ?? '';
}

function guardField(
  parent: GraphQLObjectType,
  field: Field,
  leaf: GraphQLScalarType,
  caseTypes: ReadonlySet<string>,
): void {
  const { resolve = defaultFieldResolver } = field;
  const kindOf: KindOf = isCursor(parent, field)
    ? () => 'code' as const
    : (KINDS[leaf.name] ?? isText);
  const mayBeNull = !isNonNullType(field.type);

  const check = (value: unknown, numbers: RequestNumbers, info: Parameters<typeof resolve>[3]) => {
    const isCaseCode = leaf.name === 'ID' && caseTypes.has(ownerOf(info.path));
    const rule = { leaf, kindOf: isCaseCode ? isOfCase : kindOf, search: numbers.search };
    const found = numbersIn(value, rule);
    if (found.length === 0) return value;
    numbers.withhold(found, info, shapeOf(value));
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

/** Our own encrypted text; Relay requires the type String for it. */
function isCursor(parent: GraphQLObjectType, { name }: Field): boolean {
  return parent.name === 'PageInfo' || (parent.name.endsWith('Edge') && name === 'cursor');
}

type KindOf = (text: string) => ValueKind | 'neither';

const isText: KindOf = () => 'text';
const isOfCase: KindOf = () => 'case code';

/**
 * By the type in the SDL. A value without the form of its type, and a type that is not listed, is a
 * text.
 */
const KINDS: Readonly<Record<string, KindOf>> = {
  ID: () => 'code',
  URL: (text) => (URL.canParse(text) ? 'code' : 'text'),
  Decimal: (text) => (/^-?\d+(\.\d+)?(e[+-]?\d+)?$/.test(text) ? 'code' : 'text'),
  Date: (text) => (/^\d{4}-\d{2}-\d{2}$/.test(text) ? 'neither' : 'text'),
  DateTime: (text) =>
    // More digits of a second could be a number.
    /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,7})?)?(Z|[+-]\d{2}:\d{2})$/.test(text)
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

/** The value as the scalar serializes it: a number of a partner may become a string. */
function textOf(value: unknown, leaf: GraphQLScalarType): string {
  if (typeof value === 'string') return value;
  const leaving: unknown = leaf.serialize(value);
  return typeof leaving === 'string' ? leaving : JSON.stringify(leaving);
}
