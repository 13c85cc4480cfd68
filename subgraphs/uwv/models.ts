import type { PersonModel } from '../kit/ids/person-reference.ts';
import type { Ids } from '../kit/ids/request-ids.ts';
import type { BenefitRecord, EmploymentRecord, ProfileRecord } from './records.ts';

export type { PersonModel };
export type LookupsModel = PersonModel;
export type JobseekerProfileModel = ProfileRecord;

export type BenefitEpisodeModel = BenefitRecord & { readonly id: string };
export type EmploymentModel = EmploymentRecord & { readonly id: string };

/** An id is encrypted when it is selected, in the turn of its field: a response may hold thousands. */
export function asBenefit(record: BenefitRecord, ids: Ids): BenefitEpisodeModel {
  return {
    ...record,
    get id() {
      return ids.encrypt('llo-benefit/v1', `${record.partner}:${record.number}`);
    },
  };
}

export function asEmployment(record: EmploymentRecord, ids: Ids): EmploymentModel {
  return {
    ...record,
    get id() {
      return ids.encrypt('llo-employment/v1', `${record.partner}:${record.number}`);
    },
  };
}
