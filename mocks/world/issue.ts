import { untaken } from './employers.ts';
import type { Random } from './random.ts';
import type { PlannedScheme } from './schemes.ts';
import type {
  Day,
  FundId,
  Person,
  Requester,
  SchoolId,
  VoucherStatus,
  VoucherUse,
} from './world.ts';

/** An issued voucher, with the plan for it; `redeem` completes it. */
export interface IssuedVoucher {
  readonly number: string;
  readonly scheme: PlannedScheme;
  /** Without the number, which a fund and a school never have. */
  readonly person: Omit<Person, 'bsn'>;
  readonly use: VoucherUse;
  readonly status: VoucherStatus;
  readonly issuedOn: Day;
  readonly amountCents: number;
  readonly requestedBy: Requester;
  readonly employerKvk: string | null;
  /** The school, if the story of an archetype needs a certain one. */
  readonly provider?: SchoolId;
  /** The training and role, if the story of an archetype needs certain ones. */
  readonly trainingCode?: string;
  readonly role?: 'student' | 'teaching assistant';
}

const NUMBERS: Record<FundId, (random: Random) => string> = {
  otib: (random) => `WT-${random.code(4)}-${random.code(4)}`,
  oomt: (random) => `MT-${random.code(4)}-${random.code(4)}`,
  oom: (random) => `OOM${random.code(9)}`,
  'a-en-o-metalektro': (random) => `AO${random.code(10)}`,
};
const AMOUNTS_CENTS: Record<VoucherUse, readonly number[]> = {
  TRAINING: [75_000, 100_000, 150_000, 150_000, 200_000, 250_000],
  ORIENTATION: [15_000, 25_000, 35_000],
  GUIDANCE: [40_000, 60_000, 80_000],
};
const STEP_OF_SPENT_CENTS = 50_000;

/** A voucher number in the fund's format; random, so that it does not reveal an order. */
export function voucherNumber(fund: FundId, taken: Set<string>, random: Random): string {
  return untaken(taken, () => NUMBERS[fund](random));
}

/**
 * The amount of a voucher, in cents: round amounts, smaller for orientation than for a training. When the
 * whole budget is spent the amounts are rounder, so that the budget is round too.
 */
export function amountOf(scheme: PlannedScheme, use: VoucherUse, random: Random): number {
  return rounded(scheme, random.pick(AMOUNTS_CENTS[use]));
}

function rounded({ budgetUse }: PlannedScheme, amountCents: number): number {
  if (budgetUse < 1) return amountCents;
  return Math.ceil(amountCents / STEP_OF_SPENT_CENTS) * STEP_OF_SPENT_CENTS;
}

/** The most that `amountOf` gives for any use of the scheme. */
export function highestAmountOf(scheme: PlannedScheme): number {
  const amounts = scheme.uses.flatMap((use) => AMOUNTS_CENTS[use]);
  return rounded(scheme, Math.max(...amounts));
}

/** Usually the first type of the scheme, sometimes another one that it allows. */
export function useOf(scheme: PlannedScheme, random: Random): VoucherUse {
  return random.weighted(scheme.uses.map((use, index) => [use, index === 0 ? 80 : 12] as const));
}
