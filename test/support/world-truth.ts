/** What schools and UWV of the demo would count, computed from the world alone. */
import { levelOf } from '../../mocks/world/levels.ts';
import type { Association, World } from '../../mocks/world/world.ts';
import type { Row } from './statistics-client.ts';

type Columns = Readonly<Record<string, string | null>>;

/** An enrolment of a student that began by the day, with what it has in each column. */
export interface TrueEnrolment {
  readonly association: Association;
  readonly finishedOn: string | null;
  readonly columns: Columns;
}

const quarterOf = (day: string) => `${day.slice(0, 4)}Q${Math.ceil(Number(day.slice(5, 7)) / 3)}`;

const LEVELS = ['NO_LEVEL', 'MBO_1_2', 'MBO_1_2', 'MBO_3_4', 'MBO_3_4', 'HBO'];

export function trueEnrolments(world: World, until: string): readonly TrueEnrolment[] {
  const offerings = new Map(world.offerings.map((one) => [one.id, one]));
  const trainings = new Map(world.trainings.map((one) => [one.id, one]));
  const inTime = (day: string | null | undefined) => (day && day <= until ? day : null);
  return world.associations.flatMap((association) => {
    const { role, state, result, stoppedOn, voucher, school } = association;
    const offering = offerings.get(association.offeringId);
    const training = trainings.get(offering?.trainingId ?? '');
    if (!offering || !training || role !== 'student' || offering.startDate > until) return [];
    const hasBegun =
      state === 'associated' || (state === 'canceled' && (stoppedOn ?? '') > offering.startDate);
    if (!hasBegun) return [];
    const finishedOn = result?.pass === 'passed' ? inTime(result.resultDate) : null;
    const stopped = inTime(stoppedOn);
    const columns = {
      enrolled: quarterOf(offering.startDate),
      finished: finishedOn && quarterOf(finishedOn),
      stopped: stopped && quarterOf(stopped),
      'start-day': offering.startDate,
      sector: training.sector,
      'learning-route': training.route,
      'education-level': LEVELS[levelOf(training) ?? 0] ?? null,
      school,
      'paid-by': voucher ? 'VOUCHER' : 'OTHER_MEANS',
    };
    return [{ association, finishedOn, columns }];
  });
}

/** Rows of counts by some columns. */
export function countsBy(records: readonly Columns[], columns: readonly string[]): readonly Row[] {
  const counts = new Map<string, number>();
  for (const record of records) {
    const key = JSON.stringify(columns.map((column) => record[column] ?? null));
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return [...counts].map(([key, count]) => [count, ...(JSON.parse(key) as Row)]);
}

/** Rows in an order of their own, to compare them as a set. */
export const sorted = (rows: readonly Row[] = []): readonly string[] =>
  rows.map((row) => JSON.stringify(row)).toSorted();
