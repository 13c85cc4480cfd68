import { SPECIAL_CATEGORIES } from '../../core/purposes/purposes.ts';
import { codedError } from '../../core/errors/coded-error.ts';
import { reportSent } from '../kit/citizen-numbers/ask-holders.ts';
import { personModel } from '../kit/ids/person-reference.ts';
import { listPage } from '../kit/paging/connection.ts';
import { byDayThenId } from '../kit/paging/rows-by-day.ts';
import type { Path } from '../kit/partners/failures.ts';
import { municipalitiesIn } from '../kit/mapping/region-filter.ts';
import type { Context } from './loaders.ts';
import { asBenefit, asEmployment, type PersonModel } from './models.ts';
import type { PersonPart, PersonRecord } from './records.ts';
import type { LookupsResolvers, PersonResolvers, QueryResolvers } from './resolver-types.ts';
import { industriesIn } from './sbi.ts';

/**
 * `Query.jobseekers`: by id. UWV's order, by number of registration, is the same for every client. A filter
 * by benefit tells who has one, so it takes a purpose that may see benefits.
 */
export const listJobseekers: QueryResolvers['jobseekers'] = (
  _,
  { filter, ...page },
  context,
  { path },
) => {
  const { region, sectors, benefitTypes, availableFrom } = filter ?? {};
  const { cursors, failures, loaders, today, policies } = context;
  if (benefitTypes && !policies.includes(SPECIAL_CATEGORIES)) {
    throw codedError('PURPOSE_DENIED', 'Cannot filter by benefit under this purpose');
  }
  return listPage(
    page,
    { scope: { field: 'jobseekers', filter: filter ?? null }, cursors, failures, path },
    (start, first) =>
      loaders.jobseekerPage({
        selection: {
          municipalities: region ? municipalitiesIn(region, today) : null,
          industries: sectors ? industriesIn(sectors) : null,
          benefitTypes: benefitTypes ?? null,
          benefitOn: today,
          availableFrom: availableFrom ?? null,
        },
        first,
        start,
      }),
    ({ partner, number }) => {
      context.subjects.report('person', partner, number);
      return personModel(number, context.ids);
    },
  );
};

/** `Person.jobseekerProfile` */
export const profileOfPerson: PersonResolvers['jobseekerProfile'] = async (
  person,
  _,
  context,
  { path },
) => {
  const files = await filesOf(person, 'profile', context, path);
  return files?.find(({ profile }) => profile !== null)?.profile ?? null;
};

/** `Person.benefitEpisodes`: the oldest first. */
export const benefitsOfPerson: PersonResolvers['benefitEpisodes'] = async (
  person,
  { activeOn },
  context,
  { path },
) => {
  const files = await filesOf(person, 'benefits', context, path);
  return files
    ?.flatMap(({ benefits }) => benefits)
    .filter((benefit) => activeOn == null || isActiveOn(benefit, activeOn))
    .map((record) => asBenefit(record, context.ids))
    .toSorted(byDayThenId(({ startedOn }) => startedOn));
};

/** `Person.employments`: the oldest first. */
export const employmentsOfPerson: PersonResolvers['employments'] = async (
  person,
  { activeOn },
  context,
  { path },
) => {
  const files = await filesOf(person, 'employments', context, path);
  return files
    ?.flatMap(({ employments }) => employments)
    .filter((employment) => activeOn == null || isActiveOn(employment, activeOn))
    .map((record) => asEmployment(record, context.ids))
    .toSorted(byDayThenId(({ startedOn }) => startedOn));
};

/** `Lookups.uwv` */
export const accessHistoryOfPerson: LookupsResolvers['uwv'] = (
  { number },
  _,
  { loaders, accessHistoryOf },
) =>
  accessHistoryOf(
    loaders.partners.map(({ id }) => ({ type: 'person', partner: id, text: number })),
  );

/** One part of a person's file from each partner that knows the person; null when none does. */
async function filesOf(
  { number }: PersonModel,
  part: PersonPart,
  { loaders, failures, subjects }: Context,
  path: Path,
): Promise<readonly PersonRecord[] | null> {
  const results = await loaders.partOfPerson.load({ number, part });
  failures.report(results.unavailable, path);
  reportSent(subjects, results, number);
  const files = [...results.arrived.values()];
  return files.length === 0 ? null : files;
}

interface Period {
  readonly startedOn: string;
  readonly endedOn: string | null;
}

/** The first and the last day of a period count. */
function isActiveOn({ startedOn, endedOn }: Period, day: string): boolean {
  return startedOn <= day && (endedOn === null || endedOn >= day);
}
