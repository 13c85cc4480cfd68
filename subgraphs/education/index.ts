import { createPartnerHealth } from '../asking/partner-health.ts';
import { partnersOf } from '../partners.ts';
import type { KindOfPartner, KindOptions } from '../subgraph.ts';
import { createEducationLoaders, type EducationLoaders, type School } from './loaders.ts';
import { educationReferences, educationResolvers } from './resolvers.ts';
import { createSchoolSource } from './source.ts';

/** The schools: ROCs, hogescholen and academies, each behind its own OOAPI v5 service. */
export function createEducation({
  partners,
  secretOf,
}: KindOptions): KindOfPartner<EducationLoaders> {
  const schools: readonly School[] = partnersOf(partners, 'education').map((entry) => ({
    id: entry.id,
    kind: entry.kind,
    name: entry.name,
    deadlineMs: entry.deadlineMs,
    isSynthetic: entry.synthetic,
    answersByPerson: entry.personLookupPath !== undefined,
    health: createPartnerHealth(entry.deadlineMs / 2),
    source: createSchoolSource(entry, entry.oauth && secretOf(entry.oauth.clientSecret.setting)),
  }));
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
