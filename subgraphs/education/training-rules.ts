import { foldName } from '../../core/regions/regions.ts';
import type { Sector } from '../../core/sectors/sectors.ts';
import type { LearningRoute } from '../../schema/generated/education.ts';
import type { OfferingRecord, TrainingRecord } from './records.ts';

/** A filter of trainings; its region has become municipalities. */
export interface TrainingWish {
  /** Words that must all occur, from `searchWords`. */
  readonly words: readonly string[];
  /** From `matchedSectors`. */
  readonly sectors?: ReadonlySet<Sector> | null;
  readonly municipalities?: ReadonlySet<string> | null;
  readonly maxMonths?: number | null;
  readonly freeSeatsOn?: string | null;
  readonly routes?: ReadonlySet<LearningRoute> | null;
  readonly skills?: ReadonlySet<string> | null;
}

/** Whether the filter needs the time or the place of offerings. */
export function needsOfferings({ municipalities, freeSeatsOn }: TrainingWish): boolean {
  return municipalities != null || freeSeatsOn != null;
}

/** Whether a training matches the filter, apart from its offerings. */
export function isWanted(training: TrainingRecord, wish: TrainingWish): boolean {
  const { sectors, routes, skills, maxMonths, words } = wish;
  if (sectors && (training.sector === null || !sectors.has(training.sector))) return false;
  if (routes && !routes.has(training.route)) return false;
  if (skills && !training.skills.some(({ code }) => skills.has(code))) return false;
  if (
    maxMonths != null &&
    !(training.durationMonths !== null && training.durationMonths <= maxMonths)
  ) {
    return false;
  }
  if (words.length === 0) return true;
  const text = foldName(`${training.name} ${training.description ?? ''}`);
  return words.every((word) => text.includes(word));
}

/** Whether one offering is in the right place and has a free seat in time. */
export function isGivenAsWanted(offering: OfferingRecord, wish: TrainingWish): boolean {
  const { municipalities, freeSeatsOn } = wish;
  if (municipalities && !municipalities.has(offering.municipality ?? '')) return false;
  if (freeSeatsOn == null) return true;
  const isAhead = offering.startDate !== null && offering.startDate >= freeSeatsOn;
  return isAhead && (offering.seatsLeft ?? 0) > 0;
}

/** Whether one can enrol on a day: within the enrolment period, or before the start. */
export function isOpenOn(offering: OfferingRecord, day: string): boolean {
  const { enrolFrom, enrolUntil, startDate, isEnrolmentKnown } = offering;
  if (!isEnrolmentKnown) return false;
  if (enrolFrom !== null && enrolFrom > day) return false;
  const last = enrolUntil ?? startDate;
  return last !== null && last >= day;
}
