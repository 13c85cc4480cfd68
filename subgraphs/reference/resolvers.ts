import { regionKey } from '../kit/mapping/entity-keys.ts';
import { holdForThisMoment } from '../kit/partners/partner-request.ts';
import type { References } from '../kit/subgraph/entity-references.ts';
import type { ResolverMap } from '../kit/subgraph/subgraph-definition.ts';
import type { RegionKind } from '../../core/regions/regions.ts';
import type { Context } from './loaders.ts';
import {
  deliverablesOfProgramme,
  encodeInstrumentSearch,
  findRegionByArgument,
  findTerms,
  labourMarketOfRegion,
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
export const referenceResolvers: ResolverMap<Resolvers, ResolversParentTypes> = {
  Query: {
    // The id is not decrypted here; the subgraph that holds the key rejects ids of others.
    person: (_, { id }) => ({ id }),
    me: (_, __, { principal }) =>
      principal?.subject === undefined ? null : { id: principal.subject },
    programme: (_, { id }, { loaders }) => loaders.facts.programmes.find((one) => one.id === id),
    programmes: listProgrammes,
    organisation: (_, { id }, { loaders }) =>
      loaders.facts.organisations.find((one) => one.id === id),
    organisations: listOrganisations,
    region: findRegionByArgument,
    regions: listRegions,
    indicator: (_, { id }, { loaders }) => loaders.indicator(id),
    indicators: listIndicators,
    learningPoints: listLearningPoints,
    publicEvents: listPublicEvents,
    vocabulary: findTerms,
    instruments: encodeInstrumentSearch,
    partners: (_, __, { now, partnerRequest }) => {
      holdForThisMoment(partnerRequest);
      return { moment: now.toISOString() };
    },
  },

  Person: { lookups: ({ id }) => ({ person: id }) },

  Programme: {
    regions: ({ regions }, _, { loaders }) =>
      regions?.map((code) => loaders.region(regionKey(code))),
    indicators: ({ id, name }, _, { loaders }) =>
      name === undefined ? null : loaders.facts.indicators.filter((one) => one.programme === id),
    learningPoints: ({ id, name }, _, { loaders }) =>
      name === undefined
        ? null
        : loaders.facts.learningPoints.filter((one) => one.programme === id),
    publicEvents: ({ id, name }, _, { loaders }) =>
      name === undefined ? null : loaders.facts.publicEvents.filter((one) => one.programme === id),
    deliverables: deliverablesOfProgramme,
    roles: ({ id, roles }) => roles?.map((role) => ({ ...role, programme: id })),
    officials: ({ officials }, _, { loaders }) =>
      officials?.map((one) => ({ ...one, source: loaders.source(one.source) })),
  },

  Organisation: {
    // No file gives these.
    kvkNumber: () => null,
    oin: () => null,
    institutionCode: () => null,
    website: () => null,
    roles: ({ id, name }, _, { loaders }) => (name === undefined ? null : loaders.rolesOf(id)),
  },

  OrganisationRole: {
    organisation: ({ organisation }, _, { loaders }) => loaders.organisation(organisation),
    programme: ({ programme }, _, { loaders }) => loaders.programme(programme),
    region: ({ region }, _, { loaders }) => regionByKey(region, loaders),
  },

  PublicRole: {
    organisation: ({ organisation: id }, _, { loaders }) =>
      id === null ? null : loaders.organisation(id),
  },

  Region: {
    members: membersOfRegion,
    overlaps: overlapsOfRegion,
    labourMarket: labourMarketOfRegion,
    hasPartners: (region, _, { loaders, today }) =>
      region.name === undefined ? null : loaders.hasPartners(region, today),
  },

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
    by: ({ by, source }, _, { loaders }) => by && { ...by, source: loaders.source(source) },
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
