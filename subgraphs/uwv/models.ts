import type { Ids } from '../kit/ids/request-ids.ts';
import type { BenefitRecord, EmploymentRecord } from './records.ts';

/** A person in an answer: the id for the caller, and the number for the one question to UWV. */
export interface PersonNode {
  readonly id: string;
  readonly number: string;
}

export interface BenefitNode {
  readonly id: string;
  readonly record: BenefitRecord;
}

export interface EmploymentNode {
  readonly id: string;
  readonly record: EmploymentRecord;
}

export function asPerson(number: string, ids: Ids): PersonNode {
  return { id: ids.seal('llo-person/v1', number), number };
}

export function asBenefit(record: BenefitRecord, ids: Ids): BenefitNode {
  return { id: ids.seal('llo-benefit/v1', `${record.office}:${record.number}`), record };
}

export function asEmployment(record: EmploymentRecord, ids: Ids): EmploymentNode {
  return { id: ids.seal('llo-employment/v1', `${record.office}:${record.number}`), record };
}

/** True when a period runs on a day, its first and last day included. */
export function isActiveOn(
  { startedOn, endedOn }: { readonly startedOn: string; readonly endedOn: string | null },
  day: string,
): boolean {
  return startedOn <= day && (endedOn === null || endedOn >= day);
}
