import { fittingInstruments } from '../kit/instruments/instrument-fit.ts';
import { provenanceOf } from '../kit/mapping/record-models.ts';
import { listOrNull } from '../kit/request/request-context.ts';
import type { InstrumentFinderResolvers } from './resolver-types.ts';

/** `InstrumentFinder.fromGuidance`: the guidance of every organisation that fits. */
export const listGuidance: InstrumentFinderResolvers['fromGuidance'] = async (
  { filter },
  _,
  context,
  { path },
) => {
  const offers = listOrNull(await context.loaders.allOffers(), context, path);
  return (
    offers &&
    fittingInstruments(
      offers,
      filter,
      context.today,
      (record) => record,
      (record) => ({
        id: `${record.partner}:${record.code}`,
        kind: 'GUIDANCE',
        name: record.name,
        budgetLeftPercent: record.leftPercent,
        applyAt: record.applyAt,
        provenance: provenanceOf(record, context),
      }),
    )
  );
};
