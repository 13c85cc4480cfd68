import { resolveInstrumentSearch } from '../kit/instruments/instrument-filter.ts';
import { organisationKey, regionKey } from '../kit/mapping/entity-keys.ts';
import { euro, provenanceOf } from '../kit/mapping/record-models.ts';
import { listPartnerStatuses } from '../kit/partners/partner-status.ts';
import type { References } from '../kit/subgraph/entity-references.ts';
import type { ResolverMap } from '../kit/subgraph/subgraph-definition.ts';
import type { Context } from './loaders.ts';
import { statusOn } from './pilot-rules.ts';
import {
  findPilot,
  grantsOfPilot,
  grantsOfProgramme,
  listPilots,
  pilotsOfProgramme,
  provinceOfPilot,
  resolveGrant,
  resolvePilot,
} from './queries.ts';
import type {
  Resolvers,
  ResolversParentTypes,
  InstrumentFinderResolvers,
} from './resolver-types.ts';
import { fittingInstruments } from '../kit/instruments/instrument-fit.ts';
import { listOrNull } from '../kit/request/request-context.ts';

/** `InstrumentFinder.fromProvinces`: the subsidies in all registers that fit. */
const listSubsidies: InstrumentFinderResolvers['fromProvinces'] = async (
  { filter },
  _,
  context,
  { path },
) => {
  const subsidies = listOrNull(await context.loaders.all('subsidies'), context, path);
  return (
    subsidies &&
    fittingInstruments(
      subsidies,
      filter,
      context.today,
      (record) => record,
      (record) => ({
        id: `${record.partner}:${record.number}`,
        kind: 'SUBSIDY',
        name: record.name,
        budgetLeftPercent: record.leftPercent,
        maximum: euro(record.maximumEuro),
        applyAt: record.applyAt,
        provenance: provenanceOf(record, context),
      }),
    )
  );
};

/** A field of a province that is unavailable is null, and the province is named in `errors`. */
export const provincesResolvers: ResolverMap<Resolvers> = {
  Query: {
    pilot: findPilot,
    pilots: listPilots,
  },

  Pilot: {
    name: ({ record }) => record?.name,
    programme: ({ record }) => (record?.programme == null ? null : { id: record.programme }),
    status: ({ record }, _, { today }) => record && statusOn(record, today),
    province: provinceOfPilot,
    regions: ({ record }) => record?.regions.map(regionKey),
    sectors: ({ record }) => record?.sectors,
    targetGroups: ({ record }) => record?.targetGroups.map((code) => ({ code })),
    startedOn: ({ record }) => record?.startedOn,
    endedOn: ({ record }) => record?.endedOn,
    maxMonths: ({ record }) => record?.maxMonths,
    target: ({ record }) => record?.target,
    providers: ({ record }) => record?.providers.map((id) => ({ id })),
    trainings: ({ record }) => record?.trainings.map((id) => ({ id })),
    grants: grantsOfPilot,
    provenance: ({ record }, _, context) => provenanceOf(record, context),
  },

  Grant: {
    number: ({ record }) => record?.number,
    name: ({ record }) => record?.name,
    amount: ({ record }) => euro(record?.amountEuro),
    recipient: ({ record }) => organisationKey(record?.recipient),
    authority: ({ record }) => organisationKey(record?.partner),
    decidedOn: ({ record }) => record?.decidedOn,
    programme: ({ record }) => (record?.programme == null ? null : { id: record.programme }),
    provenance: ({ record }, _, context) => provenanceOf(record, context),
  },

  Programme: {
    pilots: pilotsOfProgramme,
    grants: grantsOfProgramme,
  },
  InstrumentFinder: { fromProvinces: listSubsidies },
  PartnerBoard: { provinces: listPartnerStatuses },
};

export const provincesReferences: References<Context, ResolversParentTypes> = {
  Pilot: resolvePilot,
  Grant: resolveGrant,
  Programme: ({ id }) => ({ id: String(id) }),
  InstrumentFinder: resolveInstrumentSearch,
  PartnerBoard: ({ moment }) => ({ moment: String(moment) }),
};
