import { connectPartners, type ConnectedPartners } from '../kit/partners/connect-partners.ts';
import type { SubgraphDefinition } from '../kit/subgraph/subgraph-definition.ts';
import { createEducationLoaders, type EducationLoaders, type School } from './loaders.ts';
import type { SchoolPartner } from './partner-entry.ts';
import { educationReferences, educationResolvers } from './resolvers.ts';
import { createSchoolSource } from './source.ts';
import { educationStatistics } from './statistics.ts';

/** The schools: ROCs, hogescholen and academies, each with its own OOAPI v5 service. */
export const education: SubgraphDefinition<
  SchoolPartner,
  ConnectedPartners<School>,
  EducationLoaders
> = {
  name: 'education',
  keyDomains: () => ['voucher', 'person'],
  connect: (entries, options) =>
    connectPartners(entries, options, (entry, { log, credentials, catalogue }) => {
      const source = createSchoolSource(entry, credentials(entry.oauth), log);
      return {
        hasPersonLookup: entry.personLookupPath !== undefined,
        associationsPath: entry.associationsPath ?? null,
        trainings: catalogue((call) => source.trainings(call)),
        offerings: catalogue((call) => source.offerings(call), entry.seatsFreshForSeconds),
        source,
      };
    }),
  createLoaders: ({ partners }, request) => createEducationLoaders(partners, request),
  resolvers: educationResolvers,
  references: educationReferences,
  statistics: educationStatistics,
};
