import type { GraphQLResolveInfo } from 'graphql';
import { byUse, createFitter, type Eligibility } from '../kit/instruments/instrument-fit.ts';
import type { InstrumentSearchModel } from '../kit/instruments/instrument-search.ts';
import { listOrNull } from '../kit/request/request-context.ts';
import type { SubgraphContext } from '../kit/subgraph/subgraph-definition.ts';
import type { FundsLoaders } from './loaders.ts';
import { asScheme } from './models.ts';
import type { SchemeRecord } from './records.ts';
import { budgetLeftPercent, isExhausted, isUnderstood } from './scheme-rules.ts';

/** `fromFunds`: the voucher schemes that fit, those one can apply for first. */
export async function listVoucherSchemes(
  { asked }: InstrumentSearchModel,
  _: unknown,
  context: SubgraphContext<FundsLoaders>,
  { path }: GraphQLResolveInfo,
) {
  const schemes = listOrNull(await context.loaders.allSchemes(), context, path);
  const fitOf = createFitter(asked, context.today);
  return schemes
    ?.flatMap((record) => {
      const offer = eligibilityOf(record);
      if (offer === null) return [];
      const { fits, ...fit } = fitOf(offer);
      if (!fits) return [];
      return {
        ...fit,
        id: asScheme(record).id,
        kind: 'VOUCHER',
        name: record.name,
        opensOn: record.opensOn,
        closesOn: record.closesOn,
        budgetLeftPercent: budgetLeftPercent(record),
        applyAt: context.loaders.funds.find(({ id }) => id === record.fund)?.applyAt,
        provenance: {
          partner: record.fund,
          asOf: record.changedAt,
          synthetic: record.isSynthetic,
        },
      };
    })
    .toSorted(byUse);
}

/**
 * Whom a scheme is for is what its fund says, an employer who asks for its staff included; null
 * where that is not understood.
 */
function eligibilityOf(scheme: SchemeRecord): Eligibility | null {
  if (!isUnderstood(scheme)) return null;
  const { targetGroups, sectors, regions, opensOn, closesOn } = scheme;
  const leftPercent = isExhausted(scheme) ? 0 : null;
  return { targetGroups, situations: [], sectors, regions, opensOn, closesOn, leftPercent };
}
