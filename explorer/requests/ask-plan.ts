/** Asks the gateway what an operation costs and whom it asks, without executing it. */
import type { Session } from '../session/session.ts';
import { noticesOf } from '../response/notices.ts';
import type { AskPlan, Plan } from '../response/plan.ts';
import { operationNameFor } from './operation-name.ts';

export function createAskPlan(session: Pick<Session, 'headers'>): AskPlan {
  return async ({ query, variables }) => {
    if (query.trim() === '') return failure('EXPLORER_QUERY_EMPTY');
    const values = readVariables(variables);
    if (values === undefined) return failure('BAD_USER_INPUT');
    try {
      const response = await fetch('/graphql', {
        method: 'POST',
        credentials: 'omit',
        headers: {
          'content-type': 'application/json',
          accept: 'application/json',
          'x-llo-plan': 'only',
          ...(await session.headers()),
        },
        body: JSON.stringify({
          query,
          variables: values,
          operationName: operationNameFor(query, undefined),
        }),
      });
      const body = (await response.json()) as { readonly extensions?: { readonly plan?: Plan } };
      return body.extensions?.plan ?? noticesOf(body);
    } catch (error) {
      return failure(error instanceof TypeError ? 'EXPLORER_NO_CONNECTION' : 'EXPLORER_NO_ANSWER');
    }
  };
}

const failure = (code: string) => noticesOf({ errors: [{ extensions: { code } }] });

/** Undefined when the text is not JSON. */
function readVariables(text: string): unknown {
  if (text.trim() === '') return {};
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
