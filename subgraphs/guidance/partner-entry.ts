import { z } from 'zod';
import { clientCredentials, httpFields } from '../kit/partners/entry-shape.ts';

/** A case system of coaches in the partner list. */
export const caseSystemEntry = z.strictObject({
  ...httpFields,
  kind: z.literal('guidance'),
  oauth: clientCredentials.optional(),
  /** The organisation's own OIN: a coach whose token carries it sees its caseload. */
  oin: z.string().regex(/^\d{20}$/, 'expected an OIN of 20 digits'),
  /** Whether it may hold citizen numbers. One run by a fund's project may not, and is never asked. */
  holdsPersonKey: z.boolean(),
});

export type CaseSystemPartner = z.output<typeof caseSystemEntry>;
