/** What `vakgraaf partner check` asks of the membership endpoint of a partner: docs/membership.md. */
import { ok } from '../../../core/findings/finding.ts';
import type { FindMembers } from '../citizen-numbers/find-members.ts';
import { ANY_TOKEN } from '../citizen-numbers/membership-token.ts';
import { quarterOf } from '../ids/encrypted-id.ts';
import type { FaultDetail } from '../partners/partner-fault.ts';
import type { Probed, ProbeTools } from './probe.ts';

const STEP = 'membership';

/**
 * Asks for one bucket, which names nobody. Whether the tokens are made with the key of the partner is not seen: that
 * takes the number of somebody whom it holds.
 */
export async function probeMembership(
  id: string,
  membership: string,
  { findings, ask }: Probed<{ readonly findMembers: FindMembers | null }>,
): Promise<void> {
  if (membership === 'none') {
    const text =
      'none: it is asked about no person whom it did not name itself in the same request';
    findings.push(ok(`${id} ${STEP}`, text));
    return;
  }
  await ask(STEP, async ({ findMembers }, call) =>
    findMembers?.(quarterOf(new Date()), [ANY_TOKEN], call),
  );
}

/** How to mend a fault of that step; null for another step, and for a fault of any request. */
export function mendMembership({ entryLine }: ProbeTools) {
  return ({ reason, status, fields = [] }: FaultDetail, step: string): string | null => {
    if (step !== STEP) return null;
    const line = entryLine(STEP);
    if (status === 404 || status === 405 || status === 410) {
      return `there is no membership endpoint at this path (status ${status}): change it at ${line}, or write none there, after which the partner is asked about no person; docs/membership.md describes it`;
    }
    if (status === 400 || status === 422) {
      return `it refuses the quarter or the buckets (status ${status}): let the partner compare docs/membership.md, and look whether it has the key of this quarter`;
    }
    return reason === 'shape'
      ? `the response is not that of docs/membership.md (${fields.join('; ')}): let the partner mend it`
      : null;
  };
}
