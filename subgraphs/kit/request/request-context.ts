import type { Subjects } from '../audit/data-subjects.ts';
import type { PartnerResult, PartnerResults } from '../partners/ask-partner.ts';
import type { RequestNumbers } from '../citizen-numbers/request-numbers.ts';
import type { SignedContext } from '../context/read-context.ts';
import type { Ids } from '../ids/request-ids.ts';
import type { AccessHistoryOf } from '../audit/access-history-models.ts';
import type { PartnerRequest } from '../partners/partner-request.ts';
import type { Failures, Path } from '../partners/failures.ts';

/** What belongs to one request: who asks, when, and which partners stayed silent where. */
export interface RequestContext {
  /** `null` is the public. */
  readonly principal: SignedContext | null;
  /** What the purpose of this request satisfies at this partner (`@policy`). */
  readonly policies: readonly string[];
  readonly ids: Ids;
  readonly now: Date;
  /** The calendar day in the Netherlands, YYYY-MM-DD: "open" and "free" are as of a day. */
  readonly today: string;
  readonly partnerRequest: PartnerRequest;
  readonly failures: Failures;
  /** The citizen numbers that this request is about, and what was withheld because of one. */
  readonly numbers: RequestNumbers;
  /** Whom the answer is about: every record that becomes part of it is reported here. */
  readonly subjects: Subjects;
  /** Who looked at somebody, by this kind's own account. */
  readonly accessHistoryOf: AccessHistoryOf;
}

/** The value of one partner's answer; silence is reported at the field, which becomes null. */
export function valueOrNull<T>(
  result: PartnerResult<T>,
  scope: RequestContext,
  path: Path,
): T | null {
  if (!result.isUnavailable) return result.value;
  scope.failures.report([result.unavailable], path);
  return null;
}

/**
 * What several partners gave, together, as far as it is wanted. An empty list means that there are
 * none; while someone is silent nobody knows that, and it is null.
 */
export function listOrNull<T>(
  results: PartnerResults<readonly T[]>,
  scope: RequestContext,
  path: Path,
  isWanted: (item: T) => boolean = () => true,
): readonly T[] | null {
  scope.failures.report(results.unavailable, path);
  const list = [...results.arrived.values()].flat().filter(isWanted);
  return list.length === 0 && results.unavailable.length > 0 ? null : list;
}

/** Today in the Netherlands, as YYYY-MM-DD. */
export function dutchDay(now: Date): string {
  return new Intl.DateTimeFormat('en-CA', { timeZone: 'Europe/Amsterdam' }).format(now);
}
