import type { AccessRequirement } from '../../../core/access/access-requirements.ts';

/**
 * The types of case records, and the fields with special categories of data (GDPR, article 9: health, and groups such as
 * refugees), each by the Dutch term of its description, for the person whom they are about.
 */
const CATEGORIES: ReadonlyMap<string, string> = new Map([
  ['Person', 'persoonsnummer'],
  ['JobseekerProfile', 'werkzoekendenprofiel'],
  ['BenefitEpisode', 'uitkeringsperiode'],
  ['BenefitEpisode.type', 'soort uitkering (kan iets zeggen over gezondheid)'],
  ['Employment', 'dienstverband'],
  ['Enrolment', 'deelname'],
  ['Voucher', 'scholingsvoucher'],
  ['Employer', 'werkgever'],
  ['Trajectory', 'begeleidingstraject'],
  ['Trajectory.targetGroup', 'doelgroep (zoals statushouders)'],
  ['Coach', 'arbeidsmarktcoach'],
  ['Lookup', 'inzage in het logboek'],
]);

/** The types of case records that an operation selects, and its special fields. Of a person there is only the id. */
export function dataCategoriesOf(requirements: readonly AccessRequirement[]): readonly string[] {
  const found = requirements.flatMap(({ coordinate }) => {
    const [type = ''] = coordinate.split('.');
    return type === 'Person' && coordinate !== 'Person.id' ? [] : [type, coordinate];
  });
  return [...new Set(found)].filter((one) => CATEGORIES.has(one)).toSorted();
}

/** The Dutch terms of some categories; one that is no longer there is left out. */
export function dutchCategories(categories: readonly string[]): readonly string[] {
  return categories.flatMap((one) => CATEGORIES.get(one) ?? []);
}
