/** What the schema says about the place of the cursor in the query. */
import { getNamedType, isEnumType, Kind, parse, TypeInfo, visit, visitWithTypeInfo } from 'graphql';
import type { ASTNode, GraphQLSchema } from 'graphql';
import { fieldEntry, valueEntries } from './schema-entry.ts';
import type { SchemaEntry } from './schema-entry.ts';

const tokensMax = 10_000;

/** The innermost field, argument or value at the offset; undefined outside every field. */
export function entryAtCursor(
  schema: GraphQLSchema,
  query: string,
  offset: number,
): SchemaEntry | undefined {
  let found: SchemaEntry | undefined;
  const info = new TypeInfo(schema);
  const document = parsed(query);
  if (!document) return undefined;
  visit(
    document,
    visitWithTypeInfo(info, {
      enter(node) {
        if (!isWithin(node, offset)) return node.kind === Kind.DOCUMENT ? undefined : false;
        found = entryOf(node, info) ?? found;
        return undefined;
      },
    }),
  );
  return found;
}

function entryOf(node: ASTNode, info: TypeInfo): SchemaEntry | undefined {
  const parent = info.getParentType();
  const field = info.getFieldDef();
  if (field?.name.startsWith('__')) return undefined; // The rules of GraphQL describe these.
  if (node.kind === Kind.FIELD) return parent && field ? fieldEntry(parent, field) : undefined;
  if (node.kind === Kind.ARGUMENT && parent && field) {
    const { details } = fieldEntry(parent, field);
    const argument = details.find(({ name }) => name === node.name.value);
    return argument && { ...argument, name: `${parent.name}.${field.name}(${argument.name}:)` };
  }
  if (node.kind !== Kind.ENUM) return undefined;
  const type = getNamedType(info.getInputType());
  if (!type || !isEnumType(type)) return undefined;
  return valueEntries(type).find(({ name }) => name === `${type.name}.${node.value}`);
}

function isWithin({ loc }: ASTNode, offset: number): boolean {
  return loc !== undefined && loc.start <= offset && offset <= loc.end;
}

function parsed(query: string) {
  try {
    return parse(query, { maxTokens: tokensMax });
  } catch {
    return undefined; // While the user types, the query is often not valid.
  }
}
