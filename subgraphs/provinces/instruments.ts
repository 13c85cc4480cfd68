import type { GraphQLResolveInfo } from 'graphql';
import { byUse, createFitter } from '../kit/instruments/instrument-fit.ts';
import type { InstrumentSearchModel } from '../kit/instruments/instrument-search.ts';
import { listOrNull } from '../kit/request/request-context.ts';
import type { SubgraphContext } from '../kit/subgraph/subgraph-definition.ts';
import type { ProvincesLoaders } from './loaders.ts';
import { provenanceOf } from './provenance.ts';

/** `fromProvinces`: the subsidies in all registers that fit, those one can apply for first. */
export async function listSubsidies(
  { asked }: InstrumentSearchModel,
  _: unknown,
  context: SubgraphContext<ProvincesLoaders>,
  { path }: GraphQLResolveInfo,
) {
  const subsidies = listOrNull(await context.loaders.all('subsidies'), context, path);
  const fitOf = createFitter(asked, context.today);
  return subsidies
    ?.flatMap((record) => {
      const { fits, ...fit } = fitOf(record);
      if (!fits) return [];
      return {
        id: `${record.province}:${record.number}`,
        kind: 'SUBSIDY',
        name: record.name,
        ...fit,
        opensOn: record.opensOn,
        closesOn: record.closesOn,
        budgetLeftPercent: record.leftPercent,
        maximum:
          record.maximumEuro === null ? null : { amount: record.maximumEuro, currency: 'EUR' },
        applyAt: record.applyAt,
        provenance: provenanceOf(record, context),
      };
    })
    .toSorted(byUse);
}
