import type { GraphQLResolveInfo } from 'graphql';
import { matchedSectors } from '../../core/sectors/sectors.ts';
import { reportSent } from '../kit/citizen-numbers/ask-holders.ts';
import { arrived, gatherResults, type PartnerResult } from '../kit/partners/ask-partner.ts';
import { checkPartners } from '../kit/partners/check-partner-ids.ts';
import type { Path } from '../kit/partners/failures.ts';
import { listPage } from '../kit/paging/connection.ts';
import { pageOfLists } from '../kit/paging/page-of-lists.ts';
import { byDayThenId, byId } from '../kit/paging/rows-by-day.ts';
import { knownOrNull } from '../kit/mapping/record-models.ts';
import { municipalitiesIn } from '../kit/mapping/region-filter.ts';
import { listOrNull, valueOrNull } from '../kit/request/request-context.ts';
import { searchWords } from '../kit/limits/search-words.ts';
import { resolveFromList, type ResolveReference } from '../kit/subgraph/entity-references.ts';
import { eachInTurns, filterInTurns } from '../kit/turns/in-turns.ts';
import { offeringsByTraining, type Context } from './loaders.ts';
import {
  asEnrolment,
  asVoucher,
  type EnrolmentModel,
  type PersonModel,
  type TrainingModel,
  type TrainingOfferingModel,
} from './models.ts';
import type {
  EnrolmentResolvers,
  LookupsResolvers,
  PersonResolvers,
  QueryResolvers,
  TrainingResolvers,
} from './resolver-types.ts';
import {
  isGivenAsWanted,
  isOpenOn,
  isWanted,
  needsOfferings,
  type TrainingWish,
} from './training-rules.ts';
import type { EnrolmentRecord, OfferingRecord, TrainingRecord } from './records.ts';

/** `Query.training`: null without an error when no school has it. */
export const findTraining: QueryResolvers['training'] = async (_, { id }, context, { path }) =>
  knownOrNull(await resolveTraining({ __typename: 'Training', id }, context, path));

/** `Query.trainings`: over all schools, by name. */
export const listTrainings: QueryResolvers['trainings'] = (
  _,
  { filter, ...page },
  context,
  { path },
) => {
  const { publicCursors: cursors, failures, loaders, today } = context;
  const { signal } = context.partnerRequest;
  const { providers, region, q, sectors, routes, skills, ...wished } = filter ?? {};
  return listPage(
    page,
    { scope: { field: 'trainings', filter: filter ?? null }, cursors, failures, path },
    async (start, first) => {
      const wish: TrainingWish = {
        ...wished,
        words: q == null ? [] : searchWords(q, 'q'),
        sectors: sectors ? matchedSectors(sectors) : null,
        routes: routes ? new Set(routes) : null,
        skills: skills ? new Set(skills) : null,
        municipalities: region ? new Set(municipalitiesIn(region, today)) : null,
      };
      const asked = providers ? checkPartners(providers, loaders.partners) : loaders.partners;
      const results = await gatherResults(asked, ({ id }) => wantedAt(id, wish, context));
      const keyOf = ({ name, key }: TrainingRecord) => [name, key] as const;
      return pageOfLists(results, start, first, { keyOf, signal });
    },
    ({ record }) => record,
  );
};

/**
 * The trainings of one school that fit. Where the filter needs offerings and the school does not give
 * them, the school counts as unavailable.
 */
async function wantedAt(
  school: string,
  wish: TrainingWish,
  { loaders, partnerRequest: { signal } }: Context,
): Promise<PartnerResult<readonly TrainingRecord[]>> {
  const [trainings, offerings] = await Promise.all([
    loaders.trainingsOf.load(school),
    needsOfferings(wish) ? loaders.offeringsOf.load(school) : null,
  ]);
  if (trainings.isUnavailable) return trainings;
  const isFitting = (training: TrainingRecord) => isWanted(training, wish);
  const wanted = await filterInTurns(trainings.value, isFitting, signal);
  if (offerings === null) return arrived(wanted);
  if (offerings.isUnavailable) return offerings;
  const given = new Set<string | null>();
  const addGiven = (offering: OfferingRecord) => {
    if (isGivenAsWanted(offering, wish)) given.add(offering.trainingKey);
  };
  await eachInTurns(offerings.value, addGiven, signal);
  return arrived(wanted.filter((training) => given.has(training.key)));
}

/** `Training.offerings`: by first day. */
export const offeringsOfTraining: TrainingResolvers['offerings'] = async (
  { partner, key },
  { openOn },
  context,
  { path },
) => {
  if (partner === undefined) return null;
  const all = valueOrNull(await context.loaders.offeringsOf.load(partner), context, path);
  return (
    all &&
    offeringsByTraining(all, key)
      .filter((offering) => openOn == null || isOpenOn(offering, openOn))
      .toSorted((a, b) => (a.startDate ?? '').localeCompare(b.startDate ?? ''))
  );
};

/** `Enrolment.training`: the training of the offering that the school gave with the enrolment. */
export const trainingOfEnrolment: EnrolmentResolvers['training'] = async (
  { partner, offering },
  _,
  context,
  { path },
) => {
  if (offering?.trainingKey == null) return null;
  const id = `${partner}:${offering.trainingKey}`;
  return resolveTraining({ __typename: 'Training', id }, context, path);
};

/** `Person.enrolments`: by the first day of the offering, then by id. */
export const enrolmentsOfPerson: PersonResolvers['enrolments'] = async (
  person,
  { statuses },
  context,
  { path },
) => {
  const found = await enrolmentRecordsOf(person, context, path);
  return found
    ?.filter(({ status }) => statuses == null || statuses.includes(status))
    .map((record) => asEnrolment(record, context.ids))
    .toSorted(byDayThenId(({ offering }) => offering?.startDate));
};

/** `Person.vouchers` and `Lookups.vouchers`: those that paid for an enrolment. */
export const vouchersOfPerson: PersonResolvers['vouchers'] = async (person, _, context, info) => {
  const found = await enrolmentRecordsOf(person, context, info.path);
  return found
    ?.flatMap(({ voucher }) => asVoucherUnlessPerson(voucher, context, info) ?? [])
    .toSorted(byId);
};

/** `Enrolment.voucher` */
export const voucherOfEnrolment: EnrolmentResolvers['voucher'] = ({ voucher }, _, context, info) =>
  asVoucherUnlessPerson(voucher, context, info);

/** A fund is asked for the number in the id of a voucher, so a citizen number in its place would reach the fund. */
function asVoucherUnlessPerson(
  voucher: EnrolmentRecord['voucher'] | undefined,
  { ids, numbers }: Context,
  info: GraphQLResolveInfo,
) {
  if (!voucher || numbers.isWithheld(voucher.number, info)) return null;
  return asVoucher(voucher, ids);
}

/**
 * `Lookups.education`: of the person, and of their enrolments, which a fund or a coach finds without
 * knowing the person.
 */
export const accessHistoryOfPerson: LookupsResolvers['education'] = async (
  person,
  _,
  context,
  { path },
) => {
  const enrolments = (await enrolmentRecordsOf(person, context, path)) ?? [];
  return context.accessHistoryOf([
    ...context.loaders.partners.map(({ id: partner }) => ({
      type: 'person' as const,
      partner,
      text: person.number,
    })),
    ...enrolments.map(({ partner, key }) => ({
      type: 'enrolment' as const,
      partner,
      text: `${partner}:${key}`,
    })),
  ]);
};

async function enrolmentRecordsOf(
  { number }: PersonModel,
  context: Context,
  path: Path,
): Promise<readonly EnrolmentRecord[] | null> {
  const results = await context.loaders.enrolmentsOfPerson.load(number);
  reportSent(context.subjects, results, number);
  return listOrNull(results, context, path);
}

/** A training by its public id, from the list of its school. */
export const resolveTraining: ResolveReference<Context, TrainingModel> = resolveFromList(
  (school, { loaders }) => loaders.trainingsOf.load(school),
);

/** An offering by its public id, from the list of its school. */
export const resolveOffering: ResolveReference<Context, TrainingOfferingModel> = resolveFromList(
  (school, { loaders }) => loaders.offeringsOf.load(school),
);

/** An enrolment by its encrypted id: one bounded call each, since OOAPI v5 cannot filter by several. */
export const resolveEnrolment: ResolveReference<Context, EnrolmentModel> = async (
  { id },
  context,
  path,
) => {
  const [partner, key] = context.ids.decryptPair('llo-enrolment/v1', String(id));
  const result = await context.loaders.enrolment.load({ partner, number: key });
  const record = valueOrNull(result, context, path);
  if (record === null) return { id: String(id) };
  context.subjects.report('enrolment', partner, `${partner}:${key}`);
  return { ...record, id: String(id) };
};
