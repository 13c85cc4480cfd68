import { fittingInstruments } from '../kit/instruments/instrument-fit.ts';
import { euro, provenanceOf } from '../kit/mapping/record-models.ts';
import { listOrNull } from '../kit/request/request-context.ts';
import type { InstrumentFinderResolvers } from './resolver-types.ts';

/** `InstrumentFinder.fromProvinces`: the subsidies in all registers that fit. */
export const listSubsidies: InstrumentFinderResolvers['fromProvinces'] = async (
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
