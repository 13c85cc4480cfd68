import { z } from 'zod';
import { address, partnerFields, secret } from '../kit/partners/entry-shape.ts';
import type { FundLayout } from './layout.ts';

/** A fund in the partner list. */
export const fundEntry = z.strictObject({
  ...partnerFields,
  kind: z.literal('funds'),
  url: address('postgresql:', 'postgres:'),
  password: secret.optional(),
  /** Its layout, below in the same file. */
  layout: z.string(),
  /** Where a person applies for a voucher of this fund. */
  applyAt: address('https:', 'http:').optional(),
});

export type FundPartner = z.output<typeof fundEntry>;

/** With the layout that it names. */
export type FundEntry = FundPartner & { readonly columns: FundLayout };
