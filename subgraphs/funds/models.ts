import { compareText } from '../../core/structures/compare-text.ts';
import type { RequestContext } from '../kit/request/request-context.ts';
import type { SchemeRecord, VoucherRecord } from './records.ts';

/** A voucher in an answer; `record` is null where its fund is silent or does not hold it. */
export interface VoucherNode {
  readonly id: string;
  readonly record: VoucherRecord | null;
}

/** A scheme in an answer; `record` is null likewise. */
export interface SchemeNode {
  readonly id: string;
  readonly record: SchemeRecord | null;
}

/** From here on a voucher's record is part of the answer, and so it is accounted for. */
export function asVoucher(
  record: VoucherRecord,
  { ids, subjects }: Pick<RequestContext, 'ids' | 'subjects'>,
  id?: string,
): VoucherNode {
  const text = `${record.fund}:${record.number}`;
  subjects.report('voucher', record.fund, text);
  return { id: id ?? ids.seal('llo-voucher/v1', text), record };
}

/** Schemes are public, and so are their ids: `<fund>:<code>`. */
export function asScheme(record: SchemeRecord): SchemeNode {
  return { id: `${record.fund}:${record.code}`, record };
}

/** The first to open first. */
export function schemesInOrder(schemes: readonly SchemeRecord[]): readonly SchemeNode[] {
  const nodes = schemes.map(asScheme);
  return nodes.toSorted((a, b) => compareText(orderOf(a), orderOf(b)));
}

const orderOf = ({ id, record }: SchemeNode) => `${record?.opensOn ?? ''} ${id}`;
