/** The part of a question that is about the schema itself; no subgraph is asked for it. */
import {
  executeSync,
  Kind,
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLSchema,
  type OperationDefinitionNode,
} from 'graphql';
import type { ObjectShape } from './shape.ts';

export type Introspect = (
  variables: Readonly<Record<string, unknown>>,
) => Readonly<Record<string, unknown>>;

const NONE: Readonly<Record<string, unknown>> = {};

export function createIntrospect(
  schema: GraphQLSchema,
  root: ObjectShape,
  operation: OperationDefinitionNode,
  fragments: readonly FragmentDefinitionNode[],
): Introspect {
  const fields = [...(root.fieldsByType.get(root.type.name) ?? [])];
  const nodes: readonly FieldNode[] = fields.flatMap((field) =>
    field.kind === 'introspection' ? field.nodes : [],
  );
  if (nodes.length === 0) return () => NONE;
  const document: DocumentNode = {
    kind: Kind.DOCUMENT,
    definitions: [
      { ...operation, selectionSet: { kind: Kind.SELECTION_SET, selections: nodes } },
      ...fragments,
    ],
  };
  return (variables) => {
    const { data } = executeSync({ schema, document, variableValues: { ...variables } });
    return data ?? NONE;
  };
}
