import { z } from 'zod';
import { clientCredentials, httpFields } from '../kit/partners/entry-shape.ts';

/** A case system of coaches in the partner list. */
export const caseSystemEntry = z.strictObject({
  ...httpFields,
  kind: z.literal('guidance'),
  oauth: clientCredentials.optional(),
  /** The OIN of its organisation: a coach with this OIN in the token sees its caseload. */
  oin: z.string().regex(/^\d{20}$/, 'expected an OIN of 20 digits'),
  /** Whether it may hold citizen numbers. A system of a fund may not, and receives none. */
  holdsPersonKey: z.boolean(),
});

export type CaseSystemPartner = z.output<typeof caseSystemEntry>;
