/** People who take a training without a voucher: most students of the trainings that vouchers pay for too. */
import { addDays } from './days.ts';
import type { PlannedOffering } from './offerings.ts';
import { createRandom } from './random.ts';
import type { Random } from './random.ts';
import { resultOf } from './redeem.ts';
import { stopDayOf } from './stops.ts';
import type { Association, Day, Person, Situation, TargetGroup, Training } from './world.ts';

/** People with their enrolments. */
export interface Enrolled {
  /** Without the number, which depends on how many people there are before them. */
  readonly people: readonly Omit<Person, 'bsn'>[];
  readonly associations: readonly Association[];
}

export interface StudentSettings {
  readonly seed: number;
  readonly date: Day;
  readonly trainings: readonly Training[];
  readonly offerings: readonly PlannedOffering[];
  /** The enrolments that there are already. */
  readonly taken: readonly Association[];
  /** Where there would be fewer, offerings that have begun get more, however many seats they have. */
  readonly studentsMin: number;
}

const THEN_MOST = 3;
const NOW_MOST = 2;
/** Side-entrants into care, of whom a programme of 2018 and 2019 made much. */
const CARE_THEN_MOST = 5;
const STOPPED_SHARE = 0.13;

const SITUATIONS: readonly (readonly [Situation, number])[] = [
  ['EMPLOYED', 55],
  ['SCHOOL_LEAVER', 20],
  ['JOB_CHANGER', 18],
  ['SELF_EMPLOYED', 7],
];

/**
 * Students of every offering that has begun. The offering counts them already (`otherStudents`), so that its number of
 * students does not change.
 */
export function createStudents(settings: StudentSettings): Enrolled {
  const { date, trainings, offerings, taken } = settings;
  const trainingOf = new Map(trainings.map((training) => [training.id, training]));
  const seats = new Map<string, number>();
  for (const { offeringId, state } of taken) {
    if (state === 'associated') seats.set(offeringId, (seats.get(offeringId) ?? 0) + 1);
  }
  const begun = offerings.flatMap((offering) => {
    const training = trainingOf.get(offering.trainingId);
    // The pool of teachers has its own people.
    if (offering.startDate > date || !training || training.sector === 'EDUCATION') return [];
    return [{ offering, training }];
  });
  const usual = begun.flatMap(({ offering, training }) => {
    const free = offering.maxStudents - (seats.get(offering.id) ?? 0);
    const random = createRandom(settings.seed, `students/${offering.id}`);
    const count = Math.min(
      random.whole(0, mostOf(offering, training)),
      offering.otherStudents,
      Math.max(0, free),
    );
    return Array.from({ length: count }, () => storyOf(settings, offering, random));
  });
  const more = createRandom(settings.seed, 'more students');
  const missing = Math.max(0, settings.studentsMin - usual.length);
  const others = Array.from({ length: missing }, (_, index) => begun[index % begun.length]).flatMap(
    (one) => (one === undefined ? [] : [storyOf(settings, one.offering, more)]),
  );
  const stories = [...usual, ...others];
  return {
    people: stories.map(({ person }) => person),
    associations: stories.map(({ association }) => association),
  };
}

function mostOf({ startDate }: PlannedOffering, { sector, school }: Training): number {
  if (startDate > '2020-01-01') return NOW_MOST;
  return sector === 'CARE' && school === 'aventus' ? CARE_THEN_MOST : THEN_MOST;
}

function storyOf({ seed, date }: StudentSettings, offering: PlannedOffering, random: Random) {
  const id = random.uuid();
  const hasStopped = random.chance(STOPPED_SHARE);
  const association: Association = {
    id,
    school: offering.school,
    personId: `student-${id}`,
    offeringId: offering.id,
    role: 'student',
    state: hasStopped ? 'canceled' : 'associated',
    result: hasStopped ? null : resultOf(offering, date, random),
    voucher: null,
    ...(hasStopped && { stoppedOn: stopDayOf(id, offering, date) }),
  };
  return { association, person: studentOf(seed, association.personId, offering) };
}

/** A person as the school and UWV know them; their number follows. */
export function studentOf(
  seed: number,
  id: string,
  { startDate, municipality }: Pick<PlannedOffering, 'startDate' | 'municipality'>,
  situation?: Situation,
): Omit<Person, 'bsn'> {
  const random = createRandom(seed, `student/${id}`);
  const is = situation ?? random.weighted(SITUATIONS);
  const age = is === 'SCHOOL_LEAVER' ? random.whole(17, 23) : random.whole(24, 60);
  const gender = random.weighted<Person['gender']>([
    ['M', 58],
    ['F', 42],
  ]);
  const groups: TargetGroup[] = [is];
  if (age >= 45) groups.push('AGE_45_PLUS');
  if (gender === 'F') groups.push('WOMEN');
  return {
    id,
    name: `Synthetisch Persoon S${id.replaceAll(/\W/g, '').slice(-12)}`,
    archetype: null,
    birthDate: addDays(startDate, -age * 365 - random.whole(0, 364)),
    gender,
    municipality,
    situation: is,
    targetGroups: groups,
    employerKvk: null,
    benefit: null,
    era: startDate > '2020-01-01' ? 'now' : 'then',
  };
}
