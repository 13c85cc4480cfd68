import type { PersonModel } from '../kit/ids/person-reference.ts';
import type { Ids } from '../kit/ids/request-ids.ts';
import type { BenefitRecord, EmploymentRecord, ProfileRecord } from './records.ts';

export type { PersonModel };
export type LookupsModel = PersonModel;
export type JobseekerProfileModel = ProfileRecord;

export type BenefitEpisodeModel = BenefitRecord & { readonly id: string };
export type EmploymentModel = EmploymentRecord & { readonly id: string };

export function asBenefit(record: BenefitRecord, ids: Ids): BenefitEpisodeModel {
  return ids.identify('llo-benefit/v1', `${record.partner}:${record.number}`, record);
}

export function asEmployment(record: EmploymentRecord, ids: Ids): EmploymentModel {
  return ids.identify('llo-employment/v1', `${record.partner}:${record.number}`, record);
}
