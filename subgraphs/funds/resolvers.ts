import { resolveInstrumentSearch } from '../kit/instruments/instrument-filter.ts';
import { municipalityKey, organisationKey, regionKey } from '../kit/mapping/entity-keys.ts';
import { euro, provenanceOf } from '../kit/mapping/record-models.ts';
import { listPartnerStatuses } from '../kit/partners/partner-status.ts';
import type { References } from '../kit/subgraph/entity-references.ts';
import type { ResolverMap } from '../kit/subgraph/subgraph-definition.ts';
import { isSector } from '../../core/sectors/sectors.ts';
import type { Context } from './loaders.ts';
import { lookupsOfVouchers, resolveAccessHistory } from './access-history.ts';
import { countProgrammeVouchers, countVouchers } from './counts.ts';
import { listVoucherSchemes } from './instruments.ts';
import {
  enrolmentsOfVoucher,
  findVoucher,
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
export const fundsResolvers: ResolverMap<Resolvers> = {
  Query: {
    voucher: findVoucher,
    vouchers: listVouchers,
    voucherSchemes: listSchemes,
    voucherCounts: countVouchers,
  },

  Voucher: {
    type: ({ record }) => record?.type,
    use: ({ record }) => record?.use,
    status: ({ record }) => record?.status,
    issuedOn: ({ record }) => record?.issuedOn,
    expiresOn: ({ record }) => record?.expiresOn,
    redeemedOn: ({ record }) => record?.redeemedOn,
    amount: ({ record }) => euro(record?.amountEuro),
    requestedBy: ({ record }) => record?.requestedBy,
    region: ({ record }) => municipalityKey(record?.municipality),
    provider: ({ record }) => organisationKey(record?.school),
    employer: ({ record }) =>
      record?.employerKvk ? { kvkNumber: record.employerKvk, size: record.employerSize } : null,
    provenance: ({ record }, _, context) => provenanceOf(record, context),
    scheme: schemeOfVoucher,
    enrolments: enrolmentsOfVoucher,
  },

  VoucherScheme: {
    name: ({ record }) => record?.name,
    type: ({ record }) => record?.type,
    uses: ({ record }) => record?.uses,
    fund: ({ record }) => organisationKey(record?.partner),
    programme: ({ record }) => (record?.programme ? { id: record.programme } : null),
    sectors: ({ record }) => record?.sectors,
    regions: ({ record }) => record?.regions?.map(regionKey),
    targetGroups: ({ record }) => record?.targetGroups?.map((code) => ({ code })),
    maxMonths: ({ record }) => record?.maxMonths,
    opensOn: ({ record }) => record?.opensOn,
    closesOn: ({ record }) => record?.closesOn,
    budget: ({ record }) => euro(record?.budgetEuro),
    availability: ({ record }, _, { today }) => record && availabilityOn(record, today),
    budgetLeftPercent: ({ record }) => record && budgetLeftPercent(record),
    provenance: ({ record }) =>
      record && { partner: record.partner, asOf: record.changedAt, synthetic: record.isSynthetic },
  },

  Programme: {
    voucherCounts: countProgrammeVouchers,
    voucherSchemes: schemesOfProgramme,
  },
  Training: { payableWith: schemesForTraining },
  InstrumentFinder: { fromFunds: listVoucherSchemes },
  Lookups: { funds: lookupsOfVouchers },
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
