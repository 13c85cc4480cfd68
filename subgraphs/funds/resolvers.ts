import type { GraphQLResolveInfo } from 'graphql';
import { resolveInstrumentSearch } from '../kit/instruments/instrument-search.ts';
import { municipalityKey, organisationKey, regionKey } from '../kit/mapping/entity-keys.ts';
import { partnerStatuses } from '../kit/partners/partner-status.ts';
import { listOrNull, valueOrNull } from '../kit/request/request-context.ts';
import type {
  SubgraphContext,
  SubgraphReferences,
  SubgraphResolvers,
} from '../kit/subgraph/subgraph-definition.ts';
import { isSector, type Sector } from '../../core/sectors/sectors.ts';
import type { FundsLoaders } from './loaders.ts';
import { lookupsOfVouchers, resolveAccessHistory } from './access-history.ts';
import { countProgrammeVouchers, countVouchers } from './counts.ts';
import { listVoucherSchemes } from './instruments.ts';
import { asScheme, schemesInOrder, type SchemeNode, type VoucherNode } from './models.ts';
import {
  findVoucher,
  listSchemes,
  listVouchers,
  resolveScheme,
  resolveVoucher,
} from './queries.ts';
import { availabilityOn, budgetLeftPercent, canPayFor } from './scheme-rules.ts';

type Context = SubgraphContext<FundsLoaders>;

/** Which field is which answer. What a silent fund would have told is null, and the fund is named. */
export const fundsResolvers: SubgraphResolvers<FundsLoaders> = {
  Query: {
    voucher: findVoucher,
    vouchers: listVouchers,
    voucherSchemes: listSchemes,
    voucherCounts: countVouchers,
  },

  Voucher: {
    type: ({ record }: VoucherNode) => record?.type,
    use: ({ record }: VoucherNode) => record?.use,
    status: ({ record }: VoucherNode) => record?.status,
    issuedOn: ({ record }: VoucherNode) => record?.issuedOn,
    expiresOn: ({ record }: VoucherNode) => record?.expiresOn,
    redeemedOn: ({ record }: VoucherNode) => record?.redeemedOn,
    amount: ({ record }: VoucherNode) => euro(record?.amountEuro),
    requestedBy: ({ record }: VoucherNode) => record?.requestedBy,
    region: ({ record }: VoucherNode) => municipalityKey(record?.municipality ?? null),
    provider: ({ record }: VoucherNode) => organisationKey(record?.school ?? null),
    employer: ({ record }: VoucherNode) =>
      record?.employerKvk && { kvkNumber: record.employerKvk, size: record.employerSize },
    provenance: ({ record }: VoucherNode, _: unknown, { loaders }: Context) =>
      record && {
        partner: record.fund,
        asOf: record.changedAt,
        synthetic: loaders.funds.some((fund) => fund.id === record.fund && fund.isSynthetic),
      },
    scheme: async (
      { record }: VoucherNode,
      _: unknown,
      context: Context,
      { path }: GraphQLResolveInfo,
    ) => {
      if (record === null) return null;
      const schemes = valueOrNull(await context.loaders.schemesOf.load(record.fund), context, path);
      const scheme = schemes?.find((one) => one.code === record.schemeCode);
      return scheme === undefined ? null : asScheme(scheme);
    },
    enrolments: async (
      { record }: VoucherNode,
      _: unknown,
      context: Context,
      { path }: GraphQLResolveInfo,
    ) => {
      if (record === null) return null;
      const key = { partner: record.fund, number: record.number };
      const declared = valueOrNull(await context.loaders.declarations.load(key), context, path);
      return declared?.flatMap(({ school, association }) =>
        school === null
          ? []
          : [{ id: context.ids.seal('llo-enrolment/v1', `${school}:${association}`) }],
      );
    },
  },

  VoucherScheme: {
    name: ({ record }: SchemeNode) => record?.name,
    type: ({ record }: SchemeNode) => record?.type,
    uses: ({ record }: SchemeNode) => record?.uses,
    fund: ({ record }: SchemeNode) => organisationKey(record?.fund ?? null),
    programme: ({ record }: SchemeNode) => record?.programme && { id: record.programme },
    sectors: ({ record }: SchemeNode) => record?.sectors,
    regions: ({ record }: SchemeNode) => record?.regions?.map(regionKey),
    targetGroups: ({ record }: SchemeNode) => record?.targetGroups?.map((code) => ({ code })),
    maxMonths: ({ record }: SchemeNode) => record?.maxMonths,
    opensOn: ({ record }: SchemeNode) => record?.opensOn,
    closesOn: ({ record }: SchemeNode) => record?.closesOn,
    budget: ({ record }: SchemeNode) => euro(record?.budgetEuro),
    availability: ({ record }: SchemeNode, _: unknown, { today }: Context) =>
      record && availabilityOn(record, today),
    budgetLeftPercent: ({ record }: SchemeNode) => record && budgetLeftPercent(record),
    provenance: ({ record }: SchemeNode) =>
      record && { partner: record.fund, asOf: record.changedAt, synthetic: record.isSynthetic },
  },

  Programme: {
    voucherCounts: countProgrammeVouchers,
    voucherSchemes: async (
      { id }: { readonly id: string },
      _: unknown,
      context: Context,
      { path }: GraphQLResolveInfo,
    ) => {
      const all = await context.loaders.allSchemes();
      const own = listOrNull(all, context, path, ({ programme }) => programme === id);
      return own && schemesInOrder(own);
    },
  },

  Training: {
    payableWith: async (
      training: { readonly sector: Sector | null; readonly durationMonths: number | null },
      { on }: { readonly on?: string },
      context: Context,
      { path }: GraphQLResolveInfo,
    ) => {
      const { today } = context;
      const day = on ?? today;
      const all = await context.loaders.allSchemes();
      const fitting = listOrNull(all, context, path, (scheme) =>
        canPayFor(scheme, training, { day, today }),
      );
      return fitting && schemesInOrder(fitting);
    },
  },

  InstrumentFinder: { fromFunds: listVoucherSchemes },

  Lookups: { funds: lookupsOfVouchers },

  PartnerBoard: {
    funds: async (_: unknown, __: unknown, { loaders }: Context) => {
      await loaders.ping();
      return partnerStatuses(loaders.funds);
    },
  },
};

/** How keys of other kinds' questions become what the fields above start from. */
export const fundsReferences: SubgraphReferences<FundsLoaders> = {
  Voucher: resolveVoucher,
  VoucherScheme: resolveScheme,
  Programme: ({ id }) => ({ id }),
  Training: ({ id, sector, durationMonths }) => ({
    id,
    sector: isSector(sector) ? sector : null,
    durationMonths: typeof durationMonths === 'number' ? durationMonths : null,
  }),
  InstrumentFinder: resolveInstrumentSearch,
  Lookups: resolveAccessHistory,
  PartnerBoard: ({ moment }) => ({ moment }),
};

function euro(amount: number | null | undefined) {
  return amount === null || amount === undefined ? null : { amount, currency: 'EUR' };
}
