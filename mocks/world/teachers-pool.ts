/** The group of the Docenten- en instructeurspool that began in October 2018, and where its people teach later. */
import { addDays } from './days.ts';
import type { PlannedOffering } from './offerings.ts';
import { POOL_START } from './offerings.ts';
import { createRandom } from './random.ts';
import { studentOf, type Enrolled } from './students.ts';
import type { Association, Day, SchoolId, Training } from './world.ts';

// From the source: 18 participants. Synthetic: how many of them teach, and where. Earlier groups exist as the published
// percentage alone.
const PARTICIPANTS = 18;
const DROPPED_OUT = 1;
const SCHOOL_OF_THE_POOL: SchoolId = 'techniek-academie';

type Lessons = readonly [count: number, school: SchoolId, code: string, start: Day];

/**
 * Those who teach: programmes of two years that run 12 and 24 months later, programmes of a year that run after 12
 * months alone, and a course that is over by then.
 */
const LESSONS: readonly Lessons[] = [
  [4, 'aventus', 'MECH', '2019-02-04'],
  [3, 'techniek-academie', 'MECH', '2019-09-02'],
  [2, 'saxion', 'HBOU', '2019-02-04'],
  [2, 'smart-makers-academy', 'MECH', '2019-09-02'],
  [1, 'aventus', 'ELEK', '2019-04-15'],
  [1, 'techniek-academie', 'INST', '2019-04-15'],
  [1, 'aventus', 'KPLC', '2019-04-15'],
];

/** The participants, their course, and their lessons as a lecturer. */
export function createTeachersPool(
  seed: number,
  trainings: readonly Training[],
  offerings: readonly PlannedOffering[],
): Enrolled {
  const offeringOf = (school: SchoolId, code: string, start: Day): PlannedOffering => {
    const training = trainings.find((one) => one.school === school && one.code === code);
    const found = offerings.find(
      ({ trainingId, startDate }) => trainingId === training?.id && startDate === start,
    );
    if (!found) throw new Error(`Cannot find the training "${code}" of ${start} at "${school}"`);
    return found;
  };
  const course = offeringOf(SCHOOL_OF_THE_POOL, 'KDOC', POOL_START);
  const lessons = LESSONS.flatMap(([count, ...place]) =>
    Array.from({ length: count }, () => offeringOf(...place)),
  );
  const members = Array.from({ length: PARTICIPANTS }, (_, index) => {
    const random = createRandom(seed, `teachers-pool/${index}`);
    const id = `pool-${String(index + 1).padStart(2, '0')}`;
    const own = {
      personId: id,
      state: 'associated',
      voucher: null,
      // Random, so that a participant's number does not tell in which order they joined.
      poolNumber: `DIP-${random.code(8)}`,
    } as const;
    const asStudent: Association = {
      ...own,
      id: random.uuid(),
      school: course.school,
      offeringId: course.id,
      role: 'student',
      result: {
        state: 'completed',
        pass: index < PARTICIPANTS - DROPPED_OUT ? 'passed' : 'failed',
        resultDate: addDays(course.endDate, random.whole(0, 12)),
      },
    };
    const taught = lessons[index];
    const asLecturer: readonly Association[] = taught
      ? [
          {
            ...own,
            id: random.uuid(),
            school: taught.school,
            offeringId: taught.id,
            role: 'lecturer',
            result: null,
          },
        ]
      : [];
    return {
      person: studentOf(seed, id, course, 'EMPLOYED'),
      enrolled: [asStudent, ...asLecturer],
    };
  });
  return {
    people: members.map(({ person }) => person),
    associations: members.flatMap(({ enrolled }) => enrolled),
  };
}
