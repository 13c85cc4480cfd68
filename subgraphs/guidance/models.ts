import type { Ids } from '../kit/ids/request-ids.ts';
import type { RequestContext } from '../kit/request/request-context.ts';
import type { TrajectoryRecord, VoucherKey } from './records.ts';

/** A trajectory in an answer; `record` is null where its system is silent or does not hold it. */
export interface TrajectoryNode {
  readonly id: string;
  readonly record: TrajectoryRecord | null;
}

/** A voucher in an answer, as a key that its fund resolves. */
export interface VoucherNode extends VoucherKey {
  readonly id: string;
}

/** A person in an answer; `number` is null where no system may know people by it. */
export interface PersonNode {
  readonly id: string;
  readonly number: string | null;
}

/** From here on a trajectory's record is part of the answer, and so it is accounted for. */
export function asTrajectory(
  record: TrajectoryRecord,
  { ids, subjects }: Pick<RequestContext, 'ids' | 'subjects'>,
): TrajectoryNode {
  subjects.report('trajectory', record.system, `${record.system}:${record.number}`);
  return asOwnTrajectory(record, ids);
}

/** The same of a person who has been accounted for as a person. */
export function asOwnTrajectory(record: TrajectoryRecord, ids: Ids): TrajectoryNode {
  return { id: ids.seal('llo-trajectory/v1', `${record.system}:${record.number}`), record };
}

export function asVoucher({ fund, number }: VoucherKey, ids: Ids): VoucherNode {
  return { id: ids.seal('llo-voucher/v1', `${fund}:${number}`), fund, number };
}

export function asPerson(number: string, ids: Ids): PersonNode {
  return { id: ids.seal('llo-person/v1', number), number };
}

/** A coach by a sealed number and an organisation; a name is nowhere. */
export function asCoach({ system, coach }: TrajectoryRecord, ids: Ids) {
  if (coach === null) return null;
  return { id: ids.seal('llo-coach/v1', `${system}:${coach}`), organisation: { id: system } };
}
