import type { Ids } from '../kit/ids/request-ids.ts';
import type { EnrolmentRecord, OfferingRecord, TrainingRecord } from './records.ts';

/** A training in an answer; `record` is null where its school is silent or does not have it. */
export interface TrainingNode {
  readonly id: string;
  readonly record: TrainingRecord | null;
}

export interface OfferingNode {
  readonly id: string;
  readonly record: OfferingRecord | null;
}

export interface EnrolmentNode {
  readonly id: string;
  readonly record: EnrolmentRecord | null;
}

/** Trainings and offerings are public, and so are their ids: `<school>:<OOAPI id>`. */
export function asTraining(record: TrainingRecord): TrainingNode {
  return { id: `${record.school}:${record.key}`, record };
}

export function asOffering(record: OfferingRecord): OfferingNode {
  return { id: `${record.school}:${record.key}`, record };
}

export function asEnrolment(record: EnrolmentRecord, ids: Ids): EnrolmentNode {
  return { id: ids.seal('llo-enrolment/v1', `${record.school}:${record.key}`), record };
}

/** The school of a public id; an id of another shape has none. */
export function schoolOf(id: string): string {
  return id.slice(0, Math.max(0, id.indexOf(':')));
}
