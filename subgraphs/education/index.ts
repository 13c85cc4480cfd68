import { createReachable } from '../asking/reachable.ts';
import { credentialsOf } from '../credentials.ts';
import { partnersOf } from '../partners.ts';
import type { KindOfPartner, KindOptions } from '../subgraph.ts';
import { createEducationLoaders, type EducationLoaders, type School } from './loaders.ts';
import { educationReferences, educationResolvers } from './resolvers.ts';
import { createSchoolSource } from './source.ts';

/** The schools: ROCs, hogescholen and academies, each behind its own OOAPI v5 service. */
export function createEducation({
  partners,
  secretOf,
  log,
}: KindOptions): KindOfPartner<EducationLoaders> {
  const schools: readonly School[] = partnersOf(partners, 'education').map((entry) => {
    const reachable = createReachable(entry, log);
    return {
      ...reachable,
      answersByPerson: entry.personLookupPath !== undefined,
      source: createSchoolSource(entry, credentialsOf(entry, secretOf), reachable.log),
    };
  });
  return {
    keyDomains: ['voucher', 'person'],
    resolvers: educationResolvers,
    references: educationReferences,
    createLoaders: (scope) => createEducationLoaders(schools, scope),
    stop: async () => {
      await Promise.all(schools.map((school) => school.source.stop()));
    },
  };
}
