import { quarterOfDay } from '../kit/statistics/quarters.ts';
import type { OfferingRecord, Participation } from './records.ts';

/** The quarters in which a student began, finished and stopped; null for a step that was not taken. */
export interface ParticipationSteps {
  readonly enrolled: string;
  readonly finished: string | null;
  readonly stopped: string | null;
  /** The first day of the offering: OOAPI v5 has none of an association. */
  readonly startDay: string;
  /** The day of the result; null unless it was passed. */
  readonly finishedOn: string | null;
}

/**
 * The steps of a student by a day; null for one who had not begun by then, or whose place in the offering was never
 * theirs. One who was cancelled counts as begun when the school recorded that after the start (`llo-stopped`), and not
 * at all when it does not say when.
 */
export function stepsOf(
  { role, statusCode, passed, endedOn, stoppedOn }: Participation,
  { startDate }: Pick<OfferingRecord, 'startDate'>,
  until: string,
): ParticipationSteps | null {
  if (role !== 'STUDENT' || startDate === null || startDate > until) return null;
  const isCancelled = statusCode === 'canceled';
  if (isCancelled ? stoppedOn === null || stoppedOn <= startDate : statusCode !== 'associated') {
    return null;
  }
  const isFinished = !isCancelled && passed === true && endedOn !== null && endedOn <= until;
  const finishedOn = isFinished ? endedOn : null;
  return {
    enrolled: quarterOfDay(startDate),
    finished: finishedOn && quarterOfDay(finishedOn),
    stopped:
      isCancelled && stoppedOn !== null && stoppedOn <= until ? quarterOfDay(stoppedOn) : null,
    startDay: startDate,
    finishedOn,
  };
}
