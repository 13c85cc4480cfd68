import type { TrajectoryKind, TrajectoryOutcome } from '../../schema/generated/guidance.ts';
import type { Eligibility } from '../kit/instruments/instrument-fit.ts';

/** A voucher by the fund that issued it. */
export interface VoucherKey {
  readonly fund: string;
  readonly number: string;
}

/** A trajectory of a case system; the record does not name the person. */
export interface TrajectoryRecord {
  /** Partner id of the case system. */
  readonly partner: string;
  readonly number: string;
  readonly kind: TrajectoryKind | null;
  /** Code of a target group. */
  readonly targetGroup: string | null;
  readonly programme: string | null;
  /** CBS code, or slug of a cooperation region. */
  readonly region: string | null;
  /** The case system's number of the coach. */
  readonly coach: string | null;
  readonly startedOn: string;
  readonly endedOn: string | null;
  readonly outcome: TrajectoryOutcome;
  readonly vouchers: readonly VoucherKey[];
  readonly changedAt: string | null;
}

/** A place or a grant for one person at one employer, such as an apprenticeship; only counted. */
export interface ArrangementRecord {
  readonly partner: string;
  readonly number: string;
  readonly programme: string | null;
  readonly type: ArrangementType | null;
  readonly employerSize: EmployerSize | null;
  readonly ageGroup: 'YOUNG' | 'ADULT' | null;
  readonly startedOn: string;
}

export type ArrangementType =
  'APPRENTICESHIP' | 'STARTER_GRANT' | 'MOBILITY_VOUCHER' | 'TRAINING_VOUCHER';
type EmployerSize = 'MICRO' | 'SMALL' | 'MEDIUM' | 'LARGE';

/** Guidance that one can apply for: an instrument. */
export interface OfferRecord extends Eligibility {
  readonly partner: string;
  readonly code: string;
  readonly name: string;
  readonly applyAt: string | null;
  readonly changedAt: string | null;
}
