/** Asks the gateway what an operation costs and whom it asks, without executing it. */
import type { Session } from '../session/session.ts';
import { noticesOf } from '../response/notices.ts';
import type { AskPlan, Plan } from '../response/plan.ts';
import { operationNameFor } from './operation-name.ts';

export function createAskPlan(session: Pick<Session, 'headers'>): AskPlan {
  return async ({ query, variables }) => {
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
          variables: variables.trim() === '' ? {} : (JSON.parse(variables) as unknown),
          operationName: operationNameFor(query, undefined),
        }),
      });
      const body = (await response.json()) as { readonly extensions?: { readonly plan?: Plan } };
      return body.extensions?.plan ?? noticesOf(body);
    } catch {
      return noticesOf({ errors: [{ extensions: { code: 'EXPLORER_NO_ANSWER' } }] });
    }
  };
}
