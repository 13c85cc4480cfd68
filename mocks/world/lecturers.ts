import type { PlannedOffering } from './offerings.ts';
import { createRandom } from './random.ts';
import type { Association, Day, Person, Training } from './world.ts';

/** The lessons of the hybrid teacher: an association as lecturer, without a voucher. */
export function lecturersOf(
  seed: number,
  people: readonly Person[],
  trainings: readonly Training[],
  offerings: readonly PlannedOffering[],
  date: Day,
): readonly Association[] {
  const teacher = people.find(({ archetype }) => archetype === 'hybrid-teacher');
  const taught = trainings.find(
    ({ school, code }) => school === 'techniek-academie' && code === 'INST',
  );
  const offering = offerings.findLast(
    ({ trainingId, startDate }) => trainingId === taught?.id && startDate <= date,
  );
  if (!teacher || !offering) return [];
  return [
    {
      id: createRandom(seed, `lecturer/${teacher.id}`).uuid(),
      school: offering.school,
      personId: teacher.id,
      offeringId: offering.id,
      role: 'lecturer',
      state: 'associated',
      result: null,
      voucher: null,
    },
  ];
}
