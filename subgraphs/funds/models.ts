import { compareText } from '../../core/structures/compare-text.ts';
import type { InstrumentSearchModel } from '../kit/instruments/instrument-filter.ts';
import type { RecordModel } from '../kit/mapping/record-models.ts';
import type { Ids } from '../kit/ids/request-ids.ts';
import type { RequestContext } from '../kit/request/request-context.ts';
import type { Sector } from '../../core/sectors/sectors.ts';
import type { SchemeRecord, VoucherRecord } from './records.ts';

export type VoucherModel = RecordModel<VoucherRecord>;
export type VoucherSchemeModel = RecordModel<SchemeRecord>;
/** With the fields that `payableWith` requires of the school. */
export interface TrainingModel {
  readonly id: string;
  readonly sector: Sector | null;
  readonly durationMonths: number | null;
}
export type InstrumentFinderModel = InstrumentSearchModel;

export interface LookupsModel {
  readonly person: string;
  /** The person's vouchers as the schools know them, by id; null when no school responded. */
  readonly vouchers: readonly string[] | null;
}

export function voucherId(
  { partner, number }: Pick<VoucherRecord, 'partner' | 'number'>,
  ids: Ids,
): string {
  return ids.encrypt('llo-voucher/v1', `${partner}:${number}`);
}

/** Reports the voucher to the audit log: from here on its record is part of the response. */
export function asVoucher(
  record: VoucherRecord,
  { ids, subjects }: Pick<RequestContext, 'ids' | 'subjects'>,
  id?: string,
): VoucherModel {
  const text = `${record.partner}:${record.number}`;
  subjects.report('voucher', record.partner, text);
  return id === undefined ? ids.identify('llo-voucher/v1', text, record) : { ...record, id };
}

/** By opening day, then by id. */
export function byOpening(a: SchemeRecord, b: SchemeRecord): number {
  return compareText(a.opensOn ?? '', b.opensOn ?? '') || compareText(a.id, b.id);
}
