import type { GraphQLResolveInfo } from 'graphql';
import { gatherAnswers, type PartnerResult } from '../kit/partners/ask-partner.ts';
import { byUse, createFitter, type Eligibility } from '../kit/instruments/instrument-fit.ts';
import type { InstrumentSearchModel } from '../kit/instruments/instrument-search.ts';
import { contributionReason } from '../kit/instruments/instrument-reasons.ts';
import { listOrNull } from '../kit/request/request-context.ts';
import type { SubgraphContext } from '../kit/subgraph/subgraph-definition.ts';
import type { EducationLoaders } from './loaders.ts';
import { asTraining } from './models.ts';
import type { Funding, OfferingRecord, TrainingRecord } from './records.ts';
import { isOpenOn } from './training-rules.ts';

type Context = SubgraphContext<EducationLoaders>;

/** A training that its school marks as funded, with the moments at which one can still begin. */
interface FundedTraining {
  readonly training: TrainingRecord;
  readonly funding: Funding;
  readonly offerings: readonly OfferingRecord[];
}

/** `fromSchools`: the funded trainings that fit, those one can enrol for first. */
export async function listFundedTrainings(
  { asked }: InstrumentSearchModel,
  _: unknown,
  context: Context,
  { path }: GraphQLResolveInfo,
) {
  const ids = context.loaders.schools.map(({ id }) => id);
  const results = await Promise.all(ids.map((id) => fundedAt(id, asked.on, context)));
  const funded = listOrNull(gatherAnswers(ids, results), context, path);
  const fitOf = createFitter(asked, context.today);
  return funded
    ?.flatMap(({ training, funding, offerings }) => {
      const offer = eligibilityOf({ training, funding, offerings }, asked.on);
      // Of a training without a field of study nobody knows that it is for this sector.
      if (offer === null || (asked.sector !== undefined && offer.sectors.length === 0)) return [];
      const { fits, why, ...fit } = fitOf(offer);
      if (!fits) return [];
      return {
        ...fit,
        id: asTraining(training).id,
        kind: 'FUNDED_TRAINING',
        name: training.name,
        why: [...why, contributionReason(funding.ownContributionEuro)],
        opensOn: offer.opensOn,
        closesOn: offer.closesOn,
        applyAt: training.link,
        provenance: {
          partner: training.school,
          asOf: context.now.toISOString(),
          synthetic: context.loaders.schools.some(
            (one) => one.id === training.school && one.isSynthetic,
          ),
        },
      };
    })
    .toSorted(byUse);
}

/** A school that funds nothing is not asked for its offerings. */
async function fundedAt(
  school: string,
  on: string,
  { loaders }: Context,
): Promise<PartnerResult<readonly FundedTraining[]>> {
  const trainings = await loaders.trainingsOf.load(school);
  if (trainings.isUnavailable) return trainings;
  const funded = trainings.value.filter(({ funding }) => funding !== null);
  if (funded.length === 0) return { isUnavailable: false, value: [] };
  const offerings = await loaders.offeringsOf.load(school);
  if (offerings.isUnavailable) return offerings;
  const value = funded.flatMap((training) => {
    const ahead = offerings.value.filter(
      ({ trainingKey, enrolUntil, startDate }) =>
        trainingKey === training.key && (enrolUntil ?? startDate ?? '') >= on,
    );
    return training.funding === null || ahead.length === 0
      ? []
      : [{ training, funding: training.funding, offerings: ahead }];
  });
  return { isUnavailable: false, value };
}

/** One can apply from the first day of enrolment to the last; no seat left is a budget used up. */
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
    // Distance learning is given everywhere; any other training somewhere that may be unknown to us.
    isPlaced: training.route !== 'DISTANCE',
    opensOn: offerings.map(({ enrolFrom }) => enrolFrom).toSorted(byDay)[0] ?? null,
    closesOn:
      offerings
        .map(({ enrolUntil, startDate }) => enrolUntil ?? startDate)
        .toSorted(byDay)
        .at(-1) ?? null,
    leftPercent: isFull ? 0 : null,
  };
}

/** No day stands for "from ever", so it comes first. */
function byDay(a: string | null, b: string | null): number {
  if (a === b) return 0;
  return (a ?? '') < (b ?? '') ? -1 : 1;
}
