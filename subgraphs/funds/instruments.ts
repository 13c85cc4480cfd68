import { fittingInstruments, type Eligibility } from '../kit/instruments/instrument-fit.ts';
import { listOrNull } from '../kit/request/request-context.ts';
import { euro, provenanceOf } from '../kit/mapping/record-models.ts';
import type { SchemeRecord } from './records.ts';
import type { InstrumentFinderResolvers } from './resolver-types.ts';
import { budgetLeftPercent, isExhausted, isUnderstood } from './scheme-rules.ts';

/** `InstrumentFinder.fromFunds`: the voucher schemes that fit. */
export const listVoucherSchemes: InstrumentFinderResolvers['fromFunds'] = async (
  { filter },
  _,
  context,
  { path },
) => {
  const schemes = await listOrNull(await context.loaders.allSchemes(), context, path);
  return fittingInstruments(schemes, filter, context, (record) => {
    const eligibility = eligibilityOf(record);
    return (
      eligibility && {
        eligibility,
        id: record.id,
        kind: 'VOUCHER',
        name: record.name,
        budgetLeftPercent: budgetLeftPercent(record),
        maximum: euro(record.maximumEuro),
        applyAt: record.applyAt,
        provenance: provenanceOf(record, context),
      }
    );
  });
};

/**
 * The conditions of a scheme as its fund gives them; null where a list holds only unknown codes.
 */
function eligibilityOf(scheme: SchemeRecord): Eligibility | null {
  if (!isUnderstood(scheme)) return null;
  const { targetGroups, sectors, regions, opensOn, closesOn } = scheme;
  const leftPercent = isExhausted(scheme) ? 0 : null;
  return { targetGroups, situations: [], sectors, regions, opensOn, closesOn, leftPercent };
}
