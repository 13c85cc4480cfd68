import { z } from 'zod';
import { clientCredentials, httpFields } from '../kit/partners/entry-shape.ts';

/** A school in the partner list. */
export const schoolEntry = z.strictObject({
  ...httpFields,
  kind: z.literal('education'),
  oauth: clientCredentials.optional(),
  /** Our extension of OOAPI: a school without it does not offer data by person. */
  personLookupPath: z.string().startsWith('/').optional(),
});

export type SchoolPartner = z.output<typeof schoolEntry>;
