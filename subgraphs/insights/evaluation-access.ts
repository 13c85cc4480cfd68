import type { RequestContext } from '../kit/request/request-context.ts';

const SCOPE = 'llo:aggregate';
const POLICY = 'purpose:evaluation';

/** Whether a principal may read what is for evaluation alone. The schema cannot tell, because the table decides. */
export function mayReadEvaluation({
  principal,
  policies,
}: Pick<RequestContext, 'principal' | 'policies'>): boolean {
  return principal !== null && principal.scopes.includes(SCOPE) && policies.includes(POLICY);
}
