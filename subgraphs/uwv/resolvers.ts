import type { GraphQLResolveInfo } from 'graphql';
import { municipalityKey } from '../kit/mapping/entity-keys.ts';
import { partnerStatuses } from '../kit/partners/partner-status.ts';
import type {
  SubgraphContext,
  SubgraphReferences,
  SubgraphResolvers,
} from '../kit/subgraph/subgraph-definition.ts';
import type { UwvLoaders } from './loaders.ts';
import {
  asBenefit,
  asEmployment,
  isActiveOn,
  type BenefitNode,
  type EmploymentNode,
  type PersonNode,
} from './models.ts';
import { filesOf, listJobseekers, resolvePerson } from './queries.ts';
import type { ProfileRecord } from './records.ts';

type Context = SubgraphContext<UwvLoaders>;

interface ActiveOn {
  readonly activeOn?: string | null;
}

/** Which field is which answer. What UWV would have told while it is silent is null, and it is named. */
export const uwvResolvers: SubgraphResolvers<UwvLoaders> = {
  Query: {
    jobseekers: listJobseekers,
  },

  Person: {
    jobseekerProfile: async (
      person: PersonNode,
      _: unknown,
      context: Context,
      { path }: GraphQLResolveInfo,
    ) => {
      const files = await filesOf(person, 'profile', context, path);
      return files?.find(({ profile }) => profile !== null)?.profile ?? null;
    },
    benefitEpisodes: async (
      person: PersonNode,
      { activeOn }: ActiveOn,
      context: Context,
      { path }: GraphQLResolveInfo,
    ) => {
      const files = await filesOf(person, 'benefits', context, path);
      return files
        ?.flatMap(({ benefits }) => benefits)
        .filter((benefit) => activeOn == null || isActiveOn(benefit, activeOn))
        .toSorted(byStart)
        .map((record) => asBenefit(record, context.ids));
    },
    employments: async (
      person: PersonNode,
      { activeOn }: ActiveOn,
      context: Context,
      { path }: GraphQLResolveInfo,
    ) => {
      const files = await filesOf(person, 'employments', context, path);
      return files
        ?.flatMap(({ employments }) => employments)
        .filter((employment) => activeOn == null || isActiveOn(employment, activeOn))
        .toSorted(byStart)
        .map((record) => asEmployment(record, context.ids));
    },
  },

  JobseekerProfile: {
    region: ({ municipality }: ProfileRecord) => municipalityKey(municipality),
    provenance: provenanceOf,
  },

  BenefitEpisode: {
    type: ({ record }: BenefitNode) => record.type,
    startedOn: ({ record }: BenefitNode) => record.startedOn,
    endedOn: ({ record }: BenefitNode) => record.endedOn,
    endReason: ({ record }: BenefitNode) => record.endReason,
    provenance: ({ record }: BenefitNode, _: unknown, context: Context) =>
      provenanceOf(record, _, context),
  },

  Employment: {
    sector: ({ record }: EmploymentNode) => record.sector,
    industry: ({ record }: EmploymentNode) => record.industry,
    startedOn: ({ record }: EmploymentNode) => record.startedOn,
    endedOn: ({ record }: EmploymentNode) => record.endedOn,
    hoursPerWeek: ({ record }: EmploymentNode) => record.hoursPerWeek,
    provenance: ({ record }: EmploymentNode, _: unknown, context: Context) =>
      provenanceOf(record, _, context),
  },

  Lookups: {
    uwv: ({ number }: PersonNode, _: unknown, { loaders, accessHistoryOf }: Context) =>
      accessHistoryOf(
        loaders.offices.map(({ id }) => ({ type: 'person', partner: id, text: number })),
      ),
  },

  PartnerBoard: {
    uwv: async (_: unknown, __: unknown, { loaders }: Context) => {
      await loaders.ping();
      return partnerStatuses(loaders.offices);
    },
  },
};

/** How keys of other kinds' questions become what the fields above start from. */
export const uwvReferences: SubgraphReferences<UwvLoaders> = {
  Person: resolvePerson,
  Lookups: ({ person, __typename }, context) => resolvePerson({ id: person, __typename }, context),
  PartnerBoard: ({ moment }) => ({ moment }),
};

function provenanceOf(
  { office, changedAt }: { readonly office: string; readonly changedAt: string | null },
  _: unknown,
  { loaders }: Context,
) {
  const isSynthetic = loaders.offices.some((one) => one.id === office && one.isSynthetic);
  return { partner: office, asOf: changedAt, synthetic: isSynthetic };
}

/** The oldest first: a life in the order in which it was lived. */
function byStart(a: { readonly startedOn: string }, b: { readonly startedOn: string }): number {
  if (a.startedOn === b.startedOn) return 0;
  return a.startedOn < b.startedOn ? -1 : 1;
}
