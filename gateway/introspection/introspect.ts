import { executeWithin } from '../../core/limits/execute-within.ts';
import type { Principal } from '../authentication/principal.ts';
import type { StoredOperation } from '../operations/operation-store.ts';
import type { ClientResponse } from '../responses/client-response.ts';
import type { SchemaFor } from './schema-for.ts';

/** Executes an operation on the schema alone; null when it selects data as well. */
export type Introspect = (request: {
  readonly operation: StoredOperation;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly principal: Principal;
  readonly signal: AbortSignal;
}) => Promise<ClientResponse | null>;

/** No plan is needed: the schema is known here, with fields of it that the planner does not know. */
export function createIntrospect({ seesAll, schemaOf }: SchemaFor): Introspect {
  return async function introspect({ operation, variables, principal, signal }) {
    const { document, selects } = operation;
    if (selects === 'data') return null;
    if (selects === 'data and schema') return seesAll(principal) ? null : mixed();
    const { data, errors } = await executeWithin({
      schema: schemaOf(principal),
      document,
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

/** Data are executed on the whole schema, which this principal may not read: so one excludes the other. */
function mixed(): ClientResponse {
  const message =
    'Request the schema and data in two operations / Vraag het schema en de gegevens apart op';
  return { data: null, errors: [{ message, extensions: { code: 'BAD_REQUEST' } }] };
}
