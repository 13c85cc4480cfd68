import { resolveInstrumentSearch } from '../kit/instruments/instrument-filter.ts';
import { regionKey } from '../kit/mapping/entity-keys.ts';
import { provenanceOf } from '../kit/mapping/record-models.ts';
import { byId } from '../kit/paging/rows-by-day.ts';
import { listPartnerStatuses } from '../kit/partners/partner-status.ts';
import type { References } from '../kit/subgraph/entity-references.ts';
import type { ResolverMap } from '../kit/subgraph/subgraph-definition.ts';
import type { Context } from './loaders.ts';
import { asCoach, asVoucher } from './models.ts';
import {
  accessHistoryOfPerson,
  findTrajectory,
  listCaseload,
  personOfTrajectory,
  resolvePersonWhereKnown,
  resolveTrajectory,
  resolveVoucher,
  trajectoriesOfPerson,
  trajectoryOfVoucher,
} from './queries.ts';
import type {
  Resolvers,
  ResolversParentTypes,
  InstrumentFinderResolvers,
} from './resolver-types.ts';
import { fittingInstruments } from '../kit/instruments/instrument-fit.ts';
import { listOrNull } from '../kit/request/request-context.ts';

/** `InstrumentFinder.fromGuidance`: the guidance of every organisation that fits. */
const listGuidance: InstrumentFinderResolvers['fromGuidance'] = async (
  { filter },
  _,
  context,
  { path },
) => {
  const offers = await listOrNull(await context.loaders.allOffers(), context, path);
  return fittingInstruments(offers, filter, context, (record) => ({
    eligibility: record,
    id: `${record.partner}:${record.code}`,
    kind: 'GUIDANCE',
    name: record.name,
    budgetLeftPercent: record.leftPercent,
    applyAt: record.applyAt,
    provenance: provenanceOf(record, context),
  }));
};

/** A field of a case system that is unavailable is null, and the system is named in `errors`. */
export const guidanceResolvers: ResolverMap<Resolvers, ResolversParentTypes> = {
  Query: {
    trajectory: findTrajectory,
    caseload: listCaseload,
  },

  Trajectory: {
    targetGroup: ({ targetGroup }) => (targetGroup ? { code: targetGroup } : null),
    programme: ({ programme }) => (programme ? { id: programme } : null),
    region: ({ region }) => (region ? regionKey(region) : null),
    coach: (trajectory, _, { ids }) => asCoach(trajectory, ids),
    person: personOfTrajectory,
    // A fund is asked for the number in the id of a voucher, so a citizen number in its place would reach the fund.
    vouchers: ({ vouchers }, _, { ids, numbers }, info) =>
      vouchers
        ?.filter(({ number }) => !numbers.isWithheld(number, info))
        .map((one) => asVoucher(one, ids))
        .toSorted(byId),
    provenance: (trajectory, _, context) => provenanceOf(trajectory, context),
  },

  Voucher: { trajectory: trajectoryOfVoucher },
  Person: { trajectories: trajectoriesOfPerson },
  InstrumentFinder: { fromGuidance: listGuidance },
  Lookups: { person: ({ id }) => id, guidance: accessHistoryOfPerson },
  PartnerBoard: { guidance: listPartnerStatuses },
};

export const guidanceReferences: References<Context, ResolversParentTypes> = {
  Trajectory: resolveTrajectory,
  Voucher: resolveVoucher,
  Person: ({ id }, context) => resolvePersonWhereKnown(id, context),
  Lookups: ({ person }, context) => resolvePersonWhereKnown(person, context),
  InstrumentFinder: resolveInstrumentSearch,
  PartnerBoard: ({ moment }) => ({ moment: String(moment) }),
};
