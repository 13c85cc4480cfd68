import type { GraphQLResolveInfo } from 'graphql';
import { byUse, createFitter } from '../kit/instruments/instrument-fit.ts';
import type { InstrumentSearchModel } from '../kit/instruments/instrument-search.ts';
import { listOrNull } from '../kit/request/request-context.ts';
import type { SubgraphContext } from '../kit/subgraph/subgraph-definition.ts';
import type { GuidanceLoaders } from './loaders.ts';
import { provenanceOf } from './provenance.ts';

/** `fromGuidance`: the guidance of every organisation that fits, what one can apply for first. */
export async function listGuidance(
  { asked }: InstrumentSearchModel,
  _: unknown,
  context: SubgraphContext<GuidanceLoaders>,
  { path }: GraphQLResolveInfo,
) {
  const offers = listOrNull(await context.loaders.allOffers(), context, path);
  const fitOf = createFitter(asked, context.today);
  return offers
    ?.flatMap((record) => {
      const { fits, ...fit } = fitOf(record);
      if (!fits) return [];
      return {
        id: `${record.system}:${record.code}`,
        kind: 'GUIDANCE',
        name: record.name,
        ...fit,
        opensOn: record.opensOn,
        closesOn: record.closesOn,
        budgetLeftPercent: record.leftPercent,
        maximum: null,
        applyAt: record.applyAt,
        provenance: provenanceOf(record, context),
      };
    })
    .toSorted(byUse);
}
