import type { Declaration, Employer, FundId, Scheme, Voucher, World } from '../world/world.ts';

/** The records of one fund, without persons. */
export interface FundRecords {
  readonly schemes: readonly Scheme[];
  readonly vouchers: readonly Voucher[];
  readonly declarations: readonly Declaration[];
  readonly employers: readonly Employer[];
}

/** The records of one fund, each list in the order of its keys. */
export function recordsOf(world: World, fund: FundId): FundRecords {
  const vouchers = world.vouchers.filter((voucher) => voucher.fund === fund);
  const employers = new Set(vouchers.map((voucher) => voucher.employerKvk));
  return {
    schemes: world.schemes.filter((scheme) => scheme.fund === fund),
    vouchers,
    declarations: world.declarations
      .filter((declaration) => declaration.fund === fund)
      .toSorted((one, other) => one.number - other.number),
    employers: world.employers.filter((employer) => employers.has(employer.kvk)),
  };
}
