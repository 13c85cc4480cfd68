/** GraphiQL's fetcher: sends operations to the gateway that served this page and to no other server. */
import type { FetcherParams } from '@graphiql/toolkit';
import type { ExecutionResult } from 'graphql';
import { noteOrigin } from '../response/response-origin.ts';
import type { Session } from '../session/session.ts';
import { SignInError } from '../sign-in/sign-in-error.ts';
import { askNamesFor } from './ask-names.ts';
import { operationNameFor } from './operation-name.ts';

const acceptedTypes = 'application/graphql-response+json, application/json;q=0.9';

/** GraphiQL sends it when the gateway publishes no schema; its response is not shown. */
const introspection = 'IntrospectionQuery';

export type SendOperation = (operation: FetcherParams) => Promise<ExecutionResult>;

export function createSendOperation(session: Pick<Session, 'headers' | 'view'>): SendOperation {
  return async (operation) => {
    const view = session.view();
    try {
      const response = await fetch('/graphql', {
        method: 'POST',
        credentials: 'omit',
        headers: {
          'content-type': 'application/json',
          accept: acceptedTypes,
          ...(await session.headers()),
        },
        body: JSON.stringify({
          ...operation,
          operationName: operationNameFor(operation.query, operation.operationName),
        }),
      });
      const text = await response.text();
      await askNamesFor(text);
      const result = parseResponse(text, response.status);
      if (operation.operationName !== introspection)
        noteOrigin(result, response.headers, operation, view);
      return result;
    } catch (error) {
      if (error instanceof SignInError)
        return requestError(error.message, 'EXPLORER_SIGN_IN_ENDED');
      return requestError(error instanceof Error ? error.message : 'no connection');
    }
  };
}

function parseResponse(text: string, status: number): ExecutionResult {
  try {
    const body: unknown = JSON.parse(text);
    if (typeof body === 'object' && body !== null) return body;
  } catch {
    // The text is not JSON: the error below shows only the status.
  }
  return requestError(`HTTP ${status}`);
}

/** Has the shape of a GraphQL response, so that the table and the JSON view both show the error. */
function requestError(reason: string, code = 'EXPLORER_NO_ANSWER'): ExecutionResult {
  const error = {
    message: `Cannot read the gateway's response: ${reason}`,
    extensions: { code },
  };
  return { data: null, errors: [error] } as unknown as ExecutionResult;
}
