import type { PartnerCall, PartnerRequest } from '../kit/partners/partner-request.ts';
import type { ConnectedPartner } from '../kit/partners/connect-partners.ts';
import DataLoader from 'dataloader';
import {
  askAll,
  notOffered,
  type PartnerResult,
  type PartnerResults,
} from '../kit/partners/ask-partner.ts';
import { askByPartner } from '../kit/partners/ask-by-partner.ts';
import type { RequestContext } from '../kit/request/request-context.ts';
import type { SubgraphContext } from '../kit/subgraph/subgraph-definition.ts';
import type { EnrolmentRecord, OfferingRecord, TrainingRecord } from './records.ts';
import type { SchoolSource } from './source.ts';

/** A connected school. */
export type School = ConnectedPartner<{
  /** Whether it has a lookup by citizen number (our extension of OOAPI). */
  readonly hasPersonLookup: boolean;
  readonly source: SchoolSource;
}>;

/** An enrolment by the school that holds it. */
export interface EnrolmentKey {
  readonly partner: string;
  readonly key: string;
}

/** Batches the calls of one request. */
export interface EducationLoaders {
  /** All trainings of one school; empty for an unknown school. */
  readonly trainingsOf: DataLoader<string, PartnerResult<readonly TrainingRecord[]>>;
  /** All offerings of one school. */
  readonly offeringsOf: DataLoader<string, PartnerResult<readonly OfferingRecord[]>>;
  /** `null` when the school does not have it. */
  readonly enrolment: DataLoader<EnrolmentKey, PartnerResult<EnrolmentRecord | null>, string>;
  /** Enrolments of one person at every school, by citizen number. */
  readonly enrolmentsOfPerson: DataLoader<string, PartnerResults<readonly EnrolmentRecord[]>>;
  ping(): Promise<PartnerResults<void>>;
  readonly partners: readonly School[];
}

export type Context = SubgraphContext<EducationLoaders>;

export function createEducationLoaders(
  schools: readonly School[],
  { partnerRequest: request }: RequestContext,
): EducationLoaders {
  /** One call per school. */
  const wholeList = <T>(ask: (source: SchoolSource, call: PartnerCall) => Promise<readonly T[]>) =>
    new DataLoader<string, PartnerResult<readonly T[]>>(async (schoolIds) => {
      const keys = schoolIds.map((partner) => ({ partner }));
      const results = await askByPartner(schools, keys, request, async (school, _, call) => [
        await ask(school.source, call),
      ]);
      return results.map((result) => result ?? { isUnavailable: false, value: [] });
    });

  return {
    partners: schools,
    trainingsOf: wholeList((source, call) => source.trainings(call)),
    offeringsOf: wholeList((source, call) => source.offerings(call)),
    enrolment: new DataLoader(
      async (keys) => {
        const results = await askByPartner(schools, keys, request, (school, group, call) =>
          school.source.enrolments(
            group.map(({ key }) => key),
            call,
          ),
        );
        return results.map((result) => result ?? { isUnavailable: false, value: null });
      },
      { cacheKeyFn: ({ partner, key }) => `${partner}:${key}` },
    ),
    enrolmentsOfPerson: new DataLoader((numbers) => askForPeople(schools, numbers, request)),
    ping: () => askAll(schools, (school, call) => school.source.ping(call), request),
  };
}

/** One call per school for all people; a school without the lookup does not offer this. */
async function askForPeople(
  schools: readonly School[],
  numbers: readonly string[],
  request: PartnerRequest,
): Promise<readonly PartnerResults<readonly EnrolmentRecord[]>[]> {
  const { arrived, unavailable } = await askAll(
    schools.filter((school) => school.hasPersonLookup),
    (school, call) => school.source.enrolmentsOfPeople(numbers, call),
    request,
  );
  const others = schools.filter((school) => !school.hasPersonLookup).map(notOffered);
  return numbers.map((number) => ({
    arrived: new Map([...arrived].map(([school, found]) => [school, found.get(number) ?? []])),
    unavailable: [...unavailable, ...others],
  }));
}
