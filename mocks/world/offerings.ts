import { addDays, addMonths, mondayFrom } from './days.ts';
import { createRandom } from './random.ts';
import type { Association, Day, Offering, Training } from './world.ts';

/** Start dates in 2018 and 2019, and start dates as days from the world's date. */
const STARTS_THEN: readonly Day[] = [
  '2018-06-04',
  '2018-09-03',
  '2018-11-19',
  '2019-02-04',
  '2019-04-15',
  '2019-09-02',
];
/** The first day of the group of the pool of technical teachers; the source says early October. */
export const POOL_START: Day = '2018-10-01';
const STARTS_NOW: readonly number[] = [-310, -160, -75, -20, 30, 75, 150];

/** An offering without the number of students, which follows from the associations. */
export type PlannedOffering = Omit<Offering, 'enrolledStudents'> & {
  /** Students that the school counts beside those with a voucher; a few of them are persons in the world. */
  readonly otherStudents: number;
};

/** All offerings of the trainings, before persons of the world enrol. */
export function planOfferings(
  seed: number,
  date: Day,
  scale: number,
  trainings: readonly Training[],
): readonly PlannedOffering[] {
  const usual = trainings.flatMap((training) => [
    ...STARTS_THEN.map((start, turn) => plan(seed, training, start, turn, 1)),
    ...STARTS_NOW.flatMap((days, turn) =>
      Array.from({ length: scale }, (_, group) =>
        plan(seed, training, mondayFrom(addDays(date, days + 7 * (group % 5))), turn, group + 1),
      ),
    ),
  ]);
  const pool = trainings.filter(
    ({ school, code }) => school === 'techniek-academie' && code === 'KDOC',
  );
  return [...usual, ...pool.map((training) => planPool(seed, training))];
}

/** The source says 18 participants, who are people of the world (`createTeachersPool`). */
function planPool(seed: number, training: Training): PlannedOffering {
  return { ...plan(seed, training, POOL_START, 0, 1), maxStudents: 20, otherStudents: 18 };
}

function plan(
  seed: number,
  training: Training,
  startDate: Day,
  turn: number,
  group: number,
): PlannedOffering {
  const code = `${training.code}-${startDate.replaceAll('-', '')}-${group}`;
  const random = createRandom(seed, `offering/${training.id}/${code}`);
  const sites = training.municipalities;
  const maxStudents = random.whole(10, 22);
  const others = random.chance(0.22) ? maxStudents : random.whole(2, maxStudents - 4);
  return {
    id: random.uuid(),
    trainingId: training.id,
    school: training.school,
    code,
    startDate,
    endDate: addMonths(startDate, training.months),
    municipality: sites[(turn + group) % sites.length] ?? sites[0] ?? 'GM0200',
    maxStudents,
    otherStudents: others,
    pendingStudents: random.whole(0, 3),
    priceCents: training.priceCents,
  };
}

/** The offerings with their number of students; the maximum is raised where the world enrols more. */
export function fillOfferings(
  planned: readonly PlannedOffering[],
  associations: readonly Association[],
): readonly Offering[] {
  const students = new Map<string, number>();
  for (const { offeringId, role, state, voucher } of associations) {
    if (voucher !== null && role !== 'lecturer' && state === 'associated') {
      students.set(offeringId, (students.get(offeringId) ?? 0) + 1);
    }
  }
  return planned.map(({ otherStudents, ...offering }) => {
    const ours = students.get(offering.id) ?? 0;
    const enrolledStudents = Math.max(ours, Math.min(otherStudents + ours, offering.maxStudents));
    return {
      ...offering,
      enrolledStudents,
      maxStudents: Math.max(offering.maxStudents, enrolledStudents),
    };
  });
}

/** How many students of an offering are no persons in the world yet, by its id. */
export function seatsLeft(
  offerings: readonly Offering[],
  associations: readonly Association[],
): Map<string, number> {
  const left = new Map(offerings.map(({ id, enrolledStudents }) => [id, enrolledStudents]));
  for (const { offeringId, role, state } of associations) {
    if (role === 'lecturer' || state !== 'associated') continue;
    left.set(offeringId, (left.get(offeringId) ?? 0) - 1);
  }
  return left;
}
