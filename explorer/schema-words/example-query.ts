/** A query that selects a field that somebody found in the schema. */
import { getNamedType, isCompositeType, isObjectType, isRequiredArgument } from 'graphql';
import type {
  GraphQLArgument,
  GraphQLField,
  GraphQLNamedType,
  GraphQLObjectType,
  GraphQLSchema,
} from 'graphql';

/** The path from the root to the type, in fields that need no argument; undefined when there is none. */
function pathTo(schema: GraphQLSchema, typeName: string): readonly string[] | undefined {
  const root = schema.getQueryType();
  if (!root) return undefined;
  const paths = new Map<GraphQLObjectType, readonly string[]>([[root, []]]);
  for (const [type, path] of paths) {
    if (type.name === typeName) return path;
    // A set is read in the order in which types are added, so the shortest path comes first.
    for (const field of freeFields(type)) {
      const next = getNamedType(field.type);
      if (isObjectType(next) && !paths.has(next)) paths.set(next, [...path, field.name]);
    }
  }
  return undefined;
}

function freeFields(type: GraphQLObjectType): readonly GraphQLField<unknown, unknown>[] {
  const fields = Object.values(type.getFields()).filter(({ args }) => !args.some(isRequired));
  // Rows of a list are reached by `nodes`, which gives a simpler query than `edges`.
  return fields.toSorted((a, b) => Number(b.name === 'nodes') - Number(a.name === 'nodes'));
}

const isRequired = (argument: GraphQLArgument) => isRequiredArgument(argument);

/** The text of a query for `Training.sector`; undefined when no query reaches it without arguments. */
export function exampleQuery(
  schema: GraphQLSchema,
  entryName: string,
  operationName: string,
): string | undefined {
  const selection = selectionOf(schema, entryName);
  return selection && `query ${operationName} {\n${indented(selection)}\n}\n`;
}

function selectionOf(schema: GraphQLSchema, entryName: string): string | undefined {
  const [typeName = '', fieldName] = entryName.split('.');
  const type = schema.getType(typeName);
  const path = pathTo(schema, typeName);
  if (!path || !isObjectType(type)) return undefined;
  if (fieldName === undefined) return path.length === 0 ? undefined : written(path, type);
  const field = type.getFields()[fieldName];
  if (!field || field.args.some(isRequired)) return undefined;
  return written([...path, fieldName], getNamedType(field.type));
}

/** Selects the rows of a connection, since its other fields only tell about its pages. */
function written(path: readonly string[], last: GraphQLNamedType): string {
  const nodes = isObjectType(last) ? last.getFields()['nodes'] : undefined;
  if (nodes) return written([...path, nodes.name], getNamedType(nodes.type));
  const selected = isCompositeType(last) ? plainFields(last) : [];
  const nested = selected.length > 0 ? [...path, selected.join('\n')] : path;
  return nested.reduceRight<string>(
    (inner, step) => (inner === '' ? step : `${step} {\n${indented(inner)}\n}`),
    '',
  );
}

const indented = (text: string) => text.replaceAll(/^/gm, '  ');

const selectedMax = 6;

/** The first fields without arguments and without fields of their own; `__typename` when there are none. */
function plainFields(type: GraphQLNamedType): readonly string[] {
  if (!isObjectType(type)) return ['__typename'];
  const plain = freeFields(type).filter((field) => !isCompositeType(getNamedType(field.type)));
  return plain.length === 0 ? ['__typename'] : plain.slice(0, selectedMax).map(({ name }) => name);
}
