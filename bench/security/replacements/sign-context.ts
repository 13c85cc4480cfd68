/** Replaces `gateway/authentication/sign-context.ts`: sends the context unsigned. */
import type * as Real from '../../../gateway/authentication/sign-context.ts';

export const createContextSigner: typeof Real.createContextSigner = () => (principal) => {
  if (principal.isPublic || principal.purpose === undefined) return undefined;
  const { consumer, scopes, subject, purpose } = principal;
  return JSON.stringify({ consumer, purpose: purpose.uri, scopes, subject });
};
