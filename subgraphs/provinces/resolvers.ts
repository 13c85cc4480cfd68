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
  const subsidies = await listOrNull(await context.loaders.all('subsidies'), context, path);
  return fittingInstruments(subsidies, filter, context, (record) => ({
    eligibility: record,
    id: record.id,
    kind: 'SUBSIDY',
    name: record.name,
    budgetLeftPercent: record.leftPercent,
    maximum: euro(record.maximumEuro),
    applyAt: record.applyAt,
    provenance: provenanceOf(record, context),
  }));
};

/** A field of a province that is unavailable is null, and the province is named in `errors`. */
export const provincesResolvers: ResolverMap<Resolvers, ResolversParentTypes> = {
  Query: {
    pilot: findPilot,
    pilots: listPilots,
  },

  Pilot: {
    programme: ({ programme }) => (programme == null ? null : { id: programme }),
    status: (pilot, _, { today }) => (pilot.partner === undefined ? null : statusOn(pilot, today)),
    province: provinceOfPilot,
    regions: ({ regions }) => regions?.map(regionKey),
    targetGroups: ({ targetGroups }) => targetGroups?.map((code) => ({ code })),
    providers: ({ providers }) => providers?.map((id) => ({ id })),
    trainings: ({ trainings }) => trainings?.map((id) => ({ id })),
    grants: grantsOfPilot,
    provenance: (pilot, _, context) => provenanceOf(pilot, context),
  },

  Grant: {
    amount: ({ amountEuro }) => euro(amountEuro),
    recipient: ({ recipient }) => organisationKey(recipient),
    authority: ({ partner }) => organisationKey(partner),
    programme: ({ programme }) => (programme == null ? null : { id: programme }),
    provenance: (grant, _, context) => provenanceOf(grant, context),
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
