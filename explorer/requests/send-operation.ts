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
    if (operation.query.trim() === '')
      return requestError('The query is empty', 'EXPLORER_QUERY_EMPTY');
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
      const reason = error instanceof Error ? error.message : 'no connection';
      // `fetch` ends with a TypeError when nothing arrived.
      return error instanceof TypeError
        ? requestError(reason, 'EXPLORER_NO_CONNECTION')
        : unreadable(reason);
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
  return unreadable(`HTTP ${status}`);
}

function unreadable(reason: string): ExecutionResult {
  return requestError(`Cannot read the gateway's response: ${reason}`, 'EXPLORER_NO_ANSWER');
}

/** Has the shape of a GraphQL response, so that the table and the JSON view both show the error. */
function requestError(message: string, code: string): ExecutionResult {
  const error = { message, extensions: { code } };
  return { data: null, errors: [error] } as unknown as ExecutionResult;
}
