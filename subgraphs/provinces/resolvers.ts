import type { GraphQLResolveInfo } from 'graphql';
import { resolveInstrumentSearch } from '../kit/instruments/instrument-search.ts';
import { organisationKey, regionKey } from '../kit/mapping/entity-keys.ts';
import { partnerStatuses } from '../kit/partners/partner-status.ts';
import { listOrNull, valueOrNull } from '../kit/request/request-context.ts';
import type {
  SubgraphContext,
  SubgraphReferences,
  SubgraphResolvers,
} from '../kit/subgraph/subgraph-definition.ts';
import { listSubsidies } from './instruments.ts';
import type { ProvincesLoaders } from './loaders.ts';
import {
  asGrant,
  asPilot,
  byBeginning,
  byDecision,
  type GrantNode,
  type PilotNode,
} from './models.ts';
import { statusOn } from './pilot-rules.ts';
import { provenanceOf } from './provenance.ts';
import { findPilot, listPilots, resolveGrant, resolvePilot } from './queries.ts';

type Context = SubgraphContext<ProvincesLoaders>;

/** Which field is which answer. What a silent province would have told is null, and it is named. */
export const provincesResolvers: SubgraphResolvers<ProvincesLoaders> = {
  Query: {
    pilot: findPilot,
    pilots: listPilots,
  },

  Pilot: {
    name: ({ record }: PilotNode) => record?.name,
    programme: ({ record }: PilotNode) => programmeKey(record?.programme),
    status: ({ record }: PilotNode, _: unknown, { today }: Context) =>
      record && statusOn(record, today),
    province: ({ record }: PilotNode, _: unknown, { loaders }: Context) => {
      const province = loaders.provinces.find(({ id }) => id === record?.province);
      return province === undefined ? null : regionKey(province.region);
    },
    regions: ({ record }: PilotNode) => record?.regions.map(regionKey),
    sectors: ({ record }: PilotNode) => record?.sectors,
    targetGroups: ({ record }: PilotNode) => record?.targetGroups.map((code) => ({ code })),
    startedOn: ({ record }: PilotNode) => record?.startedOn,
    endedOn: ({ record }: PilotNode) => record?.endedOn,
    maxMonths: ({ record }: PilotNode) => record?.maxMonths,
    target: ({ record }: PilotNode) => record?.target,
    providers: ({ record }: PilotNode) => record?.providers.map(organisationKey),
    trainings: ({ record }: PilotNode) => record?.trainings.map((id) => ({ id })),
    grants: async (
      { record }: PilotNode,
      _: unknown,
      context: Context,
      { path }: GraphQLResolveInfo,
    ) => {
      if (record === null) return null;
      if (record.grants.length === 0) return [];
      const result = await context.loaders.partOf(record.province, 'grants');
      return valueOrNull(result, context, path)
        ?.filter(({ number }) => record.grants.includes(number))
        .map(asGrant);
    },
    provenance: ({ record }: PilotNode, _: unknown, context: Context) =>
      provenanceOf(record, context),
  },

  Grant: {
    number: ({ record }: GrantNode) => record?.number,
    name: ({ record }: GrantNode) => record?.name,
    amount: ({ record }: GrantNode) =>
      record && record.amountEuro !== null ? { amount: record.amountEuro, currency: 'EUR' } : null,
    recipient: ({ record }: GrantNode) => organisationKey(record?.recipient ?? null),
    authority: ({ record }: GrantNode) => organisationKey(record?.province ?? null),
    decidedOn: ({ record }: GrantNode) => record?.decidedOn,
    programme: ({ record }: GrantNode) => programmeKey(record?.programme),
    provenance: ({ record }: GrantNode, _: unknown, context: Context) =>
      provenanceOf(record, context),
  },

  Programme: {
    pilots: async (
      { id }: { readonly id: string },
      _: unknown,
      context: Context,
      { path }: GraphQLResolveInfo,
    ) => {
      const all = await context.loaders.all('pilots');
      const own = listOrNull(all, context, path, ({ programme }) => programme === id);
      return own?.toSorted(byBeginning).map(asPilot);
    },
    grants: async (
      { id }: { readonly id: string },
      _: unknown,
      context: Context,
      { path }: GraphQLResolveInfo,
    ) => {
      const all = await context.loaders.all('grants');
      const own = listOrNull(all, context, path, ({ programme }) => programme === id);
      return own?.toSorted(byDecision).map(asGrant);
    },
  },

  InstrumentFinder: { fromProvinces: listSubsidies },

  PartnerBoard: {
    provinces: async (_: unknown, __: unknown, { loaders }: Context) => {
      await loaders.ping();
      return partnerStatuses(loaders.provinces);
    },
  },
};

/** How keys of other kinds' questions become what the fields above start from. */
export const provincesReferences: SubgraphReferences<ProvincesLoaders> = {
  Pilot: resolvePilot,
  Grant: resolveGrant,
  Programme: ({ id }) => ({ id }),
  InstrumentFinder: resolveInstrumentSearch,
  PartnerBoard: ({ moment }) => ({ moment }),
};

function programmeKey(id: string | null | undefined) {
  return id == null ? null : { id };
}
