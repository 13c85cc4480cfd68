import { regionKey } from '../kit/mapping/entity-keys.ts';
import type { References } from '../kit/subgraph/entity-references.ts';
import type { ResolverMap } from '../kit/subgraph/subgraph-definition.ts';
import type { RegionKind } from '../../core/regions/regions.ts';
import type { Context } from './loaders.ts';
import {
  deliverablesOfProgramme,
  encodeInstrumentSearch,
  findOrganisation,
  findProgramme,
  findRegionByArgument,
  findTerms,
  listIndicators,
  listLearningPoints,
  listOrganisations,
  listProgrammes,
  listPublicEvents,
  listRegions,
  membersOfRegion,
  overlapsOfRegion,
  regionByKey,
  sourceOfTerm,
} from './queries.ts';
import type { Resolvers, ResolversParentTypes } from './resolver-types.ts';

/** Everything here is published; of a person there is only the key. */
export const referenceResolvers: ResolverMap<Resolvers> = {
  Query: {
    // The id is not decrypted here; the subgraph that holds the key rejects ids of others.
    person: (_, { id }) => ({ id }),
    me: (_, __, { principal }) =>
      principal?.subject === undefined ? null : { id: principal.subject },
    programme: findProgramme,
    programmes: listProgrammes,
    organisation: findOrganisation,
    organisations: listOrganisations,
    region: findRegionByArgument,
    regions: listRegions,
    indicator: (_, { id }, { loaders }) => loaders.facts.indicators.find((one) => one.id === id),
    indicators: listIndicators,
    learningPoints: listLearningPoints,
    publicEvents: listPublicEvents,
    vocabulary: findTerms,
    instruments: encodeInstrumentSearch,
    partners: (_, __, { now }) => ({ moment: now.toISOString() }),
  },

  Person: { lookups: ({ id }) => ({ person: id }) },

  Programme: {
    name: ({ record }) => record?.name,
    summary: ({ record }) => record?.summary,
    period: ({ record }) => record?.period,
    website: ({ record }) => record?.website,
    regions: ({ record }, _, { loaders }) =>
      record?.regions.map((code) => loaders.region(regionKey(code))),
    indicators: ({ id, record }, _, { loaders }) =>
      record && loaders.facts.indicators.filter((one) => one.programme === id),
    learningPoints: ({ id, record }, _, { loaders }) =>
      record && loaders.facts.learningPoints.filter((one) => one.programme === id),
    publicEvents: ({ id, record }, _, { loaders }) =>
      record && loaders.facts.publicEvents.filter((one) => one.programme === id),
    deliverables: deliverablesOfProgramme,
    roles: ({ id, record }) => record?.roles.map((role) => ({ programme: id, record: role })),
    officials: ({ record }, _, { loaders }) =>
      record?.officials.map((one) => ({ record: one, source: loaders.source(one.source) })),
  },

  Organisation: {
    name: ({ record }) => record?.name,
    formerNames: ({ record }) => record?.formerNames,
    roles: ({ id, record }, _, { loaders }) => record && loaders.rolesOf(id),
  },

  OrganisationRole: {
    organisation: ({ record }, _, { loaders }) => loaders.organisation(record.organisation),
    programme: ({ programme }, _, { loaders }) => loaders.programme(programme),
    role: ({ record }) => record.role,
    branch: ({ record }) => record.branch,
    region: ({ record }, _, { loaders }) => regionByKey(record.region, loaders),
    since: ({ record }) => record.since,
    until: ({ record }) => record.until,
  },

  PublicRole: {
    name: ({ record }) => record.name,
    office: ({ record }) => record.office,
    organisation: ({ record: { organisation: id } }, _, { loaders }) =>
      id === null ? null : loaders.organisation(id),
    correction: ({ record }) => record.correction,
  },

  Region: {
    name: ({ record }) => record?.name,
    aliases: ({ record }) => record?.aliases,
    members: membersOfRegion,
    overlaps: overlapsOfRegion,
    hasPartners: ({ record }, _, { loaders, today }) =>
      record && loaders.hasPartners(record, today),
  },

  TargetGroup: { name: ({ record }) => record?.name },

  Indicator: {
    measure: ({ measure }, _, { loaders }) => loaders.measure(measure),
    programme: ({ programme: id }, _, { loaders }) => (id === null ? null : loaders.programme(id)),
    region: ({ region }, _, { loaders }) => regionByKey(region, loaders),
    source: ({ id, source, states }, _, { loaders }) =>
      loaders.source(source, { fact: id, states }),
  },

  LearningPoint: {
    programme: ({ programme }, _, { loaders }) => loaders.programme(programme),
    source: ({ source }, _, { loaders }) => loaders.source(source),
  },

  PublicEvent: {
    by: ({ by, source }, _, { loaders }) => by && { record: by, source: loaders.source(source) },
    providedBy: ({ providedBy: id }, _, { loaders }) =>
      id === null ? null : loaders.organisation(id),
    programme: ({ programme }, _, { loaders }) => loaders.programme(programme),
    source: ({ id, source, states }, _, { loaders }) =>
      loaders.source(source, { fact: id, states }),
  },

  Term: { source: sourceOfTerm },
};

/** An unknown key resolves to the key alone: its other fields are null. */
export const referenceReferences: References<Context, ResolversParentTypes> = {
  Programme: ({ id }, { loaders }) => loaders.programme(String(id)),
  Organisation: ({ id }, { loaders }) => loaders.organisation(String(id)),
  Region: ({ kind, code }, { loaders }) =>
    loaders.region({ kind: kind as RegionKind, code: String(code) }),
  TargetGroup: ({ code }, { loaders }) => loaders.targetGroup(String(code)),
  Person: ({ id }) => ({ id: String(id) }),
  Lookups: ({ person }) => ({ person: String(person) }),
  InstrumentFinder: ({ question }) => ({ question: String(question) }),
  PartnerBoard: ({ moment }) => ({ moment: String(moment) }),
};
