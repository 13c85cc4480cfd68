import DataLoader from 'dataloader';
import { createListIndex } from '../kit/mapping/list-index.ts';
import { createHolders, type PersonResults } from '../kit/citizen-numbers/ask-holders.ts';
import { notOffered } from '../kit/partners/ask-partner.ts';
import type { Catalogue } from '../kit/partners/catalogue.ts';
import type { ConnectedPartner } from '../kit/partners/connect-partners.ts';
import { createListLoader, createRecordLoader } from '../kit/partners/partner-loaders.ts';
import type { RequestContext } from '../kit/request/request-context.ts';
import type { SubgraphContext } from '../kit/subgraph/subgraph-definition.ts';
import type { EnrolmentRecord, OfferingRecord, TrainingRecord } from './records.ts';
import type { SchoolSource } from './source.ts';

/** A connected school. */
export type School = ConnectedPartner<{
  /** Whether it has a lookup by citizen number (our extension of OOAPI). */
  readonly hasPersonLookup: boolean;
  /** Where it has a list of all associations (our extension of OOAPI); null without one. */
  readonly associationsPath: string | null;
  /** All its programmes and courses. */
  readonly trainings: Catalogue<TrainingRecord>;
  /** All its offerings, also past ones. */
  readonly offerings: Catalogue<OfferingRecord>;
  readonly source: SchoolSource;
}>;

export type EducationLoaders = ReturnType<typeof createEducationLoaders>;

export type Context = SubgraphContext<EducationLoaders>;

/** The offerings of one training in the list of its school. */
export const offeringsByTraining = createListIndex<OfferingRecord>(
  ({ trainingKey }) => trainingKey,
);

/** Batches the calls of one request. */
export function createEducationLoaders(schools: readonly School[], context: RequestContext) {
  const { partnerRequest: request } = context;
  const { askHolders } = createHolders(
    schools.filter((school) => school.hasPersonLookup),
    context,
  );
  const others = schools.filter((school) => !school.hasPersonLookup).map(notOffered);
  return {
    partners: schools,
    /** All trainings of one school; empty for an unknown school. */
    trainingsOf: createListLoader(schools, request, ({ trainings }) => trainings),
    /** All offerings of one school. */
    offeringsOf: createListLoader(schools, request, ({ offerings }) => offerings),
    /** `null` when the school does not have it. */
    enrolment: createRecordLoader<School, EnrolmentRecord | null>(
      schools,
      request,
      null,
      (school, keys, call) => school.source.enrolments(keys, call),
    ),
    /** By citizen number, at the schools that hold the person; one without the lookup does not offer this. */
    enrolmentsOfPerson: new DataLoader<string, PersonResults<readonly EnrolmentRecord[]>>(
      async (numbers) => {
        const resultsOf = await askHolders(numbers, ({ source }, members, call) =>
          source.enrolmentsOfPeople(members, call),
        );
        return numbers.map((number) => {
          const { unavailable, ...results } = resultsOf(number);
          return { ...results, unavailable: [...unavailable, ...others] };
        });
      },
    ),
  };
}
