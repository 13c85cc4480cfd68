import { resolvePerson } from '../kit/ids/person-reference.ts';
import { municipalityKey } from '../kit/mapping/entity-keys.ts';
import { provenanceOf } from '../kit/mapping/record-models.ts';
import { listPartnerStatuses } from '../kit/partners/partner-status.ts';
import type { References } from '../kit/subgraph/entity-references.ts';
import type { ResolverMap } from '../kit/subgraph/subgraph-definition.ts';
import type { Context } from './loaders.ts';
import {
  accessHistoryOfPerson,
  benefitsOfPerson,
  employmentsOfPerson,
  listJobseekers,
  profileOfPerson,
} from './queries.ts';
import type { Resolvers, ResolversParentTypes } from './resolver-types.ts';

/** While UWV is unavailable its fields are null, and it is named in `errors`. */
export const uwvResolvers: ResolverMap<Resolvers, ResolversParentTypes> = {
  Query: {
    jobseekers: listJobseekers,
  },

  Person: {
    jobseekerProfile: profileOfPerson,
    benefitEpisodes: benefitsOfPerson,
    employments: employmentsOfPerson,
  },

  JobseekerProfile: {
    region: ({ municipality }) => municipalityKey(municipality),
    provenance: (profile, _, context) => provenanceOf(profile, context),
  },
  BenefitEpisode: { provenance: (benefit, _, context) => provenanceOf(benefit, context) },
  Employment: { provenance: (employment, _, context) => provenanceOf(employment, context) },
  Lookups: { person: ({ id }) => id, uwv: accessHistoryOfPerson },
  PartnerBoard: { uwv: listPartnerStatuses },
};

export const uwvReferences: References<Context, ResolversParentTypes> = {
  Person: ({ id }, context) => resolvePerson(id, context),
  Lookups: ({ person }, context) => resolvePerson(person, context),
  PartnerBoard: ({ moment }) => ({ moment: String(moment) }),
};
