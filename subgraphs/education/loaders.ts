import DataLoader from 'dataloader';
import { createListIndex } from '../kit/mapping/list-index.ts';
import {
  askAll,
  mapArrived,
  notOffered,
  type PartnerResults,
} from '../kit/partners/ask-partner.ts';
import type { ConnectedPartner } from '../kit/partners/connect-partners.ts';
import type { PartnerCall } from '../kit/partners/partner-request.ts';
import { createListLoader, createRecordLoader } from '../kit/partners/partner-loaders.ts';
import type { RequestContext } from '../kit/request/request-context.ts';
import type { SubgraphContext } from '../kit/subgraph/subgraph-definition.ts';
import type { EnrolmentRecord, OfferingRecord } from './records.ts';
import type { SchoolSource } from './source.ts';

/** A connected school. */
export type School = ConnectedPartner<{
  /** Whether it has a lookup by citizen number (our extension of OOAPI). */
  readonly hasPersonLookup: boolean;
  readonly source: SchoolSource;
}>;

export type EducationLoaders = ReturnType<typeof createEducationLoaders>;

export type Context = SubgraphContext<EducationLoaders>;

/** The offerings of one training in the list of its school. */
export const offeringsByTraining = createListIndex<OfferingRecord>(
  ({ trainingKey }) => trainingKey,
);

/** Batches the calls of one request. */
export function createEducationLoaders(
  schools: readonly School[],
  { partnerRequest: request }: RequestContext,
) {
  const withLookup = schools.filter((school) => school.hasPersonLookup);
  const others = schools.filter((school) => !school.hasPersonLookup).map(notOffered);
  return {
    partners: schools,
    /** All trainings of one school; empty for an unknown school. */
    trainingsOf: createListLoader(schools, request, (school, call) =>
      school.source.trainings(call),
    ),
    /** All offerings of one school. */
    offeringsOf: createListLoader(schools, request, (school, call) =>
      school.source.offerings(call),
    ),
    /** `null` when the school does not have it. */
    enrolment: createRecordLoader<School, EnrolmentRecord | null>(
      schools,
      request,
      null,
      (school, keys, call) => school.source.enrolments(keys, call),
    ),
    /** Enrolments of one person, by citizen number; a school without the lookup does not offer this. */
    enrolmentsOfPerson: new DataLoader<string, PartnerResults<readonly EnrolmentRecord[]>>(
      async (numbers) => {
        const ask = (school: School, call: PartnerCall) =>
          school.source.enrolmentsOfPeople(numbers, call);
        const { arrived, unavailable } = await askAll(withLookup, ask, request);
        const results = { arrived, unavailable: [...unavailable, ...others] };
        return numbers.map((number) => mapArrived(results, (found) => found.get(number) ?? []));
      },
    ),
    ping: () => askAll(schools, (school, call) => school.source.ping(call), request),
  };
}
