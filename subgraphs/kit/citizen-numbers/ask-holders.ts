import DataLoader from 'dataloader';
import type { Subjects } from '../audit/data-subjects.ts';
import {
  arrived,
  askPartner,
  notOffered,
  type PartnerResult,
  type PartnerResults,
  type Reachable,
} from '../partners/ask-partner.ts';
import type { PartnerCall, PartnerRequest } from '../partners/partner-request.ts';
import type { UnavailablePartner } from '../partners/unavailable-partner.ts';
import type { FindMembers } from './find-members.ts';
import type { MembershipTokens } from './membership-token.ts';

/** A partner that has records of people by citizen number. */
type Holder = Reachable & { readonly source: { readonly findMembers: FindMembers | null } };

/** What partners gave about one person. */
export interface PersonResults<Value> extends PartnerResults<Value> {
  /** The partners that hold the person, and therefore were sent the number, also where they gave no response to it. */
  readonly sentTo: readonly string[];
}

interface Scope {
  readonly partnerRequest: PartnerRequest;
  readonly membershipTokens: MembershipTokens;
}

/**
 * The only way by which a citizen number reaches a partner: each is first asked, by buckets, which of the people it
 * holds, and is then sent the numbers of these alone. What partners say about membership is kept for one request.
 */
export function createHolders<P extends Holder>(
  partners: readonly P[],
  { partnerRequest: request, membershipTokens: { quarter, tokenOf } }: Scope,
) {
  /** One for each partner, so that none waits for another. The value is null where it offers no membership. */
  const createLoader = (partner: P) =>
    new DataLoader<string, PartnerResult<boolean | null>>(async (numbers) => {
      const { findMembers } = partner.source;
      if (findMembers === null) return numbers.map(() => arrived(null));
      const tokens = numbers.map((number) => tokenOf(partner.id, number));
      const members = await askPartner(
        partner,
        (_, call) => findMembers(quarter, tokens, call),
        request,
      );
      return tokens.map((token) =>
        members.isUnavailable ? members : arrived(members.value.has(token)),
      );
    });
  const membership = new Map(partners.map((partner) => [partner.id, createLoader(partner)]));

  const askOne = async <Value>(
    partner: P,
    numbers: readonly string[],
    ask: AskAboutPeople<P, Value>,
  ) => {
    const startedMs = performance.now();
    const loaded = await Promise.all(
      numbers.map(
        async (number) => [number, await membership.get(partner.id)?.load(number)] as const,
      ),
    );
    const isMember = new Map(loaded);
    const members = numbers.filter((number) => {
      const one = isMember.get(number);
      return one !== undefined && !one.isUnavailable && one.value === true;
    });
    const result =
      members.length === 0
        ? arrived(new Map<string, Value>())
        : await askPartner(
            withinRest(partner, startedMs),
            (_, call) => ask(partner, members, call),
            request,
          );
    return { partner, isMember, result };
  };

  return {
    /** For a person whose number this partner sent in this request: it needs no question about membership. */
    noteHolder: (partner: string, number: string) =>
      void membership.get(partner)?.prime(number, arrived(true)),
    /** Returns, by number, what the holders of each person gave. */
    askHolders: async <Value>(numbers: readonly string[], ask: AskAboutPeople<P, Value>) => {
      const asked = await Promise.all(partners.map((partner) => askOne(partner, numbers, ask)));
      return (number: string): PersonResults<Value> => {
        const values = new Map<string, Value>();
        const unavailable: UnavailablePartner[] = [];
        const sentTo: string[] = [];
        for (const { partner, isMember, result } of asked) {
          const one = isMember.get(number);
          if (one?.isUnavailable) unavailable.push(one.unavailable);
          else if (one?.value === null) unavailable.push(notOffered(partner));
          else if (one?.value) {
            sentTo.push(partner.id);
            const value = result.isUnavailable ? undefined : result.value.get(number);
            if (result.isUnavailable) unavailable.push(result.unavailable);
            else if (value !== undefined) values.set(partner.id, value);
          }
        }
        return { arrived: values, unavailable, sentTo };
      };
    },
  };
}

/** Both requests together have the deadline of one. */
function withinRest(partner: Holder, startedMs: number): Holder {
  const leftMs = Math.round(partner.deadlineMs - (performance.now() - startedMs));
  return { ...partner, deadlineMs: Math.max(1, leftMs) };
}

type AskAboutPeople<P, Value> = (
  partner: P,
  numbers: readonly string[],
  call: PartnerCall,
) => Promise<ReadonlyMap<string, Value>>;

/** Reports a person to the audit log at each partner that was sent the number. */
export function reportSent(
  subjects: Subjects,
  { sentTo }: PersonResults<unknown>,
  number: string,
): void {
  for (const partner of sentTo) subjects.report('person', partner, number);
}
