import type { Sector } from '../../core/sectors/sectors.ts';
import type { Narrowed } from '../kit/mapping/narrowed-list.ts';
import type {
  EmployerSize,
  RequesterKind,
  VoucherStatus,
  VoucherType,
  VoucherUse,
} from '../../schema/generated/funds.ts';

/** A voucher of a fund. The number never leaves fund and school. */
export interface VoucherRecord {
  readonly partner: string;
  readonly number: string;
  readonly schemeCode: string;
  readonly type: VoucherType | null;
  readonly programme: string | null;
  readonly use: VoucherUse | null;
  readonly status: VoucherStatus | null;
  readonly issuedOn: string;
  readonly expiresOn: string | null;
  readonly redeemedOn: string | null;
  readonly amountEuro: number | null;
  readonly requestedBy: RequesterKind;
  /** CBS code of the municipality, such as `GM0200`. */
  readonly municipality: string | null;
  /** Partner id of the school where it was redeemed. */
  readonly school: string | null;
  readonly employerKvk: string | null;
  readonly employerSize: EmployerSize;
  readonly changedAt: string | null;
}

/**
 * A scheme of a fund, with its money as it was on the day of budgets (`budgetDayOf`). A list that is null holds only
 * unknown codes, or is not in the layout: the scheme then pays for nothing.
 */
export interface SchemeRecord {
  /** Schemes are public, and so are their ids. */
  readonly id: string;
  readonly partner: string;
  readonly code: string;
  readonly name: string;
  readonly type: VoucherType | null;
  readonly uses: Narrowed<VoucherUse>;
  readonly programme: string | null;
  readonly sectors: Narrowed<Sector>;
  readonly regions: Narrowed;
  readonly targetGroups: Narrowed;
  readonly maxMonths: number | null;
  readonly opensOn: string | null;
  readonly closesOn: string | null;
  /** Null where the fund gives none. */
  readonly budgetEuro: number | null;
  /** The most that one voucher pays; null where the fund does not say. */
  readonly maximumEuro: number | null;
  /** Where one applies: the scheme's own address, or else that of the fund in the partner list. */
  readonly applyAt: string | null;
  readonly contact: string | null;
  /** What was committed on the day of budgets; null where the fund gives no amounts. */
  readonly committedEuro: number | null;
  /** The highest amount of a voucher issued before this quarter; null where there is none. */
  readonly highestEuro: number | null;
  readonly isSynthetic: boolean;
  readonly changedAt: string | null;
}

/** A redemption that the school has declared to the fund. */
export interface DeclarationRecord {
  readonly partner: string;
  readonly number: string;
  readonly school: string | null;
  /** OOAPI `associationId` that the school quoted. */
  readonly association: string;
}
