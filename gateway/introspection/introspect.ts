import {
  getOperationAST,
  Kind,
  OperationTypeNode,
  type DocumentNode,
  type SelectionSetNode,
} from 'graphql';
import { executeWithin } from '../../core/limits/execute-within.ts';
import type { ClientResponse } from '../responses/client-response.ts';
import type { Principal } from '../authentication/principal.ts';
import type { NormalizedOperation } from '../planning/planner.ts';
import type { SchemaFor } from './schema-for.ts';

/** Answers a question about the schema alone; `null` when it asks for data as well. */
export type Introspect = (
  operation: NormalizedOperation & {
    readonly variables: Readonly<Record<string, unknown>>;
    readonly principal: Principal;
    readonly signal: AbortSignal;
  },
) => Promise<ClientResponse | null>;

const SCHEMA_FIELDS = new Set(['__schema', '__type']);

/** The schema is known here: no plan is needed, and the planner knows fewer of its fields than we do. */
export function createIntrospect({ seesAll, schemaOf }: SchemaFor): Introspect {
  return async function introspect({ document, operationName, variables, principal, signal }) {
    const operation = getOperationAST(document, operationName);
    if (operation?.operation !== OperationTypeNode.QUERY) return null;
    const names = rootNames(operation.selectionSet, document);
    const isAboutSchema = [...names].some((name) => SCHEMA_FIELDS.has(name));
    const hasData = [...names].some((name) => !name.startsWith('__'));
    if (hasData) return isAboutSchema && !seesAll(principal) ? refuseMixed() : null;
    const schema = schemaOf(principal);
    const { data, errors } = await executeWithin({
      schema,
      document,
      operationName,
      contextValue: {},
      variableValues: variables,
      signal,
    });
    return {
      data: data ?? null,
      ...(errors && {
        errors: errors.map(({ message, extensions: { code = 'BAD_REQUEST' } }) => ({
          message,
          extensions: { code },
        })),
      }),
    };
  };
}

/** Where data come from, the schema is not cut to the caller: so they do not go together. */
function refuseMixed(): ClientResponse {
  const message =
    'Ask about the schema and about data in two questions' +
    ' / Vraag het schema en gegevens in twee vragen';
  return { data: null, errors: [{ message, extensions: { code: 'BAD_REQUEST' } }] };
}

/** The fields at the root, through fragments; each fragment is read once. */
function rootNames(
  set: SelectionSetNode,
  document: DocumentNode,
  names = new Set<string>(),
  visited = new Set<string>(),
): ReadonlySet<string> {
  for (const selection of set.selections) {
    if (selection.kind === Kind.FIELD) names.add(selection.name.value);
    else if (selection.kind === Kind.INLINE_FRAGMENT) {
      rootNames(selection.selectionSet, document, names, visited);
    } else if (!visited.has(selection.name.value)) {
      visited.add(selection.name.value);
      for (const definition of document.definitions) {
        const isMeant =
          definition.kind === Kind.FRAGMENT_DEFINITION &&
          definition.name.value === selection.name.value;
        if (isMeant) rootNames(definition.selectionSet, document, names, visited);
      }
    }
  }
  return names;
}
