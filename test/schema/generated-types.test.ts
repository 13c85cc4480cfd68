/** What the generated types reject: each expected error fails `tsc` when it does not occur. */
import { expect, test } from 'vitest';
import { fundsResolvers } from '../../subgraphs/funds/resolvers.ts';
import type { Resolvers } from '../../subgraphs/funds/resolver-types.ts';
import type { VoucherModel } from '../../subgraphs/funds/models.ts';
import type { ResolverMap } from '../../subgraphs/kit/subgraph/subgraph-definition.ts';
import { VoucherStatus } from '../../schema/generated/funds.ts';

const wrongResolvers: readonly ResolverMap<Resolvers>[] = [
  // @ts-expect-error -- the SDL has no type with this name
  { Vouchers: {} },
  // @ts-expect-error -- the SDL has no field with this name
  { Voucher: { issuedAt: ({ record }: VoucherModel) => record?.issuedOn } },
  // @ts-expect-error -- the enum has no value with this name
  { Voucher: { status: () => 'REDEMED' } },
  // @ts-expect-error -- the field is a day, not a number
  { Voucher: { issuedOn: () => 2026 } },
  // @ts-expect-error -- the record has no field with this name
  { Voucher: { issuedOn: ({ record }) => record?.issuedAt } },
  // @ts-expect-error -- the field has no argument with this name
  { Query: { vouchers: (_, { filtr }) => filtr } },
];

test('a misspelt type, field, argument or enum value of a resolver does not compile', () => {
  expect(wrongResolvers).toHaveLength(6);
  expect(Object.keys(fundsResolvers.Voucher ?? {})).toContain('issuedOn');
});

test('a generated enum has the values of the SDL, in its order', () => {
  expect(Object.values(VoucherStatus)).toEqual(['ISSUED', 'REDEEMED', 'EXPIRED', 'WITHDRAWN']);
});
