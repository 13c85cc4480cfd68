import type { Ids } from '../identity/ids.ts';
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

export function asTrajectory(record: TrajectoryRecord, ids: Ids): TrajectoryNode {
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
