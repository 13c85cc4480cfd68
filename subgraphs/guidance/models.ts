import type { Ids } from '../kit/ids/request-ids.ts';
import type { InstrumentSearchModel } from '../kit/instruments/instrument-filter.ts';
import type { RecordModel } from '../kit/mapping/record-models.ts';
import type { RequestContext } from '../kit/request/request-context.ts';
import type { TrajectoryRecord, VoucherKey } from './records.ts';

export type TrajectoryModel = RecordModel<TrajectoryRecord>;
export type LookupsModel = PersonModel;
export type InstrumentFinderModel = InstrumentSearchModel;

export interface VoucherModel extends VoucherKey {
  readonly id: string;
}

/** `number` is null where no case system may know citizen numbers. */
export interface PersonModel {
  readonly id: string;
  readonly number: string | null;
}

export function trajectoryId(
  { partner, number }: Pick<TrajectoryRecord, 'partner' | 'number'>,
  ids: Ids,
): string {
  return ids.encrypt('llo-trajectory/v1', `${partner}:${number}`);
}

/** Reports the trajectory to the audit log: from here on its record is part of the response. */
export function asTrajectory(
  record: TrajectoryRecord,
  { ids, subjects }: Pick<RequestContext, 'ids' | 'subjects'>,
): TrajectoryModel {
  subjects.report('trajectory', record.partner, `${record.partner}:${record.number}`);
  return asOwnTrajectory(record, ids);
}

/** For a person who has already been reported. */
export function asOwnTrajectory(record: TrajectoryRecord, ids: Ids): TrajectoryModel {
  return ids.identify('llo-trajectory/v1', `${record.partner}:${record.number}`, record);
}

export function asVoucher({ fund, number }: VoucherKey, ids: Ids): VoucherModel {
  return ids.identify('llo-voucher/v1', `${fund}:${number}`, { fund, number });
}

/** A coach by an encrypted number and an organisation; the name stays at the case system. */
export function asCoach({ partner, coach }: TrajectoryModel, ids: Ids) {
  if (partner === undefined || coach === null) return null;
  const organisation = { id: partner };
  return ids.identify('llo-coach/v1', `${partner}:${coach}`, { organisation });
}
