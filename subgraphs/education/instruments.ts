import { arrived, gatherResults, type PartnerResult } from '../kit/partners/ask-partner.ts';
import { fittingInstruments, type Eligibility } from '../kit/instruments/instrument-fit.ts';
import type { InstrumentFilter } from '../kit/instruments/instrument-filter.ts';
import { contributionReason } from '../kit/instruments/instrument-reasons.ts';
import { compareText } from '../../core/structures/compare-text.ts';
import { listOrNull } from '../kit/request/request-context.ts';
import { provenanceOf } from '../kit/mapping/record-models.ts';
import { eachInTurns } from '../kit/turns/in-turns.ts';
import { offeringsByTraining, type Context } from './loaders.ts';
import type { Funding, OfferingRecord, TrainingRecord } from './records.ts';
import type { InstrumentFinderResolvers } from './resolver-types.ts';
import { isOpenOn } from './training-rules.ts';

/** A training that its school marks as funded, with the offerings that have not closed. */
interface FundedTraining {
  readonly training: TrainingRecord;
  readonly funding: Funding;
  readonly offerings: readonly OfferingRecord[];
}

/** `InstrumentFinder.fromSchools`: the funded trainings that fit. */
export const listFundedTrainings: InstrumentFinderResolvers['fromSchools'] = async (
  { filter },
  _,
  context,
  { path },
) => {
  const results = await gatherResults(context.loaders.partners, ({ id }) =>
    fundedAt(id, filter.on, context),
  );
  const funded = await listOrNull(results, context, path);
  return fittingInstruments(funded, filter, context, (one) => {
    const { training, funding } = one;
    const eligibility = eligibilityFor(one, filter);
    return (
      eligibility && {
        eligibility,
        id: training.id,
        kind: 'FUNDED_TRAINING',
        name: training.name,
        remark: contributionReason(funding.ownContributionEuro),
        applyAt: training.link,
        provenance: provenanceOf(
          training,
          context,
          context.loaders.trainingsOf.readAt(training.partner),
        ),
      }
    );
  });
};

/**
 * Null for a training without a field of study when the filter has a sector: it may be another one.
 */
function eligibilityFor(funded: FundedTraining, { on, sector }: InstrumentFilter) {
  const eligibility = eligibilityOf(funded, on);
  return sector !== undefined && eligibility?.sectors.length === 0 ? null : eligibility;
}

/** The offerings are loaded only of a school with a funded training. */
async function fundedAt(
  school: string,
  on: string,
  { loaders, partnerRequest: { signal } }: Context,
): Promise<PartnerResult<readonly FundedTraining[]>> {
  const trainings = await loaders.trainingsOf.load(school);
  if (trainings.isUnavailable) return trainings;
  if (trainings.value.every(({ funding }) => funding === null)) return arrived([]);
  const offerings = await loaders.offeringsOf.load(school);
  if (offerings.isUnavailable) return offerings;
  const ahead: FundedTraining[] = [];
  const addAhead = (training: TrainingRecord) => {
    const { key, funding } = training;
    if (funding === null) return;
    const all = offeringsByTraining(offerings.value, key);
    const own = all.filter((one) => one.isEnrolmentKnown && (lastDayOf(one) ?? '') >= on);
    if (own.length > 0) ahead.push({ training, funding, offerings: own });
  };
  await eachInTurns(trainings.value, addAhead, signal);
  return arrived(ahead);
}

/**
 * One can apply from the first day of enrolment to the last; without seats the budget counts as
 * used up.
 */
function eligibilityOf(
  { training, funding, offerings }: FundedTraining,
  on: string,
): Eligibility | null {
  if (funding.targetGroups === null) return null;
  const open = offerings.filter((offering) => isOpenOn(offering, on));
  const isFull = open.length > 0 && open.every(({ seatsLeft }) => seatsLeft === 0);
  return {
    targetGroups: funding.targetGroups,
    situations: [],
    sectors: training.sector === null ? [] : [training.sector],
    regions: [...new Set(offerings.flatMap(({ municipality }) => municipality ?? []))],
    // Distance learning is for everywhere; any other training takes place somewhere, known or not.
    isPlaced: training.route !== 'DISTANCE',
    opensOn: offerings.map(({ enrolFrom }) => enrolFrom).toSorted(byDay)[0] ?? null,
    closesOn: offerings.map(lastDayOf).toSorted(byDay).at(-1) ?? null,
    leftPercent: isFull ? 0 : null,
  };
}

function lastDayOf({ enrolUntil, startDate }: OfferingRecord): string | null {
  return enrolUntil ?? startDate;
}

/** Sorts `null`, without a first day, first. */
function byDay(a: string | null, b: string | null): number {
  return compareText(a ?? '', b ?? '');
}
