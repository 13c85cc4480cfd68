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

/** A voucher at the moment it is issued, with what will become of it; redeeming makes it whole. */
export interface IssuedVoucher {
  readonly number: string;
  readonly scheme: PlannedScheme;
  readonly person: Person;
  readonly use: VoucherUse;
  readonly status: VoucherStatus;
  readonly issuedOn: Day;
  readonly amountCents: number;
  readonly requestedBy: Requester;
  readonly employerKvk: string | null;
  /** Where the story needs a certain school; otherwise one is found. */
  readonly provider?: SchoolId;
  /** Where the story needs a certain training and role. */
  readonly trainingCode?: string;
  readonly role?: 'student' | 'teaching assistant';
}

/** A number such as the fund's system would print: random, so that it tells no order. */
export function voucherNumber(fund: FundId, taken: Set<string>, random: Random): string {
  return untaken(taken, () => {
    switch (fund) {
      case 'otib':
        return `WT-${random.code(4)}-${random.code(4)}`;
      case 'oomt':
        return `MT-${random.code(4)}-${random.code(4)}`;
      case 'oom':
        return `OOM${random.code(9)}`;
      case 'a-en-o-metalektro':
        return `AO${random.code(10)}`;
    }
  });
}

/** What a voucher is worth, in cents: round amounts, smaller for looking round than for a training. */
export function amountOf(use: VoucherUse, random: Random): number {
  switch (use) {
    case 'TRAINING':
      return random.pick([75_000, 100_000, 150_000, 150_000, 200_000, 250_000]);
    case 'ORIENTATION':
      return random.pick([15_000, 25_000, 35_000]);
    case 'GUIDANCE':
      return random.pick([40_000, 60_000, 80_000]);
  }
}

/** Mostly the first use of the scheme, sometimes another one that it allows. */
export function useOf(scheme: PlannedScheme, random: Random): VoucherUse {
  return random.weighted(scheme.uses.map((use, index) => [use, index === 0 ? 80 : 12] as const));
}
