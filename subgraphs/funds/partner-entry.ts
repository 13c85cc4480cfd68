import { z } from 'zod';
import {
  address,
  catalogueFields,
  databaseTls,
  partnerFields,
  secret,
} from '../kit/partners/entry-shape.ts';
import type { FundLayout } from './layout.ts';

/** A fund in the partner list. */
export const fundEntry = z
  .strictObject({
    ...partnerFields,
    ...catalogueFields,
    kind: z.literal('funds'),
    url: address('postgresql:', 'postgres:'),
    password: secret.optional(),
    tls: databaseTls.optional(),
    /** The zone of its `timestamp without time zone`, wherever its server and we run. */
    timeZone: z
      .string()
      .refine(isTimeZone, 'expected a zone such as "Europe/Amsterdam"')
      .default('Europe/Amsterdam'),
    /** Its layout, below in the same file. */
    layout: z.string(),
    /** Where a person applies for a voucher of this fund, unless the scheme has an address of its own. */
    applyAt: address('https:').optional(),
  })
  .refine(({ tls, url }) => tls === undefined || !/[?&](ssl|uselibpqcompat)/.test(url), {
    path: ['url'],
    error: 'expected an address without settings of TLS, which are in "tls"',
  });

/** A name of the tz database: PostgreSQL and Node use the same ones. */
function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('nl', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}

export type FundPartner = z.output<typeof fundEntry>;

/** With the layout that it names. */
export type FundEntry = FundPartner & { readonly columns: FundLayout };
