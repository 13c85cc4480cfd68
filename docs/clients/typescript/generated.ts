/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
export type VoucherStatus =
  | 'ISSUED'
  | 'REDEEMED'
  | 'EXPIRED'
  | 'WITHDRAWN';

export type VoucherType =
  | 'SEEKING_WORK_IN_TECH'
  | 'WORKING_IN_TECH'
  | 'RETRAINING_INTO_TECH'
  | 'SELF_EMPLOYED_IN_TECH'
  | 'ORIENTATION'
  | 'TRAINING'
  | 'SUPPORT'
  | 'GENERIC';

export type VouchersQueryVariables = Exact<{
  first: number;
}>;


export type VouchersQuery = { readonly vouchers: { readonly nodes: ReadonlyArray<{ readonly type: VoucherType | null, readonly status: VoucherStatus | null, readonly issuedOn: string | null, readonly scheme: { readonly name: string | null } | null }>, readonly pageInfo: { readonly hasNextPage: boolean } } | null };
