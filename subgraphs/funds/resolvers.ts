import { resolveInstrumentSearch } from '../kit/instruments/instrument-filter.ts';
import { municipalityKey, organisationKey, regionKey } from '../kit/mapping/entity-keys.ts';
import { euro, provenanceOf } from '../kit/mapping/record-models.ts';
import { listPartnerStatuses } from '../kit/partners/partner-status.ts';
import type { References } from '../kit/subgraph/entity-references.ts';
import type { ResolverMap } from '../kit/subgraph/subgraph-definition.ts';
import { isSector } from '../../core/sectors/sectors.ts';
import type { Context } from './loaders.ts';
import { lookupsOfVouchers, resolveAccessHistory } from './access-history.ts';
import { listVoucherSchemes } from './instruments.ts';
import {
  employerOfVoucher,
  enrolmentsOfVoucher,
  findVoucher,
  findVoucherByNumber,
  listSchemes,
  listVouchers,
  resolveScheme,
  resolveVoucher,
  schemeOfVoucher,
  schemesForTraining,
  schemesOfProgramme,
} from './queries.ts';
import type { Resolvers, ResolversParentTypes } from './resolver-types.ts';
import { availabilityOn, budgetLeftPercent } from './scheme-rules.ts';

/** A field of a fund that is unavailable is null, and the fund is named in `errors`. */
export const fundsResolvers: ResolverMap<Resolvers, ResolversParentTypes> = {
  Query: {
    voucher: findVoucher,
    voucherByNumber: findVoucherByNumber,
    vouchers: listVouchers,
    voucherSchemes: listSchemes,
  },

  Voucher: {
    amount: ({ amountEuro }) => euro(amountEuro),
    region: ({ municipality }) => municipalityKey(municipality),
    provider: ({ school }) => organisationKey(school),
    employer: employerOfVoucher,
    provenance: (voucher, _, context) => provenanceOf(voucher, context),
    scheme: schemeOfVoucher,
    enrolments: enrolmentsOfVoucher,
  },

  VoucherScheme: {
    fund: ({ partner }) => organisationKey(partner),
    programme: ({ programme }) => (programme ? { id: programme } : null),
    regions: ({ regions }) => regions?.map(regionKey),
    targetGroups: ({ targetGroups }) => targetGroups?.map((code) => ({ code })),
    maximum: ({ maximumEuro }) => euro(maximumEuro),
    budget: ({ budgetEuro }) => euro(budgetEuro),
    availability: (scheme, _, { today }) =>
      scheme.partner === undefined ? null : availabilityOn(scheme, today),
    budgetLeftPercent: (scheme) =>
      scheme.partner === undefined ? null : budgetLeftPercent(scheme),
    provenance: (scheme, _, context) => provenanceOf(scheme, context),
  },

  Programme: {
    voucherSchemes: schemesOfProgramme,
  },
  Training: { payableWith: schemesForTraining },
  InstrumentFinder: { fromFunds: listVoucherSchemes },
  Lookups: {
    vouchers: ({ vouchers }) => vouchers?.map((id) => ({ id })),
    funds: lookupsOfVouchers,
  },
  PartnerBoard: { funds: listPartnerStatuses },
};

export const fundsReferences: References<Context, ResolversParentTypes> = {
  Voucher: resolveVoucher,
  VoucherScheme: resolveScheme,
  Programme: ({ id }) => ({ id: String(id) }),
  Training: ({ id, sector, durationMonths }) => ({
    id: String(id),
    sector: isSector(sector) ? sector : null,
    durationMonths: typeof durationMonths === 'number' ? durationMonths : null,
  }),
  InstrumentFinder: resolveInstrumentSearch,
  Lookups: resolveAccessHistory,
  PartnerBoard: ({ moment }) => ({ moment: String(moment) }),
};
