import type { AccessRequirement } from '../../../core/access/access-requirements.ts';

/** The types of case records, each by the Dutch term of its description, for the person whom they are about. */
const CATEGORIES: Readonly<Record<string, string>> = {
  Person: 'persoonsnummer',
  JobseekerProfile: 'werkzoekendenprofiel',
  BenefitEpisode: 'uitkeringsperiode',
  Employment: 'dienstverband',
  Enrolment: 'deelname',
  Voucher: 'scholingsvoucher',
  Employer: 'werkgever',
  Trajectory: 'begeleidingstraject',
  Coach: 'arbeidsmarktcoach',
};

/** The types of case records that an operation selects. Of a person there is only the id. */
export function dataCategoriesOf(requirements: readonly AccessRequirement[]): readonly string[] {
  const types = requirements.flatMap(({ coordinate }) => {
    const [type = ''] = coordinate.split('.');
    return type === 'Person' && coordinate !== 'Person.id' ? [] : [type];
  });
  return [...new Set(types)].filter((type) => Object.hasOwn(CATEGORIES, type)).toSorted();
}

/** The Dutch terms of some types; a type that is no longer there is left out. */
export function dutchCategories(types: readonly string[]): readonly string[] {
  return types.flatMap((type) => (Object.hasOwn(CATEGORIES, type) ? (CATEGORIES[type] ?? []) : []));
}
