import type { RegionKind } from '../../core/regions/regions.ts';
import { foldName } from '../../core/regions/regions.ts';
import { codedError } from '../../core/errors/coded-error.ts';
import { regionKey } from '../kit/mapping/entity-keys.ts';
import { searchWords } from '../kit/limits/search-words.ts';
import type {
  SubgraphContext,
  SubgraphReferences,
  SubgraphResolvers,
} from '../kit/subgraph/subgraph-definition.ts';
import type { ReferenceLoaders } from './loaders.ts';
import type {
  IndicatorNode,
  LearningPointNode,
  OrganisationNode,
  ProgrammeNode,
  PublicEventNode,
  PublicRoleNode,
  RoleNode,
  TargetGroupNode,
} from './models.ts';
import {
  askForInstruments,
  findRegionByArgument,
  listOrganisations,
  listProgrammes,
  listRegions,
} from './queries.ts';
import { regionFields } from './regions.ts';
import type { LearningTopic } from './dto.ts';
import type { Term } from './vocabulary.ts';

type Context = SubgraphContext<ReferenceLoaders>;

/** Which field is which fact. Everything here is published; of a person there is the key alone. */
export const referenceResolvers: SubgraphResolvers<ReferenceLoaders> = {
  Query: {
    // Not opened: this kind holds no key, and whoever does refuses an id that is not the caller's.
    person: (_: unknown, { id }: { readonly id: string }) => ({ id }),
    me: (_: unknown, __: unknown, { principal }: Context) =>
      principal?.subject === undefined ? null : { id: principal.subject },
    programme: (_: unknown, { id }: { readonly id: string }, { loaders }: Context) =>
      ifKnown(loaders.programme(id)),
    programmes: listProgrammes,
    organisation: (_: unknown, { id }: { readonly id: string }, { loaders }: Context) =>
      ifKnown(loaders.organisation(id)),
    organisations: listOrganisations,
    region: findRegionByArgument,
    regions: listRegions,
    indicator: (_: unknown, { id }: { readonly id: string }, { loaders }: Context) =>
      loaders.facts.indicators.find((one) => one.id === id),
    indicators: (
      _: unknown,
      { programme, measure }: { readonly programme?: string; readonly measure?: string },
      { loaders }: Context,
    ) =>
      loaders.facts.indicators
        .filter((one) => programme == null || one.programme === programme)
        .filter((one) => measure == null || one.measure === measure),
    learningPoints: (
      _: unknown,
      { topic }: { readonly topic?: LearningTopic | null },
      { loaders }: Context,
    ) => loaders.facts.learningPoints.filter((one) => topic == null || one.topic === topic),
    publicEvents: (
      _: unknown,
      { programme }: { readonly programme?: string | null },
      { loaders }: Context,
    ) =>
      loaders.facts.publicEvents.filter((one) => programme == null || one.programme === programme),
    vocabulary: (_: unknown, { term }: { readonly term: string }, { loaders }: Context) => {
      const words = searchWords(term, 'term');
      if (words.length > 0) return loaders.vocabulary.find(words.join(' '));
      throw codedError('ARGUMENT_INVALID', 'Cannot look up an empty term: expected a word');
    },
    instruments: askForInstruments,
    partners: (_: unknown, __: unknown, { now }: Context) => ({ moment: now.toISOString() }),
  },

  Person: { lookups: ({ id }: { readonly id: string }) => ({ person: id }) },

  Programme: {
    name: ({ record }: ProgrammeNode) => record?.name,
    summary: ({ record }: ProgrammeNode) => record?.summary,
    period: ({ record }: ProgrammeNode) => record?.period,
    website: ({ record }: ProgrammeNode) => record?.website,
    regions: ({ record }: ProgrammeNode, _: unknown, { loaders }: Context) =>
      record?.regions.map((code) => loaders.region(regionKey(code))),
    indicators: ({ id, record }: ProgrammeNode, _: unknown, { loaders }: Context) =>
      record && loaders.facts.indicators.filter((one) => one.programme === id),
    learningPoints: ({ id, record }: ProgrammeNode, _: unknown, { loaders }: Context) =>
      record && loaders.facts.learningPoints.filter((one) => one.programme === id),
    publicEvents: ({ id, record }: ProgrammeNode, _: unknown, { loaders }: Context) =>
      record && loaders.facts.publicEvents.filter((one) => one.programme === id),
    deliverables: ({ record }: ProgrammeNode, _: unknown, { loaders }: Context) =>
      record?.deliverables.map((one) => ({
        ...one,
        to: loaders.organisation(one.to),
        source: loaders.source(one.source),
      })),
    roles: ({ id, record }: ProgrammeNode): readonly RoleNode[] | undefined =>
      record?.roles.map((role) => ({ programme: id, record: role })),
    officials: ({ record }: ProgrammeNode, _: unknown, { loaders }: Context) =>
      record?.officials.map((one): PublicRoleNode => ({
        record: one,
        source: loaders.source(one.source),
      })),
  },

  Organisation: {
    name: ({ record }: OrganisationNode) => record?.name,
    formerNames: ({ record }: OrganisationNode) => record?.formerNames,
    roles: ({ id, record }: OrganisationNode, _: unknown, { loaders }: Context) =>
      record && loaders.rolesOf(id),
  },

  OrganisationRole: {
    organisation: ({ record }: RoleNode, _: unknown, { loaders }: Context) =>
      loaders.organisation(record.organisation),
    programme: ({ programme }: RoleNode, _: unknown, { loaders }: Context) =>
      loaders.programme(programme),
    role: ({ record }: RoleNode) => record.role,
    branch: ({ record }: RoleNode) => record.branch,
    region: ({ record }: RoleNode, _: unknown, { loaders }: Context) =>
      record.region && loaders.region(regionKey(record.region)),
    since: ({ record }: RoleNode) => record.since,
    until: ({ record }: RoleNode) => record.until,
  },

  PublicRole: {
    name: ({ record }: PublicRoleNode) => record.name,
    office: ({ record }: PublicRoleNode) => record.office,
    organisation: ({ record }: PublicRoleNode, _: unknown, { loaders }: Context) =>
      record.organisation && loaders.organisation(record.organisation),
    correction: ({ record }: PublicRoleNode) => record.correction,
  },

  Region: regionFields,

  TargetGroup: {
    name: ({ record }: TargetGroupNode) => record?.name,
  },

  Indicator: {
    measure: ({ measure }: IndicatorNode, _: unknown, { loaders }: Context) =>
      loaders.measure(measure),
    programme: ({ programme }: IndicatorNode, _: unknown, { loaders }: Context) =>
      programme && loaders.programme(programme),
    region: ({ region }: IndicatorNode, _: unknown, { loaders }: Context) =>
      region && loaders.region(regionKey(region)),
    source: ({ id, source, states }: IndicatorNode, _: unknown, { loaders }: Context) =>
      loaders.source(source, { fact: id, states }),
  },

  LearningPoint: {
    programme: ({ programme }: LearningPointNode, _: unknown, { loaders }: Context) =>
      loaders.programme(programme),
    source: ({ source }: LearningPointNode, _: unknown, { loaders }: Context) =>
      loaders.source(source),
  },

  PublicEvent: {
    by: ({ by, source }: PublicEventNode, _: unknown, { loaders }: Context) =>
      by && { record: by, source: loaders.source(source) },
    providedBy: ({ providedBy }: PublicEventNode, _: unknown, { loaders }: Context) =>
      providedBy && loaders.organisation(providedBy),
    programme: ({ programme }: PublicEventNode, _: unknown, { loaders }: Context) =>
      loaders.programme(programme),
    source: ({ id, source, states }: PublicEventNode, _: unknown, { loaders }: Context) =>
      loaders.source(source, { fact: id, states }),
  },

  Term: {
    source: ({ dutch }: Term, _: unknown, { loaders }: Context) => {
      const document = loaders.facts.sourceDocuments.find(({ words }) =>
        words.some((word) => foldName(word) === foldName(dutch)),
      );
      return document && loaders.source(document.id);
    },
  },
};

/** How keys become what the fields above start from; of an unknown one nothing but the key stands. */
export const referenceReferences: SubgraphReferences<ReferenceLoaders> = {
  Programme: ({ id }, { loaders }) => loaders.programme(String(id)),
  Organisation: ({ id }, { loaders }) => loaders.organisation(String(id)),
  Region: ({ kind, code }, { loaders }) =>
    loaders.region({ kind: kind as RegionKind, code: String(code) }),
  TargetGroup: ({ code }, { loaders }) => loaders.targetGroup(String(code)),
  Person: ({ id }) => ({ id }),
  Lookups: ({ person }) => ({ person }),
  InstrumentFinder: ({ question }) => ({ question }),
  PartnerBoard: ({ moment }) => ({ moment }),
};

function ifKnown<Node extends { readonly record: unknown }>(node: Node): Node | null {
  return node.record === null ? null : node;
}
