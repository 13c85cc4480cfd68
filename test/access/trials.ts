/** The questions that put one type's decisions to the test, for one sort of caller. */
import {
  isObjectType,
  type GraphQLField,
  type GraphQLObjectType,
  type GraphQLSchema,
} from 'graphql';
import type { CallerKind, Decisions } from './decisions.ts';
import { alongWay, selectionOf, waysTo, type Way } from './field-paths.ts';

export interface Trial {
  /** A selection on the root. */
  readonly selection: string;
  /** Path and coordinate of what must be refused; empty when the question must be admitted. */
  readonly refused: readonly { readonly path: string; readonly coordinate: string }[];
}

type Field = GraphQLField<unknown, unknown>;

/** More would pass the limit on root fields. */
const FIELDS_AT_ONCE = 12;

/**
 * Every field of every type once: those that the caller may have together, those refused together.
 * A type that the caller cannot come to is asked all the same, and refused on the way.
 */
export function trialsOf(
  schema: GraphQLSchema,
  caller: CallerKind,
  decisions: Decisions,
): readonly Trial[] {
  const isAllowed = (type: GraphQLObjectType, field: Field) =>
    decisions.isAllowed(caller, `${type.name}.${field.name}`);
  const open = waysTo(schema, isAllowed);
  const any = waysTo(schema, () => true);
  return clientTypes(schema).flatMap((type) => {
    const way = open.get(type.name) ?? any.get(type.name);
    if (!way) return [];
    const fields = Object.values(type.getFields()).filter(({ name }) => !name.startsWith('_'));
    const isWayOpen = open.has(type.name);
    const may = fields.filter((field) => isWayOpen && isAllowed(type, field));
    const mayNot = fields.filter((field) => !may.includes(field));
    const stop = isWayOpen ? undefined : firstStop(schema, way, isAllowed);
    return [
      ...chunks(may).map((some) => ({
        selection: alongWay(way, selectionOf(some)),
        refused: [],
      })),
      ...chunks(mayNot).map((some) => ({
        selection: alongWay(way, selectionOf(some)),
        refused: stop
          ? [stop]
          : some.map(({ name }) => ({
              path: [...way.map((step) => step.name), name].join('.'),
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

/** The first field of the way that this caller may not have. */
function firstStop(
  schema: GraphQLSchema,
  way: Way,
  isAllowed: (type: GraphQLObjectType, field: Field) => boolean,
) {
  let type = schema.getQueryType();
  const path: string[] = [];
  for (const field of way) {
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
