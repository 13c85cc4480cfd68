import {
  execute,
  getOperationAST,
  Kind,
  OperationTypeNode,
  type GraphQLSchema,
  type SelectionSetNode,
} from 'graphql';
import type { ClientAnswer } from '../answering/answer-client.ts';
import type { AdmittedQuestion } from '../planning/planner.ts';

/** Answers a question about the schema alone; `null` when it asks for data as well. */
export type Introspect = (
  question: AdmittedQuestion & { readonly variables: Readonly<Record<string, unknown>> },
) => Promise<ClientAnswer | null>;

const META_FIELDS = new Set(['__schema', '__type', '__typename']);

/** The schema is known here: no plan is needed, and the planner knows fewer of its fields than we do. */
export function createIntrospect(schema: GraphQLSchema): Introspect {
  return async function introspect({ document, operationName, variables }) {
    const operation = getOperationAST(document, operationName);
    const isQuery = operation?.operation === OperationTypeNode.QUERY;
    if (!isQuery || !hasOnlyMetaFields(operation.selectionSet)) return null;
    const { data, errors } = await execute({
      schema,
      document,
      operationName,
      variableValues: variables,
    });
    return {
      data: data ?? null,
      ...(errors && {
        errors: errors.map(({ message }) => ({ message, extensions: { code: 'BAD_REQUEST' } })),
      }),
    };
  };
}

/** A fragment at the root may hide a field of data, so it goes the long way round. */
function hasOnlyMetaFields({ selections }: SelectionSetNode): boolean {
  return selections.every(
    (selection) => selection.kind === Kind.FIELD && META_FIELDS.has(selection.name.value),
  );
}
