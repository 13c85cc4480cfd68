/** In place of `gateway/authentication/sign-context.ts`: subgraphs are told who asks, and nothing is signed. */
import type * as Real from '../../../gateway/authentication/sign-context.ts';

export const createContextSigner: typeof Real.createContextSigner =
  async () => async (principal) => {
    if (principal.isPublic || principal.purpose === undefined) return undefined;
    const { consumer, scopes, subject, purpose } = principal;
    return JSON.stringify({ consumer, purpose: purpose.uri, scopes, subject });
  };
