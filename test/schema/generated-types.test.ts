/** What the generated types reject: each expected error fails `tsc` when it does not occur. */
import { expect, test } from 'vitest';
import { fundsResolvers } from '../../subgraphs/funds/resolvers.ts';
import type { Resolvers, ResolversParentTypes } from '../../subgraphs/funds/resolver-types.ts';
import type { VoucherModel } from '../../subgraphs/funds/models.ts';
import type { ResolverMap } from '../../subgraphs/kit/subgraph/subgraph-definition.ts';
import { VoucherStatus } from '../../schema/generated/funds.ts';

const { Voucher, ...others } = fundsResolvers;

const wrongResolvers: readonly ResolverMap<Resolvers, ResolversParentTypes>[] = [
  // @ts-expect-error -- the SDL has no type with this name
  { ...fundsResolvers, Vouchers: {} },
  // @ts-expect-error -- the SDL has no field with this name
  { ...others, Voucher: { ...Voucher, issuedAt: ({ issuedOn }: VoucherModel) => issuedOn } },
  // @ts-expect-error -- the enum has no value with this name
  { ...others, Voucher: { ...Voucher, status: () => 'REDEMED' } },
  // @ts-expect-error -- the field is a day, not a number
  { ...others, Voucher: { ...Voucher, issuedOn: () => 2026 } },
  // @ts-expect-error -- the model has no property with this name
  { ...others, Voucher: { ...Voucher, issuedOn: ({ issuedAt }) => issuedAt } },
  // @ts-expect-error -- the field has no argument with this name
  { ...fundsResolvers, Query: { ...fundsResolvers.Query, vouchers: (_, { filtr }) => filtr } },
  // @ts-expect-error -- a field that the model lacks has no resolver
  { ...fundsResolvers, Programme: {} },
  // @ts-expect-error -- a type with such a field has no resolvers
  others,
];

test('a misspelt type, field, argument or enum value of a resolver does not compile, nor a field without one', () => {
  expect(wrongResolvers).toHaveLength(8);
  expect(Object.keys(fundsResolvers.Voucher)).toContain('amount');
});

test('a generated enum has the values of the SDL, in its order', () => {
  expect(Object.values(VoucherStatus)).toEqual(['ISSUED', 'REDEEMED', 'EXPIRED', 'WITHDRAWN']);
});
