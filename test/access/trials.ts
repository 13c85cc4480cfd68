/** Operations that test the access decisions of a schema for one client. */
import {
  isObjectType,
  type GraphQLField,
  type GraphQLObjectType,
  type GraphQLSchema,
} from 'graphql';
import type { TestClient, Decisions } from './decisions.ts';
import { selectAlong, selectionOf, fieldPathsTo, type FieldPath } from './field-paths.ts';

export interface Trial {
  /** A selection on the query type. */
  readonly selection: string;
  /** Path and coordinate of the fields that must be denied; empty when the operation must be allowed. */
  readonly denied: readonly { readonly path: string; readonly coordinate: string }[];
}

type Field = GraphQLField<unknown, unknown>;

/** More would exceed the limit on root fields. */
const FIELDS_AT_ONCE = 12;

/**
 * Selects every field of every type once, with allowed fields and denied fields in separate operations.
 * A type that the client cannot reach is selected too, and must be denied on the path to it.
 */
export function trialsOf(
  schema: GraphQLSchema,
  client: TestClient,
  decisions: Decisions,
): readonly Trial[] {
  const isAllowed = (type: GraphQLObjectType, field: Field) =>
    decisions.isAllowed(client, `${type.name}.${field.name}`);
  const open = fieldPathsTo(schema, isAllowed);
  const any = fieldPathsTo(schema, () => true);
  return clientTypes(schema).flatMap((type) => {
    const fieldPath = open.get(type.name) ?? any.get(type.name);
    if (!fieldPath) return [];
    const fields = Object.values(type.getFields()).filter(({ name }) => !name.startsWith('_'));
    const isPathOpen = open.has(type.name);
    const may = fields.filter((field) => isPathOpen && isAllowed(type, field));
    const mayNot = fields.filter((field) => !may.includes(field));
    const deniedField = isPathOpen ? undefined : firstDeniedField(schema, fieldPath, isAllowed);
    return [
      ...chunks(may).map((some) => ({
        selection: selectAlong(fieldPath, selectionOf(some)),
        denied: [],
      })),
      ...chunks(mayNot).map((some) => ({
        selection: selectAlong(fieldPath, selectionOf(some)),
        denied: deniedField
          ? [deniedField]
          : some.map(({ name }) => ({
              path: [...fieldPath.map((step) => step.name), name].join('.'),
              coordinate: `${type.name}.${name}`,
            })),
      })),
    ];
  });
}

export function clientTypes(schema: GraphQLSchema): readonly GraphQLObjectType[] {
  return Object.values(schema.getTypeMap()).filter(
    (type): type is GraphQLObjectType => isObjectType(type) && !type.name.includes('__'),
  );
}

/** The first field of the path that is denied to this client. */
function firstDeniedField(
  schema: GraphQLSchema,
  fieldPath: FieldPath,
  isAllowed: (type: GraphQLObjectType, field: Field) => boolean,
) {
  let type = schema.getQueryType();
  const path: string[] = [];
  for (const field of fieldPath) {
    if (!type) break;
    path.push(field.name);
    if (!isAllowed(type, field)) {
      return { path: path.join('.'), coordinate: `${type.name}.${field.name}` };
    }
    type = clientTypes(schema).find(({ name }) => name === String(field.type).replace(/\W/g, ''));
  }
  return undefined;
}

function chunks(fields: readonly Field[]): readonly (readonly Field[])[] {
  const parts: Field[][] = [];
  for (let at = 0; at < fields.length; at += FIELDS_AT_ONCE) {
    parts.push(fields.slice(at, at + FIELDS_AT_ONCE));
  }
  return parts;
}
