import type { PersonModel } from '../kit/ids/person-reference.ts';
import type { Ids } from '../kit/ids/request-ids.ts';
import type { BenefitRecord, EmploymentRecord, ProfileRecord } from './records.ts';

export type { PersonModel };
export type LookupsModel = PersonModel;
export type JobseekerProfileModel = ProfileRecord;

export interface BenefitEpisodeModel {
  readonly id: string;
  readonly record: BenefitRecord;
}

export interface EmploymentModel {
  readonly id: string;
  readonly record: EmploymentRecord;
}

export function asBenefit(record: BenefitRecord, ids: Ids): BenefitEpisodeModel {
  return { id: ids.encrypt('llo-benefit/v1', `${record.partner}:${record.number}`), record };
}

export function asEmployment(record: EmploymentRecord, ids: Ids): EmploymentModel {
  return { id: ids.encrypt('llo-employment/v1', `${record.partner}:${record.number}`), record };
}
