import type { PersonModel } from '../kit/ids/person-reference.ts';
import type { Ids } from '../kit/ids/request-ids.ts';
import type { InstrumentSearchModel } from '../kit/instruments/instrument-filter.ts';
import type { RecordModel } from '../kit/mapping/record-models.ts';
import type { EnrolmentRecord, OfferingRecord, TrainingRecord } from './records.ts';

export type TrainingModel = RecordModel<TrainingRecord>;
export type TrainingOfferingModel = RecordModel<OfferingRecord>;
export type EnrolmentModel = RecordModel<EnrolmentRecord>;
export type { PersonModel };
export type LookupsModel = PersonModel;
export type InstrumentFinderModel = InstrumentSearchModel;

export function asEnrolment(record: EnrolmentRecord, ids: Ids): EnrolmentModel {
  return ids.identify('llo-enrolment/v1', `${record.partner}:${record.key}`, record);
}

export function asVoucher({ fund, number }: { fund: string; number: string }, ids: Ids) {
  return ids.identify('llo-voucher/v1', `${fund}:${number}`, {});
}
