/** Reads the values of custom scalars in a document with all digits of their numbers. */
import {
  isScalarType,
  isSpecifiedScalarType,
  Kind,
  type GraphQLSchema,
  type ValueNode,
} from 'graphql';
import { exactNumber } from '../../core/structures/exact-numbers.ts';

/** Changes the schema: defaults and literals of its custom scalars have exact numbers. */
export function withExactLiterals(schema: GraphQLSchema): GraphQLSchema {
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isScalarType(type) || isSpecifiedScalarType(type)) continue;
    type.parseLiteral = (node, variables) => exactValueOf(node, variables ?? {});
  }
  return schema;
}

/** `valueFromASTUntyped` of graphql-js with exact numbers. */
export function exactValueOf(
  node: ValueNode,
  variables: Readonly<Record<string, unknown>>,
): unknown {
  switch (node.kind) {
    case Kind.NULL:
      return null;
    case Kind.INT:
    case Kind.FLOAT:
      return exactNumber(node.value);
    case Kind.LIST:
      return node.values.map((item) => exactValueOf(item, variables));
    case Kind.OBJECT:
      return Object.fromEntries(
        node.fields.map(({ name, value }) => [name.value, exactValueOf(value, variables)]),
      );
    case Kind.VARIABLE:
      return variables[node.name.value];
    default:
      return node.value;
  }
}
