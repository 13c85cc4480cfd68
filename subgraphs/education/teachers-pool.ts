import { quarterOfDay } from '../kit/statistics/quarters.ts';
import type { StatisticsRecord } from '../kit/statistics/subgraph-statistics.ts';
import { stepsOf } from './participation-steps.ts';
import type { PlacedParticipation } from './read-participations.ts';

interface Joined {
  readonly day: string;
  readonly quarter: string;
  /** The school of the pool. */
  readonly school: string;
}

interface Lessons {
  readonly from: string;
  /** Null while they go on. */
  readonly to: string | null;
}

/** Collects the participants of the pool of technical teachers over all schools, and where they teach. */
export interface TeachersPool {
  /** With the number of the pool that it has. */
  add(placed: PlacedParticipation, pool: string): void;
  records(): readonly StatisticsRecord[];
}

/**
 * A participant joined with their first enrolment as a student that has the mark of the pool, and teaches on a day when
 * they are a lecturer of an offering that runs then, at any school. It is the number of the pool by which schools are
 * compared: no citizen number is read. Who teaches after 24 months counts only when they did after 12 months too.
 */
export function createTeachersPool(until: string): TeachersPool {
  const joined = new Map<string, Joined>();
  const lessonsOf = new Map<string, Lessons[]>();

  const teachesOn = (pool: string, day: string): boolean =>
    day <= until &&
    lessonsOf.get(pool)?.some(({ from, to }) => from <= day && (to === null || to >= day)) === true;

  return {
    add: ({ participation, offering }, pool) => {
      const { role, statusCode, partner: school } = participation;
      const { startDate: from, endDate: to } = offering;
      if (role === 'LECTURER' && statusCode === 'associated' && from !== null) {
        const others = lessonsOf.get(pool);
        if (others === undefined) lessonsOf.set(pool, [{ from, to }]);
        else others.push({ from, to });
        return;
      }
      const steps = stepsOf(participation, offering, until);
      if (steps === null) return;
      const { startDay: day, enrolled: quarter } = steps;
      const before = joined.get(pool);
      const isFirst = before === undefined || `${day} ${school}` < `${before.day} ${before.school}`;
      if (isFirst) joined.set(pool, { day, quarter, school });
    },
    records: () =>
      [...joined].map(([pool, { day, quarter, school }]) => {
        const [after12, after24] = [yearsAfter(day, 1), yearsAfter(day, 2)];
        const isAfter12 = teachesOn(pool, after12);
        const isAfter24 = isAfter12 && teachesOn(pool, after24);
        return {
          recordSet: 'teachers-pool',
          key: null,
          subject: null,
          values: {
            joined: quarter,
            'lecturer-after-12': isAfter12 ? quarterOfDay(after12) : null,
            'lecturer-after-24': isAfter24 ? quarterOfDay(after24) : null,
            school,
          },
        };
      }),
  };
}

/** The same day of a later year; 28 February after the 29th. */
function yearsAfter(day: string, years: number): string {
  const later = `${Number(day.slice(0, 4)) + years}`.padStart(4, '0');
  return day.endsWith('-02-29') ? `${later}-02-28` : `${later}${day.slice(4)}`;
}
