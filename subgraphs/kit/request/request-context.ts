import type { Subjects } from '../audit/data-subjects.ts';
import type { PartnerResult, PartnerResults } from '../partners/ask-partner.ts';
import type { MembershipTokens } from '../citizen-numbers/membership-token.ts';
import type { RequestNumbers } from '../citizen-numbers/request-numbers.ts';
import type { SignedContext } from '../context/read-context.ts';
import type { Ids } from '../ids/request-ids.ts';
import type { AccessHistoryOf } from '../audit/access-history-models.ts';
import type { PartnerRequest } from '../partners/partner-request.ts';
import type { Failures, Path } from '../partners/failures.ts';
import { filterInTurns } from '../turns/in-turns.ts';

/** What belongs to one request of the gateway. */
export interface RequestContext {
  /** Null for the public. */
  readonly principal: SignedContext | null;
  /** The policies that the purpose of this request satisfies (`@policy`). */
  readonly policies: readonly string[];
  readonly ids: Ids;
  readonly now: Date;
  /** The calendar day in the Netherlands, YYYY-MM-DD, for fields such as `availability`. */
  readonly today: string;
  readonly partnerRequest: PartnerRequest;
  readonly failures: Failures;
  /** The citizen numbers in this request, and what was withheld because of one. */
  readonly numbers: RequestNumbers;
  /** By which a partner is asked whether it holds a person, before it is sent the number. */
  readonly membershipTokens: MembershipTokens;
  /** Whom the response is about: each record that becomes part of it is reported here. */
  readonly subjects: Subjects;
  /** Who accessed the data of somebody, by the audit log of this subgraph. */
  readonly accessHistoryOf: AccessHistoryOf;
}

/** The value of one partner; null where it failed, which is reported at the field. */
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
 * The items of several partners, filtered. It is null rather than empty when a partner failed,
 * because then it is not known that there are none.
 */
export async function listOrNull<T>(
  results: PartnerResults<readonly T[]>,
  scope: RequestContext,
  path: Path,
  isWanted?: (item: T) => boolean,
): Promise<readonly T[] | null> {
  scope.failures.report(results.unavailable, path);
  const lists = [...results.arrived.values()];
  const list = isWanted
    ? await filterInTurns(itemsOf(lists), isWanted, scope.partnerRequest.signal)
    : lists.flat();
  return list.length === 0 && results.unavailable.length > 0 ? null : list;
}

function* itemsOf<T>(lists: readonly (readonly T[])[]): Generator<T> {
  for (const list of lists) yield* list;
}

/** Made once: it takes longer than to write a day. */
const dutchDays = new Intl.DateTimeFormat('en-CA', { timeZone: 'Europe/Amsterdam' });

/** Today in the Netherlands, as YYYY-MM-DD. */
export function dutchDay(now: Date): string {
  return dutchDays.format(now);
}
