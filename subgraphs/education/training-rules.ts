import { foldName } from '../../core/regions/regions.ts';
import type { Sector } from '../../core/sectors/sectors.ts';
import type { LearningRoute } from '../../schema/generated/education.ts';
import type { OfferingRecord, TrainingRecord } from './records.ts';

/** What a caller wants of a training; regions have already become municipalities. */
export interface TrainingWish {
  /** Words that must all occur, as `searchWords` makes them. */
  readonly words: readonly string[];
  /** As `matchedSectors` makes them. */
  readonly sectors?: ReadonlySet<Sector> | null;
  readonly municipalities?: ReadonlySet<string> | null;
  readonly maxMonths?: number | null;
  readonly freeSeatsOn?: string | null;
  readonly routes?: ReadonlySet<LearningRoute> | null;
  readonly skills?: ReadonlySet<string> | null;
}

/** True when the answer depends on when and where a training is given. */
export function needsOfferings({ municipalities, freeSeatsOn }: TrainingWish): boolean {
  return municipalities != null || freeSeatsOn != null;
}

/** True when the training itself is what is wanted; its offerings are another question. */
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

/** True when one and the same offering is in the right place and has a free seat in time. */
export function isGivenAsWanted(offering: OfferingRecord, wish: TrainingWish): boolean {
  const { municipalities, freeSeatsOn } = wish;
  if (municipalities && !municipalities.has(offering.municipality ?? '')) return false;
  if (freeSeatsOn == null) return true;
  const isAhead = offering.startDate !== null && offering.startDate >= freeSeatsOn;
  return isAhead && (offering.seatsLeft ?? 0) > 0;
}

/** True when one can still enrol on a day: within the enrolment period, or before it starts. */
export function isOpenOn(offering: OfferingRecord, day: string): boolean {
  const { enrolFrom, enrolUntil, startDate } = offering;
  if (enrolFrom !== null && enrolFrom > day) return false;
  const last = enrolUntil ?? startDate;
  return last !== null && last >= day;
}
