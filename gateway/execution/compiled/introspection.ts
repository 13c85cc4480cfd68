/** Executes the introspection fields of an operation (`__schema`, `__type`) on the API schema. */
import {
  Kind,
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLSchema,
  type OperationDefinitionNode,
} from 'graphql';
import { executeWithin } from '../../../core/limits/execute-within.ts';
import type { ObjectShape } from './shape/shape.ts';
import { OutputTooLarge } from '../output-too-large.ts';

/** Throws `OutputTooLarge`. */
export type RunIntrospection = (
  variables: Readonly<Record<string, unknown>>,
  signal: AbortSignal,
) => Promise<Readonly<Record<string, unknown>>>;

/** Undefined for an operation without introspection fields. */
export function compileIntrospection(
  schema: GraphQLSchema,
  root: ObjectShape,
  operation: OperationDefinitionNode,
  fragments: readonly FragmentDefinitionNode[],
): RunIntrospection | undefined {
  const fields = root.fieldsByType.get(root.type.name) ?? [];
  const nodes: readonly FieldNode[] = fields.flatMap((field) =>
    field.kind === 'introspection' ? field.nodes : [],
  );
  if (nodes.length === 0) return undefined;
  const document: DocumentNode = {
    kind: Kind.DOCUMENT,
    definitions: [
      { ...operation, selectionSet: { kind: Kind.SELECTION_SET, selections: nodes } },
      ...fragments,
    ],
  };
  return async (variables, signal) => {
    const { data } = await executeWithin({
      schema,
      document,
      contextValue: {},
      variableValues: { ...variables },
      signal,
    });
    if (!data) throw new OutputTooLarge();
    return data;
  };
}
