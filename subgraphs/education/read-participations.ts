import type { AskForStatistics } from '../kit/statistics/subgraph-statistics.ts';
import { associationOfPerson, listedAssociation } from './dto.ts';
import type { School } from './loaders.ts';
import type { OfferingRecord, Participation, TrainingRecord } from './records.ts';

/** What is kept of an offering, of which a school may have tens of thousands. */
type PlacedOffering = Pick<OfferingRecord, 'key' | 'trainingKey' | 'startDate' | 'endDate'>;

/** A participation with the offering and the training that it is of. */
export interface PlacedParticipation {
  readonly participation: Participation;
  readonly offering: PlacedOffering;
  /** Null where the offering names none that the school has. */
  readonly training: TrainingRecord | null;
}

interface WantedParticipations {
  /** The last day that counts: a later offering is not asked about. */
  readonly until: string;
  /** Of every role, or of students alone. */
  readonly isOfEveryRole: boolean;
  /** Only those with a result, with the citizen numbers of their people. */
  readonly isOfPeople: boolean;
  readonly signal: AbortSignal;
}

/** Requests to one school at the same time; its pool of connections may allow fewer. */
const SIDE_BY_SIDE = 8;

/** The consumer of OOAPI for which a school gives the citizen numbers of people, as it agreed. */
const PEOPLE_CONSUMER = 'llo-people';

/**
 * Gives every participation at one school in an offering that has begun. A school with a list of all associations (our
 * extension) is asked for its pages. OOAPI v5 has no such list, nor one of the associations of several offerings: of
 * another school the list of each offering is read.
 */
export async function eachParticipation(
  school: School,
  ask: AskForStatistics,
  { until, signal, ...wanted }: WantedParticipations,
  add: (placed: PlacedParticipation) => void,
): Promise<void> {
  const lists = school.source.listsFor(ask, signal);
  const offerings = new Map<string, PlacedOffering>();
  const [trainings] = await Promise.all([
    lists.trainings(),
    lists.offerings(({ key, trainingKey, startDate, endDate }) => {
      const hasBegun = startDate !== null && startDate <= until;
      if (hasBegun) offerings.set(key, { key, trainingKey, startDate, endDate });
    }),
  ]);
  const trainingsByKey = new Map(trainings.map((one) => [one.key, one]));
  const shape = wanted.isOfPeople ? associationOfPerson : listedAssociation;
  const place = (participation: Participation, offering: PlacedOffering | undefined) => {
    if (offering === undefined) return;
    const training = trainingsByKey.get(offering.trainingKey ?? '') ?? null;
    add({ participation, offering, training });
  };

  const query = queryOf(wanted);
  if (school.associationsPath !== null) {
    const all = `${school.associationsPath}?${wanted.isOfPeople ? 'expand=person&' : ''}${query}`;
    await lists.associations(all, shape, (one) => {
      place(one, offerings.get(one.offeringKey ?? ''));
    });
    return;
  }
  await sideBySide(offerings.values(), async (offering) => {
    const path = `/offerings/${encodeURIComponent(offering.key)}/associations?${query}`;
    await lists.associations(path, shape, (one) => place(one, offering));
  });
}

function queryOf({ isOfEveryRole, isOfPeople }: Omit<WantedParticipations, 'until' | 'signal'>) {
  return new URLSearchParams({
    ...(!isOfEveryRole && { role: 'student' }),
    ...(isOfPeople && { 'result-state': 'completed', consumer: PEOPLE_CONSUMER }),
  }).toString();
}

/** A few at a time; begins no other after one has failed. */
async function sideBySide<Item>(
  rest: MapIterator<Item>,
  work: (item: Item) => Promise<void>,
): Promise<void> {
  let hasFailed = false;
  const one = async () => {
    for (const item of rest) {
      if (hasFailed) return;
      try {
        await work(item);
      } catch (error) {
        hasFailed = true;
        throw error;
      }
    }
  };
  await Promise.all(Array.from({ length: SIDE_BY_SIDE }, one));
}
